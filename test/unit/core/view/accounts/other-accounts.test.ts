import { expect, it } from 'vitest';
import type { OtherAccount } from '../../../../../main/core/accounts.ts';
import { defaultPreferences } from '../../../../../main/core/preferences.ts';
import { hourMs } from '../../../../../main/core/quota/calendar.ts';
import { type PoolId, type PoolStatus, poolIds, type Snapshot } from '../../../../../main/core/quota/model.ts';
import type { Session } from '../../../../../main/core/session.ts';
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

function view(over: Partial<OtherAccount>, nowMsThen = nowMs) {
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
    nowMs: nowMsThen,
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
  expect(view({ session: signedOut('expired'), snapshot: snapshotOf(old) })[0]?.stateText).toMatch(
    /^Sign-in has ended · Last good reading/,
  );
});

it('leaves out an account that the user signed out of, once nothing is known of it', () => {
  expect(view({ session: signedOut('signed-out'), snapshot: snapshotOf() })).toEqual([]);
  expect(view({ session: signedOut('signed-out') })).toHaveLength(1);
  expect(view({ session: signedOut('expired'), snapshot: snapshotOf() })).toHaveLength(1);
});

const failed = (pool: PoolId, kind: 'offline' | 'not-asked-yet' = 'offline'): PoolStatus => ({
  ...{ pool, state: 'failed', failure: { kind }, failedAtMs: nowMs },
});
const none = (pool: PoolId): PoolStatus => ({ pool, state: 'not-subscribed', checkedAtMs: nowMs });

it.each<[string, Snapshot, string | null]>([
  ['every pool failed', snapshotOf(...poolIds.map((pool) => failed(pool))), 'You are offline.'],
  ['one has no plan, the others failed', snapshotOf(none('coding-plan'), failed('free-tier')), 'You are offline.'],
  ['nothing was asked yet', snapshotOf(failed('coding-plan', 'not-asked-yet')), 'Reading…'],
  ['one failed beside a number', snapshotOf(fresh(plan), failed('free-tier')), null],
])('takes nothing that could not be read for no plan: %s', (_case, snapshot, stateText) => {
  expect(view({ snapshot })[0]?.stateText).toBe(stateText);
});

it('names the pool that failed beside others', () => {
  const [account] = view({ snapshot: snapshotOf(fresh(plan), failed('free-tier')) });
  expect(account?.pools.find(({ pool }) => pool === 'free-tier')?.line.noteText).toBe('You are offline.');
});

it('says of each old number how old it is, whatever else is said', () => {
  const dayLater = nowMs + 26 * hourMs;
  expect(view({ session: signedOut('expired') }, dayLater)[0]?.stateText).toMatch(
    /^Sign-in has ended · Last good reading 1 d 2 h ago/,
  );
});

it('says that a sign-in waits, and that a stored one cannot be read', () => {
  const waiting: Session = { state: 'waiting', region: 'international', expiresAtMs: nowMs + hourMs, offline: false };
  expect(view({ session: waiting, snapshot: snapshotOf() })[0]?.stateText).toBe('Waiting for the browser…');
  expect(view({ session: signedOut('undecryptable'), snapshot: snapshotOf() })[0]?.stateText).toBe('Not signed in');
});
