import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fiveHoursMs, hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { amountBetween, consumptionOf } from '../../../../../main/core/quota/forecast/consumption.ts';
import { type OwnRequests, ownBetween, placed } from '../../../../../main/core/quota/forecast/own-requests.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import { codingPlan, noonMs, window } from '../../../../support/readings.ts';

const anyOwn = fc
  .array(fc.record({ atMs: fc.integer({ min: noonMs - 6 * hourMs, max: noonMs }), requests: fc.nat(9) }), {
    maxLength: 60,
  })
  .map((own): OwnRequests => own.toSorted((one, other) => one.atMs - other.atMs));

/** Increases one after another until noon, some of them with time between them. */
const anyIncreases = fc
  .array(fc.record({ amount: fc.integer({ min: 1, max: 300 }), minutes: fc.nat(90), pauseMs: fc.nat(hourMs) }), {
    maxLength: 8,
  })
  .map((all) => {
    let toMs = noonMs;
    return all
      .map(({ amount, minutes, pauseMs }) => {
        const increase = { fromMs: toMs - 1 - minutes * minuteMs, toMs, amount };
        toMs = increase.fromMs - pauseMs;
        return increase;
      })
      .reverse();
  });

describe('what this computer used', () => {
  it('is placed at its minute, no more of it than was logged and than the service counted', () =>
    fc.assert(
      fc.property(anyIncreases, anyOwn, (increases, own) => {
        const pieces = placed(increases, own);
        for (const { fromMs, toMs, amount } of increases) {
          const inside = pieces.filter((piece) => piece.fromMs >= fromMs && piece.toMs <= toMs);
          expect(inside.reduce((sum, piece) => sum + piece.amount, 0)).toBeCloseTo(amount, 6);
          const elsewhere = inside.find((piece) => piece.fromMs === fromMs && piece.toMs === toMs);
          const ownHere = ownBetween(own, fromMs, toMs);
          if (toMs - fromMs > minuteMs) expect(elsewhere?.amount ?? 0).toBeCloseTo(Math.max(0, amount - ownHere), 6);
          for (const piece of inside) {
            expect(piece.toMs).toBeGreaterThan(piece.fromMs);
            if (piece !== elsewhere) expect(piece.toMs - piece.fromMs).toBeLessThanOrEqual(minuteMs);
          }
        }
      }),
    ));

  it('leaves the sum at what is used, whatever was logged', () =>
    fc.assert(
      fc.property(fc.nat(1200), anyOwn, anyIncreases, (used, own, increases) => {
        let count = 3000;
        const points = increases.flatMap(({ fromMs, toMs, amount }) => {
          const before = { atMs: fromMs, used: count, limit: 9000 };
          count += amount;
          return [before, { atMs: toMs, used: count, limit: 9000 }];
        });
        const history: HistorySeries = { pool: 'coding-plan', windowId: 'week', certainty: 'exact', points };
        const reading = codingPlan({ fiveHours: used, week: count });
        const pieces = consumptionOf(reading, window({ used, resetsAtMs: null }), [history], noonMs, own);
        expect(amountBetween(pieces, noonMs - fiveHoursMs, noonMs)).toBeCloseTo(used, 4);
      }),
    ));
});
