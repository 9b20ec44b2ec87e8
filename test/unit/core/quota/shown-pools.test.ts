import { expect, it } from 'vitest';
import { withoutHidden } from '../../../../main/core/quota/shown-pools.ts';
import { quotaView } from '../../../../main/core/view/quota/quota-view.ts';
import { wordsFor } from '../../../../main/core/view/words/index.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../support/readings.ts';

const both = snapshotOf(
  fresh(codingPlan()),
  fresh({ ...codingPlan(), pool: 'token-plan-team', windows: [], seatTiers: [], packs: [] } as never),
);

it('leaves out what the user hides', () => {
  const shown = withoutHidden(both, ['coding-plan']);
  expect(shown.pools.map(({ pool }) => pool)).toEqual(['token-plan-team']);
  expect(withoutHidden(both, ['free-tier'])).toBe(both);
});

it('hides nothing if no number would be left', () => {
  expect(withoutHidden(both, ['coding-plan', 'token-plan-team'])).toBe(both);
  const other = snapshotOf(fresh(codingPlan()), { pool: 'free-tier', state: 'not-subscribed', checkedAtMs: noonMs });
  expect(withoutHidden(other, ['coding-plan'])).toBe(other);
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
