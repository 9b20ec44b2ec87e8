import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import type { FileWriteResult } from '../../../main/ports/system.ts';
import { isPosix } from '../../support/system/posix.ts';
import { failing, filesOfNextStart, impatientClock, owner, temporaryFolder, temporaryNames } from './support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface TestFile {
  readonly path: string;
  /** The file that the path leads to once links are resolved. */
  readonly target: string;
  readonly before: string | null;
}

function linkedFile(folder: string): TestFile {
  mkdirSync(join(folder, 'dot'));
  const target = join(folder, 'dot/settings.json');
  writeFileSync(target, 'old');
  symlinkSync(target, join(folder, 'settings.json'));
  return { path: join(folder, 'settings.json'), target, before: 'old' };
}

const testFiles: Record<string, (folder: string) => TestFile> = {
  'a plain file': (folder) => {
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    return { path, target: path, before: 'old' };
  },
  ...(isPosix && { 'a linked file': linkedFile }),
  'no file': (folder) => {
    const path = join(folder, 'new/settings.json');
    return { path, target: path, before: null };
  },
};

const contentOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** Runs one write with one fault and returns the operations it made. */
async function attempt(testFile: TestFile, action: 'replace' | 'remove', fault: Parameters<typeof failing>[0]) {
  const { operations, calls } = failing(fault);
  const files = createFiles({ clock: impatientClock(), owner: owner(), platform: process.platform, operations });
  const state = await files.readVersion(testFile.path, 'may-be-missing');
  const result: FileWriteResult | { readonly kind: 'not-read' } =
    state.kind === 'refused' || (action === 'remove' && state.kind !== 'file')
      ? { kind: 'not-read' }
      : await (action === 'remove' && state.kind === 'file'
          ? files.remove(testFile.path, state)
          : files.replace(testFile.path, bytes('new'), state));
  return { result, calls };
}

describe.each(['EIO', 'ENOSPC', 'EPERM', 'ENOENT'])('%s', (code) => {
  describe.each(Object.entries(testFiles))('at any operation of a write to %s', (_name, create) => {
    it.each(['before', 'after'] as const)(
      '%s it happens: old or new, whole, nothing left, and the answer is honest',
      async (when) => {
        const { calls } = await attempt(create(temporaryFolder()), 'replace', null);
        expect(calls.length).toBeGreaterThan(15);
        for (let at = 1; at <= calls.length; at += 1) {
          const folder = temporaryFolder();
          const testFile = create(folder);
          const { result } = await attempt(testFile, 'replace', { at, code, when });
          const after = contentOf(testFile.target);
          const where = `${calls[at - 1]} (${at} of ${calls.length})`;
          expect([testFile.before, 'new'], where).toContain(after);
          if (result.kind === 'done') expect(after, where).toBe('new');
          // The new file may exist without the result `done` only if an operation happened and then reported an error.
          else if (when === 'before') expect(after, where).toBe(testFile.before);
          await filesOfNextStart().sweep(testFile.path);
          for (const place of [folder, join(testFile.target, '..')]) {
            if (existsSync(place)) expect(temporaryNames(place), where).toEqual([]);
          }
        }
      },
    );
  });

  it('at any operation of a removal, the file is whole or removed', async () => {
    const create = testFiles['a plain file'];
    if (create === undefined) throw new Error('no testFile');
    const { calls } = await attempt(create(temporaryFolder()), 'remove', null);
    for (let at = 1; at <= calls.length; at += 1) {
      const testFile = create(temporaryFolder());
      const { result } = await attempt(testFile, 'remove', { at, code, when: 'before' });
      expect(contentOf(testFile.target)).toBe(result.kind === 'done' ? null : 'old');
    }
  });

  it('at any operation on the app’s own files, the file is whole and the result is correct', async () => {
    const run = async (folder: string, fault: Parameters<typeof failing>[0]) => {
      const { operations, calls } = failing(fault);
      const files = createDataFiles({ folder, clock: impatientClock(), owner: owner(), operations });
      const written = await files.write('deep/state.json', bytes('new'));
      return { written, calls };
    };
    const { calls } = await run(temporaryFolder(), null);
    for (let at = 1; at <= calls.length; at += 1) {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'deep'));
      writeFileSync(join(folder, 'deep/state.json'), 'old');
      const { written } = await run(folder, { at, code, when: 'before' });
      expect(contentOf(join(folder, 'deep/state.json'))).toBe(written ? 'new' : 'old');
      // A temporary file that the fault kept from being removed is swept later.
      const next = createDataFiles({
        folder,
        clock: impatientClock(),
        owner: owner({ pid: 1, isAlive: () => false }),
      });
      await next.write('deep/other.json', bytes('x'));
      expect(readdirSync(join(folder, 'deep')).sort()).toEqual(['other.json', 'state.json']);
    }
  });
});

it('an error that is not a system error is a bug and is thrown', async () => {
  const { operations } = failing(null);
  const broken = {
    ...operations,
    openToRead: () => Promise.reject(new TypeError('bug')),
  };
  const path = join(temporaryFolder(), 'settings.json');
  writeFileSync(path, 'x');
  const files = createFiles({
    clock: impatientClock(),
    owner: owner(),
    platform: process.platform,
    operations: broken,
  });
  await expect(files.readVersion(path, 'may-be-missing')).rejects.toThrow('bug');
});
