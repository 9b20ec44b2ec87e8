import { spawn, spawnSync } from 'node:child_process';
import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { withLock } from '../../../build/setup/lock.mjs';
import { temporaryFolder } from './temporary-folder.ts';

/** Missing beats tell nothing in this test. */
const never = Number.POSITIVE_INFINITY;

describe('a lock', () => {
  test('lets one process work at a time, also after a failure, and leaves no file behind', async () => {
    const file = path.join(temporaryFolder(), 'new', 'lock');
    let inside = 0;
    const work = (fails: boolean) => async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise(setImmediate);
      inside -= 1;
      if (fails) throw new Error('failed');
      return 'done';
    };
    const outcomes = await Promise.allSettled([
      withLock(file, work(true)),
      withLock(file, work(false)),
      withLock(file, work(true)),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(existsSync(file)).toBe(false);
  });

  test('of a dead holder is taken over', async () => {
    const file = path.join(temporaryFolder(), 'lock');
    writeFileSync(file, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    expect(await withLock(file, async () => 'mine')).toBe('mine');
  });

  test('of a killed holder is taken over at once, that of a living one is not', async () => {
    const file = path.join(temporaryFolder(), 'lock');
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    writeFileSync(file, `${hostname()} ${gone}`);
    expect(await withLock(file, async () => 'mine', never)).toBe('mine');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(file, `${hostname()} ${other.pid}`);
    const taken = withLock(file, async () => other.signalCode, never);
    setImmediate(() => other.kill('SIGKILL'));
    expect(await taken).toBe('SIGKILL');
  });

  test('of another machine is respected while it is renewed', async () => {
    const file = path.join(temporaryFolder(), 'lock');
    writeFileSync(file, 'some-other-machine 1');
    let released = false;
    const taken = withLock(file, async () => released, never);
    setImmediate(() => {
      released = true;
      rmSync(file);
    });
    expect(await taken).toBe(true);
  });
});
