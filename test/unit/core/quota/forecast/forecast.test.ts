import { describe, expect, it } from 'vitest';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
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

/** The same with a sample every quarter of an hour. */
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

const snapshotOf = (reading: Reading): Snapshot => ({
  pools: [
    { pool: 'coding-plan', state: 'fresh', reading, disagreements: [] },
    { pool: 'free-tier', state: 'loading' },
  ],
  polling: false,
  nextPollAtMs: null,
});

/** When the first window runs out; null: no forecast that it does. */
const runOut = (reading: Reading, history: readonly HistorySeries[] = [], nowMs = noonMs): number | null =>
  runningOut(snapshotOf(reading), history, nowMs).find(({ windowId }) => windowId === reading.windows[0]?.id)
    ?.runsOutAtMs ?? null;

/** The same in minutes from now, to five minutes. */
const aheadMinutes = (...of: Parameters<typeof runOut>): number | null => {
  const atMs = runOut(...of);
  return atMs === null ? null : Math.round((atMs - (of[2] ?? noonMs)) / (5 * minuteMs)) * 5;
};

describe('a week', () => {
  // Wednesday noon in China: 2.5 of 7 days have passed.
  it('runs out before its reset at this pace', () => {
    expect(runOut(only(week(4500)))).toBe(mondayMs - 2 * dayMs);
  });

  it('lasts at a gentler pace', () => {
    expect(runOut(only(week(3000)))).toBeNull();
    expect(runOut(only(week(0)))).toBeNull();
  });

  it('does not run out when it is used up already', () => {
    expect(runOut(only(week(9000)))).toBeNull();
    expect(runOut(only(week(9100)))).toBeNull();
  });

  it('has no pace before 3 % of it has passed', () => {
    const earlyMs = mondayMs - 7 * dayMs + 5 * hourMs;
    expect(runOut(only(week(500), earlyMs), [], earlyMs)).toBeNull();
    const soonMs = mondayMs - 7 * dayMs + 5.1 * hourMs;
    expect(runOut(only(week(500), soonMs), [], soonMs)).toBe(mondayMs - 7 * dayMs + 18 * 5.1 * hourMs);
  });

  it('begins on Monday if the server names no reset', () => {
    expect(runOut(only(week(4500, { resetsAtMs: null })))).toBe(mondayMs - 2 * dayMs);
  });

  it('begins seven days before the reset that the server names, even if it is no Monday', () => {
    // On Wednesday at noon 6 of the 7 days to Thursday noon have passed.
    const thursdayMs = noonMs + dayMs;
    expect(runOut(only(week(8100, { resetsAtMs: thursdayMs })))).toBe(thursdayMs - 7 * dayMs + (6 / 0.9) * dayMs);
    expect(runOut(only(week(7000, { resetsAtMs: thursdayMs })))).toBeNull();
  });

  it('has no forecast once it has reset since the reading', () => {
    expect(runOut(only(week(8900)), [], mondayMs)).toBeNull();
  });

  it('never runs out in the past, however old the reading', () => {
    expect(runOut(only(week(8900)), [], noonMs + 2 * dayMs)).toBe(noonMs + 2 * dayMs);
  });
});

describe('a window that is fixed from the first call', () => {
  const fixed = (id: 'five-hours' | 'week', used: number, resetsAtMs: number | null): QuotaWindow =>
    window({ id, renewal: 'fixed', used, limit: 1000, resetsAtMs });

  it('began its length before its end, and keeps its average pace', () => {
    // Two of the five hours have passed with half of it used.
    expect(runOut(only(fixed('five-hours', 500, noonMs + 3 * hourMs)))).toBe(noonMs + 2 * hourMs);
    expect(runOut(only(fixed('five-hours', 400, noonMs + 3 * hourMs)))).toBeNull();
  });

  it('is no calendar week: without an end that the service names nothing is known', () => {
    expect(runOut(only(fixed('week', 900, null)))).toBeNull();
    expect(runOut(only(fixed('week', 500, noonMs + 5 * dayMs)))).toBe(noonMs + 2 * dayMs);
  });
});

