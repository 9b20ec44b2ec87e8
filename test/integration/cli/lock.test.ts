import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createProcessLock } from '../../../main/adapters/files/process-lock.ts';
import type { Clock } from '../../../main/ports/system.ts';

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
  createProcessLock({ path: file, pid, clock, isAlive: (one) => alive.includes(one) });

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
    const frozen: Clock = { ...impatientClock(), now: () => Date.now() };
    await Promise.all(Array.from({ length: 20 }, (_, index) => lockOf(file, (index % 2) + 1, frozen)(task)));
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
    const lock = createProcessLock({ path: other, pid: 1, clock, isAlive: () => true, operations: full });
    expect(await lock(async () => 'done')).toBe('done');
  });
});
