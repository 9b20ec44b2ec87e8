import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import type { FileWriteResult } from '../../../main/ports/system.ts';
import { failing, filesOfNextStart, impatientClock, owner, temporaryFolder, temporaryNames } from './support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Scene {
  readonly path: string;
  /** Where the file really lies. */
  readonly target: string;
  readonly before: string | null;
}

const scenes: Record<string, (folder: string) => Scene> = {
  'a plain file': (folder) => {
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o640);
    return { path, target: path, before: 'old' };
  },
  'a linked file': (folder) => {
    mkdirSync(join(folder, 'dot'));
    const target = join(folder, 'dot/settings.json');
    writeFileSync(target, 'old');
    symlinkSync(target, join(folder, 'settings.json'));
    return { path: join(folder, 'settings.json'), target, before: 'old' };
  },
  'no file': (folder) => {
    const path = join(folder, 'new/settings.json');
    return { path, target: path, before: null };
  },
};

const contentOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** Runs one write with one fault, and says which operations it made. */
async function attempt(scene: Scene, action: 'replace' | 'remove', fault: Parameters<typeof failing>[0]) {
  const { operations, calls } = failing(fault);
  const files = createFiles({ clock: impatientClock(), owner: owner(), platform: process.platform, operations });
  const state = await files.readVersion(scene.path, 'may-be-missing');
  const result: FileWriteResult | { readonly kind: 'not-read' } =
    state.kind === 'refused' || (action === 'remove' && state.kind !== 'file')
      ? { kind: 'not-read' }
      : await (action === 'remove' && state.kind === 'file'
          ? files.remove(scene.path, state)
          : files.replace(scene.path, bytes('new'), state));
  return { result, calls };
}

describe.each(['EIO', 'ENOSPC', 'EPERM', 'ENOENT'])('%s', (code) => {
  describe.each(Object.entries(scenes))('at any operation of a write to %s', (_name, lay) => {
    it.each(['before', 'after'] as const)(
      '%s it happens: old or new, whole, nothing left, and the answer is honest',
      async (when) => {
        const { calls } = await attempt(lay(temporaryFolder()), 'replace', null);
        expect(calls.length).toBeGreaterThan(15);
        for (let at = 1; at <= calls.length; at += 1) {
          const folder = temporaryFolder();
          const scene = lay(folder);
          const { result } = await attempt(scene, 'replace', { at, code, when });
          const after = contentOf(scene.target);
          const where = `${calls[at - 1]} (${at} of ${calls.length})`;
          expect([scene.before, 'new'], where).toContain(after);
          if (result.kind === 'done') expect(after, where).toBe('new');
          // Only an operation that did happen and then lost its answer may leave the new file behind another word than done.
          else if (when === 'before') expect(after, where).toBe(scene.before);
          await filesOfNextStart().sweep(scene.path);
          for (const place of [folder, join(scene.target, '..')]) {
            if (existsSync(place)) expect(temporaryNames(place), where).toEqual([]);
          }
        }
      },
    );
  });

  it('at any operation of a removal: the file is whole or gone', async () => {
    const lay = scenes['a plain file'];
    if (lay === undefined) throw new Error('no scene');
    const { calls } = await attempt(lay(temporaryFolder()), 'remove', null);
    for (let at = 1; at <= calls.length; at += 1) {
      const scene = lay(temporaryFolder());
      const { result } = await attempt(scene, 'remove', { at, code, when: 'before' });
      expect(contentOf(scene.target)).toBe(result.kind === 'done' ? null : 'old');
    }
  });

  it('at any operation on the app’s own files: old or new, whole, and the answer is honest', async () => {
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
      // What could not be removed at once is the fault of the fault, and is swept.
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

it('a fault that is no system error is a bug, and is thrown', async () => {
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
