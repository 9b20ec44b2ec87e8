import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pathsNamedBy } from './named-paths.ts';
import { root } from './source-files.ts';

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
  ['CONTRIBUTING.md', 10],
  ['docs/adding-a-provider.md', 4],
  ['docs/adding-a-source.md', 10],
  ['docs/adding-a-language.md', 6],
  ['docs/adding-a-notice.md', 8],
])('every path that %s names exists', (page, atLeast) => {
  const named = pathsNamedBy(readFileSync(path.join(root, page), 'utf8'));
  expect(named.length).toBeGreaterThanOrEqual(atLeast);
  // What a build makes is not there before it.
  const lasting = named.filter((name) => !name.startsWith('out/'));
  expect(lasting.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
});
