import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, hourMs } from '../../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import { type HistoryPoint, type HistorySeries, thinned } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow, ReadingOf } from '../../../../../main/core/quota/model.ts';
import { type Outlook, outlooksOf } from '../../../../../main/core/quota/outlook/outlook.ts';
import { wholeWindow } from '../../../../../main/core/quota/outlook/whole-window.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

const limit = 9000;
const mondayMs = Date.UTC(2026, 9, 11, 16);
const utcOffsetAt = (): number => 8 * hourMs;

/** Weeks of use from Monday on, a number for each day, up to Wednesday noon. */
const anyPast = fc.array(fc.nat(1500), { minLength: 0, maxLength: 35 }).map((days): readonly HistoryPoint[] => {
  const points: HistoryPoint[] = [];
  let used = 0;
  for (let ago = days.length; ago > 0; ago -= 1) {
    const atMs = noonMs - ago * dayMs;
    points.push({ atMs, used, limit });
    used = (atMs + 8 * hourMs) % (7 * dayMs) < 4 * dayMs ? used + (days[ago - 1] ?? 0) : 0;
    points.push({ atMs: atMs + 4 * hourMs, used, limit });
  }
  return thinned(points, noonMs);
});

const seriesOf = (points: readonly HistoryPoint[]): readonly HistorySeries[] => [
  { pool: 'coding-plan', windowId: 'week', certainty: 'exact', points },
];
const week = (used: number, changes: Partial<QuotaWindow> = {}): QuotaWindow =>
  window({ id: 'week', used, limit, resetsAtMs: mondayMs, ...changes });
const readingOf = (...windows: readonly QuotaWindow[]): ReadingOf<'coding-plan'> => ({ ...codingPlan(), windows });

function outlooks(
  reading: ReadingOf<'coding-plan'>,
  points: readonly HistoryPoint[],
  nowMs = noonMs,
): readonly Outlook[] {
  const snapshot = snapshotOf(fresh(reading));
  const history = seriesOf(points);
  const runOuts = runningOut(snapshot, history, nowMs, utcOffsetAt);
  return outlooksOf(snapshot, { history, runOuts, nowMs, utcOffsetAt });
}

const endOf = (used: number, points: readonly HistoryPoint[], changes: Partial<QuotaWindow> = {}): number => {
  const one = week(used, changes);
  const whole = wholeWindow(readingOf(one), one, seriesOf(points), noonMs, utcOffsetAt);
  return whole?.runsOutAtMs ?? Number.POSITIVE_INFINITY;
};

const anyUse = fc.integer({ min: 1, max: limit - 1 });

describe('any past', () => {
  it('lets a week end no later if more of it is used', () =>
    fc.assert(
      fc.property(anyPast, anyUse, anyUse, (past, one, other) => {
        expect(endOf(Math.max(one, other), past)).toBeLessThanOrEqual(endOf(Math.min(one, other), past));
      }),
    ));

  it('lets nothing end before now', () =>
    fc.assert(
      fc.property(anyPast, anyUse, (past, used) => {
        expect(endOf(used, past)).toBeGreaterThanOrEqual(noonMs);
      }),
    ));

  it('gives nearly the same if a reading is off by one request or the reset by seconds', () =>
    fc.assert(
      fc.property(
        anyPast,
        fc.integer({ min: 500, max: limit - 500 }),
        fc.integer({ min: -9, max: 9 }),
        (past, used, s) => {
          const left = (amount: number, changes: Partial<QuotaWindow>): number =>
            outlooks(readingOf(week(amount, changes)), past)[0]?.perHour ?? 0;
          const apart = left(used, {}) - left(used + 1, { resetsAtMs: mondayMs + s * 1000 });
          expect(Math.abs(apart)).toBeLessThan(0.1);
          const ends = [endOf(used, past), endOf(used + 1, past, { resetsAtMs: mondayMs + s * 1000 })];
          // Within a night a single request more or less may mean the next morning, and near the reset, to last.
          const between = ends.map((atMs) => (Number.isFinite(atMs) ? atMs : mondayMs));
          expect(Math.abs((between[0] ?? 0) - (between[1] ?? 0))).toBeLessThan(2 * dayMs);
        },
      ),
    ));

  it('says the same an hour later if nothing was used or read in between', () =>
    fc.assert(
      fc.property(anyPast, anyUse, fc.nat(1199), (past, used, short) => {
        // Once its end has come, a window does not stop the user first any more.
        fc.pre(endOf(used, past) > noonMs + hourMs);
        const reading = readingOf(window({ used: short, resetsAtMs: null }), week(used));
        const later = outlooks(reading, past, noonMs + hourMs);
        const amounts = (all: readonly Outlook[]) => all.map((one) => ({ ...one, halfBackAtMs: null }));
        expect(amounts(later)).toEqual(amounts(outlooks(reading, past)));
      }),
    ));

  it('gives only amounts that are finite and not negative, and nothing for windows that are absent', () =>
    fc.assert(
      fc.property(
        anyPast,
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.option(fc.integer({ min: noonMs - dayMs, max: noonMs + 40 * dayMs })),
        (past, used, resetsAtMs) => {
          for (const renewal of ['rolling', 'fixed', 'calendar'] as const) {
            for (const { leftAtReset, perHour, halfBackAtMs, fiveHoursLeft } of outlooks(
              readingOf(week(used, { renewal, resetsAtMs })),
              past,
            )) {
              for (const amount of [leftAtReset, perHour, fiveHoursLeft])
                expect(amount === null || (Number.isFinite(amount) && amount >= 0)).toBe(true);
              expect(halfBackAtMs === null || halfBackAtMs > noonMs).toBe(true);
            }
          }
          expect(outlooks(readingOf(), past)).toEqual([]);
        },
      ),
    ));
});
