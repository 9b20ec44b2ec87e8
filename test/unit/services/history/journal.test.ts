import { describe, expect, it } from 'vitest';
import { header, lineOf, readMonth, textOf } from '../../../../main/core/history/month-file.ts';
import { dayMs } from '../../../../main/core/quota/calendar.ts';
import { createJournal } from '../../../../main/services/history/journal.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';
import { reading } from '../../core/history/records.ts';

const clock = fakeClock(Date.UTC(2026, 10, 2));
const nowMs = clock.now();

const switched = { kind: 'switch', atMs: nowMs, providerId: null, model: null } as const;

function setUp(contents: Readonly<Record<string, string>> = {}) {
  const files = memoryFiles(contents);
  const log = memoryLog();
  return { files, log, journal: createJournal({ files, clock, log }) };
}

describe('the journal', () => {
  it('adds each record to the file of its month, and reads them by time', async () => {
    const { files, journal } = setUp();
    journal.append(reading(nowMs), reading(nowMs - 5 * dayMs));
    journal.append({ kind: 'switch', atMs: nowMs - dayMs, providerId: 'x', model: null });
    expect((await journal.read(0)).map(({ atMs }) => atMs)).toEqual([nowMs - 5 * dayMs, nowMs - dayMs, nowMs]);
    expect((await journal.read(nowMs - dayMs)).map(({ kind }) => kind)).toEqual(['switch', 'reading']);
    expect([...files.contents.keys()].sort()).toEqual(['history/2026-10.jsonl', 'history/2026-11.jsonl']);
    expect(files.contents.get('history/2026-10.jsonl')).toBe(header + lineOf(reading(nowMs - 5 * dayMs)));
  });

  it('reads what the disk has not taken yet, and writes it with the next record', async () => {
    const { files, log, journal } = setUp();
    files.full = true;
    journal.append(reading(nowMs));
    journal.append(reading(nowMs + 1));
    expect(await journal.read(0)).toEqual([reading(nowMs), reading(nowMs + 1)]);
    expect(log.lines).toEqual(['The history could not be written.']);
    files.full = false;
    journal.append(reading(nowMs + 2));
    await journal.settled();
    expect(readMonth(files.contents.get('history/2026-11.jsonl') ?? '').records).toHaveLength(3);
  });

  it('writes the other months while one cannot be written, and complains once', async () => {
    const { files, log, journal } = setUp();
    const { append } = files;
    files.append = (name, ...rest) =>
      name.includes('2026-10') ? Promise.resolve(false) : append.call(files, name, ...rest);
    journal.append(reading(nowMs - 5 * dayMs));
    journal.append(reading(nowMs));
    journal.append(reading(nowMs + 1));
    await journal.settled();
    expect([...files.contents.keys()]).toEqual(['history/2026-11.jsonl']);
    expect(readMonth(files.contents.get('history/2026-11.jsonl') ?? '').records).toHaveLength(2);
    expect(await journal.read(0)).toHaveLength(3);
    expect(log.lines).toEqual(['The history could not be written.']);
  });

  it('lets others run again and again while it reads a month of several megabytes', async () => {
    const records = Array.from({ length: 20_000 }, (_, index) => reading(nowMs + index, index % 100));
    const { journal } = setUp({ 'history/2026-11.jsonl': textOf(records) });
    let turns = 0;
    let isRead = false;
    const takeTurn = (): void => {
      turns += 1;
      if (!isRead) setImmediate(takeTurn);
    };
    setImmediate(takeTurn);
    expect(await journal.read(0)).toHaveLength(records.length);
    isRead = true;
    expect(turns).toBeGreaterThan(40);
  });

  it('sets damaged lines aside and uses the rest', async () => {
    const text = `${header}${lineOf(reading(nowMs))}\n{"kind":"rea${lineOf(reading(nowMs + 1))}\n{"ki`;
    const { files, log, journal } = setUp({ 'history/2026-11.jsonl': text });
    journal.tidy();
    await journal.settled();
    expect(files.contents.get('history/2026-11.jsonl')).toBe(
      header + lineOf(reading(nowMs)) + lineOf(reading(nowMs + 1)),
    );
    expect(files.contents.get(`history/2026-11.jsonl.broken-${nowMs}`)).toBe('{"kind":"rea');
    expect(log.lines.join()).toContain('history/2026-11.jsonl that could not be understood: 1, kept as');
  });

  it('does not write what a newer version wrote, nor where nothing changes', async () => {
    const newer = `{"historyVersion":2}\nx${lineOf(reading(nowMs - 900 * dayMs))}`;
    const { files, journal } = setUp({
      'history/2024-05.jsonl': newer,
      'history/2026-11.jsonl': header + lineOf(reading(nowMs)),
    });
    files.write = () => Promise.reject(new Error('was written'));
    journal.tidy();
    await journal.settled();
    expect(files.contents.get('history/2024-05.jsonl')).toBe(newer);
  });

  it('forgets some pools, and removes a file in which nothing is left', async () => {
    const { files, journal } = setUp();
    journal.append(reading(nowMs - 9 * dayMs), reading(nowMs), switched);
    journal.forget(['coding-plan']);
    expect(await journal.read(0)).toEqual([switched]);
    expect([...files.contents.keys()]).toEqual(['history/2026-11.jsonl']);
  });

  it('forgets a pool in what a newer version wrote too, and leaves every other line as it is', async () => {
    const other = '{"kind":"unheard-of","atMs":1,"more":[1, 2]}';
    const text = `{"historyVersion":2}${lineOf(reading(nowMs))}\n${other}`;
    const { files, journal } = setUp({ 'history/2026-11.jsonl': text });
    journal.forget(['coding-plan']);
    await journal.settled();
    expect(files.contents.get('history/2026-11.jsonl')).toBe(`{"historyVersion":2}\n${other}`);
  });

  it('forgets a record in the first line of a file that has lost its header', async () => {
    const { files, journal } = setUp({ 'history/2026-11.jsonl': lineOf(reading(nowMs)).trim() });
    journal.forget(['coding-plan']);
    await journal.settled();
    expect(files.contents.size).toBe(0);
  });

  it('forgets once the disk takes it, what came until then and nothing of the next account', async () => {
    const { files, log, journal } = setUp({
      'history/2026-11.jsonl':
        header + lineOf(reading(nowMs - 1)) + lineOf(reading(nowMs - 1, 5, { pool: 'free-tier' })),
    });
    files.full = true;
    journal.forget(['coding-plan']);
    await journal.settled();
    expect((await journal.read(0)).map((record) => 'pool' in record && record.pool)).toEqual(['free-tier']);
    expect(log.lines).toEqual([expect.stringContaining('could not be removed yet')]);
    files.full = false;
    journal.append(reading(nowMs + 1));
    await journal.settled();
    const { records } = readMonth(files.contents.get('history/2026-11.jsonl') ?? '');
    expect(records.map(({ atMs }) => atMs)).toEqual([nowMs - 1, nowMs + 1]);
  });

  it('forgets after a restart what the disk refused to remove before', async () => {
    const month = 'history/2026-11.jsonl';
    const { files, journal } = setUp({ [month]: header + lineOf(reading(nowMs - 1)) + lineOf(switched) });
    files.failing.add(month);
    journal.forget(['coding-plan']);
    await journal.settled();
    files.failing.clear();
    const next = createJournal({ files, clock, log: memoryLog() });
    expect(await next.read(0)).toEqual([switched]);
    next.append(reading(nowMs + 1));
    await next.settled();
    expect(files.contents).toEqual(new Map([[month, header + lineOf(switched) + lineOf(reading(nowMs + 1))]]));
  });

  it('forgets later what lies in a folder that cannot be listed now', async () => {
    const { files, journal } = setUp({ 'history/2026-11.jsonl': header + lineOf(reading(nowMs)) });
    const { list } = files;
    files.list = async () => ({ kind: 'refused', reason: 'unreadable', path: '/data/history' });
    journal.forget(['coding-plan']);
    await journal.settled();
    files.list = list;
    journal.tidy();
    await journal.settled();
    expect(files.contents.size).toBe(0);
  });

  it('leaves a file alone that cannot be read now', async () => {
    const { files, journal } = setUp({ 'history/2026-11.jsonl': header + lineOf(reading(nowMs)) });
    files.failing.add('history/2026-11.jsonl');
    journal.tidy();
    expect(await journal.read(0)).toEqual([]);
    files.failing.clear();
    expect(await journal.read(0)).toEqual([reading(nowMs)]);
  });

  it('writes one change at a time, also beside another process', async () => {
    const files = memoryFiles();
    const order: string[] = [];
    const journal = createJournal({
      files,
      clock,
      log: memoryLog(),
      async exclusively(task) {
        order.push('taken');
        const value = await task();
        order.push('released');
        return value;
      },
    });
    journal.append(reading(nowMs));
    journal.tidy();
    await journal.settled();
    expect(order).toEqual(['taken', 'released', 'taken', 'released']);
  });
});
