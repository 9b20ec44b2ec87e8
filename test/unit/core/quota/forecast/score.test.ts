import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import type { RunningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import {
  type ForecastRecord,
  follow,
  isBelowFloor,
  noOpenForecasts,
  scoreOf,
  verdictOf,
} from '../../../../../main/core/quota/forecast/score.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../../support/readings.ts';

const runOut = (runsOutAtMs: number, changes: Partial<RunningOut> = {}): RunningOut => ({
  ...{ pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs, likelihood: 0.8 },
  ...{ between: { fromMs: runsOutAtMs - 10 * minuteMs, toMs: null } },
  ...changes,
});
const snapshotAt = (minutes: number, fiveHours: number, week = 3000) =>
  snapshotOf(fresh(codingPlan({ fiveHours, week, takenAtMs: noonMs + minutes * minuteMs })));

/** What is read of the five hours at some minutes after noon, and in how many minutes they are said to run out. */
type Seen = readonly [minutes: number, fiveHours: number, stated?: number | undefined, week?: number];

function followed(...seen: readonly Seen[]) {
  let open = noOpenForecasts;
  const settled: ForecastRecord[] = [];
  for (const [minutes, fiveHours, stated, week] of seen) {
    const nowMs = noonMs + minutes * minuteMs;
    const runOuts = stated === undefined ? [] : [runOut(nowMs + stated * minuteMs)];
    const next = follow(open, snapshotAt(minutes, fiveHours, week), runOuts, nowMs);
    open = next.open;
    settled.push(...next.settled);
  }
  return { open, settled };
}

const verdicts = (...seen: readonly Seen[]) => followed(...seen).settled.map(verdictOf);
/** Readings every ten minutes that change nothing, until just before some minutes after noon. */
const calmUntil = (minutes: number): readonly Seen[] =>
  Array.from({ length: Math.ceil(minutes / 10) - 1 }, (_, index) => [(index + 1) * 10, 800]);

describe('what becomes of a forecast', () => {
  it.each([
    [25, 'sooner'],
    [40, 'right'],
    [60, 'right'],
    [80, 'right'],
    [81, 'later'],
  ] as const)('of an hour is judged by the minute in which the window is used up: %d, %s', (minutes, verdict) => {
    expect(verdicts([0, 700, 60], ...calmUntil(minutes), [minutes, 1200])).toEqual([verdict]);
  });

  it('is that the window lasted, two hours after the stated time', () => {
    expect(verdicts([0, 700, 60], ...calmUntil(190), [181, 800])).toEqual(['lasted']);
    expect(followed([0, 700, 60], ...calmUntil(180)).open.records).toHaveLength(1);
  });

  it('is unknown if nobody watched, or another window was used up first', () => {
    expect(verdicts([0, 700, 60], [60, 1200])).toEqual([null]);
    expect(verdicts([0, 700, 60], [20, 800, undefined, 9000])).toEqual([null]);
  });

  it('is unknown if the plan was changed meanwhile', () => {
    const lite = snapshotAt(0, 700);
    const pro = snapshotOf(
      fresh({
        ...codingPlan({ takenAtMs: noonMs + 10 * minuteMs }),
        windows: codingPlan({ fiveHours: 710 }).windows.map((one) => ({ ...one, limit: 5 * one.limit })),
      }),
    );
    const { open } = follow(noOpenForecasts, lite, [runOut(noonMs + hourMs)], noonMs);
    const next = follow(open, pro, [], noonMs + 10 * minuteMs);
    expect(next.open.records).toEqual([]);
    expect(next.settled.map(verdictOf)).toEqual([null]);
  });

  it('is recorded once for a forecast that is repeated, and again once it is overdue', () => {
    const open = (...seen: readonly Seen[]) =>
      followed(...seen).open.records.map(({ atMs }) => (atMs - noonMs) / minuteMs);
    expect(open([0, 700, 60], [10, 710, 60], [30, 720, 60], [60, 730, 60])).toEqual([0]);
    expect(open([0, 700, 60], [30, 720, 60], [60, 730, 60], [81, 740, 60])).toEqual([0, 81]);
  });

  it('is not asked of a very near end, nor of an average', () => {
    expect(followed([0, 1100, 10]).open.records).toEqual([]);
    const average = runOut(noonMs + hourMs, { likelihood: null });
    expect(follow(noOpenForecasts, snapshotAt(0, 700), [average], noonMs).open.records).toEqual([]);
  });
});

const record = (lateMinutes: number | null): ForecastRecord => ({
  ...{ kind: 'forecast', atMs: noonMs, pool: 'coding-plan', windowId: 'five-hours', likelihood: 0.8 },
  ...{ runsOutAtMs: noonMs + hourMs, fromMs: null, toMs: null },
  outcome: {
    knownAtMs: noonMs + 2 * hourMs,
    ranOutAtMs: lateMinutes === null ? null : noonMs + hourMs + lateMinutes * minuteMs,
  },
});

describe('the score', () => {
  it('counts the last twenty forecasts whose outcome is known', () => {
    const right = Array.from({ length: 17 }, () => record(5));
    const wrong = [record(null), record(-30), record(50)];
    expect(scoreOf([record(null), ...right, ...wrong])).toEqual({ right: 17, of: 20 });
    const { outcome: _, ...unknown } = record(0);
    expect(scoreOf([...right, unknown])).toEqual({ right: 17, of: 17 });
  });

  it('says nothing of a few, and silences what is mostly wrong', () => {
    expect(scoreOf(Array.from({ length: 7 }, () => record(null)))).toBeNull();
    expect(isBelowFloor(null)).toBe(false);
    const wrong = Array.from({ length: 9 }, () => record(null));
    expect(isBelowFloor(scoreOf([...wrong, record(0), record(0)]))).toBe(true);
    expect(isBelowFloor(scoreOf([...wrong, record(0), record(0), record(0)]))).toBe(false);
  });
});

it('counts each window once at a time, whatever is stated and read', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ after: fc.integer({ min: -20, max: 60 }), used: fc.nat(1300), ahead: fc.option(fc.nat(300)) }),
        { maxLength: 60 },
      ),
      (steps) => {
        let [minutes, open, opened, settled] = [0, noOpenForecasts, 0, 0];
        for (const { after, used, ahead } of steps) {
          minutes += after;
          const nowMs = noonMs + minutes * minuteMs;
          const before = open.records;
          const next = follow(
            open,
            snapshotAt(minutes, used),
            ahead === null ? [] : [runOut(nowMs + ahead * minuteMs)],
            nowMs,
          );
          open = next.open;
          settled += next.settled.length;
          opened += open.records.filter((one) => !before.includes(one)).length;
          const awaited = open.records.filter(({ runsOutAtMs }) => (runsOutAtMs ?? 0) + 20 * minuteMs >= nowMs);
          expect(awaited.length).toBeLessThanOrEqual(1);
        }
        expect(opened).toBe(settled + open.records.length);
      },
    ),
  ));
