import { expect, it } from 'vitest';
import { header, lineOf, readMonth } from '../../../../main/core/history/month-file.ts';
import { hourMs } from '../../../../main/core/quota/calendar.ts';
import { pointsOf } from '../../../../main/core/quota/forecast/samples.ts';
import { createHistory } from '../../../../main/services/history/history.ts';
import { createJournal } from '../../../../main/services/history/journal.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';
import { codingPlan, saying } from '../../../support/readings.ts';

const startMs = fakeClock().now();

function setUp(files = memoryFiles(), clock = fakeClock(), fixedEveryMs: number | null = null) {
  const log = memoryLog();
  const store = createSnapshotStore({ files: memoryFiles(), clock, log });
  const journal = createJournal({ files, clock, log });
  const history = createHistory({ store, files, journal, clock, log, fixedEveryMs });
  const use = (fiveHours: number) => store.apply([saying(codingPlan({ fiveHours, takenAtMs: clock.now() }))]);
  const used = () => pointsOf(history.get(), 'coding-plan', 'five-hours').map((point) => point.used);
  return { files, clock, log, store, history, use, used };
}

it('records each snapshot and restores the record after a restart', async () => {
  const first = setUp();
  await first.history.start();
  for (const used of [100, 120, 150]) {
    first.use(used);
    first.clock.jump(2 * 60_000);
  }
  await first.history.stop();
  first.use(999);
  expect(first.used()).toEqual([100, 120, 150]);

  const second = setUp(first.files, first.clock);
  await second.history.start();
  second.use(180);
  expect(second.used()).toEqual([100, 120, 150, 180]);
  await second.history.stop();
});

const month = 'history/2026-10.jsonl';
const older = (...used: readonly number[]): string =>
  JSON.stringify({
    version: 1,
    series: [
      {
        ...{ pool: 'coding-plan', windowId: 'five-hours', certainty: 'exact' },
        points: used.map((amount, index) => ({ atMs: startMs - hourMs + index * 120_000, used: amount, limit: 6000 })),
      },
    ],
  });

function countAppends(files: ReturnType<typeof memoryFiles>): () => number {
  let appends = 0;
  const { append } = files;
  files.append = (...words) => {
    appends += 1;
    return append.apply(files, words);
  };
  return () => appends;
}

it('writes each reading of a day that is played in minutes', async () => {
  const { history, use, files, clock } = setUp(memoryFiles(), fakeClock(), 2_000);
  await history.start();
  for (const used of [100, 6_000, 200]) {
    use(used);
    await settle();
    clock.jump(2_000);
  }
  const { records } = readMonth(files.contents.get(month) ?? '');
  const levels = records.flatMap((one) => (one.kind === 'reading' && one.windowId === 'five-hours' ? [one.used] : []));
  expect(levels).toEqual([100, 6_000, 200]);
  await history.stop();
});

it('does not write at every reading', async () => {
  const { history, use, files, clock } = setUp();
  await history.start();
  const appends = countAppends(files);
  for (let minute = 0; minute < 30; minute++) {
    use(100 + minute);
    await settle();
    clock.jump(60_000);
  }
  await history.stop();
  expect(appends()).toBeGreaterThan(3);
  expect(appends()).toBeLessThanOrEqual(8);
});

it('writes nothing while nothing changes, and the end of the level stretch at the end', async () => {
  const { history, use, used, files, clock } = setUp();
  await history.start();
  use(100);
  await settle();
  const appends = countAppends(files);
  for (let minute = 0; minute < 300; minute++) {
    clock.jump(60_000);
    use(100);
    await settle();
  }
  expect(appends()).toBe(0);
  await history.stop();
  expect(appends()).toBe(1);
  expect(used()).toEqual([100, 100]);
  const second = setUp(files, clock);
  await second.history.start();
  expect(second.history.get()).toEqual(history.get());
});

it('forgets another account, on disk too', async () => {
  const { history, use, used, files } = setUp(memoryFiles({ 'history.json': older(50) }));
  await history.start();
  use(100);
  await settle();
  expect(files.contents.has(month)).toBe(true);
  history.forget(['coding-plan']);
  expect(used()).toEqual([]);
  await history.stop();
  expect([...files.contents.keys()]).toEqual([]);
});

it('takes over the file of an earlier version once, and leaves it to that version', async () => {
  const files = memoryFiles({ 'history.json': older(100, 120) });
  const first = setUp(files);
  await first.history.start();
  first.use(150);
  await first.history.stop();
  expect(first.used()).toEqual([100, 120, 150]);
  files.contents.set('history.json', older(700));
  const second = setUp(files, first.clock);
  await second.history.start();
  expect(second.used()).toEqual([100, 120, 150]);
  expect(files.contents.get('history.json')).toBe(older(700));
});

