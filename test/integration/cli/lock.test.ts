import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createProcessLock } from '../../../main/adapters/files/process-lock.ts';
import type { Clock } from '../../../main/ports/system.ts';
import { memoryLog } from '../../support/fakes.ts';
import { onPosix } from '../../support/system/posix.ts';

function lockFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'data', 'switch.lock');
}

/** Creates a clock whose timers fire at once and advance its time. */
function impatientClock(startMs = Date.now()): Clock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    random: () => 0,
    after(delayMs, task) {
      const timer = setImmediate(() => {
        nowMs += delayMs;
        task();
      });
      return () => clearImmediate(timer);
    },
  };
}

const lockOf = (file: string, pid: number, clock = impatientClock(), alive: readonly number[] = [1, 2]) =>
  createProcessLock({ path: file, pid, clock, log: memoryLog(), isAlive: (one) => alive.includes(one) });

describe('the lock between processes', () => {
  it('runs one task at a time, and leaves no file behind', async () => {
    const file = lockFile();
    let inside = 0;
    let most = 0;
    const task = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    const startMs = Date.now();
    const frozen: Clock = { ...impatientClock(), now: () => startMs };
    // For more of them two seconds may pass, after which a lock that is just being taken looks abandoned to this clock.
    await Promise.all(Array.from({ length: 8 }, (_, index) => lockOf(file, (index % 2) + 1, frozen)(task)));
    expect(most).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  it('is released when the task fails', async () => {
    const file = lockFile();
    await expect(lockOf(file, 1)(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a dead process, and from one that has held it for too long', async () => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '77');
    expect(await lockOf(file, 1)(async () => existsSync(file))).toBe(true);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '2');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file, longAgo, longAgo);
    await lockOf(file, 1)(async () => undefined);
    expect(existsSync(file)).toBe(false);
  });

  it('of a dead process is taken over by one of those that find it at once', async () => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '77');
    let inside = 0;
    let most = 0;
    const task = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside -= 1;
    };
    const clock = { ...impatientClock(), now: () => Date.now() };
    await Promise.all(Array.from({ length: 20 }, (_, index) => lockOf(file, (index % 2) + 1, clock)(task)));
    expect(most).toBe(1);
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  it('that was taken after a dead one was found stays with its new holder', async () => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '77');
    let isFirst = true;
    const operations = {
      ...nodeFileOperations,
      async rename(from: string, to: string) {
        if (isFirst) {
          isFirst = false;
          rmSync(from);
          writeFileSync(from, '2');
        }
        return nodeFileOperations.rename(from, to);
      },
    };
    const clock = impatientClock();
    const log = memoryLog();
    const lock = createProcessLock({ path: file, pid: 1, clock, log, isAlive: (one) => one < 3, operations });
    expect(await lock(async () => readFileSync(file, 'utf8'))).toBe('2');
    expect(readdirSync(path.dirname(file))).toEqual(['switch.lock']);
  });

  it('is taken over after two seconds if its creator was killed before it wrote its id', async () => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '');
    const startMs = Date.now();
    const clock = impatientClock(startMs);
    expect(await lockOf(file, 1, clock)(async () => clock.now() - startMs)).toBeLessThan(2_500);
    expect(existsSync(file)).toBe(false);
  });

  it('delays a task only for a limited time, and is not removed from its holder', async () => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '2');
    expect(await lockOf(file, 1)(async () => 'done')).toBe('done');
    expect(existsSync(file)).toBe(true);
  });

  it('is skipped if it cannot be created', async () => {
    const file = lockFile();
    writeFileSync(path.dirname(file), 'in the way');
    const clock = impatientClock(0);
    expect(await lockOf(file, 1, clock)(async () => 'done')).toBe('done');
    expect(clock.now()).toBe(0);
    const full = {
      ...nodeFileOperations,
      openNew: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOSPC' })),
    };
    const other = lockFile();
    const lock = createProcessLock({
      path: other,
      pid: 1,
      clock,
      isAlive: () => true,
      log: memoryLog(),
      operations: full,
    });
    expect(await lock(async () => 'done')).toBe('done');
  });
});

