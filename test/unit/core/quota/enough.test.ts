import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enoughAgain, isEnough, type Need } from '../../../../main/core/quota/enough.ts';
import type { PoolId, PoolStatus, QuotaWindow, ReadingOf } from '../../../../main/core/quota/model.ts';
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
const personalReading: ReadingOf<'token-plan-personal'> = {
  ...{ pool: 'token-plan-personal', sourceId: 'qwencloud', takenAtMs: noonMs, windows: [credits] },
  ...{ tier: null, status: null, endsAtMs: null, autoRenews: null },
  addOns: [{ totalCredits: 300, remainingCredits: 300, endsAtMs: null }],
};
const personalWith = (changes: Partial<ReadingOf<'token-plan-personal'>>): PoolStatus => ({
  ...{ pool: 'token-plan-personal', state: 'fresh', disagreements: [] },
  reading: { ...personalReading, ...changes },
});
const personal = personalWith({});
const both = snapshotOf(withWindows(fiveHours()), personal);

const kindOf = (status: PoolStatus, one = need(), nowMs = noonMs) => {
  const found = isEnough(snapshotOf(status), one, nowMs);
  if (found.kind === 'unknown') return found.why;
  return `${found.kind} ${found.kind === 'low' ? found.windows[0].id : found.window.id}`;
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
    expect(isEnough(snapshotOf(bill), need(), noonMs)).toMatchObject({
      kind: 'low',
      reading: { pool: 'pay-as-you-go' },
    });
  });

  it('means the pool in use where none is named', () => {
    const using = (pool: PoolId, changes: Partial<Need> = {}) =>
      isEnough({ ...both, inUse: { kind: 'known', pool } }, need(changes), noonMs);
    expect(using('coding-plan', { amount: 201 })).toMatchObject({ kind: 'low', reading: { pool: 'coding-plan' } });
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

describe('when enough will be left again', () => {
  const hourMs = 3_600_000;
  const again = (status: PoolStatus, amount: number, comesBack: { amount: number; byMs: number } | null = null) => {
    const asked = need({ amount });
    const low = isEnough(snapshotOf(status), asked, noonMs);
    if (low.kind !== 'low') throw new Error(low.kind);
    const found = enoughAgain(low, asked, (id) => (id === 'five-hours' ? comesBack : null), noonMs);
    if (found.kind === 'at') return [found.window.id, (found.atMs - noonMs) / hourMs];
    return found.kind === 'never'
      ? [found.window.id, 'never', found.whole.limit - found.whole.used]
      : [found.window.id];
  };
  const month = window({ ...week, id: 'month', used: 17_900, limit: 18_000, resetsAtMs: noonMs + 20 * dayMs });

  it('is the time of the last window', () => {
    const both = withWindows(fiveHours({ used: 1150 }), month);
    const back = { amount: 600, byMs: noonMs + 2 * hourMs };
    expect(again(both, 600, back)).toEqual(['month', 20 * 24]);
    // Five hours bring all of it back, long before.
    expect(again(both, 600)).toEqual(['month', 20 * 24]);
    expect(again(both, 90, back)).toEqual(['five-hours', 2]);
    expect(again(both, 90)).toEqual(['five-hours']);
    expect(again(withWindows(fiveHours({ used: 1150 }), { ...month, resetsAtMs: null }), 600, back)).toEqual(['month']);
    expect(again(both, 1201, back)).toEqual(['five-hours', 'never', 1200]);
  });

  it('is the end of a calendar week also where the service does not name it', () => {
    const [id, hours] = again(withWindows({ ...week, used: 9000, resetsAtMs: null }), 1);
    expect([id, Number(hours) > 0 && Number(hours) <= 7 * 24]).toEqual(['week', true]);
  });

  it('counts what packs hold then', () => {
    const plan = { ...credits, used: 25_000, limit: 25_000 };
    const pack = { totalCredits: 20_000, remainingCredits: 15_000 };
    const withPack = (endsAtMs: number | null): PoolStatus =>
      personalWith({ windows: [plan], addOns: [{ ...pack, endsAtMs }] });
    expect(again(withPack(null), 40_000)).toEqual(['credits', 24]);
    expect(again(withPack(null), 41_000)).toEqual(['credits', 'never', 40_000]);
    expect(again(withPack(noonMs + hourMs), 25_000)).toEqual(['credits', 24]);
    expect(again(withPack(noonMs + hourMs), 25_001)).toEqual(['credits', 'never', 25_000]);
  });

  it('is not known in Credits of a plan of which only the share is known', () => {
    const share = { ...credits, unit: 'share' as const, used: 1, limit: 1 };
    const pack = { totalCredits: 300, remainingCredits: 100, endsAtMs: null };
    expect(again(personalWith({ windows: [share], addOns: [pack] }), 200)).toEqual(['credits']);
  });
});
