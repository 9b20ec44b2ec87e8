import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { withLock } from '../../../build/setup/lock.mjs';
import { temporaryFolder } from './temporary-folder.ts';

describe('a lock', () => {
  test('lets one work at a time, also after a failure, and leaves nothing', async () => {
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

  test('of a holder that died is taken over', async () => {
    const file = path.join(temporaryFolder(), 'lock');
    writeFileSync(file, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    expect(await withLock(file, async () => 'mine')).toBe('mine');
  });
});