it('takes over what an earlier version records later, when it runs again in between', async () => {
  const files = memoryFiles({ 'history.json': older(100, 120) });
  const first = setUp(files);
  await first.history.start();
  await first.history.stop();
  first.clock.jump(3 * hourMs);
  files.contents.set('history.json', older(100, 120, 130, 140));
  const second = setUp(files, first.clock);
  await second.history.start();
  expect(second.used()).toEqual([100, 120, 130, 140]);
  await second.history.stop();
  const third = setUp(files, first.clock);
  await third.history.start();
  expect(third.used()).toEqual([100, 120, 130, 140]);
});

it('makes up for a take-over that was cut short', async () => {
  const whole = memoryFiles({ 'history.json': older(100, 120, 130) });
  const first = setUp(whole);
  await first.history.start();
  await first.history.stop();
  const written = whole.contents.get(month) ?? '';
  const cut = memoryFiles({
    'history.json': older(100, 120, 130),
    [month]: written.slice(0, written.lastIndexOf('\n')),
  });
  const second = setUp(cut, first.clock);
  await second.history.start();
  expect(second.used()).toEqual([100, 120, 130]);
});

it('makes up for a month that could not be written while a later one could', async () => {
  const clock = fakeClock(Date.UTC(2026, 10, 1, 0, 30));
  const points = [-40, -38, -1].map((minutes, index) => ({
    ...{ atMs: clock.now() + minutes * 60_000, used: 100 * (index + 1), limit: 6000 },
  }));
  const series = [{ pool: 'coding-plan', windowId: 'five-hours', certainty: 'exact', points }];
  const files = memoryFiles({ 'history.json': JSON.stringify({ version: 1, series }) });
  const { append } = files;
  files.append = (name, ...rest) => (name === month ? Promise.resolve(false) : append.call(files, name, ...rest));
  const first = setUp(files, clock);
  await first.history.start();
  await first.history.stop();
  expect([...files.contents.keys()]).toEqual(['history.json', 'history/2026-11.jsonl']);
  files.append = append;
  const second = setUp(files, clock);
  await second.history.start();
  expect(second.used()).toEqual([100, 200, 300]);
  await second.history.stop();
  expect(files.contents.has(month)).toBe(true);
});

it('sets a broken file of an earlier version aside', async () => {
  const { history, files, use, used } = setUp(memoryFiles({ 'history.json': 'x' }));
  await history.start();
  use(100);
  expect(used()).toEqual([100]);
  expect(files.contents.get('history.json.broken-1')).toBe('x');
  await history.stop();
});

it('takes the file of an earlier version over when it can be read only after the start', async () => {
  const files = memoryFiles({ 'history.json': older(100) });
  files.failing.add('history.json');
  const { history, use, used, clock } = setUp(files);
  await history.start();
  use(170);
  await settle();
  expect(files.contents.has(month)).toBe(false);
  files.failing.clear();
  clock.jump(6 * 60_000);
  use(180);
  await history.stop();
  expect(used()).toEqual([100, 170, 180]);
  const second = setUp(files, clock);
  await second.history.start();
  expect(second.used()).toEqual([100, 170, 180]);
});

it('does not take over what was forgotten before it could be read', async () => {
  const files = memoryFiles({ 'history.json': older(100) });
  files.failing.add('history.json');
  const { history, use, used, clock } = setUp(files);
  await history.start();
  history.forget(['coding-plan']);
  use(170);
  await settle();
  files.failing.clear();
  clock.jump(6 * 60_000);
  use(180);
  await history.stop();
  expect(used()).toEqual([170, 180]);
});

it('keeps what a full disk did not take, and writes it later', async () => {
  const { history, use, files, clock } = setUp();
  files.full = true;
  await history.start();
  use(100);
  await settle();
  files.full = false;
  clock.jump(6 * 60_000);
  use(110);
  await history.stop();
  const second = setUp(files, clock);
  await second.history.start();
  expect(second.used()).toEqual([100, 110]);
});

it('drops what is too old for its detail two minutes after the start, and each day', async () => {
  const { history, files, clock } = setUp(memoryFiles({ 'history.json': older() }));
  const at = (atMs: number) =>
    lineOf({
      ...{ kind: 'reading', pool: 'coding-plan', windowId: 'week', certainty: 'exact', limit: 9 },
      ...{ atMs, used: 1, resetsAtMs: null },
    });
  const monthAgoMs = startMs - 30 * 24 * hourMs;
  files.contents.set('history/2026-09.jsonl', header + at(monthAgoMs) + at(monthAgoMs + 60_000) + at(startMs - hourMs));
  await history.start();
  await clock.advance(3 * 60_000);
  expect(readMonth(files.contents.get('history/2026-09.jsonl') ?? '').records).toHaveLength(3);
  await history.stop();
  expect(clock.timerCount()).toBe(0);
});
