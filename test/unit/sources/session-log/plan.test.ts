import { describe, expect, it } from 'vitest';
import { emptySnapshot, type Snapshot } from '../../../../main/core/quota/model.ts';
import { planLimits } from '../../../../main/sources/session-log/plan-limits.ts';
import { createRefusalFilter } from '../../../../main/sources/session-log/reports.ts';
import { codingPlan } from '../../../support/readings.ts';

const nothingChosen = { codingPlan: null, monthDay: null };
const showing = (reading: ReturnType<typeof codingPlan>): Snapshot => ({
  ...emptySnapshot,
  pools: [{ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] }],
});

describe('planLimits', () => {
  it('has no limits if neither the server nor the user named a plan', () => {
    expect(planLimits(emptySnapshot, nothingChosen)).toBeNull();
  });

  it('takes the size the user chose', () => {
    expect(planLimits(emptySnapshot, { codingPlan: 'pro', monthDay: 9 })).toEqual({
      plan: 'pro',
      fiveHours: 6000,
      week: 45_000,
      month: 90_000,
      monthDay: 9,
    });
  });

  it('takes the limits and the day of the month (in UTC+8) from the server', () => {
    const reading = codingPlan({ fiveHours: 1 });
    const month = {
      ...reading.windows[0],
      id: 'month' as const,
      unit: 'requests' as const,
      used: 5,
      limit: 70_000,
      resetsAtMs: Date.UTC(2026, 9, 11, 16, 0), // the 12th, 00:00 UTC+8
      renewal: 'calendar' as const,
      certainty: 'exact' as const,
    };
    const limits = planLimits(showing({ ...reading, windows: [month] }), { codingPlan: 'lite', monthDay: 1 });
    expect(limits).toMatchObject({ fiveHours: 0, week: 0, month: 70_000, monthDay: 12 });
  });

  it('has no limits for a plan that has ended according to the server', () => {
    const ended = { ...codingPlan(), windows: [], status: 'EXPIRED' };
    expect(planLimits(showing(ended), { codingPlan: 'lite', monthDay: 1 })).toBeNull();
  });

  it('never learns from its own estimate', () => {
    expect(planLimits(showing({ ...codingPlan({ fiveHours: 1 }), sourceId: 'session-log' }), nothingChosen)).toBeNull();
  });
});

describe('createRefusalFilter', () => {
  const minute = 60_000;
  it('accepts one refusal of each kind while the client keeps retrying', () => {
    const isNews = createRefusalFilter();
    const at = (minutes: number, refusal: 'five-hours' | 'rate-limit' = 'five-hours') =>
      isNews({ refusal, window: null, resetsAtMs: null, model: 'm', atMs: minutes * minute });
    expect([at(0), at(1), at(20), at(45)]).toEqual([true, false, false, false]);
    expect(at(46, 'rate-limit')).toBe(true);
    expect(at(76)).toBe(true);
  });
});
