import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import type { HistoryPoint, HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import { type PoolStatus, type QuotaWindow, windowIds } from '../../../../../main/core/quota/model.ts';
import { codingPlan, noonMs, snapshotOf } from '../../../../support/readings.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const series = (windowId: QuotaWindow['id'], points: readonly HistoryPoint[]): HistorySeries => ({
  pool: 'coding-plan',
  windowId,
  certainty: 'exact',
  points,
});

const amounts = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
const anyWindow: fc.Arbitrary<QuotaWindow> = fc.record({
  id: fc.constantFrom(...windowIds),
  unit: fc.constantFrom('requests' as const, 'share' as const),
  used: amounts,
  limit: fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
  resetsAtMs: fc.option(fc.integer({ min: noonMs - 40 * dayMs, max: noonMs + 400 * dayMs })),
  renewal: fc.constantFrom('rolling' as const, 'fixed' as const, 'calendar' as const),
  certainty: fc.constantFrom('exact' as const, 'estimate' as const),
});
const anyPoints = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: noonMs - dayMs, max: noonMs + hourMs }),
      used: fc.nat(2000),
      limit: fc.constant(1200),
    }),
  )
  .map((all) => all.toSorted((one, other) => one.atMs - other.atMs));

describe('any numbers', () => {
  it('give only times that are finite and not past, at most one for each window', () =>
    fc.assert(
      fc.property(fc.array(anyWindow, { maxLength: 5 }), anyPoints, (windows, past) => {
        const status: PoolStatus = {
          pool: 'coding-plan',
          state: 'fresh',
          reading: { ...codingPlan(), windows },
          disagreements: [],
        };
        const found = runningOut(snapshotOf(status), [series('week', past), series('five-hours', past)], noonMs);
        expect(found.length).toBeLessThanOrEqual(windows.length);
        for (const { runsOutAtMs } of found) {
          expect(Number.isFinite(runsOutAtMs) && runsOutAtMs >= noonMs).toBe(true);
        }
      }),
      { numRuns: 1000 },
    ));
});
