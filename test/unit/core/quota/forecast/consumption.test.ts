import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiveHoursMs, hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { amountBetween, consumptionOf } from '../../../../../main/core/quota/forecast/consumption.ts';
import type { HistoryPoint, HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import { codingPlan, noonMs, window } from '../../../../support/readings.ts';

const week = (points: readonly HistoryPoint[]): HistorySeries => ({
  pool: 'coding-plan',
  windowId: 'week',
  certainty: 'exact',
  points,
});

/** Points `minutesAgo: used`, oldest first. */
const points = (byMinutesAgo: readonly (readonly [number, number])[]): readonly HistoryPoint[] =>
  byMinutesAgo.map(([minutesAgo, used]) => ({ atMs: noonMs - minutesAgo * minuteMs, used, limit: 9000 }));

/** What of 300 used comes back within so many minutes, if nothing more is used. */
function givenBack(history: readonly HistoryPoint[], resetsAtMs: number | null = null): (minutes: number) => number {
  const reading = codingPlan({ fiveHours: 300 });
  const pieces = consumptionOf(reading, window({ used: 300, resetsAtMs }), [week(history)], noonMs);
  return (minutes) => amountBetween(pieces, noonMs - fiveHoursMs, noonMs - fiveHoursMs + minutes * minuteMs);
}

describe('when the requests in the rolling window were made', () => {
  it('follows the weekly count where there are samples', () => {
    const at = givenBack(
      points([
        [310, 2700],
        [240, 2700],
        [225, 3000],
        [0, 3000],
      ]),
    );
    expect([at(0), at(60), at(75), at(300)]).toEqual([0, 0, 300, 300]);
  });

  it('is spread over the time without samples, as far as no sample covers it', () => {
    const at = givenBack(
      points([
        [60, 2900],
        [0, 3000],
      ]),
    );
    expect(at(120)).toBeCloseTo(100);
    expect(at(240)).toBeCloseTo(200);
    expect(at(300)).toBeCloseTo(300);
  });

  it('begins with what the service says comes back first', () => {
    const at = givenBack(
      points([
        [60, 2900],
        [0, 3000],
      ]),
      noonMs + 2 * hourMs,
    );
    expect(at(120)).toBe(0);
    expect(at(180)).toBeCloseTo(100);
    expect(at(240)).toBeCloseTo(200);
    expect(at(300)).toBeCloseTo(300);
  });

  it.each([
    ['past', noonMs - hourMs],
    ['later than the window is long', noonMs + fiveHoursMs],
  ])('ignores a first return that is %s', (_name, resetsAtMs) => {
    const history = points([
      [60, 2900],
      [0, 3000],
    ]);
    expect(givenBack(history, resetsAtMs)(120)).toBeCloseTo(100);
  });

  const anyPoints = fc
    .array(
      fc.record({
        atMs: fc.integer({ min: noonMs - 24 * hourMs, max: noonMs + hourMs }),
        used: fc.nat(2000),
        limit: fc.constant(1200),
      }),
    )
    .map((all) => all.toSorted((one, other) => one.atMs - other.atMs));

  it('adds up to what is used, for any samples', () =>
    fc.assert(
      fc.property(fc.nat(2000), anyPoints, (used, past) => {
        const pieces = consumptionOf(codingPlan({ fiveHours: used }), window({ used }), [week(past)], noonMs);
        expect(amountBetween(pieces, noonMs - fiveHoursMs, noonMs)).toBeCloseTo(used, 4);
        for (const { amount } of pieces) expect(amount).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    ));
});
