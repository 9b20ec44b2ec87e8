import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultPreferences, parsePreferences } from '../../../../main/core/preferences.ts';
import { exportedPreferences, importedPreferences } from '../../../../main/core/preferences-file.ts';
import { type PoolId, type PoolStatus, poolIds } from '../../../../main/core/quota/model.ts';
import { everyPoolInOrder, inPoolOrder, poolOrderIn } from '../../../../main/core/quota/pool-order.ts';
import { movedPool, poolRows } from '../../../../main/core/view/preferences/pool-rows.ts';
import { quotaView } from '../../../../main/core/view/quota/quota-view.ts';
import { trayView } from '../../../../main/core/view/tray/tray-view.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../support/readings.ts';

/** A pool whose only window is used to this percentage. */
const used = (pool: 'token-plan-team' | 'token-plan-personal', percent: number): PoolStatus =>
  fresh({
    ...{
      pool,
      sourceId: 'qwencloud',
      takenAtMs: noonMs,
      endsAtMs: null,
      autoRenews: null,
      status: 'VALID',
      addOns: [],
    },
    ...(pool === 'token-plan-team' ? { plan: null, seatTiers: [] } : { tier: null }),
    windows: [
      window({ id: 'credits', unit: 'credits', used: percent, limit: 100, resetsAtMs: null, renewal: 'fixed' }),
    ],
  } as never);

const loading = (pool: PoolId): PoolStatus => ({ pool, state: 'loading' });
const coding = fresh(codingPlan({ fiveHours: 300, week: 900, month: 900 }));
const team = used('token-plan-team', 90);
const personal = used('token-plan-personal', 40);
const pools = [coding, team, personal, loading('free-tier'), loading('pay-as-you-go')];
const namesOf = (statuses: readonly PoolStatus[]) => statuses.map(({ pool }) => pool);

const anyOrder = fc.option(
  fc.array(fc.oneof(fc.constantFrom<string>(...poolIds), fc.constantFrom('plan-of-tomorrow', '', 'toString'))),
  { nil: null },
);

it('is by need where the user has none: the fullest first, then what has no number, as usual', () => {
  const place = { order: null, nowMs: noonMs };
  expect(everyPoolInOrder(pools, place)).toEqual([
    'token-plan-team',
    'token-plan-personal',
    'coding-plan',
    'free-tier',
    'pay-as-you-go',
  ]);
  expect(everyPoolInOrder([], place)).toEqual(poolIds);
});

it('is the user’s, below the quota that comes first in any case', () => {
  const order = ['plan-of-tomorrow', 'free-tier', 'coding-plan'];
  const others = ['free-tier', 'coding-plan', 'token-plan-team', 'token-plan-personal', 'pay-as-you-go'];
  expect(namesOf(inPoolOrder(pools, { order, first: null, nowMs: noonMs }))).toEqual(others);
  expect(namesOf(inPoolOrder(pools, { order, first: 'pay-as-you-go', nowMs: noonMs }))).toEqual([
    'pay-as-you-go',
    ...others.slice(0, -1),
  ]);
});

it('names each quota once, whatever is stored', () => {
  fc.assert(
    fc.property(
      anyOrder,
      fc.subarray(pools),
      fc.option(fc.constantFrom(...poolIds), { nil: null }),
      (order, known, first) => {
        const all = everyPoolInOrder(known, { order, nowMs: noonMs });
        expect([...all].sort()).toEqual([...poolIds].sort());
        expect(namesOf(inPoolOrder(known, { order, first, nowMs: noonMs })).sort()).toEqual(namesOf(known).sort());
        const stated = [...new Set(order)].filter((name) => all.some((pool) => pool === name));
        expect(all.slice(0, stated.length)).toEqual(stated);
      },
    ),
  );
});

