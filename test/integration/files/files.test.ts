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
import { type FileOperations, nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createFiles } from '../../../main/adapters/files/files.ts';
import type { FileMissing, Files, FileVersion } from '../../../main/ports/system.ts';
import { isPosix, onPosix, privateMode } from '../../support/system/posix.ts';
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
  it('returns the bytes, hash, mode and owner', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    const content = Buffer.from('\uFEFF{\r\n  "a": 1\r\n}', 'utf8');
    writeFileSync(path, content);
    chmodSync(path, 0o640);
    const state = await filesWith().readVersion(path, 'should-exist');
    expect(state).toMatchObject({ kind: 'file', target: path, mode: isPosix ? 0o640 : 0o666, uid: statSync(path).uid });
    expect(state.kind === 'file' && Buffer.from(state.bytes).equals(content)).toBe(true);
    expect(state).toHaveProperty('sha256', createHash('sha256').update(content).digest('hex'));
  });

  it('returns at once for a missing file that may be missing', async () => {
    const clock = impatientClock();
    const path = join(temporaryFolder(), 'settings.json');
    expect(await filesWith(nodeFileOperations, clock).readVersion(path, 'may-be-missing')).toEqual({
      kind: 'missing',
      target: path,
    });
    expect(clock.waitedMs()).toBe(0);
  });

  it('waits one second for a missing file that should exist, and no longer', async () => {
    const clock = impatientClock();
    const path = join(temporaryFolder(), 'settings.json');
    expect(await filesWith(nodeFileOperations, clock).readVersion(path, 'should-exist')).toMatchObject({
      kind: 'missing',
    });
    expect(clock.waitedMs()).toBe(1000);
  });

  it('reads the new file after the gap in Qwen Code’s own save', async () => {
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

  it.each<[string, string, (path: string) => void]>([
    ['a folder', 'not-a-regular-file', (path: string) => mkdirSync(path)],
    ...onPosix<[string, string, (path: string) => void]>([
      'a pipe',
      'pipe',
      (path: string) => void execFileSync('mkfifo', [path]),
    ]),
  ])('refuses %s', async (_what, reason, make) => {
    const path = join(temporaryFolder(), 'settings.json');
    make(path);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toEqual({
      kind: 'refused',
      reason,
    });
  });

  it.runIf(isPosix)('refuses a device behind a link', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    symlinkSync('/dev/zero', path);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toMatchObject({ reason: 'not-a-regular-file' });
  });

  it('accepts a million bytes and refuses one more', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, '');
    truncateSync(path, 1_000_000);
    expect(await filesWith().readVersion(path, 'may-be-missing')).toMatchObject({ kind: 'file' });
    truncateSync(path, 1_000_001);
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

  it('refuses a file that may not be opened', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'x');
    const closed = { ...nodeFileOperations, openToRead: () => Promise.reject(systemError('EACCES')) };
    expect(await filesWith(closed).readVersion(path, 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'unreadable',
    });
  });
});

