import { describe, expect, it } from 'vitest';
import { withExpectations } from '../../../../../main/core/quota/status/kept-expectations.ts';
import { type StatusInput, statusJson } from '../../../../../main/core/quota/status/status-json.ts';
import type { Status } from '../../../../../main/core/quota/status/status-schema.ts';
import { knownFromStatus } from '../../../../../main/core/quota/status/status-snapshot.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../../support/readings.ts';

const hourMs = 3_600_000;
const pool = 'coding-plan';
type Expected = Required<Pick<StatusInput, 'recoveries' | 'runOuts' | 'outlooks' | 'whatIfs'>>;
const expected: Expected = {
  recoveries: [{ pool, windowId: 'five-hours', amount: 190, byMs: noonMs + 2 * hourMs }],
  runOuts: [
    {
      ...{ pool, windowId: 'five-hours', runsOutAtMs: noonMs + hourMs, likelihood: 0.9, between: null },
      score: { right: 17, of: 20 },
    },
  ],
  outlooks: [
    {
      ...{
        pool,
        windowId: 'week',
        leftAtReset: 1234,
        highestAheadPercent: null,
        halfBackAtMs: null,
        perHour: 40,
        fiveHoursLeft: 5,
      },
      stopsFirst: false,
    },
  ],
  whatIfs: [{ pool, days: 28, plans: [{ plan: 'lite', full: [{ windowId: 'week', times: 2 }] }] }],
};

function statusOf(reading: ReturnType<typeof codingPlan>, expectations: Partial<Expected> = {}): Status {
  return statusJson({
    ...{ snapshot: snapshotOf(fresh(reading)), session: { state: 'unknown' }, localCounts: null, demo: false },
    ...{ preferences: { warnAtUsedPercents: [90] }, nowMs: noonMs, ...expectations },
  });
}

const before = statusOf(codingPlan({ fiveHours: 700, week: 3000 }), expected);
const kept = (reading: ReturnType<typeof codingPlan>, isCurrent = true, nowMs = noonMs) =>
  knownFromStatus(withExpectations(statusOf(reading), before, { isCurrent, nowMs }));
const none = { recoveries: [], runOuts: [], outlooks: [] };

describe('what is expected of windows that were asked again', () => {
  it('is what the running app expects, although they have moved', () => {
    expect(kept(codingPlan({ fiveHours: 720, week: 3020 }))).toMatchObject(expected);
  });

  it('is nothing once the app has quit, unless they stand still', () => {
    expect(kept(codingPlan({ fiveHours: 720, week: 3020 }), false)).toMatchObject(none);
    expect(kept(codingPlan({ fiveHours: 700, week: 3000 }), false)).toMatchObject(expected);
  });

  it('is nothing of a window that is full, of another limit, or began anew', () => {
    const full = kept(codingPlan({ fiveHours: 1200, week: 3020 }));
    expect(full).toMatchObject({ runOuts: [], recoveries: [], outlooks: expected.outlooks });
    const larger = codingPlan({ fiveHours: 700, week: 3000 });
    const pro = { ...larger, windows: larger.windows.map((one) => ({ ...one, limit: 5 * one.limit })) };
    expect(kept(pro)).toMatchObject(none);
    expect(kept(larger, true, noonMs + 8 * 24 * hourMs).outlooks).toEqual([]);
  });

  it('is nothing of another source', () => {
    expect(kept({ ...codingPlan({ fiveHours: 700, week: 3000 }), sourceId: 'qwencloud-cli' })).toMatchObject({
      ...none,
      whatIfs: [],
    });
  });
});
