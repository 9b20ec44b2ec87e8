import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createLog } from '../../../main/adapters/log.ts';
import { fakeClock } from '../../support/fakes.ts';
import { isPosix, onPosix, privateMode } from '../../support/system/posix.ts';
import { impatientClock, owner, systemError, temporaryFolder } from './support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function open(operations = nodeFileOperations) {
  const folder = join(temporaryFolder(), 'data');
  return { folder, files: createDataFiles({ folder, clock: fakeClock(1_000), owner: owner(), operations }) };
}

describe('the app’s own files', () => {
  it('have mode 0600 in folders with mode 0700, and read back unchanged', async () => {
    const { folder, files } = open();
    const odd = new Uint8Array([0xef, 0xbb, 0xbf, 0, 255, 13, 10]);
    expect(await files.read('deep/a.bin')).toEqual({ kind: 'missing' });
    expect(await files.write('deep/a.bin', odd)).toBe(true);
    expect(await files.write('deep/a.bin', odd.slice(1))).toBe(true);
    expect(await files.read('deep/a.bin')).toMatchObject({ bytes: odd.slice(1) });
    expect(statSync(folder).mode & 0o777).toBe(privateMode.folder);
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(privateMode.folder);
    expect(statSync(join(folder, 'deep/a.bin')).mode & 0o777).toBe(privateMode.file);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.bin']);
  });

  it('get mode 0600 at the next write if others could read them', async () => {
    const { folder, files } = open();
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.json'), 'old', { mode: 0o644 });
    expect(await files.write('a.json', bytes('new'))).toBe(true);
    expect(statSync(join(folder, 'a.json')).mode & 0o777).toBe(privateMode.file);
  });

  it.runIf(isPosix)('are never written to a folder that all users share', async () => {
    const { folder, files } = open();
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    expect(await files.write('deep/a.bin', bytes('key'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
    chmodSync(folder, 0o777);
    expect(await files.write('deep/a.bin', bytes('key'))).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it('are missing, and cannot be written, if there is a file where their folder should be', async () => {
    const { folder, files } = open();
    writeFileSync(folder, 'not ours');
    expect(await files.read('vault.json')).toEqual({ kind: 'missing' });
    expect(await files.read('deep/a.bin')).toEqual({ kind: 'missing' });
    const refused = { kind: 'refused', reason: 'not-a-regular-file' };
    expect(await files.list('backups')).toMatchObject(isPosix ? refused : []); // Windows says that it is missing.
    expect(await files.write('vault.json', bytes('x'))).toBe(false);
    expect(readFileSync(folder, 'utf8')).toBe('not ours');
  });

  it('can be removed and set aside, also if they do not exist', async () => {
    const { folder, files } = open();
    await files.write('a.json', bytes('{'));
    expect(await files.setAside('a.json')).toBe('a.json.broken-1000');
    expect(readFileSync(join(folder, 'a.json.broken-1000'), 'utf8')).toBe('{');
    expect(await files.setAside('a.json')).toBe(null);
    await files.remove('a.json');
    await files.remove('a.json.broken-1000');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be removed as a whole folder, which leaves alone what a link in it leads to', async () => {
    const { folder, files } = open();
    await files.write('accounts/one/history/a.jsonl', bytes('a'));
    await files.write('accounts/two/b.json', bytes('b'));
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere/mine.txt'), 'mine');
    if (isPosix) {
      symlinkSync(join(folder, 'elsewhere'), join(folder, 'accounts/one/link'));
      symlinkSync(join(folder, 'elsewhere'), join(folder, 'accounts/three'));
      expect(await files.removeFolder('accounts/three')).toBe(true);
    }
    expect(await files.removeFolder('accounts/one')).toBe(true);
    expect(await files.removeFolder('accounts/one')).toBe(true);
    expect(readdirSync(join(folder, 'accounts'))).toEqual(['two']);
    expect(readFileSync(join(folder, 'elsewhere/mine.txt'), 'utf8')).toBe('mine');
    await expect(files.removeFolder('..')).rejects.toThrow(RangeError);
    await expect(files.removeFolder('.')).rejects.toThrow(RangeError);
  });

  it.runIf(isPosix)('are not removed through a link that stands for a folder above them', async () => {
    const { folder, files } = open();
    await files.write('a.json', bytes('a'));
    mkdirSync(join(folder, '../elsewhere/0a1b2c3d'), { recursive: true });
    writeFileSync(join(folder, '../elsewhere/0a1b2c3d/mine.txt'), 'mine');
    symlinkSync('../elsewhere', join(folder, 'accounts'));
    expect(await files.removeFolder('accounts/0a1b2c3d')).toBe(false);
    expect(readFileSync(join(folder, '../elsewhere/0a1b2c3d/mine.txt'), 'utf8')).toBe('mine');
    expect(await files.removeFolder('missing/0a1b2c3d')).toBe(true);
  });

  it('say that a folder may still be there if the system refuses', async () => {
    const { files } = open({ ...nodeFileOperations, unlink: () => Promise.reject(systemError('EBUSY')) });
    await files.write('accounts/one/b.json', bytes('b'));
    expect(await files.removeFolder('accounts/one')).toBe(false);
    expect(await files.read('accounts/one/b.json')).toMatchObject({ kind: 'file' });
  });

  it('are set aside before the next write if they cannot be read', async () => {
    const unreadable = join('data', 'a.json');
    const { folder, files } = open({
      ...nodeFileOperations,
      async openToRead(path) {
        if (path.endsWith(unreadable)) throw systemError('EACCES');
        return nodeFileOperations.openToRead(path);
      },
    });
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.json'), 'another’s');
    expect(await files.read('a.json')).toEqual({ kind: 'refused', reason: 'unreadable', path: join(folder, 'a.json') });
    expect(await files.write('a.json', bytes('first'))).toBe(true);
    expect(await files.write('a.json', bytes('second'))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'a.json.broken-1000']);
    expect(readFileSync(join(folder, 'a.json.broken-1000'), 'utf8')).toBe('another’s');
  });

  it.each(['EMFILE', 'EIO'])(
    'are not overwritten after a read that ended with %s, until they have been read',
    async (code) => {
      let failures = 0;
      const folder = join(temporaryFolder(), 'data');
      const operations = {
        ...nodeFileOperations,
        async openToRead(path: string) {
          if (!path.endsWith('a.json') || failures === 0) return nodeFileOperations.openToRead(path);
          failures -= 1;
          throw systemError(code);
        },
      };
      const files = createDataFiles({ folder, clock: impatientClock(), owner: owner(), operations });
      await files.write('a.json', bytes('earlier'));
      failures = 1;
      expect(await files.read('a.json')).toMatchObject({ kind: 'file' });
      failures = 3;
      expect(await files.read('a.json')).toEqual({
        kind: 'refused',
        reason: 'read-failed',
        path: join(folder, 'a.json'),
      });
      expect(await files.write('a.json', bytes('later'))).toBe(false);
      expect(readdirSync(folder)).toEqual(['a.json']);
      expect(await files.read('a.json')).toMatchObject({ bytes: bytes('earlier') });
      expect(await files.write('a.json', bytes('later'))).toBe(true);
    },
  );

  it.runIf(isPosix)(
    'are refused and set aside when they are a pipe, a link to a device, or far too large',
    async () => {
      const { folder, files } = open();
      mkdirSync(folder);
      execFileSync('mkfifo', [join(folder, 'pipe.json')]);
      symlinkSync('/dev/zero', join(folder, 'link.json'));
      writeFileSync(join(folder, 'large.json'), '');
      truncateSync(join(folder, 'large.json'), 20_000_000_000);
      const reasons = { 'pipe.json': 'pipe', 'link.json': 'not-a-regular-file', 'large.json': 'too-large' };
      for (const [name, reason] of Object.entries(reasons)) {
        expect(await files.read(name)).toMatchObject({ kind: 'refused', reason });
        expect(await files.write(name, bytes('new'))).toBe(true);
        expect(readFileSync(join(folder, name), 'utf8')).toBe('new');
      }
      expect(readdirSync(folder)).toHaveLength(6);
    },
  );

  it.runIf(process.getuid?.() === 0)('are refused and set aside if another user put them there', async () => {
    const { folder, files } = open();
    const [userId, otherId] = [12_345, 54_321];
    mkdirSync(folder, { recursive: true });
    chownSync(folder, userId, userId);
    for (const [name, uid] of [
      ['ours.json', userId],
      ['of-root.json', 0],
      ['planted.json', otherId],
    ] as const) {
      writeFileSync(join(folder, name), '{}');
      chownSync(join(folder, name), uid, uid);
    }
    expect(await files.read('ours.json')).toMatchObject({ kind: 'file' });
    expect(await files.read('of-root.json')).toMatchObject({ kind: 'file' });
    expect(await files.read('planted.json')).toMatchObject({ kind: 'refused', reason: 'unreadable' });
    expect(await files.write('planted.json', bytes('new'))).toBe(true);
    expect(await files.read('planted.json')).toMatchObject({ kind: 'file', bytes: bytes('new') });
    expect(readdirSync(folder)).toContain('planted.json.broken-1000');
  });

  it.runIf(process.getuid?.() === 0)('belong to the owner of the folder that root writes them in', async () => {
    const { folder, files } = open();
    chownSync(join(folder, '..'), 4321, 8765);
    expect(await files.write('deep/a.json', bytes('x'))).toBe(true);
    for (const name of ['', 'deep', 'deep/a.json']) {
      expect(statSync(join(folder, name))).toMatchObject({ uid: 4321, gid: 8765 });
    }
    expect(statSync(join(folder, 'deep/a.json')).mode & 0o777).toBe(privateMode.file);
  });

  it('stay unchanged on a full disk, and the write returns false', async () => {
    const { folder, files } = open({
      ...nodeFileOperations,
      openNew: async (path, mode) => ({
        ...(await nodeFileOperations.openNew(path, mode)),
        write: () => Promise.reject(systemError('ENOSPC')),
      }),
    });
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.json'), 'old');
    expect(await files.write('a.json', bytes('new'))).toBe(false);
    expect(await files.read('a.json')).toMatchObject({ bytes: bytes('old') });
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it.each(['../a', '/etc/passwd', 'a/../../b', '.', ''])(
    'refuse a name that leads out of the folder: “%s”',
    async (name) => {
      const { files } = open();
      await expect(async () => files.read(name)).rejects.toThrow(RangeError);
      await expect(async () => files.write(name, bytes('x'))).rejects.toThrow(RangeError);
    },
  );

  it('lose the temporary files of dead runs at the first write to their folder', async () => {
    const { folder, files } = open();
    mkdirSync(join(folder, 'backups'), { recursive: true });
    for (const name of ['.a.json.qwen-gauge-99999999-0a.tmp', 'backups/.b.qwen-gauge-99999999-0a.tmp', 'a.json']) {
      writeFileSync(join(folder, name), 'x');
    }
    await files.write('b.json', bytes('x'));
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json', 'backups']);
    await files.write('backups/c', bytes('x'));
    expect(readdirSync(join(folder, 'backups'))).toEqual(['c']);
  });
});

describe('the log', () => {
  it('writes one redacted line for each message, readable only by the user', async () => {
    const folder = join(temporaryFolder(), 'data');
    const log = createLog({ folder, clock: fakeClock(0), homeFolders: ['/home/ada'] });
    log.info('Bearer hunter2hunter2 in /home/ada/x');
    log.warn('first\r\nsecond sk-0123456789 \u001B[8m\u202E');
    await log.flush();
    const text =
      '1970-01-01T00:00:00.000Z info Bearer [removed] in ~/x\n1970-01-01T00:00:00.000Z warn first ⏎ second sk-[removed] \uFFFD[8m\uFFFD\n';
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toBe(text);
    expect(statSync(join(folder, 'log.txt')).mode & 0o777).toBe(privateMode.file);
  });

  it('stays below its size limit and keeps the previous part', async () => {
    const folder = temporaryFolder();
    const log = createLog({ folder, clock: impatientClock(), homeFolders: [] });
    const mostBytes = 512 * 1024;
    for (let line = 0; line < 100; line += 1) {
      log.info(`line ${line} ${'x'.repeat(10_000)}`);
      if (line % 7 === 0) await log.flush();
    }
    await log.flush();
    expect(readdirSync(folder).sort()).toEqual(['log.older.txt', 'log.txt']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(mostBytes);
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toContain('line 99');
  });

  it('drops lines while the folder cannot be written, and continues afterwards', async () => {
    const folder = join(temporaryFolder(), 'file');
    writeFileSync(folder, 'in the way');
    const log = createLog({ folder, clock: fakeClock(0), homeFolders: ['/home/ada'] });
    log.info('one');
    await log.flush();
    rmSync(folder);
    log.info('two');
    await log.flush();
    expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toBe('1970-01-01T00:00:00.000Z info two\n');
  });

  it.each<[string, (path: string, other: string) => void]>([
    ...onPosix<[string, (path: string, other: string) => void]>(
      ['a link to a file', (path: string, other: string) => symlinkSync(other, path)],
      ['a link to a device', (path: string) => symlinkSync('/dev/full', path)],
      ['a pipe that nobody reads', (path: string) => void execFileSync('mkfifo', [path])],
    ),
    ['a folder', (path: string) => mkdirSync(path)],
  ])('is not written to through %s in its place', async (_what, put) => {
    const folder = temporaryFolder();
    const other = join(temporaryFolder(), 'other.txt');
    writeFileSync(other, 'theirs');
    put(join(folder, 'log.txt'), other);
    const log = createLog({ folder, clock: fakeClock(0), homeFolders: [] });
    log.warn('one');
    await log.flush();
    expect(readFileSync(other, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['log.txt']);
  });
});
