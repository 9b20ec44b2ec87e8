import { expect, it } from 'vitest';
import { withoutHidden } from '../../../../main/core/quota/shown-pools.ts';
import { quotaView } from '../../../../main/core/view/quota/quota-view.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import { readable } from '../../../renderer/states.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../support/readings.ts';

const both = snapshotOf(
  fresh(codingPlan()),
  fresh({ ...codingPlan(), pool: 'token-plan-team', windows: [], seatTiers: [], packs: [] } as never),
);

const unknown = { kind: 'unknown' } as const;

it('leaves out what the user hides', () => {
  const shown = withoutHidden(both, ['coding-plan'], unknown);
  expect(shown.pools.map(({ pool }) => pool)).toEqual(['token-plan-team']);
  expect(withoutHidden(both, ['free-tier'], unknown)).toBe(both);
});

it('hides nothing if no number would be left', () => {
  expect(withoutHidden(both, ['coding-plan', 'token-plan-team'], unknown)).toBe(both);
  const other = snapshotOf(fresh(codingPlan()), { pool: 'free-tier', state: 'not-subscribed', checkedAtMs: noonMs });
  expect(withoutHidden(other, ['coding-plan'], unknown)).toBe(other);
});

it('keeps the quota in use, hidden or not, whatever the order', () => {
  const inUse = { kind: 'known', pool: 'coding-plan' } as const;
  expect(withoutHidden(both, ['coding-plan'], inUse)).toBe(both);
  const three = snapshotOf(...both.pools, { pool: 'free-tier', state: 'loading' });
  const shown = withoutHidden(three, ['coding-plan', 'free-tier'], inUse);
  expect(shown.pools.map(({ pool }) => pool)).toEqual(['coding-plan', 'token-plan-team']);
  const preferences = { hiddenPools: ['coding-plan' as const], poolOrder: ['token-plan-team'] };
  const locale = { words: wordsFor('en'), timeZone: 'UTC' };
  const view = quotaView({
    snapshot: both,
    session: { state: 'unknown' },
    settings: readable,
    preferences,
    locale,
    nowMs: noonMs,
  });
  expect(view.verdict?.pool).toBe('coding-plan');
  expect(view.pools.map(({ pool }) => pool)).toEqual(['coding-plan', 'token-plan-team']);
});

it('is asked by the view of the window, and not by the one of the terminal', () => {
  const input = { snapshot: both, session: { state: 'unknown' as const }, nowMs: noonMs };
  const locale = { words: wordsFor('en'), timeZone: 'UTC' };
  const pools = (preferences?: { hiddenPools: readonly ['coding-plan']; poolOrder: null }) =>
    quotaView({ ...input, locale, ...(preferences === undefined ? {} : { preferences }) }).pools.map(
      ({ pool }) => pool,
    );
  expect(pools({ hiddenPools: ['coding-plan'], poolOrder: null })).toEqual(['token-plan-team']);
  expect(pools()).toEqual(['coding-plan', 'token-plan-team']);
});
