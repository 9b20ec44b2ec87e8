import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow, Reading } from '../../../../../main/core/quota/model.ts';
import { type Outlook, outlooksOf } from '../../../../../main/core/quota/outlook/outlook.ts';
import { codingPlan, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

const mondayMs = Date.UTC(2026, 9, 11, 16);

function outlooks(
  windows: readonly QuotaWindow[],
  history: readonly HistorySeries[] = [],
  nowMs = noonMs,
): readonly Outlook[] {
  const reading: Reading = { ...codingPlan(), windows: [...windows] };
  const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] });
  const utcOffsetAt = (): number => 8 * hourMs;
  const runOuts = runningOut(snapshot, history, nowMs, utcOffsetAt);
  return outlooksOf(snapshot, { history, runOuts, nowMs, utcOffsetAt });
}

const week = (used: number, changes: Partial<QuotaWindow> = {}): QuotaWindow =>
  window({ id: 'week', used, limit: 9000, resetsAtMs: mondayMs, ...changes });

/** 60 requests an hour over the last five hours, looked at each ten minutes. */
const steady: readonly HistorySeries[] = [
  {
    ...{ pool: 'coding-plan', windowId: 'week', certainty: 'exact' },
    points: Array.from({ length: 31 }, (_, index) => ({
      atMs: noonMs - (30 - index) * 10 * minuteMs,
      used: 1000 + index * 10,
      limit: 9000,
    })),
  },
];

describe('a window that resets as a whole', () => {
  it('lasts with what is left of it at its average, and allows an even pace', () => {
    // On Wednesday at noon 2.5 of 7 days have passed.
    const [outlook] = outlooks([week(2500)]);
    expect(outlook?.leftAtReset).toBeCloseTo(9000 - 7000);
    expect(outlook?.perHour).toBeCloseTo(6500 / (4.5 * 24));
    expect(outlook).toMatchObject({ halfBackAtMs: null, stopsFirst: false, fiveHoursLeft: null });
  });

  it('has nothing left at the reset if it is used up before, if it is unused, and in its first hours', () => {
    expect(outlooks([week(4500)])[0]?.leftAtReset).toBeNull();
    expect(outlooks([week(0)])[0]?.leftAtReset).toBeNull();
    expect(outlooks([week(10, { resetsAtMs: noonMs + 7 * dayMs - hourMs })])[0]?.leftAtReset).toBeNull();
  });

  it('is not said to last when the amount left may not suffice', () => {
    // 3,200 in 2.5 of 7 days are 5,760 more, and 5,800 are left.
    expect(outlooks([week(3200)])[0]?.leftAtReset).toBeNull();
  });

  it('allows no pace just before its reset, nor without one', () => {
    expect(outlooks([week(4500, { resetsAtMs: noonMs + minuteMs })])[0]?.perHour).toBeNull();
    expect(outlooks([week(4500, { renewal: 'fixed', resetsAtMs: null })])[0]?.perHour).toBeNull();
  });
});

describe('a rolling window', () => {
  const five = (used: number): QuotaWindow => window({ used, resetsAtMs: null });

  it('has half of it back once the older half was made five hours ago', () => {
    const [outlook] = outlooks([five(300), week(1300)], steady);
    expect(outlook?.halfBackAtMs).toBe(noonMs + 2.5 * hourMs);
    expect(outlook?.leftAtReset).toBeNull();
  });

  it('allows the pace at which it never fills, at most its whole amount in five hours', () => {
    expect(outlooks([five(300), week(1300)], steady)[0]?.perHour).toBeCloseTo(240, 0);
    expect(outlooks([window({ used: 0, resetsAtMs: null }), week(0)])[0]?.perHour).toBeCloseTo(240);
    // Of 900 used nobody knows when: only what is left is sure until the very end.
    const [unwatched] = outlooks([window({ used: 900, resetsAtMs: null })]);
    expect(unwatched?.perHour).toBeCloseTo(300 / 5, -1);
    expect(unwatched?.halfBackAtMs).toBeNull();
  });
});

describe('how full a rolling window gets', () => {
  const ahead = (likely: number, high: number) => [
    { atMs: noonMs, ifStopped: 25, low: 25, likely: 25, high: 26 },
    { atMs: noonMs + hourMs, ifStopped: 20, low: 20, likely, high },
  ];
  const highest = (likely: number, high: number) => {
    const reading: Reading = { ...codingPlan(), windows: [window({ used: 300 }), week(1300)] };
    const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] });
    const levels = (['five-hours', 'week'] as const).map((windowId) => ({
      ...{ pool: 'coding-plan' as const, windowId, levels: ahead(likely, high) },
    }));
    const asked = { history: [], runOuts: [], nowMs: noonMs, utcOffsetAt: () => 0 };
    expect(outlooksOf(snapshot, asked)[0]?.highestAheadPercent).toBeNull();
    return outlooksOf(snapshot, { ...asked, levels }).map(({ highestAheadPercent }) => highestAheadPercent);
  };

  it('is told as long as it is used, and of no window that resets as a whole', () => {
    expect(highest(40, 62)).toEqual([62, null]);
    expect(highest(20, 62)).toEqual([null, null]);
  });
});

describe('the windows of a plan', () => {
  it('say which stops the user first, and how many full five hours they hold', () => {
    const found = outlooks([window({ used: 0 }), week(8100), window({ id: 'month', used: 6000, limit: 18_000 })]);
    expect(found.map(({ windowId, stopsFirst }) => [windowId, stopsFirst])).toEqual([
      ['five-hours', false],
      ['week', true],
      ['month', false],
    ]);
    expect(found.map(({ fiveHoursLeft }) => fiveHoursLeft)).toEqual([null, 0.75, 10]);
  });

  it('say nothing of one that is used up, and none stops first beside it', () => {
    const found = outlooks([window({ used: 0 }), week(9000)]);
    expect(found.map(({ windowId, stopsFirst }) => [windowId, stopsFirst])).toEqual([['five-hours', false]]);
  });

  it('name none that stops first where none is foreseen to be used up, however little is left', () => {
    const lasting = [window({ used: 312, resetsAtMs: null }), week(2500)];
    expect(outlooks(lasting).map(({ stopsFirst }) => stopsFirst)).toEqual([false, false]);
    expect(outlooks(lasting)[1]?.leftAtReset).toBeGreaterThan(0);
  });

  it('name none that stops first once the foreseen time of an old reading has passed', () => {
    const windows = [window({ used: 0, resetsAtMs: null }), week(8900)];
    expect(outlooks(windows)[1]?.stopsFirst).toBe(true);
    const later = outlooks(windows, [], noonMs + 2 * hourMs);
    expect(later.map(({ stopsFirst }) => stopsFirst)).toEqual([false, false]);
  });

  it('are not compared across units', () => {
    const shares = [window({ unit: 'share', used: 0.1, limit: 1 }), week(0.5, { unit: 'share', limit: 1 })];
    expect(outlooks(shares).map(({ fiveHoursLeft }) => fiveHoursLeft)).toEqual([null, null]);
  });
});
