import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { recoveries } from '../../../../../main/core/quota/forecast/recovery.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow } from '../../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

/** The weekly count, sampled every five minutes over the last hours, where `perMinute` requests are made from `fromMs` on. */
function week(hours: number, fromMs: number, perMinute: number): HistorySeries {
  const points = Array.from({ length: hours * 12 + 1 }, (_, index) => {
    const atMs = noonMs - hours * hourMs + index * 5 * minuteMs;
    return { atMs, used: 2000 + Math.max(0, ((atMs - fromMs) / minuteMs) * perMinute), limit: 9000 };
  });
  return { pool: 'coding-plan', windowId: 'week', certainty: 'exact', points };
}

const comingBack = (history: readonly HistorySeries[], changes: Partial<QuotaWindow> = {}, nowMs = noonMs) => {
  const plan = codingPlan({ week: 3000 });
  const rolling = window({ used: 600, resetsAtMs: noonMs + 25 * minuteMs, ...changes });
  return recoveries(snapshotOf(fresh({ ...plan, windows: [rolling, ...plan.windows.slice(1)] })), history, nowMs);
};

describe('what comes back of a rolling window', () => {
  // From 07:25 on, two requests a minute: 550 by noon, of which the window says 600.
  const begunMs = noonMs - 5 * hourMs + 25 * minuteMs;

  it('is counted up to a round time at least half an hour after the first return', () => {
    const [first, ...others] = comingBack([week(6, begunMs, 2)]);
    expect(others).toEqual([]);
    // First at 12:25, so by 13:00: 35 minutes of two requests, scaled to what the window counts.
    expect(first).toEqual({
      pool: 'coding-plan',
      windowId: 'five-hours',
      byMs: noonMs + hourMs,
      amount: Math.floor((70 / 550) * 600),
    });
  });

  it('goes on to the next round time as long as nothing whole is back', () => {
    expect(comingBack([week(6, noonMs - 3 * hourMs, 2)], { resetsAtMs: null })).toMatchObject([
      { byMs: noonMs + 2 * hourMs + 30 * minuteMs },
    ]);
  });

  it('is unknown where the app did not watch', () => {
    expect(comingBack([])).toEqual([]);
    expect(comingBack([week(1, noonMs - hourMs, 2)])).toEqual([]);
  });

  it('is nothing where nothing is used, or where only a share is known', () => {
    expect(comingBack([week(6, begunMs, 2)], { used: 0 })).toEqual([]);
    expect(comingBack([week(6, begunMs, 2)], { unit: 'share', used: 0.5, limit: 1 })).toEqual([]);
  });

  it.each(['fixed', 'calendar'] as const)('does not exist for a %s window, whatever its name', (renewal) => {
    expect(comingBack([week(6, begunMs, 2)], { renewal })).toEqual([]);
  });
});