describe('a lock that another process is reading on Windows', () => {
  const refusal = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

  type Kind = 'openNew' | 'lstat' | 'unlink' | 'openToRead';

  /** Operations that refuse the first calls of each kind, so many as `times` says, with `code`. */
  function refusing(times: Partial<Record<Kind, number>>, code: string) {
    const left = new Map(Object.entries(times));
    const refuses = (kind: Kind): boolean => {
      const count = left.get(kind) ?? 0;
      left.set(kind, count - 1);
      return count > 0;
    };
    const { openNew, lstat, unlink, openToRead } = nodeFileOperations;
    return {
      ...nodeFileOperations,
      openNew: (file: string, mode: number) => (refuses('openNew') ? refusal(code) : openNew(file, mode)),
      lstat: (file: string) => (refuses('lstat') ? refusal(code) : lstat(file)),
      unlink: (file: string) => (refuses('unlink') ? refusal(code) : unlink(file)),
      openToRead: (file: string) => (refuses('openToRead') ? refusal(code) : openToRead(file)),
    };
  }

  const lockWith = (file: string, operations: typeof nodeFileOperations, platform: NodeJS.Platform) =>
    createProcessLock({
      path: file,
      pid: 1,
      clock: impatientClock(),
      log: memoryLog(),
      isAlive: () => true,
      platform,
      operations,
    });

  it('is waited for while its name is kept after its removal', async () => {
    const file = lockFile();
    const taken = (platform: NodeJS.Platform) =>
      lockWith(file, refusing({ openNew: 3, lstat: 6 }, 'EPERM'), platform)(async () => existsSync(file));
    expect(await taken('win32')).toBe(true);
    expect(await taken('linux')).toBe(false); // A folder that nobody may write to.
  });

  it.each(['EPERM', 'EBUSY'])('is removed when it is free again, after %s', async (code) => {
    const file = lockFile();
    await lockWith(file, refusing({ unlink: 3 }, code), 'win32')(async () => undefined);
    expect(existsSync(file)).toBe(false);
  });

  it.each(['EPERM', 'EBUSY'])('is waited for when it cannot be read, with %s', async (code) => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '2');
    let reads = 0;
    const operations = refusing({ openToRead: 3 }, code);
    const counting = {
      ...operations,
      openToRead: (name: string) => {
        reads += 1;
        if (reads === 4) setImmediate(() => rmSync(file));
        return operations.openToRead(name);
      },
    };
    expect(await lockWith(file, counting, 'win32')(async () => readFileSync(file, 'utf8'))).toBe('1');
  });

  it('is read once while the same process holds it', async () => {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    writeFileSync(file, '2');
    let reads = 0;
    const openToRead = (name: string) => {
      reads += 1;
      return nodeFileOperations.openToRead(name);
    };
    await lockWith(file, { ...nodeFileOperations, openToRead }, process.platform)(async () => undefined);
    expect(reads).toBe(1);
  });
});

describe('a lock file that no process of the app holds', () => {
  type Setting = Partial<Parameters<typeof createProcessLock>[0]>;

  /** Runs two changes with the file in place; returns how long they waited together, and what was logged. */
  async function runTwice(file: string, setting: Setting = {}) {
    const startMs = Date.now();
    const clock = impatientClock(startMs);
    const log = memoryLog();
    const lock = createProcessLock({ path: file, pid: 1, clock, log, isAlive: (one) => one === 7, ...setting });
    expect([await lock(async () => 'one'), await lock(async () => 'two')]).toEqual(['one', 'two']);
    return { waitedMs: clock.now() - startMs, lines: log.lines };
  }

  function prepared(put: (file: string) => void): string {
    const file = lockFile();
    mkdirSync(path.dirname(file));
    put(file);
    return file;
  }

  it.each<[string, (file: string) => void]>([
    ['a folder', (file: string) => mkdirSync(file)],
    ...onPosix<[string, (file: string) => void]>(
      ['a pipe', (file: string) => void execFileSync('mkfifo', [file])],
      ['a link to itself', (file: string) => symlinkSync(file, file)],
      ['a link to a device', (file: string) => symlinkSync('/dev/zero', file)],
    ),
  ])('%s is never waited for, is left alone, and is logged once', async (_what, put) => {
    const file = prepared(put);
    const { waitedMs, lines } = await runTwice(file);
    expect(waitedMs).toBe(0);
    expect(lines).toEqual([expect.stringContaining('is not a regular file: going on without this lock')]);
  });

  it('that cannot be read is never waited for', async () => {
    const openToRead = () => Promise.reject(Object.assign(new Error('x'), { code: 'EACCES' }));
    const file = prepared((name) => writeFileSync(name, '7'));
    const { waitedMs, lines } = await runTwice(file, {
      operations: { ...nodeFileOperations, openToRead },
      platform: 'linux', // On Windows this is how a lock looks that is being removed.
    });
    expect(waitedMs).toBe(0);
    expect(lines).toEqual([expect.stringContaining('cannot be read (unreadable)')]);
  });

  it('that names the process of another program is waited for once, which is announced', async () => {
    const file = prepared((name) => writeFileSync(name, '7'));
    const { waitedMs, lines } = await runTwice(file);
    expect(waitedMs).toBeGreaterThanOrEqual(5_000);
    expect(waitedMs).toBeLessThan(5_200);
    expect(lines).toEqual([
      expect.stringContaining('is held by process 7: waiting for at most 5 seconds'),
      expect.stringContaining('is held by process 7: going on without this lock'),
    ]);
    expect(readFileSync(file, 'utf8')).toBe('7');
  });

  it('that has been empty for some seconds is taken over at once, and a new one after some seconds', async () => {
    const file = prepared((name) => writeFileSync(name, ''));
    const earlier = new Date(Date.now() - 10_000);
    utimesSync(file, earlier, earlier);
    const { waitedMs, lines } = await runTwice(file);
    expect(waitedMs).toBeLessThan(100);
    expect(lines).toEqual([]);
    expect((await runTwice(prepared((name) => writeFileSync(name, '')))).waitedMs).toBeLessThan(5_200);
  });

  it.each([
    ['holds something else', 'not a number'],
    ['is larger than any lock', 'x'.repeat(10_000)],
  ])('that %s is not waited for', async (_what, content) => {
    expect((await runTwice(prepared((name) => writeFileSync(name, content)))).waitedMs).toBeLessThan(100);
  });

  it('that a program makes again and again costs neither more time nor a full processor', async () => {
    const file = prepared((name) => writeFileSync(name, 'x'));
    let removals = 0;
    const rename = async () => {
      removals += 1;
    };
    const { waitedMs } = await runTwice(file, { operations: { ...nodeFileOperations, rename } });
    expect(waitedMs).toBeLessThan(5_200);
    expect(removals).toBeLessThan(250);
  });
});
