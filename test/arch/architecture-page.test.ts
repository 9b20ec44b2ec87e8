import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

/** Paths are what stands in backticks and has a slash or a known suffix; `{a,b}` means both, `*` and `…` end a path. */
function pathsNamedBy(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inner = '']) => inner);
  const paths = quoted.filter(
    (word) => /^[\w.@-]+(\/[\w.@{},*…-]*)*$/.test(word) && /\/|\.(ts|tsx|mjs|md|json|yml)$/.test(word),
  );
  return paths.flatMap(spread).map((name) => name.replace(/[*…].*$/, ''));
}

function spread(name: string): string[] {
  const braces = /\{([^}]*)\}/.exec(name);
  if (!braces) return [name];
  const [whole, choices = ''] = braces;
  return choices.split(',').flatMap((choice) => spread(name.replace(whole, choice)));
}

test('finds the paths in a page', () => {
  const page =
    'See `main/core/`, `build/{setup,bundle}.mjs`, `renderer/quota/*`, `README.md`; not `npm test` or `a.b()`.';
  expect(pathsNamedBy(page)).toEqual([
    'main/core/',
    'build/setup.mjs',
    'build/bundle.mjs',
    'renderer/quota/',
    'README.md',
  ]);
});

test.each([
  ['ARCHITECTURE.md', 30],
  ['SECURITY.md', 20],
  ['CONTRIBUTING.md', 3],
])('every path that %s names exists', (page, atLeast) => {
  const named = pathsNamedBy(readFileSync(path.join(root, page), 'utf8'));
  expect(named.length).toBeGreaterThanOrEqual(atLeast);
  expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
});
