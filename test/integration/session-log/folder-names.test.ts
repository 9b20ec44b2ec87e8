import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import { foldersNamed } from '../../../main/sources/session-log/folders/runtime-folders.ts';
import { processorTimeMs } from '../../support/processor-time.ts';

const ownFiles = createForeignFiles().own;

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-names-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nameOf = (...parts: readonly string[]): string => path.join(folder, ...parts).replace(/[^a-zA-Z0-9]/g, '-');
const make = (...parts: readonly string[]) => mkdir(path.join(folder, ...parts), { recursive: true });

describe('foldersNamed', () => {
  it('finds every folder that has the name, and none that has not', async () => {
    await Promise.all([make('a-b', 'c.d'), make('a', 'b', 'c d'), make('a', 'b-c', 'x'), make('a-b', 'c')]);
    await symlink(path.join(folder, 'a-b'), path.join(folder, 'a_b'));
    const found = await foldersNamed(nameOf('a-b', 'c-d'), ownFiles);
    expect(new Set(found)).toEqual(new Set([path.join(folder, 'a-b/c.d'), path.join(folder, 'a/b/c d')]));
  });

  it('finds none for what is gone, or is no name', async () => {
    for (const name of [nameOf('gone'), '', 'x', '-', '-no-such-place']) {
      expect((await foldersNamed(name, ownFiles)).filter((found) => found !== '/')).toEqual([]);
    }
  });

  it('gives up on a name that would need too many questions', async () => {
    async function fill(at: readonly string[], left: number): Promise<void> {
      await make(...at);
      if (left > 0) for (const name of ['a', 'a-a']) await fill([...at, name], left - 1);
    }
    await fill([], 6);
    const deepName = nameOf(...Array.from({ length: 40 }, () => 'a'));
    expect(await processorTimeMs(() => foldersNamed(deepName, ownFiles))).toBeLessThan(5_000);
  });
});
