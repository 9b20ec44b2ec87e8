import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodesBelow, parse } from './imports.ts';
import { filesBelow, readSource, sourceFiles } from './source-files.ts';

type Rule = (file: string, text: string) => string[];

/** The core gets the time as a number, and never uses random numbers. */
const clockOrRandomness: Rule = (file, text) =>
  [...nodesBelow(parse(file, text))].flatMap((node) => {
    const code = text.slice(Number(node['start']), Number(node['end']));
    const reads =
      (node.type === 'MemberExpression' && /^(Date\s*\.\s*now|Math\s*\.\s*random)$/.test(code)) ||
      (node.type === 'NewExpression' && /^new\s+Date\s*(\(\s*\))?$/.test(code)) ||
      (node.type === 'CallExpression' && /^Date\s*\(/.test(code));
    return reads ? [`${file}: ${code}`] : [];
  });

/** State belongs to what a `createX` returns: it has a start, a stop and a test. */
const moduleState: Rule = (file, text) => {
  const { body } = parse(file, text);
  const statements: readonly unknown[] = Array.isArray(body) ? body : [];
  return statements.flatMap((statement) => {
    const { declaration, kind } = { declaration: null, kind: null, ...(statement as object) } as Record<
      string,
      unknown
    >;
    const declared = (declaration as { kind?: unknown } | null)?.kind ?? kind;
    return declared === 'let' || declared === 'var' ? [`${file}: a module-level ${declared}`] : [];
  });
};

/** `as` silences the compiler; `as const` does not. */
const assertion: Rule = (file, text) =>
  [...nodesBelow(parse(file, text))].flatMap((node) => {
    if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return [];
    const code = text.slice(Number(node['start']), Number(node['end']));
    return /\bas\s+const$/.test(code) ? [] : [`${file}: ${code}`];
  });

/** More than one can take in at a glance. */
const mostFilesInAFolder = 20;

/** The folders that hold more files than that, not counting those of their own folders. */
function crowdedFolders(files: readonly string[]): string[] {
  const held = new Map<string, number>();
  for (const folder of files.map((file) => path.posix.dirname(file))) held.set(folder, (held.get(folder) ?? 0) + 1);
  return [...held].filter(([, count]) => count > mostFilesInAFolder).map(([folder]) => folder);
}

const core = (file: string) => file.startsWith('main/core/');
const breaches = (rule: Rule, files: readonly string[]) => files.flatMap((file) => rule(file, readSource(file)));

describe('house rules', () => {
  test('the core reads no clock and no random numbers', () => {
    expect(breaches(clockOrRandomness, sourceFiles().filter(core))).toEqual([]);
  });

  test.each(['Date.now()', 'const now = Date.now;', 'new Date()', 'new Date', 'Date()', 'Math.random()'])(
    '%s is refused',
    (code) => {
      expect(clockOrRandomness('main/core/x.ts', code)).not.toEqual([]);
    },
  );

  test.each(['new Date(nowMs)', 'Date.UTC(2026, 0)', 'Math.floor(1.5)', 'const date = "Date.now()";'])(
    '%s is accepted',
    (code) => {
      expect(clockOrRandomness('main/core/x.ts', code)).toEqual([]);
    },
  );

  test('no module has state of its own', () => {
    expect(breaches(moduleState, sourceFiles())).toEqual([]);
    expect(moduleState('x.ts', 'let a = 1;')).toHaveLength(1);
    expect(moduleState('x.ts', 'export let a = 1;')).toHaveLength(1);
    expect(moduleState('x.ts', 'const a = 1; function f() { let b = a; return b; }')).toEqual([]);
  });

  test('types are asserted in one place of ipc alone, where the compiler cannot infer them', () => {
    const found = breaches(assertion, sourceFiles());
    expect(found.filter((breach) => !breach.startsWith('main/adapters/electron/ipc.ts: '))).toEqual([]);
    expect(found.length).toBeLessThanOrEqual(1);
    expect(assertion('x.ts', 'const a = b as string;')).toHaveLength(1);
    expect(assertion('x.ts', 'const a = <string>b;')).toHaveLength(1);
    expect(assertion('x.ts', 'const a = [1] as const;')).toEqual([]);
  });

  test('no folder holds more code files than one can take in', () => {
    const code = ['main', 'preload', 'renderer', 'build', 'test'].flatMap(filesBelow);
    expect(crowdedFolders(code.filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file)))).toEqual([]);
    const named = (count: number, folder: string) => Array.from({ length: count }, (_, at) => `${folder}/${at}.ts`);
    expect(crowdedFolders(named(20, 'main/a'))).toEqual([]);
    expect(crowdedFolders([...named(20, 'main/a'), ...named(21, 'main/a/b')])).toEqual(['main/a/b']);
  });
});
