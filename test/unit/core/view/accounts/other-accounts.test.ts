import { expect, it } from 'vitest';
import type { OtherAccount } from '../../../../../main/core/accounts.ts';
import { defaultPreferences } from '../../../../../main/core/preferences.ts';
import { otherAccountsView } from '../../../../../main/core/view/accounts/other-accounts.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';
import {
  codingPlan,
  everyPool,
  fresh,
  nowMs,
  signedIn,
  signedOut,
  snapshotOf,
  threeWindows,
} from '../../../../renderer/states.ts';

const plan = codingPlan(threeWindows(5520, 12_880, 31_040));

function view(over: Partial<OtherAccount>) {
  const account = {
    id: '0a1b2c3d',
    number: 2,
    name: null,
    session: signedIn,
    snapshot: snapshotOf(fresh(plan)),
    ...over,
  };
  return otherAccountsView({
    others: [account],
    preferences: defaultPreferences,
    nowMs,
    locale: { words: wordsFor('en'), timeZone: 'UTC' },
  });
}

it('shows each pool of an account in one line below its name', () => {
  const [account] = view({ name: 'Home', snapshot: everyPool });
  expect(account?.nameText).toBe('Home');
  expect(account?.stateText).toBeNull();
  expect(account?.pools.map(({ pool }) => pool)).toContain('coding-plan');
});

it('says why there are no numbers, or why they are old', () => {
  const failure = { kind: 'offline' } as const;
  const old = {
    pool: plan.pool,
    state: 'stale',
    reading: plan,
    disagreements: [],
    failure,
    failedAtMs: nowMs,
  } as const;
  expect(view({})[0]).toMatchObject({ nameText: 'Account 2', stateText: null });
  expect(view({ snapshot: snapshotOf() })[0]?.stateText).toBe('Reading…');
  const none = snapshotOf({ pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: nowMs });
  expect(view({ snapshot: none })[0]?.stateText).toBe('No plan');
  expect(view({ snapshot: snapshotOf(old) })[0]?.stateText).toMatch(/^Last good reading/);
  expect(view({ session: signedOut('expired'), snapshot: snapshotOf(old) })[0]?.stateText).toBe('Sign-in has ended');
});

it('leaves out an account that the user signed out of, once nothing is known of it', () => {
  expect(view({ session: signedOut('signed-out'), snapshot: snapshotOf() })).toEqual([]);
  expect(view({ session: signedOut('signed-out') })).toHaveLength(1);
  expect(view({ session: signedOut('expired'), snapshot: snapshotOf() })).toHaveLength(1);
});
