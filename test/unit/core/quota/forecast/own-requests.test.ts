import { describe, expect, it } from 'vitest';
import { fiveHoursMs, hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { amountBetween, consumptionOf } from '../../../../../main/core/quota/forecast/consumption.ts';
import { recoveries } from '../../../../../main/core/quota/forecast/recovery.ts';
import { codingPlan, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

describe('just after the start of the app', () => {
  /** Three hours of work ended two hours ago, four requests a minute. */
  const own = Array.from({ length: 180 }, (_, minute) => ({
    atMs: noonMs - (299 - minute) * minuteMs,
    requests: 4,
  }));
  const plan = codingPlan({ fiveHours: 720 });
  const five = window({ used: 720, resetsAtMs: null });
  const reading = { ...plan, windows: [five, ...plan.windows.slice(1)] };
  const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] });

  it('it is known when requests come back, because the log tells when they were made', () => {
    expect(recoveries(snapshot, [], noonMs)).toEqual([]);
    const [first] = recoveries(snapshot, [], noonMs, own);
    expect(first).toMatchObject({ windowId: 'five-hours', byMs: noonMs + 30 * minuteMs, amount: 120 });
    const pieces = consumptionOf(reading, five, [], noonMs, own);
    expect(amountBetween(pieces, noonMs - fiveHoursMs, noonMs - 2 * hourMs)).toBeCloseTo(720);
  });

  it('that is not known of requests made elsewhere', () => {
    const half = own.map(({ atMs }) => ({ atMs, requests: 2 }));
    const pieces = consumptionOf(reading, five, [], noonMs, half);
    expect(pieces).toContainEqual({ fromMs: noonMs - fiveHoursMs, toMs: noonMs, amount: 360 });
  });

  it('the log says nothing of a plan whose requests it does not list', () => {
    const credits = { ...five, unit: 'credits' } as const;
    expect(consumptionOf(reading, credits, [], noonMs, own)).toEqual([
      { fromMs: noonMs - fiveHoursMs, toMs: noonMs, amount: 720 },
    ]);
  });
});