describe.runIf(isPosix)('links', () => {
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

  describe.each(Object.entries(layouts))('%s', (_name, create) => {
    it('stays a link while its target is written', async () => {
      const folder = temporaryFolder();
      const { path, target } = create(folder);
      writeFileSync(target, 'old');
      const before = lstatSync(path);
      const files = filesWith();
      expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
      expect(lstatSync(path).isSymbolicLink()).toBe(before.isSymbolicLink());
      expect(lstatSync(target).isFile()).toBe(true);
      expect(readFileSync(target, 'utf8')).toBe('new');
    });

    it('gets its target created if it is dangling', async () => {
      const { path, target } = create(temporaryFolder());
      const files = filesWith();
      const state = await versionOf(files, path);
      expect(state).toEqual({ kind: 'missing', target });
      expect(await files.replace(path, bytes('new'), state)).toEqual({ kind: 'done' });
      expect(lstatSync(target).isFile()).toBe(true);
      expect(readFileSync(path, 'utf8')).toBe('new');
      expect(statSync(target).mode & 0o777).toBe(0o600);
    });
  });

  it('refuses a loop and a file used as a folder, and distinguishes both from a lack of permission', async () => {
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

  it('creates nothing below a link into a missing folder', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'unmounted/settings.json'), join(folder, 'link'));
    expect(await filesWith().readVersion(join(folder, 'link'), 'may-be-missing')).toEqual({
      kind: 'refused',
      reason: 'not-a-regular-file',
    });
    expect(existsSync(join(folder, 'unmounted'))).toBe(false);
  });

  it('detects that a link was changed to another target', async () => {
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
  it.runIf(isPosix).each([0o600, 0o640, 0o644, 0o444])('keeps mode %o and leaves nothing else behind', async (mode) => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    chmodSync(path, mode);
    const files = filesWith();
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(statSync(path).mode & 0o777).toBe(mode);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.runIf(isPosix)('keeps the owner', async () => {
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

  it.runIf(isPosix)('gives our own group no access if the group cannot be kept', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o664);
    const real = await versionOf(filesWith(), path);
    if (real.kind !== 'file') throw new Error('no file');
    // The file appears to belong to another user, and changing the owner is not permitted.
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

  it.runIf(isPosix)('does not replace a file whose owner cannot be kept', async () => {
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

  it('flushes the new file before the rename, and the folder after it', async () => {
    const path = join(temporaryFolder(), 'settings.json');
    writeFileSync(path, 'old');
    const { operations, calls } = failing(null);
    const files = filesWith(operations);
    const state = await versionOf(files, path);
    calls.length = 0;
    expect(await files.replace(path, bytes('new'), state)).toEqual({ kind: 'done' });
    const rights = isPosix ? ['openNew.stat', 'openNew.chmod'] : [];
    const making = ['openNew', 'openNew.write', ...rights, 'openNew.sync', 'openNew.close'];
    expect(calls.slice(0, making.length)).toEqual(making);
    const isLinux = process.platform === 'linux';
    const opening = isLinux ? ['openNow', 'openNow'] : [];
    const copying = isLinux ? ['copyRights', 'closeNow', 'closeNow'] : [];
    const flushing = ['openToRead', 'openToRead.sync', 'openToRead.close'];
    const renaming = [...opening, 'statNow', 'renameNow'];
    const renamed = calls.indexOf('renameNow') + 1;
    expect(calls.slice(renamed - renaming.length, renamed)).toEqual(renaming);
    if (isPosix) expect(calls.slice(renamed)).toEqual([...copying, ...flushing]); // Windows flushes no folder.
  });

  it('creates a new file with mode 0600 in a new folder with mode 0700', async () => {
    const folder = temporaryFolder();
    const path = join(folder, '.qwen/settings.json');
    const files = filesWith();
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(statSync(path).mode & 0o777).toBe(privateMode.file);
    expect(statSync(join(folder, '.qwen')).mode & 0o777).toBe(privateMode.folder);
    expect(readdirSync(join(folder, '.qwen'))).toEqual(['settings.json']);
  });

  it('creates the file on a disk without hard links too', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    const files = filesWith({ ...nodeFileOperations, link: () => Promise.reject(systemError('ENOTSUP')) });
    expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.runIf(isPosix).each([
    ['copied', 0o664, nodeFileOperations.copyRights],
    ['refused', 0o604, async () => process.platform !== 'linux'],
    ['impossible', 0o604, () => Promise.reject(systemError('EMFILE'))],
  ])(
    'gives the group no access unless the rights of the old file could be copied: %s',
    async (_what, mode, copyRights) => {
      const folder = temporaryFolder();
      const path = join(folder, 'settings.json');
      writeFileSync(path, 'old');
      chmodSync(path, 0o664);
      const files = filesWith({ ...nodeFileOperations, copyRights });
      expect(await files.replace(path, bytes('new'), await versionOf(files, path))).toEqual({ kind: 'done' });
      expect(statSync(path).mode & 0o777).toBe(process.platform === 'linux' ? mode : 0o664);
      expect(readFileSync(path, 'utf8')).toBe('new');
      expect(readdirSync(folder)).toEqual(['settings.json']);
    },
  );

  it.each(['changed', 'appeared', 'vanished', ...onPosix('closed to others')])(
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

  it('detects another writer between the comparison and the rename', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'settings.json');
    writeFileSync(path, 'old');
    let looks = 0;
    const files = filesWith({
      ...nodeFileOperations,
      statNow: (name) => {
        looks += 1;
        // The content has the same length, so only the file's identity and times reveal the change.
        if (looks === 2) writeFileSync(path, 'new');
        return nodeFileOperations.statNow(name);
      },
    });
    expect(await files.replace(path, bytes('our'), await versionOf(files, path))).toEqual({ kind: 'conflict' });
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('retries on Windows while a virus scanner has the file open', async () => {
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

  describe('while another program has the file open on Windows', () => {
    const refusing = (code: string) => {
      const refuse = (): never => {
        throw systemError(code);
      };
      return { ...nodeFileOperations, renameNow: refuse, unlink: async () => refuse() };
    };
    const on = (platform: NodeJS.Platform, code: string) =>
      createFiles({ clock: impatientClock(), owner: owner(), platform, operations: refusing(code) });

    it.each(['EPERM', 'EACCES', 'EBUSY'])(
      'names that as the reason, instead of permissions, after %s',
      async (code) => {
        const path = join(temporaryFolder(), 'settings.json');
        writeFileSync(path, 'old');
        const version = await versionOf(filesWith(), path);
        const expected = { kind: 'failed', code: 'held-open' };
        expect(await on('win32', code).replace(path, bytes('new'), version)).toEqual(expected);
        if (version.kind !== 'file') throw new Error('no file');
        expect(await on('win32', code).remove(path, version)).toEqual(expected);
        expect(readFileSync(path, 'utf8')).toBe('old');
        expect(await on('linux', code).replace(path, bytes('new'), version)).toEqual({ kind: 'failed', code });
      },
    );

    it('keeps the reason of a read-only file, and of any other error', async () => {
      const path = join(temporaryFolder(), 'settings.json');
      writeFileSync(path, 'old');
      const version = await versionOf(filesWith(), path);
      expect(await on('win32', 'EIO').replace(path, bytes('new'), version)).toEqual({ kind: 'failed', code: 'EIO' });
      chmodSync(path, 0o400);
      const readOnly = await versionOf(filesWith(), path);
      expect(await on('win32', 'EPERM').replace(path, bytes('new'), readOnly)).toEqual({
        kind: 'failed',
        code: 'EPERM',
      });
    });

    it('asks again for a file that is shared with nobody, and then names the reason', async () => {
      const path = join(temporaryFolder(), 'settings.json');
      writeFileSync(path, 'old');
      let refusals = 3;
      const openToRead: FileOperations['openToRead'] = (name) => {
        refusals -= 1;
        return refusals >= 0 ? Promise.reject(systemError('EBUSY')) : nodeFileOperations.openToRead(name);
      };
      const files = filesWith({ ...nodeFileOperations, openToRead });
      expect(await files.readVersion(path, 'should-exist')).toMatchObject({ kind: 'file' });
      refusals = 1000;
      expect(await files.readVersion(path, 'may-be-missing')).toEqual({ kind: 'refused', reason: 'held-open' });
    });
  });

  it('removes a file only if it still is the expected version', async () => {
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
  it.runIf(isPosix)('removes only the temporary files of this file that dead processes of the app left', async () => {
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

  it('keeps the temporary files of a running process of the app', async () => {
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

  it('removes a file from days ago even if its process id is in use again', async () => {
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

  it('removes a file with our own process id that is older than our start', async () => {
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

  it('does nothing if the folder does not exist', async () => {
    expect(await filesOfNextStart().sweep(join(temporaryFolder(), 'none/settings.json'))).toBe(0);
  });
});
