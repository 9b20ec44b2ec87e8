import { expect, it } from 'vitest';
import { nextBest } from '../../../../main/core/notices/next-best.ts';
import type { PoolStatus } from '../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs, window } from '../../../support/readings.ts';

const personal = (usedPercent: number, takenAtMs = noonMs): PoolStatus => ({
  pool: 'token-plan-personal',
  state: 'fresh',
  disagreements: [],
  reading: {
    pool: 'token-plan-personal',
    sourceId: 'qwencloud',
    takenAtMs,
    tier: null,
    status: null,
    endsAtMs: null,
    autoRenews: null,
    addOns: [],
    windows: [window({ id: 'credits', used: usedPercent, limit: 100 })],
  },
});
const stale = (status: PoolStatus): PoolStatus =>
  status.state === 'fresh' ? { ...status, state: 'stale', failure: { kind: 'offline' }, failedAtMs: noonMs } : status;

it.each([
  ['another plan with something left', [personal(26)], { pool: 'token-plan-personal', leftPercent: 74 }],
  ['not one that is nearly used up', [personal(95)], null],
  ['not by an old reading', [personal(26, noonMs - 3_600_001)], null],
  ['not by a stale one', [stale(personal(26))], null],
  ['not the plan itself', [], null],
])('%s', (_, others, expected) => {
  const pools = [fresh(codingPlan({ fiveHours: 0, week: 0, month: 0 })), ...others];
  expect(nextBest({ pools }, ['coding-plan'], noonMs)).toEqual(expected);
});
