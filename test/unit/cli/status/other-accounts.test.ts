import { expect, it } from 'vitest';
import { widthOf } from '../../../../main/cli/layout.ts';
import { viewOfStatus } from '../../../../main/cli/status/read-status.ts';
import { statusLines } from '../../../../main/cli/status/status-lines.ts';
import type { OtherAccount } from '../../../../main/core/accounts.ts';
import { hourMs } from '../../../../main/core/quota/calendar.ts';
import type { PoolStatus } from '../../../../main/core/quota/model.ts';
import { isCurrentStatus } from '../../../../main/core/quota/status/current-status.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { StatusSchema } from '../../../../main/core/quota/status/status-schema.ts';
import type { Session } from '../../../../main/core/session.ts';
import { type OtherAccountView, otherAccountsView } from '../../../../main/core/view/accounts/other-accounts.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../support/readings.ts';
import { fakeContext } from '../fake-context.ts';

const session: Session = {
  state: 'signed-in',
  region: 'international',
  account: 'somebody@example.com',
  expiresAtMs: null,
  storage: { kind: 'memory' },
};
const other = (over: Partial<OtherAccount> = {}): OtherAccount => ({
  ...{ id: '0a1b2c3d', number: 2, name: 'Home', session },
  snapshot: snapshotOf(fresh(codingPlan({ fiveHours: 1140 }))),
  ...over,
});

function statusWith(...others: readonly OtherAccount[]) {
  return statusJson({
    ...{ snapshot: { ...snapshotOf(fresh(codingPlan())), nextPollAtMs: noonMs + 60_000 }, session, others },
    ...{ preferences: { warnAtUsedPercents: [90] }, localCounts: null, demo: false, nowMs: noonMs },
  });
}

function linesOf(status: ReturnType<typeof statusWith>, columns?: number, nowMs = noonMs): readonly string[] {
  const context = fakeContext({ nowMs, ...(columns !== undefined && { columns }) });
  return statusLines(status, viewOfStatus(status, false, context), context);
}

it('writes nothing of other accounts where there are none', () => {
  expect(statusWith().qwen_gauge).not.toHaveProperty('other_accounts');
});

it('writes each other account as both readers of the file take it, without its address', () => {
  const status = statusWith(other(), other({ number: 3, name: null, session: { state: 'unknown' } }));
  expect(isCurrentStatus(status)).toBe(true);
  expect(StatusSchema.parse(status)).toEqual(status);
  expect(JSON.stringify(status)).not.toContain('somebody@example.com');
  expect(isCurrentStatus({ ...status, qwen_gauge: { ...status.qwen_gauge, other_accounts: [{ number: 2 }] } })).toBe(
    false,
  );
});

it('prints the other accounts last, each pool in a line', () => {
  const lines = linesOf(statusWith(other(), other({ number: 3, name: null })));
  expect(lines.slice(-5)).toEqual([
    'Home',
    '  Coding Plan · 95% used · 5 hours: 60 requests left',
    '',
    'Account 3',
    '  Coding Plan · 95% used · 5 hours: 60 requests left',
  ]);
});

it('says why an account shows no numbers', () => {
  const session = { state: 'signed-out', lastEnd: null, cause: 'expired' } as const;
  const failure = { kind: 'session-expired' } as const;
  const known = { pool: 'coding-plan', state: 'stale', reading: codingPlan(), disagreements: [] } as const;
  const failed = { ...known, failure, failedAtMs: noonMs };
  expect(linesOf(statusWith(other({ session, snapshot: snapshotOf(failed) })))).toContain(
    'Home · Sign-in has ended · Last good reading just now',
  );
});

it.each([20, 40, 80])('keeps the other accounts within %i columns', (columns) => {
  const lines = linesOf(statusWith(other({ name: 'A long name of an account' })), columns);
  expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
});

