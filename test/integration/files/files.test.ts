import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import type { FileMissing, Files, FileVersion } from '../../../main/ports/system.ts';
import {
  failing,
  filesOfNextStart,
  filesWith,
  impatientClock,
  owner,
  systemError,
  temporaryFolder,
} from './support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function versionOf(files: Files, path: string): Promise<FileVersion | FileMissing> {
  const state = await files.readVersion(path, 'may-be-missing');
  if (state.kind === 'refused') throw new Error(state.reason);
  return state;
}

describe('reading a version', () => {
  it('answers bytes, hash, mode and owner as they are', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    const content = Buffer.from('\uFEFF{\r\n  "a": 1\r\n}', 'utf8');
    writeFileSync(path, content);
    chmodSync(path, 0o640);
    const state = await filesWith().readVersion(path, 'should-exist');
    expect(state).toMatchObject({ kind: 'file', target: path, mode: 0o640, uid: statSync(path).uid });
    expect(state.kind === 'file' && Buffer.from(state.bytes).equals(content)).toBe(true);
    expect(state).toHaveProperty('sha256', createHash('sha256').update(content).digest('hex'));
  });

  it('answers at once for a file that need not be there', async () => {
    const clock = impatientClock();
    const path = join(temporaryFolder(), 'settings.json');
    expect(await filesWith(nodeFileOperations, clock).readVersion(path, 'may-be-missing')).toEqual({
      kind: 'missing',
      target: path,
    });
    expect(clock.waitedMs()).toBe(0);
  });

  it('waits about a second for a file that should be there, and no longer', async () => {
    const clock = impatientClock();
    const path = join(temporaryFolder(), 'settings.json');
    expect(await filesWith(nodeFileOperations, clock).readVersion(path, 'should-exist')).toMatchObject({
      kind: 'missing',
    });
    expect(clock.waitedMs()).toBe(1000);
  });

  it('reads what comes after the gap of the client’s own save', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(`${path}.orig`, 'old');
    writeFileSync(`${path}.tmp`, 'new');
    const clock = impatientClock((waitedMs) => {
      if (waitedMs === 300) renameSync(`${path}.tmp`, path);
    });
    const state = await filesWith(nodeFileOperations, clock).readVersion(path, 'may-be-missing');
    expect(state.kind === 'file' && Buffer.from(state.bytes).toString()).toBe('new');
  });

  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
  ])('refuses %s', async (_what, make) => {
    const path = join(temporaryFolder(), 'settings.json');
    make(path);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'not-a-regular-file',
    });
  });

  it('refuses a device behind a link', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    symlinkSync('/dev/zero', path);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toMatchObject({ reason: 'not-a-regular-file' });
  });

  it('takes five million bytes and refuses one more', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, '');
    truncateSync(path, 5_000_000);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toMatchObject({ kind: 'file' });
    truncateSync(path, 5_000_001);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toEqual({ kind: 'refused', reason: 'too-large' });
  });

  it('refuses a file that grows past the limit while it is read', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'x');
    const growing = {
      ...nodeFileOperations,
      openToRead: async (name: string) => {
        const file = await nodeFileOperations.openToRead(name);
        return { ...file, read: async (_buffer: Uint8Array, _offset: number, length: number) => length };
      },
    };
    expect(await filesWith(growing).readVersion(path, 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'too-large',
    });
  });

  it('refuses what may not be opened', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'x');
    const closed = { ...nodeFileOperations, openToRead: () => Promise.reject(systemError('EACCES')) };
    expect(await filesWith(closed).readVersion(path, 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'unreadable',
    });
  });
});

