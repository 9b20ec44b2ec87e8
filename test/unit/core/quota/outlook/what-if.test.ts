import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs, monthEndMs } from '../../../../../main/core/quota/calendar.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import type { QuotaWindow, Reading } from '../../../../../main/core/quota/model.ts';
import { whatIfsOf } from '../../../../../main/core/quota/outlook/what-if.ts';
import { whatIfView } from '../../../../../main/core/view/quota/what-if-view.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import { codingPlan, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

/** So many used each day from 08:00 to 10:00 UTC+8, counted by a window without an end. */
function daily(pool: Reading['pool'], windowId: QuotaWindow['id'], amount: number, days: number): HistorySeries {
  const points = Array.from({ length: days * 96 }, (_, index) => {
    const atMs = noonMs - days * dayMs + index * 15 * minuteMs;
    const ofDay = Math.min(1, Math.max(0, (((atMs + 8 * hourMs) % dayMs) - 8 * hourMs) / (2 * hourMs)));
    const day = Math.floor((atMs + 8 * hourMs) / dayMs) - Math.floor((noonMs - days * dayMs + 8 * hourMs) / dayMs);
    return { atMs, used: amount * (day + ofDay), limit: 1e9 };
  });
  return { pool, windowId, certainty: 'exact', points };
}

const found = (reading: Reading, history: readonly HistorySeries[]) =>
  whatIfsOf(snapshotOf({ pool: reading.pool, state: 'fresh', reading, disagreements: [] }), history, noonMs);

const personal = (unit: QuotaWindow['unit']): Reading => ({
  ...{ pool: 'token-plan-personal', sourceId: 'qwencloud', takenAtMs: noonMs, endsAtMs: null, autoRenews: null },
  ...{ tier: 'standard', status: null, addOns: [] },
  windows: [window({ id: 'month', unit, used: 1, limit: 45_000, resetsAtMs: monthEndMs(noonMs, 20) })],
});

describe('the last days against other plans', () => {
  it('count how often each window would have been full, each time once', () => {
    const [whatIf] = found(codingPlan(), [daily('coding-plan', 'week', 1300, 28)]);
    expect(whatIf).toEqual({
      pool: 'coding-plan',
      days: 28,
      plans: [
        {
          plan: 'lite',
          // Each of the 27 whole days has more than 1,200 in two hours, except where the month is used up first.
          full: [
            { windowId: 'five-hours', times: expect.any(Number) },
            { windowId: 'week', times: 0 },
            { windowId: 'month', times: 1 },
          ],
        },
        {
          plan: 'pro',
          full: [
            { windowId: 'five-hours', times: 0 },
            { windowId: 'week', times: 0 },
            { windowId: 'month', times: 0 },
          ],
        },
      ],
    });
    const times = whatIf?.plans[0]?.full[0]?.times ?? 0;
    expect(times).toBeGreaterThan(20);
    expect(times).toBeLessThanOrEqual(28);
  });

  it.each([5, 7, 15])(
    'say that the own plan was full if its use ended at the limit, read each %d minutes',
    (minutes) => {
      const days = 28;
      // Every third day 1,200 are used in two hours, after which the plan refuses more.
      const points = Array.from({ length: (days * 24 * 60) / minutes }, (_, index) => {
        const sinceMs = index * minutes * minuteMs;
        const ofDay = Math.min(1, Math.max(0, (sinceMs % (3 * dayMs)) / hourMs - 8) / 2);
        return {
          atMs: noonMs - days * dayMs + sinceMs,
          used: Math.round(1200 * (Math.floor(sinceMs / (3 * dayMs)) + ofDay)),
          limit: 1e9,
        };
      });
      const [whatIf] = found(codingPlan(), [{ pool: 'coding-plan', windowId: 'week', certainty: 'exact', points }]);
      expect(whatIf?.plans[0]?.full[0]).toEqual({ windowId: 'five-hours', times: 10 });
      expect(whatIf?.plans[1]?.full.map(({ times }) => times)).toEqual([0, 0, 0]);
    },
  );

  it('count Credits against the tiers of a Token Plan', () => {
    const [whatIf] = found(personal('credits'), [daily('token-plan-personal', 'month', 1000, 30)]);
    expect(whatIf?.plans.map(({ plan, full }) => [plan, full[0]?.times])).toEqual([
      ['lite', 2],
      ['essential', 0],
      ['standard', 0],
      ['pro', 0],
    ]);
  });

  it('are not guessed from less than a week, from a share, or from nothing', () => {
    expect(found(codingPlan(), [daily('coding-plan', 'week', 900, 6)])).toEqual([]);
    expect(found(codingPlan(), [])).toEqual([]);
    expect(found(personal('share'), [daily('token-plan-personal', 'month', 900, 30)])).toEqual([]);
  });

  it('are told as an estimate, with what cannot be told', () => {
    const [whatIf] = found(codingPlan(), [daily('coding-plan', 'week', 100, 28)]);
    expect(whatIfView(whatIf, wordsFor('en'))).toEqual({
      titleText: 'With your use of the last 28 days (estimate)',
      texts: ['Lite: never full', 'Pro: never full', 'Token Plan: unknown, because requests do not tell their Credits'],
    });
    const often = {
      pool: 'token-plan-personal',
      days: 1,
      plans: [{ plan: 'lite', full: [{ windowId: 'month', times: 2 }] }],
    } as const;
    expect(whatIfView(often, wordsFor('en'))?.texts[0]).toBe('Lite: Month full 2×');
    expect(whatIfView(often, wordsFor('zh-CN'))?.texts).toEqual([
      'Lite：用满 2 次（月额度）',
      'Coding Plan：无法得知，Credits 不能换算成请求次数',
    ]);
    expect(whatIfView(undefined, wordsFor('en'))).toBeNull();
  });
});
