import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { type FileOperations, nodeFileOperations } from '../../../main/adapters/files/file-operations.ts';
import { createProcessLock } from '../../../main/adapters/files/process-lock.ts';
import { readMonth } from '../../../main/core/history/month-file.ts';
import { createJournal } from '../../../main/services/history/journal.ts';
import { fakeClock, memoryLog } from '../../support/fakes.ts';
import { isPosix, privateMode } from '../../support/system/posix.ts';
import { reading } from '../../unit/core/history/records.ts';
import { failing, impatientClock, owner, systemError, temporaryFolder } from '../files/support.ts';

function open(operations: FileOperations = nodeFileOperations, folder = join(temporaryFolder(), 'data')) {
  const files = createDataFiles({ folder, clock: fakeClock(1_000), owner: owner(), operations });
  return { folder, path: join(folder, 'history/a.jsonl'), files };
}

/** As on a remote mount. */
const withoutAppending: FileOperations = {
  ...nodeFileOperations,
  openToAppend: () => Promise.reject(systemError('ENOTSUP')),
};

describe('text added to the end of a file', () => {
  it.each([
    ['a local disk', nodeFileOperations],
    ['a remote mount', withoutAppending],
  ])('follows a header that is written once, on %s', async (_place, operations) => {
    const { path, files } = open(operations);
    expect(await files.append('history/a.jsonl', '\n1', 'header')).toBe(true);
    expect(await files.append('history/a.jsonl', '\n2\n3', 'header')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('header\n1\n2\n3');
    expect(statSync(path).mode & 0o777).toBe(privateMode.file);
    expect(readdirSync(join(path, '..'))).toEqual(['a.jsonl']);
  });

  it.skipIf(!isPosix)('does not follow a link that somebody put in its place', async () => {
    const { folder, path, files } = open();
    mkdirSync(join(folder, 'history'), { recursive: true, mode: 0o700 });
    const foreign = join(folder, 'foreign');
    writeFileSync(foreign, 'x');
    symlinkSync(foreign, path);
    expect(await files.append('history/a.jsonl', '\n1', 'header')).toBe(false);
    expect(readFileSync(foreign, 'utf8')).toBe('x');
  });

  it('is a plain false where any call of the system fails, and leaves what was there', async () => {
    const counted = failing(null);
    await open(counted.operations).files.append('history/a.jsonl', '\n1', 'header');
    const { folder, path, files } = open();
    await files.append('history/a.jsonl', '\n1', 'header');
    for (let at = 1; at <= counted.calls.length; at += 1) {
      const { operations } = failing({ at, code: 'ENOSPC', when: 'before' });
      await open(operations, folder).files.append('history/a.jsonl', '\n2', 'header');
      expect(readFileSync(path, 'utf8').startsWith('header\n1')).toBe(true);
    }
  });
});

describe('the journal of two processes', () => {
  it('keeps every record while one adds and the other rewrites', async () => {
    const folder = join(temporaryFolder(), 'data');
    const clock = fakeClock(Date.UTC(2026, 10, 2));
    const journals = [1, 2].map((pid) => {
      const lock = { path: join(folder, 'history.lock'), clock: impatientClock(), pid, isAlive: () => true };
      const exclusively = createProcessLock({ ...lock, log: memoryLog() });
      const files = createDataFiles({ folder, clock: impatientClock(), owner: owner() });
      return createJournal({ files, clock, log: memoryLog(), exclusively });
    });
    const [one, other] = journals;
    for (let index = 0; index < 20; index += 1) {
      one?.append(reading(clock.now() + index));
      other?.append(reading(clock.now() + 100 + index));
      other?.forget(['free-tier']);
      one?.append(reading(clock.now() + 200 + index, 1, { pool: 'free-tier' }));
      await Promise.all([one?.settled(), other?.settled()]);
    }
    other?.forget(['free-tier']);
    await other?.settled();
    const { records, damaged } = readMonth(readFileSync(join(folder, 'history/2026-11.jsonl'), 'utf8'));
    expect([records.length, damaged]).toEqual([40, []]);
  });
});
