import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiveHoursMs, hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { LevelsAheadSchema, levelsAhead, levelsOf } from '../../../../../main/core/quota/forecast/levels-ahead.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow } from '../../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

/** The weekly count, sampled every five minutes, where requests are made at a pace during the hours before noon. */
function week(hoursAgo: number, untilHoursAgo: number, perMinute: number): HistorySeries {
  const points = Array.from({ length: 12 * 12 + 1 }, (_, index) => {
    const atMs = noonMs - 12 * hourMs + index * 5 * minuteMs;
    const minutes = (Math.min(atMs, noonMs - untilHoursAgo * hourMs) - (noonMs - hoursAgo * hourMs)) / minuteMs;
    return { atMs, used: 2000 + perMinute * Math.max(0, minutes), limit: 9000 };
  });
  return { pool: 'coding-plan', windowId: 'week', certainty: 'exact', points };
}

function levels(history: readonly HistorySeries[], changes: Partial<QuotaWindow> = {}, nowMs = noonMs) {
  const plan = codingPlan({ week: 3000 });
  const first = window({ used: 600, resetsAtMs: noonMs + 25 * minuteMs, ...changes });
  const snapshot = snapshotOf(fresh({ ...plan, windows: [first, ...plan.windows.slice(1)] }));
  const found = levelsAhead(snapshot, history, nowMs);
  for (const one of found) LevelsAheadSchema.parse(one);
  return found.find(({ windowId }) => windowId === 'five-hours')?.levels ?? [];
}

describe('the next five hours of a rolling window', () => {
  it('begin with what is used now and give back what was used, unless the use goes on', () => {
    const found = levels([week(4, 0, 2.5)]);
    expect(found).toHaveLength(21);
    expect(found[0]).toEqual({ atMs: noonMs, ifStopped: 50, low: 50, likely: 50, high: 50 });
    const last = found.at(-1);
    expect(last?.atMs).toBe(noonMs + fiveHoursMs);
    expect(last?.ifStopped).toBe(0);
    expect(last?.high).toBeGreaterThan(30);
    // Half of what was used in the four hours is older than two hours, so it is back in three.
    expect(found.find(({ atMs }) => atMs === noonMs + 3 * hourMs)?.ifStopped).toBeCloseTo(25, 0);
  });

  it('expect nothing more while nobody works', () => {
    const found = levels([week(4, 2, 5)]);
    expect(found).toHaveLength(21);
    for (const { ifStopped, low, likely, high } of found) {
      expect([low, likely]).toEqual([ifStopped, ifStopped]);
      // Readings every five minutes leave as much unknown.
      expect(high - ifStopped).toBeLessThanOrEqual((100 * 5 * 5) / 1200);
    }
  });

  it('allow for an early and a late return of what was used while nobody watched', () => {
    const watched = week(2, 0, 2.5);
    const late = { ...watched, points: watched.points.filter(({ atMs }) => atMs >= noonMs - hourMs) };
    const found = levels([late], { resetsAtMs: noonMs + 5 * minuteMs });
    const inTwoHours = found.find(({ atMs }) => atMs === noonMs + 2 * hourMs);
    // 150 of 600 were seen in the last hour. Of the others half is back on average, and maybe none.
    expect(inTwoHours?.ifStopped).toBeCloseTo((100 * (150 + 450 * 0.51)) / 1200, 0);
    expect(inTwoHours?.high).toBeGreaterThan(50);
    expect(inTwoHours?.low).toBeLessThan(inTwoHours?.ifStopped ?? 0);
    expect(found.at(-1)?.ifStopped).toBe(0);
  });

  it('are unknown where nobody watched', () => {
    expect(levels([])).toEqual([]);
  });

  it('begin now, also with an older reading', () => {
    const found = levels([week(4, 0, 2.5)], {}, noonMs + 20 * minuteMs);
    expect(found.slice(0, 2).map(({ atMs }) => atMs)).toEqual([noonMs + 20 * minuteMs, noonMs + 30 * minuteMs]);
  });

  it.each(['fixed', 'calendar'] as const)('are not those of a %s window, which ends as a whole', (renewal) => {
    const fiveHours: HistorySeries = { ...week(4, 0, 2.5), windowId: 'five-hours' };
    expect(levels([fiveHours], { renewal, resetsAtMs: noonMs + hourMs })).toEqual([]);
  });
});

const anyScenarios = fc.array(
  fc.record({
    weight: fc.double({ min: 0.001, max: 10, noNaN: true }),
    perStep: fc.double({ min: 0, max: 100, noNaN: true }),
  }),
  { maxLength: 12 },
);

it('is never before now nor outside 0 to 100, in order, and never lower at a higher pace', () =>
  fc.assert(
    fc.property(
      anyScenarios,
      fc.integer({ min: 0, max: 6 * hourMs }),
      fc.double({ min: 0, max: 1500, noNaN: true }),
      fc.double({ min: 1, max: 5, noNaN: true }),
      (scenarios, ageMs, used, factor) => {
        const at = (times: number) =>
          levelsOf(
            { limit: 1200 },
            noonMs - ageMs,
            noonMs,
            {
              usedAfter: (steps) => used * (1 - steps / 60),
              leastAfter: (steps) => used * Math.max(0, 1 - steps / 40),
              mostAfter: (steps) => used * (1 - steps / 90),
            },
            scenarios.map(({ weight, perStep }) => ({ weight, useWithin: (steps) => times * perStep * steps })),
          );
        const [slow, fast] = [at(1), at(factor)];
        expect(fast).toHaveLength(slow.length);
        for (const [index, { atMs, ifStopped, low, likely, high }] of slow.entries()) {
          expect(atMs).toBeGreaterThanOrEqual(noonMs);
          const sizes = [0, low, likely, high, 100];
          expect(sizes.toSorted((one, other) => one - other)).toEqual(sizes);
          expect(ifStopped).toBeLessThanOrEqual(likely);
          expect(fast[index]?.ifStopped).toBe(ifStopped);
          expect(fast[index]?.low).toBeGreaterThanOrEqual(low);
          expect(fast[index]?.likely).toBeGreaterThanOrEqual(likely);
          expect(fast[index]?.high).toBeGreaterThanOrEqual(high);
        }
      },
    ),
  ));
