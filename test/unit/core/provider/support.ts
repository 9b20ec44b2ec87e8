import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { SettingsFacts } from '../../../../main/core/provider/precedence/facts.ts';
import { type ArraySlot, arrangeArray } from '../../../../main/core/provider/settings-text/array-edit.ts';
import { setAt } from '../../../../main/core/provider/settings-text/jsonc-edit.ts';
import { readSettings, type SettingsDocument } from '../../../../main/core/provider/settings-text/settings-text.ts';
import { noFacts } from '../../../support/settings-facts.ts';

export const sample = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/settings/${name}`, import.meta.url), 'utf8');

/** The number of runs of each property. A failure prints the seed and path, which `fc.assert` accepts to repeat it. */
export const runs = { numRuns: 1_000, verbose: 1 } as const;

export const facts = (part: Partial<SettingsFacts>): SettingsFacts => ({ ...noFacts, ...part });

export function documentOf(text: string | null): SettingsDocument {
  const read = readSettings(text);
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.problem)}`);
  return read.document;
}

/** Returns the text after setting one path. */
export function textWith(text: string, path: readonly string[], value: unknown): string {
  const read = setAt(documentOf(text), path, value);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.document.source;
}

export const existing = (index: number): ArraySlot => ({ kind: 'existing', index });
export const fresh = (value: unknown): ArraySlot => ({ kind: 'new', value });

/** Returns the text after rearranging its `list`. */
export function arrange(text: string, slots: readonly ArraySlot[]): string {
  const read = arrangeArray(documentOf(text), ['list'], slots);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.document.source;
}

/** The rule of Qwen Code, implemented independently of the app: strip the byte order mark, strip comments, parse. */
export function clientParse(text: string): unknown {
  const bare = text.replace(/^\uFEFF/, '');
  const kept: string[] = [];
  let from = 0;
  let at = 0;
  while (at < bare.length) {
    const one = bare[at];
    if (one === '"') {
      at += 1;
      while (at < bare.length && bare[at] !== '"') at += bare[at] === '\\' ? 2 : 1;
      at += 1;
    } else if (one === '/' && (bare[at + 1] === '/' || bare[at + 1] === '*')) {
      const isLine = bare[at + 1] === '/';
      const end = bare.indexOf(isLine ? '\n' : '*/', at + 2);
      kept.push(bare.slice(from, at));
      from = end === -1 ? bare.length : end + (isLine ? 0 : 2);
      at = from;
    } else at += 1;
  }
  return JSON.parse(kept.join('') + bare.slice(from));
}

/** Every comment of a text, in order. */
export function commentsOf(text: string): string[] {
  const withoutStrings = text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('"') ? '""' : found,
  );
  return [...withoutStrings.matchAll(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g)].map(([comment]) => comment);
}

export interface Layout {
  readonly indent: number | '\t';
  readonly crlf: boolean;
  readonly byteOrderMark: boolean;
  readonly trailingNewline: boolean;
  /** The text to insert after each token; repeated when there are more tokens. */
  readonly trivia: readonly string[];
}

export const layouts: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom<number | '\t'>(0, 1, 2, 4, '\t'),
  crlf: fc.boolean(),
  byteOrderMark: fc.boolean(),
  trailingNewline: fc.boolean(),
  trivia: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('') },
      { weight: 2, arbitrary: fc.constantFrom(' ', '\t', '\n', '\n\n  ') },
      { weight: 2, arbitrary: fc.constantFrom('#block', '#line', '#lines', ' #block ') },
    ),
    { minLength: 5, maxLength: 60 },
  ),
});

/** Formats JSON in a layout, with numbered comments in unusual places. */
export function render(value: unknown, layout: Layout): string {
  const pretty = JSON.stringify(value, null, layout.indent);
  const tokens = pretty.match(/"(?:\\.|[^"\\])*"|[{}[\]:,]|[^\s{}[\]:,"]+|\s+/g) ?? [];
  let place = 0;
  let comment = 0;
  const next = (): string => {
    const trivia = layout.trivia[place % layout.trivia.length] ?? '';
    place += 1;
    return trivia.replace(/#\w+/, (kind) => {
      comment += 1;
      if (kind === '#block') return `/* c${comment} , : { " */`;
      return kind === '#line' ? `// c${comment} ] , " \n` : `/* c${comment}\n two */`;
    });
  };
  const text = tokens.map((token) => token + next()).join('') + (layout.trailingNewline ? '\n' : '');
  return (layout.byteOrderMark ? '\uFEFF' : '') + (layout.crlf ? text.replaceAll('\n', '\r\n') : text);
}

export const jsonKeys = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('__proto__', 'constructor', 'a', 'b', '', 'toString'),
);

export const jsonValues: fc.Arbitrary<unknown> = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    objectsOf(tie('json')),
  ),
})).json;

/** Objects whose `__proto__` is an own key, as `JSON.parse` makes them. */
export function objectsOf(values: fc.Arbitrary<unknown>, maxKeys = 4): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .uniqueArray(fc.tuple(jsonKeys, values), { maxLength: maxKeys, selector: ([key]) => key })
    .map((pairs) => Object.fromEntries(pairs) as Record<string, unknown>);
}
