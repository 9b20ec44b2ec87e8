import { expect, it } from 'vitest';
import type { OwnRequests } from '../../../../main/core/quota/forecast/own-requests.ts';
import type { ForecastRecord } from '../../../../main/core/quota/forecast/score.ts';
import { createJournal } from '../../../../main/services/history/journal.ts';
import { createPastUsage } from '../../../../main/services/polling/past-usage.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';
import { codingPlan, saying } from '../../../support/readings.ts';

const minuteMs = 60_000;

async function setUp(
  records: (nowMs: number) => readonly ForecastRecord[] = () => [],
  planRequests: (nowMs: number) => OwnRequests = () => [],
  accountSinceMs: (nowMs: number) => number | null = () => null,
) {
  const clock = fakeClock();
  const log = memoryLog();
  const store = createSnapshotStore({ files: memoryFiles(), clock, log });
  const files = memoryFiles();
  const journal = createJournal({ files, clock, log });
  journal.append(...records(clock.now()));
  const pastUsage = createPastUsage({
    store,
    breakdowns: [],
    dataFiles: files,
    journal,
    clock,
    log,
    session: () => ({ state: 'signed-out', lastEnd: null, cause: 'never' }),
    planRequests: () => planRequests(clock.now()),
    accountSinceMs: () => accountSinceMs(clock.now()),
    logged: () => null,
    timeZone: () => 'Asia/Shanghai',
  });
  await pastUsage.start();
  const use = (fiveHours: number): void => {
    store.apply([
      saying(codingPlan({ fiveHours, week: 3000 + fiveHours, month: 6000 + fiveHours, takenAtMs: clock.now() })),
    ]);
    clock.jump(5 * minuteMs);
  };
  for (let used = 100; used <= 1000; used += 50) use(used);
  return { clock, store, use, pastUsage };
}

it('forecasts once a minute, however often it is asked', async () => {
  const { clock, store, use, pastUsage } = await setUp();
  const first = pastUsage.runOuts();
  expect(first).toContainEqual(expect.objectContaining({ pool: 'coding-plan', windowId: 'five-hours' }));
  expect(pastUsage.runOuts()).toBe(first);
  expect(pastUsage.recoveries()).toBe(pastUsage.recoveries());
  // That sources are being asked changes no number.
  store.setActivity({ asking: ['coding-plan'], nextPollAtMs: null });
  expect(pastUsage.runOuts()).toBe(first);
  expect(pastUsage.outlooks()).toBe(pastUsage.outlooks());

  clock.jump(minuteMs);
  expect(pastUsage.runOuts()).not.toBe(first);

  const before = pastUsage.runOuts();
  use(1100);
  clock.jump(-5 * minuteMs);
  expect(pastUsage.runOuts()).not.toBe(before);
  await pastUsage.stop();
});

/** Ten forecasts of the hours before, of which so many were right. */
const pastForecasts =
  (right: number) =>
  (nowMs: number): readonly ForecastRecord[] =>
    Array.from({ length: 10 }, (_, index) => {
      const atMs = nowMs - (20 - index) * 60 * minuteMs;
      const runsOutAtMs = atMs + 40 * minuteMs;
      return {
        ...{ kind: 'forecast', atMs, pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs, likelihood: 0.7 },
        ...{ fromMs: null, toMs: null },
        outcome: { knownAtMs: runsOutAtMs, ranOutAtMs: index < right ? runsOutAtMs : null },
      };
    });

it('says how often it was right, and is silent where it was mostly wrong', async () => {
  const good = await setUp(pastForecasts(7));
  expect(good.pastUsage.forecastScore('coding-plan')).toEqual({ right: 7, of: 10 });
  expect(good.pastUsage.runOuts()).toContainEqual(expect.objectContaining({ score: { right: 7, of: 10 } }));
  expect(good.pastUsage.pictures().some(({ ahead }) => ahead.length > 0)).toBe(true);
  expect(good.pastUsage.outlooks().some(({ stopsFirst }) => stopsFirst)).toBe(true);
  expect(good.pastUsage.outlooks().some(({ highestAheadPercent }) => highestAheadPercent !== null)).toBe(true);
  await good.pastUsage.stop();

  const bad = await setUp(pastForecasts(2));
  expect(bad.pastUsage.forecastScore('coding-plan')).toEqual({ right: 2, of: 10 });
  expect(bad.pastUsage.runOuts().filter(({ likelihood }) => likelihood !== null)).toEqual([]);
  expect(bad.pastUsage.outlooks().filter(({ highestAheadPercent }) => highestAheadPercent !== null)).toEqual([]);
  // The average of a window that ends as a whole is no such forecast.
  const rolling = bad.pastUsage.pictures().filter(({ cycle }) => cycle === null);
  expect(rolling.flatMap(({ ahead }) => ahead)).toEqual([]);
  expect(bad.pastUsage.outlooks().filter(({ stopsFirst }) => stopsFirst)).toEqual([]);
  expect(bad.pastUsage.outlooks()).not.toEqual([]);
  await bad.pastUsage.stop();
});

it('knows from this computer’s own log what comes back, also of the time before it watched', async () => {
  const fourHoursAgo = (nowMs: number) => [{ atMs: nowMs - 240 * minuteMs, requests: 500 }];
  const threeHoursAgo = (nowMs: number) => nowMs - 180 * minuteMs;
  const fiveHoursAgo = (nowMs: number) => nowMs - 300 * minuteMs;
  for (const [sourceId, planRequests, accountSinceMs, amounts] of [
    ['qwencloud', undefined, undefined, []],
    ['qwencloud', fourHoursAgo, undefined, [100]],
    ['qwencloud', fourHoursAgo, fiveHoursAgo, [100]],
    // These were the requests of the account before.
    ['qwencloud', fourHoursAgo, threeHoursAgo, []],
    // The log counts them all.
    ['session-log', fourHoursAgo, threeHoursAgo, [100]],
  ] as const) {
    const { clock, store, pastUsage } = await setUp(undefined, planRequests, accountSinceMs);
    // 100 were used before the start, and 950 since.
    const { windows, ...reading } = codingPlan({ fiveHours: 1050, week: 4050, month: 7050, takenAtMs: clock.now() });
    store.forget(['qwencloud']);
    store.apply([saying({ ...reading, sourceId, windows: windows.map((one) => ({ ...one, resetsAtMs: null })) })]);
    expect(pastUsage.recoveries().map(({ amount }) => amount)).toEqual(amounts);
    await pastUsage.stop();
  }
});