it('is kept, exported and imported as it is, also with quotas of a later version', () => {
  const stored = fc.option(fc.array(fc.string({ maxLength: 60 }), { maxLength: 50 }), { nil: null });
  fc.assert(
    fc.property(stored, (poolOrder) => {
      const read = parsePreferences({ version: 1, poolOrder });
      expect(read).toMatchObject({ isWhole: true, preferences: { poolOrder } });
      expect(importedPreferences(exportedPreferences(read.preferences), defaultPreferences)).toEqual(read.preferences);
      expect(poolOrderIn(JSON.parse(JSON.stringify(read.preferences)))).toEqual(poolOrder);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => [poolOrderIn(value), poolOrderIn({ poolOrder: value })].length === 2),
  );
  expect(parsePreferences({ version: 1 }).preferences.poolOrder).toBeNull();
});

it('moves one quota by one place and back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...poolIds), fc.constantFrom(-1 as const, 1 as const), (pool, by) => {
      const moved = movedPool(poolIds, pool, by, null);
      const to = poolIds.indexOf(pool) + by;
      if (to < 0 || to >= poolIds.length) expect(moved).toBe(poolIds);
      else {
        expect(moved.indexOf(pool)).toBe(to);
        expect(
          movedPool(
            poolIds.toSorted((one, other) => moved.indexOf(one) - moved.indexOf(other)),
            pool,
            by === 1 ? -1 : 1,
            moved,
          ),
        ).toEqual(poolIds);
      }
    }),
  );
});

it('keeps what a later version has in it at its place', () => {
  const stored = ['plan-of-tomorrow', 'free-tier', 'plan-of-next-year', 'coding-plan'];
  const order = everyPoolInOrder(pools, { order: stored, nowMs: noonMs });
  expect(movedPool(order, 'coding-plan', -1, stored)).toEqual([
    'plan-of-tomorrow',
    'coding-plan',
    'plan-of-next-year',
    'free-tier',
    'token-plan-team',
    'token-plan-personal',
    'pay-as-you-go',
  ]);
  const longest = Array.from({ length: 50 }, (_, index) => `plan-${index}`);
  const moved = movedPool(poolIds, poolIds[1], -1, longest);
  expect(parsePreferences({ version: 1, poolOrder: moved })).toMatchObject({ isWhole: true });
  expect(moved).toEqual(expect.arrayContaining([...poolIds]));
});

it('is that of the list in which the user changes it', () => {
  const preferences = { ...defaultPreferences, poolOrder: ['free-tier'], hiddenPools: ['token-plan-team' as const] };
  expect(poolRows({ pools }, preferences, noonMs)).toEqual([
    { pool: 'free-tier', isShown: true, canHide: true },
    { pool: 'token-plan-team', isShown: false, canHide: true },
    { pool: 'token-plan-personal', isShown: true, canHide: true },
    { pool: 'coding-plan', isShown: true, canHide: true },
    { pool: 'pay-as-you-go', isShown: true, canHide: true },
  ]);
});

it('is followed by window and tray, which speak of the same quota whatever it is', () => {
  const locale = { words: wordsFor('en'), timeZone: 'UTC' };
  const input = {
    ...{ snapshot: snapshotOf(coding, team, personal), session: { state: 'unknown' as const }, localCounts: null },
    ...{ settings: { state: 'unknown' as const }, demo: false },
    ...{ nowMs: noonMs, locale },
  };
  const seen = (poolOrder: readonly string[] | null) => {
    const whole = { ...input, preferences: { ...defaultPreferences, poolOrder } };
    const view = quotaView(whole);
    const { menu, tooltip } = trayView(whole);
    const names = Object.values(locale.words.quota.pool);
    const inMenu = menu.flatMap((item) => (item.kind === 'text' && names.includes(item.label) ? [item.label] : []));
    return { verdict: view.verdict, tooltip, pools: view.pools.map(({ name }) => name), inMenu };
  };
  const byNeed = seen(null);
  const own = seen(['coding-plan', 'token-plan-team']);
  expect(byNeed.pools).toEqual(['Token Plan Team', 'Token Plan Personal', 'Coding Plan']);
  expect(own.pools).toEqual(['Token Plan Team', 'Coding Plan', 'Token Plan Personal']);
  for (const { pools: shown, inMenu } of [byNeed, own]) expect(inMenu).toEqual(shown);
  expect(own.verdict).toEqual(byNeed.verdict);
  expect(own.tooltip).toBe(byNeed.tooltip);
});