const free: PoolStatus = {
  ...{ pool: 'free-tier', state: 'fresh', disagreements: [] },
  reading: {
    ...{ pool: 'free-tier', sourceId: 'qwencloud', takenAtMs: noonMs, windows: [] },
    models: [
      { model: 'qwen3-max', quota: { remaining: 10, total: 1000, unit: 'tokens' }, status: null, endsAtMs: null },
    ],
  },
};
const bill: PoolStatus = {
  ...{ pool: 'pay-as-you-go', state: 'fresh', disagreements: [] },
  reading: {
    ...{ pool: 'pay-as-you-go', sourceId: 'qwencloud', takenAtMs: noonMs, windows: [] },
    ...{ fromDate: '2026-10-01', toDate: '2026-10-07', currency: 'USD', totalCost: 41.5 },
    models: [{ model: 'qwen3-max', usage: [], cost: 41.5 }],
  },
};
const none: PoolStatus = { pool: 'coding-plan', state: 'not-subscribed', checkedAtMs: noonMs };
const offline: PoolStatus = {
  ...{ pool: 'free-tier', state: 'failed', failure: { kind: 'offline' }, failedAtMs: noonMs },
};
const outOf = (cause: 'expired' | 'undecryptable' | 'signed-out'): Session => ({
  ...{ state: 'signed-out', lastEnd: null, cause },
});
const waiting: Session = { state: 'waiting', region: 'china', expiresAtMs: noonMs + 1000, offline: false };

it.each<[string, Partial<OtherAccount>]>([
  ['no plan', { snapshot: snapshotOf(none) }],
  ['no plan, but free models and a bill', { snapshot: snapshotOf(none, free, bill) }],
  ['nothing could be read', { snapshot: snapshotOf({ ...offline, pool: 'coding-plan' }, offline) }],
  ['one pool could not be read', { snapshot: snapshotOf(fresh(codingPlan()), offline) }],
  ['expired, and nothing known', { session: outOf('expired'), snapshot: snapshotOf() }],
  ['unreadable sign-in', { session: outOf('undecryptable'), snapshot: snapshotOf() }],
  ['signed out of, and nothing known', { session: outOf('signed-out'), snapshot: snapshotOf() }],
  ['waiting for the browser', { session: waiting, snapshot: snapshotOf() }],
  ['not read yet', { session: { state: 'unknown' }, snapshot: snapshotOf() }],
])('says the same in the terminal as in the window: %s', (_case, over) => {
  const others = [other(over)];
  const status = statusWith(...others);
  expect(isCurrentStatus(status)).toBe(true);
  expect(StatusSchema.parse(status)).toEqual(status);
  const context = fakeContext({ nowMs: noonMs });
  const given = { preferences: { hiddenPools: [], poolOrder: null }, nowMs: noonMs, locale: context.locale };
  const shown = (views: readonly OtherAccountView[]) =>
    views.map(({ nameText, stateText, pools }) => [nameText, stateText, pools.map(({ name, line }) => [name, line])]);
  expect(shown(viewOfStatus(status, false, context).others)).toEqual(shown(otherAccountsView({ others, ...given })));
});

it('says how old the numbers are once the app has quit', () => {
  const dayLater = noonMs + 26 * hourMs;
  const lines = linesOf(statusWith(other(), other({ number: 3, name: null, snapshot: snapshotOf() })), 100, dayLater);
  expect(lines).toContain('Home · Last good reading 1 d 2 h ago');
  expect(lines).toContain('Account 3 · Not read yet');
});

it('reads what an older version wrote of other accounts', () => {
  const status = statusWith(other({ session: outOf('expired'), snapshot: snapshotOf() }));
  const { cause: _cause, ...session } = status.qwen_gauge.other_accounts?.[0]?.session ?? {};
  const older = { number: 2, name: 'Home', session, pools: [] };
  const read = StatusSchema.parse({ ...status, qwen_gauge: { ...status.qwen_gauge, other_accounts: [older] } });
  expect(read.qwen_gauge.other_accounts).toMatchObject([{ session: { cause: null }, free_tier: null }]);
});
