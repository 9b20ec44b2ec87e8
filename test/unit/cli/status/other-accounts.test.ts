import { expect, it } from 'vitest';
import { widthOf } from '../../../../main/cli/layout.ts';
import { viewOfStatus } from '../../../../main/cli/status/read-status.ts';
import { statusLines } from '../../../../main/cli/status/status-lines.ts';
import type { OtherAccount } from '../../../../main/core/accounts.ts';
import { isCurrentStatus } from '../../../../main/core/quota/status/current-status.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { StatusSchema } from '../../../../main/core/quota/status/status-schema.ts';
import type { Session } from '../../../../main/core/session.ts';
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

function linesOf(status: ReturnType<typeof statusWith>, columns?: number): readonly string[] {
  const context = fakeContext({ nowMs: noonMs, ...(columns !== undefined && { columns }) });
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
  expect(linesOf(statusWith(other({ session, snapshot: snapshotOf(failed) })))).toContain('Home · Sign-in has ended');
});

it.each([20, 40, 80])('keeps the other accounts within %i columns', (columns) => {
  const lines = linesOf(statusWith(other({ name: 'A long name of an account' })), columns);
  expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
});