describe('a month', () => {
  it('begins on the same day of the month before', () => {
    // 20 September to 20 October: 30 days, of which 17.5 have passed.
    const month = window({ id: 'month', used: 17_500, limit: 18_000, resetsAtMs: Date.UTC(2026, 9, 19, 16) });
    expect(runOut(only(month))).toBe(Date.UTC(2026, 8, 19, 16) + 18 * dayMs);
  });

  it('is not half a day old an hour after a reset in the evening', () => {
    const resetMs = Date.UTC(2026, 10, 19, 14);
    const beganMs = Date.UTC(2026, 9, 19, 14);
    const credits = window({ id: 'credits', unit: 'credits', used: 15_500, limit: 25_000, resetsAtMs: resetMs });
    expect(runOut(only(credits, beganMs + hourMs), [], beganMs + hourMs)).toBeNull();
    const halfMs = beganMs + 15.5 * dayMs;
    expect(runOut(only(credits, halfMs), [], halfMs)).toBe(beganMs + 25 * dayMs);
  });

  it('has no forecast if its reset is unknown', () => {
    const month = window({ id: 'month', used: 17_500, limit: 18_000, resetsAtMs: null });
    expect(runOut(only(month))).toBeNull();
  });
});

describe('the rolling five hours', () => {
  const plan = (fiveHours: number): Reading => codingPlan({ fiveHours, week: 3000 });
  const faster = (): HistorySeries =>
    series(
      'week',
      watched([
        [300, 2200],
        [60, 2400],
        [0, 3000],
      ]),
    );

  it('lasts for ever at a pace at which as much expires', () => {
    const steady = watched([
      [300, 2000],
      [0, 3000],
    ]);
    expect(runOut(plan(1000), [series('week', steady)])).toBeNull();
  });

  it('runs out when the last hour was faster than what expires', () => {
    // 800 used: 200 in the first four hours, 600 in the last one; 550 more an hour net leave 400 for some 45 minutes.
    expect(aheadMinutes(plan(800), [faster()])).toBe(45);
  });

  it('needs nine minutes of samples for a pace', () => {
    const lookedFor = (minutes: number): HistorySeries =>
      series(
        'week',
        points([
          [minutes, 2900],
          [0, 3000],
        ]),
      );
    expect(runOut(plan(800), [])).toBeNull();
    expect(runOut(plan(800), [lookedFor(8)])).toBeNull();
    expect(runOut(plan(800), [lookedFor(9)])).toBeGreaterThan(noonMs);
  });

  it('does not use the mean of a night as the pace of the last hour', () => {
    const overNight = series(
      'week',
      points([
        [20 * 60, 2700],
        [0, 3000],
      ]),
    );
    expect(runOut(plan(300), [overNight])).toBeNull();
    const backSince = series(
      'week',
      points([
        [20 * 60, 2700],
        [10, 2900],
        [0, 3000],
      ]),
    );
    expect(runOut(plan(300), [backSince])).toBeGreaterThan(noonMs);
  });

  it('counts a level stretch as watched, though only its ends were kept', () => {
    const level = series(
      'week',
      points([
        [300, 2900],
        [15, 2900],
        [0, 3000],
      ]),
    );
    // 100 in a quarter of an hour, after three quarters without any.
    expect(runOut(plan(100), [level])).toBeNull();
    expect(aheadMinutes(plan(1100), [level])).toBe(25);
  });

  it('has no pace if the last sample is old', () => {
    const old = series('week', [{ atMs: noonMs - hourMs, used: 3000, limit: 9000 }]);
    expect(runOut(plan(300), [old])).toBeNull();
  });

  it('counts what was used since the week was reset', () => {
    const overMonday = series(
      'week',
      points([
        [60, 8000],
        [30, 8500],
        [15, 200],
        [0, 300],
      ]),
    );
    // In the last hour 500 + 200 + 100, and less of late: 300 left for some 35 minutes.
    expect(aheadMinutes(plan(900), [overMonday])).toBe(35);
  });

  it('does not count a fall of the rolling count as use', () => {
    const reading: Reading = { ...codingPlan(), windows: [window({ unit: 'share', used: 0.45, limit: 1 })] };
    const gaveBack = series(
      'five-hours',
      points(
        [
          [60, 1],
          [30, 1],
          [15, 0.45],
          [0, 0.45],
        ],
        1,
      ),
    );
    expect(runOut(reading, [gaveBack])).toBeNull();
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
    // 120 in the last hour, against 70 an hour that expire: 800 left for 16 hours.
    expect(runOut(plan(400), [corrected])).toBeNull();
  });

  it('has none a quarter of an hour after the last request, when nobody works', () => {
    const lastHour = { ...plan(800), takenAtMs: noonMs };
    expect(runOut(lastHour, [faster()], noonMs + 15 * minuteMs)).not.toBeNull();
    expect(runOut(lastHour, [faster()], noonMs + 15 * minuteMs + 1)).toBeNull();
  });

  it('goes on while this computer’s own log grows, though the readings stand still', () => {
    const own = [{ atMs: noonMs + 20 * minuteMs, requests: 1 }];
    const at = (nowMs: number) => runningOut(snapshotOf(plan(800)), [faster()], nowMs, undefined, own);
    expect(runningOut(snapshotOf(plan(800)), [faster()], noonMs + 30 * minuteMs)).toEqual([]);
    expect(at(noonMs + 30 * minuteMs)).toHaveLength(1);
    expect(at(noonMs + 36 * minuteMs)).toEqual([]);
  });

  it('takes the pace since the last reading from this computer’s own log', () => {
    const own = Array.from({ length: 40 }, (_, minute) => ({ atMs: noonMs + (minute + 1) * minuteMs, requests: 10 }));
    const nowMs = noonMs + 40 * minuteMs;
    const movedOn = (logged: number): Snapshot => {
      const { windows, ...reading } = plan(600);
      const moved = windows.map((one) => ({ ...one, used: one.used + logged, certainty: 'estimate' as const }));
      return snapshotOf({ ...reading, windows: moved });
    };
    const level = series(
      'week',
      watched([
        [300, 2400],
        [60, 3000],
        [0, 3000],
      ]),
    );
    const [found] = runningOut(movedOn(400), [level], nowMs, undefined, own);
    // 200 left at ten a minute, and little comes back.
    expect(found?.windowId).toBe('five-hours');
    expect(Math.abs((found?.runsOutAtMs ?? 0) - (nowMs + 20 * minuteMs))).toBeLessThan(5 * minuteMs);
    const withoutLog = runningOut(movedOn(400), [level], nowMs).map(({ windowId }) => windowId);
    expect(withoutLog).not.toContain('five-hours');
  });

  it('stays where it was while the same reading is shown', () => {
    const first = runOut(plan(800), [faster()], noonMs);
    expect(runOut(plan(800), [faster()], noonMs + 10 * minuteMs)).toBe(first);
  });

  it('is not later at a higher pace', () => {
    const at = (amount: number): number | null =>
      runOut(plan(800), [
        series(
          'week',
          watched([
            [300, 2200],
            [60, 3000 - amount],
            [0, 3000],
          ]),
        ),
      ]);
    const times = [200, 250, 300, 350, 400, 450, 500, 600, 700].map(at);
    expect(times[0]).toBeNull();
    const known = times.filter((time) => time !== null);
    expect(known.length).toBeGreaterThan(2);
    expect(known).toEqual(known.toSorted((one, other) => other - one));
  });

  it('uses the rolling count itself if only shares are known', () => {
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
    expect(aheadMinutes(reading, [own])).toBe(60);
  });
});

describe('a snapshot', () => {
  it('names the windows that will be used up before they reset, and no others', () => {
    const month = window({ id: 'month', used: 100, limit: 18_000, resetsAtMs: noonMs + 10 * dayMs });
    const reading = { ...codingPlan(), windows: [week(4500), month] };
    expect(runningOut(snapshotOf(reading), [], noonMs)).toEqual([
      { pool: 'coding-plan', windowId: 'week', runsOutAtMs: mondayMs - 2 * dayMs, likelihood: null, between: null },
    ]);
  });

  it('names no window that is used up already or has no pace yet', () => {
    expect(runningOut(snapshotOf(only(week(9000))), [], noonMs)).toEqual([]);
    const five = window({ id: 'five-hours', used: 900, limit: 1200 });
    expect(runningOut(snapshotOf(only(five)), [], noonMs)).toEqual([]);
  });
});
