import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEnough, type Need } from '../../../../main/core/quota/enough.ts';
import type { PoolId, PoolStatus, QuotaWindow } from '../../../../main/core/quota/model.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../support/readings.ts';

const dayMs = 86_400_000;
const need = (changes: Partial<Need> = {}): Need => ({
  amount: 200,
  inPercent: false,
  pool: null,
  windowId: null,
  ...changes,
});
const withWindows = (...windows: readonly QuotaWindow[]): PoolStatus => fresh({ ...codingPlan(), windows });
const fiveHours = (changes: Partial<QuotaWindow> = {}) => window({ used: 1000, limit: 1200, ...changes });
const week = window({ id: 'week', used: 3000, limit: 9000, resetsAtMs: noonMs + dayMs, renewal: 'calendar' });

const credits = window({ id: 'credits', unit: 'credits', used: 0, limit: 10, resetsAtMs: noonMs + dayMs });
const personal: PoolStatus = {
  pool: 'token-plan-personal',
  state: 'fresh',
  disagreements: [],
  reading: {
    ...{ pool: 'token-plan-personal', sourceId: 'qwencloud', takenAtMs: noonMs, windows: [credits] },
    ...{ tier: null, status: null, endsAtMs: null, autoRenews: null },
    addOns: [{ totalCredits: 300, remainingCredits: 300, endsAtMs: null }],
  },
};
const both = snapshotOf(withWindows(fiveHours()), personal);

const kindOf = (status: PoolStatus, one = need(), nowMs = noonMs) => {
  const found = isEnough(snapshotOf(status), one, nowMs);
  return found.kind === 'unknown' ? found.why : `${found.kind} ${found.window.id}`;
};

describe('whether enough is left', () => {
  it('is decided by every window, or by the one that is named', () => {
    expect(kindOf(withWindows(fiveHours(), week))).toBe('enough five-hours');
    expect(kindOf(withWindows(fiveHours(), week), need({ amount: 201 }))).toBe('low five-hours');
    expect(kindOf(withWindows(fiveHours(), week), need({ amount: 201, windowId: 'week' }))).toBe('enough week');
    expect(kindOf(withWindows(week), need({ windowId: 'five-hours' }))).toBe('not-read');
  });

  it('names the window with the least left in the unit of the need', () => {
    const [hours, days] = [fiveHours({ used: 72 }), { ...week, used: 5832 }];
    expect(kindOf(withWindows(days, hours), need({ amount: 1000 }))).toBe('enough five-hours');
    expect(kindOf(withWindows(hours, days), need({ amount: 10, inPercent: true }))).toBe('enough week');
    expect(kindOf(withWindows(days, hours), need({ amount: 5000 }))).toBe('low five-hours');
  });

  it('can be asked in percent, also where only the share is known', () => {
    const share = fiveHours({ unit: 'share', used: 0.9, limit: 1 });
    expect(kindOf(withWindows(share))).toBe('share-alone');
    expect(kindOf(withWindows(share), need({ amount: 11, inPercent: true }))).toBe('low five-hours');
    expect(kindOf(withWindows(fiveHours()), need({ amount: 16, inPercent: true }))).toBe('enough five-hours');
  });

  it('is not known of old numbers and of open estimates', () => {
    const old: PoolStatus = {
      pool: 'coding-plan',
      state: 'stale',
      reading: codingPlan(),
      disagreements: [],
      failure: { kind: 'offline' },
      failedAtMs: noonMs,
    };
    expect(kindOf(old, need({ amount: 1 }))).toBe('old');
    expect(kindOf(withWindows(week), need(), noonMs + 2 * dayMs)).toBe('old');
    const guess = fiveHours({ certainty: 'estimate', used: 100, usedBetween: { from: 90, to: null } });
    expect(kindOf(withWindows(guess))).toBe('estimated');
    expect(kindOf(withWindows({ ...guess, usedBetween: { from: 1100, to: null } }))).toBe('low five-hours');
    expect(kindOf(withWindows({ ...guess, usedBetween: { from: 90, to: 1000 } }))).toBe('enough five-hours');
  });

  it('asks which pool is meant where several have windows', () => {
    expect(isEnough(both, need(), noonMs)).toEqual({
      kind: 'unknown',
      why: 'several-pools',
      pools: ['coding-plan', 'token-plan-personal'],
    });
    // The packs that follow the plan count.
    expect(isEnough(both, need({ pool: 'token-plan-personal' }), noonMs).kind).toBe('enough');
    expect(isEnough(both, need({ pool: 'free-tier' }), noonMs)).toMatchObject({ why: 'not-read' });
  });

  it('means the only plan where there is a budget beside it', () => {
    const used = window({ id: 'budget', unit: 'money', used: 99, limit: 100, resetsAtMs: noonMs + dayMs });
    const bill: PoolStatus = {
      ...{ pool: 'pay-as-you-go', state: 'fresh', disagreements: [] },
      reading: {
        ...{ pool: 'pay-as-you-go', sourceId: 'qwencloud', takenAtMs: noonMs, windows: [used] },
        ...{ currency: 'USD', totalCost: 99, fromDate: '2026-10-01', toDate: '2026-10-07', models: [] },
      },
    };
    const plan = withWindows(fiveHours());
    expect(isEnough(snapshotOf(plan, bill), need(), noonMs)).toMatchObject({ kind: 'enough', pool: 'coding-plan' });
    expect(isEnough(snapshotOf(bill), need(), noonMs)).toMatchObject({ kind: 'low', pool: 'pay-as-you-go' });
  });

  it('means the pool in use where none is named', () => {
    const using = (pool: PoolId, changes: Partial<Need> = {}) =>
      isEnough({ ...both, inUse: { kind: 'known', pool } }, need(changes), noonMs);
    expect(using('coding-plan', { amount: 201 })).toMatchObject({ kind: 'low', pool: 'coding-plan' });
    expect(using('token-plan-personal', { amount: 201 })).toMatchObject({
      kind: 'enough',
      pool: 'token-plan-personal',
    });
    expect(using('token-plan-personal', { pool: 'coding-plan' })).toMatchObject({ pool: 'coding-plan' });
    const notRead = { kind: 'unknown', why: 'not-read-in-use', pools: ['free-tier'] };
    expect(using('free-tier')).toEqual(notRead);
    expect(using('coding-plan', { pool: 'free-tier' })).toMatchObject({ why: 'not-read' });
    for (const kind of ['elsewhere', 'unknown'] as const) {
      expect(isEnough({ ...both, inUse: { kind } }, need(), noonMs)).toMatchObject({ why: 'several-pools' });
    }
  });

  it('never becomes less with a smaller need', () => {
    const levels = fc.tuple(fc.nat(2000), fc.nat(2000), fc.integer({ min: 1, max: 1500 }), fc.nat(500));
    fc.assert(
      fc.property(levels, ([used, usedOfWeek, amount, less]) => {
        const status = withWindows(fiveHours({ used }), { ...week, used: usedOfWeek });
        const kind = isEnough(snapshotOf(status), need({ amount }), noonMs).kind;
        const smaller = isEnough(snapshotOf(status), need({ amount: Math.max(1, amount - less) }), noonMs).kind;
        if (kind === 'enough') expect(smaller).toBe('enough');
        expect(kind).toBe(1200 - used >= amount && 9000 - usedOfWeek >= amount ? 'enough' : 'low');
      }),
    );
  });
});
