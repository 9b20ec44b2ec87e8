import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from '../../build/mutants/list.mjs';
import { pathsNamedBy } from './named-paths.ts';
import { readSource, root } from './source-files.ts';

test('SECURITY.md names exactly the tests that a mutant is killed by, and those of the packages', () => {
  const all = pathsNamedBy(readFileSync(path.join(root, 'SECURITY.md'), 'utf8'));
  // A mutant of these would have to be packed. They try each fuse on an Electron that does not have it set, too.
  const named = all.filter((name) => !name.startsWith('test/package/'));
  const tests = (names: readonly string[]) => [...new Set(names.filter((name) => name.startsWith('test/')))].toSorted();
  expect(tests(named)).toEqual(tests(mutants.map((mutant) => mutant.test)));
});

/** Whoever changes such a text changes it in `build/mutants/` too, so that the mutant still breaks the promise. */
test('every text that a mutant replaces occurs once in its file', () => {
  const stale = mutants.flatMap(({ name, edits }) =>
    edits.filter(({ file, find }) => readSource(file).split(find).length !== 2).map(({ file }) => `${name}: ${file}`),
  );
  expect(stale).toEqual([]);
});

test('no two mutants have the same name', () => {
  const names = mutants.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
