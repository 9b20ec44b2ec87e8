import path from 'node:path';
import { parseSync } from 'vite';

/** One module that a file names. */
export interface Import {
  /** As written: `./model.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** `type`: gone once the types are stripped. `runtime`: loaded when the file is. `on-demand`: loaded by `import()`. */
  readonly kind: 'type' | 'runtime' | 'on-demand';
}

/** Stands for a module whose name is computed at run time, so that no list of imports can check it. */
export const COMPUTED = '(computed)';

/** A node of the syntax tree, as the parser gives it: ESTree with TypeScript. */
type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

const walked = new WeakMap<Node, readonly Node[]>();

/** A node and all nodes below it, the node itself first. */
export function nodesBelow(start: Node): readonly Node[] {
  const known = walked.get(start);
  if (known !== undefined) return known;
  const nodes = [start];
  // The list grows while it is read: each node adds its children at the end.
  for (const node of nodes) {
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) nodes.push(...value.filter(isNode));
      else if (isNode(value)) nodes.push(value);
    }
  }
  walked.set(start, nodes);
  return nodes;
}

const parsed = new Map<string, Node>();

/** Parses as the bundler does, each text once; throws where the text is not TypeScript. */
export function parse(file: string, text: string): Node {
  const key = `${file}\0${text}`;
  const known = parsed.get(key) ?? parseUncached(file, text);
  parsed.set(key, known);
  return known;
}

function parseUncached(file: string, text: string): Node {
  const { program, errors } = parseSync(file, text);
  const [first] = errors;
  if (first) throw new Error(`${file}: ${first.message}`);
  return program as unknown as Node;
}

const imported = new WeakMap<Node, readonly Import[]>();

/** All modules that a file names: imports, re-exports, `import()`, `require()` and types by `import('…')`. */
export function importsOf(file: string, text: string): readonly Import[] {
  const program = parse(file, text);
  const found = imported.get(program) ?? nodesBelow(program).flatMap((node) => moduleNamedBy(node) ?? []);
  imported.set(program, found);
  return found;
}

function moduleNamedBy(node: Node): Import | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: literal(node['source']), kind: node['importKind'] === 'type' ? 'type' : 'runtime' };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      if (!node['source']) return null;
      return { specifier: literal(node['source']), kind: node['exportKind'] === 'type' ? 'type' : 'runtime' };
    case 'ImportExpression':
      return { specifier: literal(node['source']), kind: 'on-demand' };
    case 'TSImportType':
      return { specifier: literal(node['source'] ?? node['argument']), kind: 'type' };
    case 'CallExpression':
      return isRequire(node['callee']) || isGlob(node['callee'])
        ? { specifier: literal(firstOf(node['arguments'])), kind: 'runtime' }
        : null;
    default:
      return null;
  }
}

const isRequire = (callee: unknown): boolean =>
  isNode(callee) && callee.type === 'Identifier' && callee['name'] === 'require';

/** `import.meta.glob`, whose specifier is a pattern such as `./commands/*.ts`. */
const isGlob = (callee: unknown): boolean =>
  isNode(callee) &&
  callee.type === 'MemberExpression' &&
  isNode(callee['object']) &&
  callee['object'].type === 'MetaProperty' &&
  isNode(callee['property']) &&
  callee['property']['name'] === 'glob';

const firstOf = (values: unknown): unknown => (Array.isArray(values) ? values[0] : undefined);

function literal(node: unknown): string {
  if (!isNode(node)) return COMPUTED;
  if (node.type === 'TSLiteralType') return literal(node['literal']);
  return typeof node['value'] === 'string' ? node['value'] : COMPUTED;
}

/** The file that a relative specifier names, relative to the checkout; null for a package. */
export function fileNamedBy(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ''));
}

/** `react` for `react/jsx-runtime`, `@scope/name` for `@scope/name/part`, `node:fs` for `fs/promises`. */
export function packageNamedBy(specifier: string, builtins: ReadonlySet<string>): string {
  const bare = specifier.replace(/^node:/, '');
  const name = bare
    .split('/')
    .slice(0, bare.startsWith('@') ? 2 : 1)
    .join('/');
  return specifier.startsWith('node:') || builtins.has(bare) ? `node:${name}` : name;
}