describe('links', () => {
  const layouts: Record<string, (folder: string) => { readonly path: string; readonly target: string }> = {
    'an absolute link': (folder) => {
      mkdirSync(join(folder, 'dot'));
      symlinkSync(join(folder, 'dot/settings.json'), join(folder, 'link'));
      return { path: join(folder, 'link'), target: join(folder, 'dot/settings.json') };
    },
    'a relative link': (folder) => {
      mkdirSync(join(folder, 'dot'));
      symlinkSync('dot/settings.json', join(folder, 'link'));
      return { path: join(folder, 'link'), target: join(folder, 'dot/settings.json') };
    },
    'a chain of links across folders': (folder) => {
      mkdirSync(join(folder, 'one/two'), { recursive: true });
      symlinkSync('one/second', join(folder, 'link'));
      symlinkSync('two/third', join(folder, 'one/second'));
      symlinkSync(join(folder, 'settings.json'), join(folder, 'one/two/third'));
      return { path: join(folder, 'link'), target: join(folder, 'settings.json') };
    },
    'a link that goes up from a linked folder': (folder) => {
      mkdirSync(join(folder, 'real/deep'), { recursive: true });
      symlinkSync('real/deep', join(folder, 'short'));
      symlinkSync('short/../settings.json', join(folder, 'link'));
      return { path: join(folder, 'link'), target: join(folder, 'real/settings.json') };
    },
    'a linked folder': (folder) => {
      mkdirSync(join(folder, 'real'));
      symlinkSync('real', join(folder, '.qwen'));
      return { path: join(folder, '.qwen/settings.json'), target: join(folder, 'real/settings.json') };
    },
  };

  describe.each(Object.entries(layouts))('%s', (_name, lay) => {
    it('is written through and stays', async () => {
      const folder = temporaryFolder();
      const { path, target } = lay(folder);
      writeFileSync(target, 'old');
      const before = lstatSync(path);
      const files = filesWith();
      expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
      expect(lstatSync(path).isSymbolicLink()).toBe(before.isSymbolicLink());
      expect(lstatSync(target).isFile()).toBe(true);
      expect(readFileSync(target, 'utf8')).toBe('new');
    });

    it('leads to a file that is made where it points, when it dangles', async () => {
      const { path, target } = lay(temporaryFolder());
      const files = filesWith();
      const state = await versionOf(files, path);
      expect(state).toEqual({ kind: 'missing', target });
      expect(await files.replace(path, bytes('new'), state)).toEqual({ kind: 'done' });
      expect(lstatSync(target).isFile()).toBe(true);
      expect(readFileSync(path, 'utf8')).toBe('new');
      expect(statSync(target).mode & 0o777).toBe(0o600);
    });
  });

  it('refuses a loop, a folder that is a file, and tells them from a lack of permission', async () => {
    const folder = temporaryFolder();
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    writeFileSync(join(folder, '.qwen'), 'no folder');
    for (const path of [join(folder, 'a'), join(folder, '.qwen/settings.json')]) {
      expect(await filesWith().readVersion(path, 'may-be-missing')).toEqual({
        kind: 'refused',
        reason: 'not-a-regular-file',
      });
    }
    const barred = { ...nodeFileOperations, realpath: () => Promise.reject(systemError('EACCES')) };
    expect(await filesWith(barred).readVersion(join(folder, 'c'), 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'unreadable',
    });
  });

  it('makes nothing below a link into a folder that is not there', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'unmounted/settings.json'), join(folder, 'link'));
    expect(await filesWith().readVersion(join(folder, 'link'), 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'not-a-regular-file',
    });
    expect(existsSync(join(folder, 'unmounted'))).toBe(false);
  });

  it('sees that a link was pointed elsewhere meanwhile', async () => {
    const folder = temporaryFolder();
    for (const name of ['one', 'two']) writeFileSync(join(folder, name), 'same');
    const path = join(folder, 'link');
    symlinkSync('one', path);
    const files = filesWith();
    const state = await versionOf(files, path);
    rmSync(path);
    symlinkSync('two', path);
    expect(await files.replace(path, bytes('new'), state)).toEqual({ kind: 'conflict' });
    expect(readFileSync(join(folder, 'one'), 'utf8')).toBe('same');
    expect(readFileSync(join(folder, 'two'), 'utf8')).toBe('same');
  });
});

