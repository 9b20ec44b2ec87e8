import { describe, expect, it } from 'vitest';
import { forecastReading, runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import type { HistoryPoint, HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow, Reading, Snapshot } from '../../../../../main/core/quota/model.ts';
import { codingPlan, noonMs, window } from '../../../../support/readings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const mondayMs = Date.UTC(2026, 9, 11, 16);

const series = (windowId: QuotaWindow['id'], points: readonly HistoryPoint[]): HistorySeries => ({
  pool: 'coding-plan',
  windowId,
  certainty: 'exact',
  points,
});

/** Points `minutesAgo: used`, oldest first. */
const points = (byMinutesAgo: readonly (readonly [number, number])[], limit = 9000): readonly HistoryPoint[] =>
  byMinutesAgo.map(([minutesAgo, used]) => ({ atMs: noonMs - minutesAgo * minuteMs, used, limit }));

/** The same, looked at every quarter of an hour. */
const watched = (byMinutesAgo: readonly (readonly [number, number])[], limit = 9000): readonly HistoryPoint[] =>
  points(
    byMinutesAgo.flatMap(([minutesAgo, used], index) => {
      const [nextAgo, nextUsed] = byMinutesAgo[index + 1] ?? [minutesAgo, used];
      const looks = Math.max(1, Math.round((minutesAgo - nextAgo) / 15));
      return Array.from({ length: looks }, (_, look): readonly [number, number] => [
        minutesAgo - ((minutesAgo - nextAgo) * look) / looks,
        used + ((nextUsed - used) * look) / looks,
      ]);
    }),
    limit,
  );

const only = (single: QuotaWindow, takenAtMs = noonMs): Reading => ({
  ...codingPlan({ takenAtMs }),
  windows: [single],
});
const week = (used: number, changes: Partial<QuotaWindow> = {}): QuotaWindow =>
  window({ id: 'week', used, limit: 9000, resetsAtMs: mondayMs, ...changes });

const first = (reading: Reading, history: readonly HistorySeries[] = [], nowMs = noonMs) =>
  forecastReading(reading, history, nowMs)[0];

describe('a week', () => {
  // Wednesday noon in China: 2.5 of 7 days have passed.
  it('runs out before its reset at this pace, and says both times', () => {
    expect(first(only(week(4500)))).toMatchObject({
      runOut: { kind: 'at', atMs: mondayMs - 7 * dayMs + 5 * dayMs },
      resetsAtMs: mondayMs,
    });
    expect(first(only(week(4500)))?.projectedShare).toBeCloseTo(1.4);
  });

  it('lasts at a gentler pace', () => {
    expect(first(only(week(3000)))).toMatchObject({ runOut: { kind: 'lasts' }, resetsAtMs: mondayMs });
    expect(first(only(week(0)))).toMatchObject({ runOut: { kind: 'lasts' }, projectedShare: 0 });
  });

  it('is full', () => {
    expect(first(only(week(9000)))?.runOut).toEqual({ kind: 'already' });
    expect(first(only(week(9100)))?.runOut).toEqual({ kind: 'already' });
  });

  it('has no pace before 3 % of it has passed, but can be full', () => {
    const earlyMs = mondayMs - 7 * dayMs + 5 * hourMs;
    expect(first(only(week(500), earlyMs), [], earlyMs)).toMatchObject({
      projectedShare: null,
      runOut: { kind: 'unknown', why: 'too-early' },
    });
    const soonMs = mondayMs - 7 * dayMs + 5.1 * hourMs;
    expect(first(only(week(500), soonMs), [], soonMs)?.runOut.kind).toBe('at');
    expect(first(only(week(9000), earlyMs), [], earlyMs)?.runOut.kind).toBe('already');
  });

  it('is reckoned from Monday where the server names no reset, which it then does not invent', () => {
    expect(first(only(week(4500, { resetsAtMs: null })))).toMatchObject({ runOut: { kind: 'at' }, resetsAtMs: null });
  });

  it('says nothing of a window that has reset since the reading', () => {
    expect(first(only(week(8900)), [], mondayMs)).toMatchObject({
      runOut: { kind: 'unknown', why: 'has-reset' },
      resetsAtMs: null,
    });
  });

  it('never runs out in the past, however old the reading', () => {
    expect(first(only(week(8900)), [], noonMs + 2 * dayMs)?.runOut).toEqual({ kind: 'at', atMs: noonMs + 2 * dayMs });
  });
});

describe('a month', () => {
  it('began on the same day of the month before', () => {
    // 20 September to 20 October: 30 days, of which 17.5 have passed.
    const month = window({ id: 'month', used: 17_500, limit: 18_000, resetsAtMs: Date.UTC(2026, 9, 19, 16) });
    expect(first(only(month))?.projectedShare).toBeCloseTo(((17_500 / 18_000) * 30) / 17.5);
  });

  it('is not half a day old an hour after a reset in the evening', () => {
    const resetMs = Date.UTC(2026, 10, 19, 14);
    const takenAtMs = Date.UTC(2026, 9, 19, 14) + hourMs;
    const credits = window({ id: 'credits', unit: 'credits', used: 500, limit: 25_000, resetsAtMs: resetMs });
    const early = first(only(credits, takenAtMs), [], takenAtMs);
    expect(early?.runOut).toEqual({ kind: 'unknown', why: 'too-early' });
    const halfMs = resetMs - 15.5 * dayMs;
    expect(first(only(credits, halfMs), [], halfMs)?.projectedShare).toBeCloseTo(0.04);
  });

  it('cannot be reckoned without its reset', () => {
    const month = window({ id: 'month', used: 100, limit: 18_000, resetsAtMs: null });
    expect(first(only(month))?.runOut).toEqual({ kind: 'unknown', why: 'no-reset-time' });
  });
});

describe('the rolling five hours', () => {
  const plan = (fiveHours: number): Reading => codingPlan({ fiveHours, week: 3000 });
  const steadyHours = (perHour: number): HistorySeries =>
    series(
      'week',
      watched([
        [300, 3000 - 5 * perHour],
        [0, 3000],
      ]),
    );

  it('lasts for ever at a pace that is given back as fast', () => {
    const forecast = first(plan(1000), [steadyHours(200)]);
    expect(forecast?.runOut).toEqual({ kind: 'lasts' });
    expect(forecast?.projectedShare).toBeCloseTo(1000 / 1200);
  });

  it('runs out when the last hour was faster than what comes back', () => {
    const faster = series(
      'week',
      watched([
        [300, 2200],
        [60, 2400],
        [0, 3000],
      ]),
    );
    // 800 used: 200 in the first four hours, 600 in the last one; 550 more an hour net leave 400 for some 45 minutes.
    const forecast = first(plan(800), [faster]);
    expect(forecast?.runOut).toEqual({ kind: 'at', atMs: noonMs + 45 * minuteMs });
    expect(forecast?.projectedShare).toBeCloseTo(2.5);
  });

  it('needs nine minutes of samples for a pace', () => {
    const short = series(
      'week',
      points([
        [8, 2990],
        [0, 3000],
      ]),
    );
    expect(first(plan(800), [short])?.runOut).toEqual({ kind: 'unknown', why: 'no-history' });
    expect(first(plan(800), [])?.runOut).toEqual({ kind: 'unknown', why: 'no-history' });
    expect(first(plan(1200), [])?.runOut).toEqual({ kind: 'already' });
    const enough = series(
      'week',
      points([
        [9, 2990],
        [0, 3000],
      ]),
    );
    expect(first(plan(800), [enough])?.runOut.kind).toBe('lasts');
  });

  it('does not take the mean of a night for the pace of the last hour', () => {
    const overNight = series(
      'week',
      points([
        [20 * 60, 2700],
        [0, 3000],
      ]),
    );
    expect(first(plan(300), [overNight])?.runOut).toEqual({ kind: 'unknown', why: 'no-history' });
    const backSince = series(
      'week',
      points([
        [20 * 60, 2700],
        [10, 2900],
        [0, 3000],
      ]),
    );
    // 100 in ten minutes are 600 an hour, against 900 left and little that comes back.
    expect(first(plan(300), [backSince])?.runOut.kind).toBe('at');
  });

  it('takes a level stretch for watched, though only its ends were kept', () => {
    const level = series(
      'week',
      points([
        [300, 3000],
        [0, 3000],
      ]),
    );
    expect(first(plan(0), [level])).toMatchObject({ runOut: { kind: 'lasts' }, projectedShare: 0 });
  });

  it('has no pace where nobody has looked for long', () => {
    const old = series('week', [{ atMs: noonMs - hourMs, used: 3000, limit: 9000 }]);
    expect(first(plan(300), [old])?.runOut).toEqual({ kind: 'unknown', why: 'no-history' });
  });

  it('counts what was used since the week began anew', () => {
    const overMonday = series(
      'week',
      points([
        [60, 8000],
        [30, 8100],
        [15, 40],
        [0, 60],
      ]),
    );
    // In the last hour 100 + 40 + 20.
    expect(first(plan(400), [overMonday])?.projectedShare).toBeCloseTo((160 * 5) / 1200);
  });

  it('does not take for used what the rolling count itself has left', () => {
    const share = window({ unit: 'share', used: 0.2, limit: 1 });
    const reading: Reading = { ...codingPlan(), windows: [share] };
    const gaveBack = series(
      'five-hours',
      points(
        [
          [60, 0.6],
          [30, 0.6],
          [15, 0.2],
          [0, 0.2],
        ],
        1,
      ),
    );
    expect(first(reading, [gaveBack])?.projectedShare).toBe(0);
  });

  it('does not take a small correction for a new week', () => {
    const corrected = series(
      'week',
      points([
        [60, 8000],
        [30, 8100],
        [15, 8090],
        [0, 8110],
      ]),
    );
    expect(first(plan(400), [corrected])?.projectedShare).toBeCloseTo((120 * 5) / 1200);
  });

  it('says nothing once the reading is five hours old', () => {
    expect(first(plan(1200), [], noonMs + 5 * hourMs)?.runOut).toEqual({ kind: 'unknown', why: 'has-reset' });
  });

  it('reads the rolling count itself where only shares are known', () => {
    const share = window({ unit: 'share', used: 0.5, limit: 1 });
    const reading: Reading = { ...codingPlan(), windows: [share, week(0.1, { unit: 'share', limit: 1 })] };
    const own = series(
      'five-hours',
      watched(
        [
          [300, 0],
          [60, 0],
          [0, 0.5],
        ],
        1,
      ),
    );
    expect(first(reading, [own])?.projectedShare).toBeCloseTo(2.5);
  });
});

describe('what runs out', () => {
  const snapshotOf = (reading: Reading): Snapshot => ({
    pools: [
      { pool: 'coding-plan', state: 'fresh', reading, disagreements: [] },
      { pool: 'free-tier', state: 'loading' },
    ],
    polling: false,
    nextPollAtMs: null,
  });

  it('names the windows that will be used up before they reset, and no others', () => {
    const month = window({ id: 'month', used: 100, limit: 18_000, resetsAtMs: noonMs + 10 * dayMs });
    const reading = { ...codingPlan(), windows: [week(4500), month] };
    expect(runningOut(snapshotOf(reading), [], noonMs)).toEqual([
      { pool: 'coding-plan', windowId: 'week', runsOutAtMs: mondayMs - 2 * dayMs },
    ]);
  });

  it('says nothing of what is full already, nor before there is a pace', () => {
    expect(runningOut(snapshotOf(only(week(9000))), [], noonMs)).toEqual([]);
    const five = window({ id: 'five-hours', used: 900, limit: 1200 });
    expect(runningOut(snapshotOf(only(five)), [], noonMs)).toEqual([]);
  });
});