describe('replacing', () => {
  it.each([0o600, 0o640, 0o644, 0o444])('keeps mode %o and leaves nothing else behind', async (mode) => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    chmodSync(path, mode);
    const files = filesWith();
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(statSync(path).mode & 0o777).toBe(mode);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('keeps the owner', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old', { mode: 0o640 });
    const mayGiveAway = process.getuid?.() === 0;
    if (mayGiveAway) chownSync(path, 12345, 12346);
    const { uid, gid } = statSync(path);
    const files = filesWith();
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(statSync(path)).toMatchObject({ uid, gid });
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('does not hand the file to our own group where the group cannot be kept', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o664);
    const real = await versionOf(filesWith(), path);
    if (real.kind !== 'file') throw new Error('no file');
    // The file seems to be somebody else's, and giving it to them is not allowed.
    const strange = (uid: number) => uid + 1;
    const operations = {
      ...nodeFileOperations,
      openToRead: async (name: string) => {
        const file = await nodeFileOperations.openToRead(name);
        return {
          ...file,
          stat: async () => Object.assign(await file.stat(), { gid: strange(real.gid) }),
        };
      },
      openNew: async (name: string, mode: number) => ({
        ...(await nodeFileOperations.openNew(name, mode)),
        chown: () => Promise.reject(systemError('EPERM')),
      }),
    };
    const files = filesWith(operations);
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(statSync(path).mode & 0o777).toBe(0o604);
  });

  it('leaves a file alone whose owner it could not keep', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    const operations = {
      ...nodeFileOperations,
      openToRead: async (name: string) => {
        const file = await nodeFileOperations.openToRead(name);
        return { ...file, stat: async () => Object.assign(await file.stat(), { uid: 54_321 }) };
      },
      openNew: async (name: string, mode: number) => ({
        ...(await nodeFileOperations.openNew(name, mode)),
        chown: () => Promise.reject(systemError('EPERM')),
      }),
    };
    const files = filesWith(operations);
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({
      kind: 'failed',
      code: 'EPERM',
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('is on the disk before it takes the old one’s place, and the new name after', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old');
    const { operations, calls } = failing(null);
    const files = filesWith(operations);
    const state = await versionOf(files, path);
    calls.length = 0;
    expect(await files.replace(path, bytes('new'), state)).toEqual({ kind: 'done' });
    const making = ['openNew', 'openNew.write', 'openNew.stat', 'openNew.chmod', 'openNew.sync', 'openNew.close'];
    expect(calls.slice(0, making.length)).toEqual(making);
    expect(calls.slice(-5)).toEqual(['statNow', 'renameNow', 'openToRead', 'openToRead.sync', 'openToRead.close']);
  });

  it('makes a new file 0600 in a new folder 0700', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.qwen/settings.json');
    const files = filesWith();
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, '.qwen')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, '.qwen'))).toEqual(['settings.json']);
  });

  it('makes the file also where the disk knows no hard links', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    const files = filesWith({ ...nodeFileOperations, link: () => Promise.reject(systemError('ENOTSUP')) });
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each(['changed', 'appeared', 'vanished', 'closed to others'])(
    'answers conflict when the file %s meanwhile',
    async (what) => {
      const folder = temporaryFolder();
      const path = join(folder, 'settings.json');
      if (what !== 'appeared') writeFileSync(path, 'old', { mode: 0o644 });
      const files = filesWith();
      const state = await versionOf(files, path);
      if (what === 'vanished') rmSync(path);
      else if (what === 'closed to others') chmodSync(path, 0o600);
      else writeFileSync(path, 'theirs');
      expect(await files.replace(path, bytes('ours'), state)).toEqual({ kind: 'conflict' });
      const left = existsSync(path) ? readFileSync(path, 'utf8') : null;
      expect(left).toBe({ changed: 'theirs', appeared: 'theirs', vanished: null, 'closed to others': 'old' }[what]);
      expect(readdirSync(folder).length).toBe(left === null ? 0 : 1);
    },
  );

  it('sees a writer who comes between the comparison and the rename', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    let looks = 0;
    const files = filesWith({
      ...nodeFileOperations,
      statNow: (name) => {
        looks += 1;
        // The same length, so that only the file's identity and times tell.
        if (looks === 2) writeFileSync(path, 'new');
        return nodeFileOperations.statNow(name);
      },
    });
    expect(await files.replace(path, bytes('our'), await versionOf(files, path))).toEqual({ kind: 'conflict' });
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('tries again on Windows while a scanner has the file open', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old');
    let refusals = 3;
    const clock = impatientClock();
    const operations = {
      ...nodeFileOperations,
      renameNow: (from: string, to: string) => {
        refusals -= 1;
        if (refusals >= 0) throw systemError('EBUSY');
        nodeFileOperations.renameNow(from, to);
      },
    };
    const files = createFiles({ clock, owner: owner(), platform: 'win32', operations });
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(clock.waitedMs()).toBe(150);
  });

  it('removes a file only if it still is the expected one', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old');
    const files = filesWith();
    const state = await versionOf(files, path);
    if (state.kind !== 'file') throw new Error('no file');
    writeFileSync(path, 'theirs');
    expect(await files.remove(path, state)).toEqual({ kind: 'conflict' });
    const now = await versionOf(files, path);
    if (now.kind !== 'file') throw new Error('no file');
    expect(await files.remove(path, now)).toEqual({ kind: 'done' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('sweeping', () => {
  it('removes what dead processes of ours left for this file, and nothing else', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'dot'));
    symlinkSync('dot/settings.json', join(folder, 'settings.json'));
    const kept = [
      'settings.json.tmp',
      'settings.json.orig',
      'settings.json.corrupted.1700000000000',
      '.settings.json.abc.tmp',
      `.settings.json.qwen-gauge-${process.pid}-0a1b2c.tmp`,
      '.other.json.qwen-gauge-99999999-0a1b2c.tmp',
      '.settings.json.qwen-gauge-99999999-0a1b2c.tmp.txt',
    ];
    for (const name of [...kept, '.settings.json.qwen-gauge-99999999-0a1b2c.tmp'])
      writeFileSync(join(folder, 'dot', name), 'x');
    mkdirSync(join(folder, 'dot/.settings.json.qwen-gauge-99999999-ffff.tmp'));
    expect(await filesWith().sweep(join(folder, 'settings.json'))).toBe(1);
    expect(readdirSync(join(folder, 'dot')).sort()).toEqual(
      [...kept, '.settings.json.qwen-gauge-99999999-ffff.tmp'].sort(),
    );
  });

  it('leaves alone what a living process of ours is at', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.settings.json.qwen-gauge-4242-0a.tmp'), 'x');
    const files = createFiles({
      clock: impatientClock(),
      owner: owner({ isAlive: (pid) => pid === 4242 }),
      platform: process.platform,
    });
    expect(await files.sweep(join(folder, 'settings.json'))).toBe(0);
    expect(await filesOfNextStart().sweep(join(folder, 'settings.json'))).toBe(1);
  });

  it('does not take a file of days ago for that of the program that has its number now', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.settings.json.qwen-gauge-4242-0a.tmp');
    writeFileSync(path, 'x');
    utimesSync(path, 1000, 1000);
    const files = createFiles({
      clock: impatientClock(),
      owner: owner({ startedAtMs: 1_000_000 + 86_400_000, isAlive: () => true }),
      platform: process.platform,
    });
    expect(await files.sweep(join(folder, 'settings.json'))).toBe(1);
  });

  it('takes an older file with our own number for one of an earlier process', async () => {
    const folder = temporaryFolder();
    const path = join(folder, `.settings.json.qwen-gauge-${process.pid}-0a.tmp`);
    writeFileSync(path, 'x');
    utimesSync(path, 1000, 1000);
    const files = createFiles({
      clock: impatientClock(),
      owner: owner({ startedAtMs: 2_000_000 }),
      platform: process.platform,
    });
    expect(await files.sweep(join(folder, 'settings.json'))).toBe(1);
  });

  it('is quiet where there is no folder', async () => {
    expect(await filesOfNextStart().sweep(join(temporaryFolder(), 'none/settings.json'))).toBe(0);
  });
});
