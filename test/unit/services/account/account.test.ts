import { describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../main/core/failure.ts';
import type { PoolId, SourceId } from '../../../../main/core/quota/model.ts';
import type { ServiceRegion, Session } from '../../../../main/core/session.ts';
import type { RegisteredSource } from '../../../../main/ports/sources.ts';
import { createAccount } from '../../../../main/services/account/account.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';
import { failing, noonMs, snapshotOf } from '../../../support/readings.ts';

const source = (id: SourceId, region: ServiceRegion | null): RegisteredSource => ({
  region,
  source: { id, pools: ['coding-plan'] as readonly PoolId[], fetch: async () => [] },
});
const signedIn = (
  account: string | null,
  region: ServiceRegion = 'international',
  expiresAtMs: number | null = 1,
): Session => ({
  state: 'signed-in',
  region,
  account,
  expiresAtMs,
  storage: { kind: 'memory' },
});
const signedOut = (cause: Extract<Session, { state: 'signed-out' }>['cause']): Session => ({
  state: 'signed-out',
  lastEnd: null,
  cause,
});

function setUp(files = memoryFiles(), clock = fakeClock(noonMs)) {
  let session: Session = { state: 'unknown' };
  const snapshot = snapshotOf({ pool: 'coding-plan', state: 'loading' });
  const store = { forget: vi.fn(), apply: vi.fn(), get: () => snapshot };
  const alerter = { forget: vi.fn() };
  const account = createAccount({
    signIn: {
      session: () => session,
      accessToken: (region) =>
        session.state === 'signed-in' && session.region === region ? succeed('t') : fail({ kind: 'signed-out' }),
    },
    sources: [source('qwencloud', 'international'), source('qianwen', 'china'), source('session-log', null)],
    store,
    alerter,
    files,
    log: memoryLog(),
    clock,
  });
  return {
    account,
    files,
    store,
    alerter,
    become(next: Session): boolean {
      session = next;
      return account.follow(next);
    },
    asked: () => account.sources().map(({ id }) => id),
  };
}

describe('createAccount', () => {
  it('asks only sources without an account while nobody is signed in', () => {
    const { become, asked } = setUp();
    become(signedOut('never'));
    expect(asked()).toEqual(['session-log']);
  });

  it('distinguishes its own session from those of other programs', () => {
    const { account } = setUp();
    expect([account.owns('qwencloud'), account.owns('qianwen')]).toEqual([true, true]);
    expect([account.owns('session-log'), account.owns('bailian-cli')]).toEqual([false, false]);
  });

  it('never asks one service with the other’s account', () => {
    const { become, asked } = setUp();
    expect(become(signedIn('a', 'china'))).toBe(true);
    expect(asked()).toEqual(['qianwen', 'session-log']);
  });

  it('keeps polling an ended session, so that its numbers become stale', () => {
    const { become, asked, store } = setUp();
    become(signedIn('a'));
    expect(become(signedOut('expired'))).toBe(true);
    expect(asked()).toContain('qwencloud');
    expect(store.forget).not.toHaveBeenCalled();
  });

  it('keeps the numbers when the same account signs in again', () => {
    const { become, store } = setUp();
    become(signedIn('a'));
    become(signedOut('expired'));
    expect(become(signedIn('a', 'international', 2))).toBe(true);
    expect(store.forget).not.toHaveBeenCalled();
  });

  it('forgets the numbers of another account, or of another service', () => {
    const { become, store, alerter } = setUp();
    become(signedIn('a'));
    become(signedIn('b'));
    expect(store.forget).toHaveBeenLastCalledWith(['qwencloud']);
    expect(alerter.forget).toHaveBeenLastCalledWith(['coding-plan']);
    become(signedIn('b', 'china'));
    become(signedIn('c', 'china'));
    expect(store.forget).toHaveBeenLastCalledWith(['qianwen']);
  });

  it('forgets everything of an account that is signed out, and asks nothing for it', () => {
    const { account, become, asked, store } = setUp();
    become(signedIn('a'));
    become(signedOut('signed-out'));
    account.leave();
    expect(store.forget).toHaveBeenCalledWith(['qwencloud']);
    expect(asked()).toEqual(['session-log']);
  });

  it('starts polling again after a change of region', () => {
    const { become } = setUp();
    become(signedIn('a'));
    expect(become(signedIn('a', 'china'))).toBe(true);
  });

  it('does not restart polling while another sign-in is running', () => {
    const { become } = setUp();
    become(signedIn('a'));
    expect(become({ state: 'starting', region: 'china' })).toBe(false);
  });

  it('starts polling again for a new session of the same account, even without an end time', () => {
    const { become } = setUp();
    become(signedIn('a', 'international', null));
    become(signedOut('expired'));
    expect(become(signedIn('a', 'international', null))).toBe(true);
    expect(become(signedIn('a', 'international', null))).toBe(false);
  });
});

describe('what an earlier run kept', () => {
  /** Data of a run that ended while `session` was there. */
  async function filesAfter(session: Session) {
    const { account, become, files } = setUp();
    await account.start();
    become(session);
    await account.settled();
    return files;
  }

  async function restarted(before: Session, now: Session) {
    const run = setUp(await filesAfter(before));
    await run.account.start();
    run.become(signedOut('never'));
    run.become(now);
    return run;
  }

  it.each([
    ['the same account', signedIn('a'), signedIn('a', 'international', 2)],
    ['an account without a name, as before', signedIn(null), signedIn(null)],
  ])('stays for %s', async (_, before, now) => {
    const { store, alerter } = await restarted(before, now);
    expect([store.forget, alerter.forget].map((forget) => forget.mock.calls.length)).toEqual([0, 0]);
  });

  it.each([
    ['another account', signedIn('a'), signedIn('b'), 'qwencloud'],
    ['the other service', signedIn('a'), signedIn('a', 'china'), 'qwencloud'],
    ['an account without a name', signedIn('a', 'china'), signedIn(null, 'china'), 'qianwen'],
  ])('is never shown as that of %s', async (_, before, now, gone) => {
    const { store, alerter } = await restarted(before, now);
    expect(store.forget.mock.calls).toEqual([[[gone]]]);
    expect(alerter.forget.mock.calls).toEqual([[['coding-plan']]]);
  });

  it.each([
    ['expired', 'session-expired'],
    ['undecryptable', 'signed-out'],
    ['never', 'signed-out'],
  ] as const)('says why nothing newer comes, where the session is gone: %s', async (cause, kind) => {
    const run = setUp(await filesAfter(signedIn('a')));
    await run.account.start();
    run.become(signedOut(cause));
    expect(run.store.apply.mock.calls).toEqual([[[failing('qwencloud', noonMs, kind)]]]);
  });

  it('is not marked as failed in the run in which the session ends, nor if nothing was kept', async () => {
    const run = setUp();
    await run.account.start();
    run.become(signedOut('never'));
    run.become(signedIn('a'));
    run.become(signedOut('expired'));
    expect(run.store.apply).not.toHaveBeenCalled();
  });

  it('has no owner after a sign-out', async () => {
    const files = await filesAfter(signedIn('a'));
    const run = setUp(files);
    await run.account.start();
    run.become(signedIn('a'));
    run.become(signedOut('signed-out'));
    run.account.leave();
    await run.account.settled();
    const next = setUp(files);
    await next.account.start();
    next.become(signedIn('b'));
    expect(next.store.forget).not.toHaveBeenCalled();
  });

  it('says since when it is no longer an earlier account’s', async () => {
    const files = memoryFiles();
    const clock = fakeClock(noonMs);
    const run = setUp(files, clock);
    await run.account.start();
    run.become(signedIn('a'));
    run.become(signedOut('expired'));
    run.become(signedIn('a'));
    expect(run.account.sinceMs()).toBeNull();
    clock.jump(1000);
    run.become(signedIn('b'));
    expect(run.account.sinceMs()).toBe(noonMs + 1000);
    clock.jump(1000);
    run.account.leave();
    await run.account.settled();

    const next = setUp(files, clock);
    await next.account.start();
    expect(next.account.sinceMs()).toBe(noonMs + 2000);
    clock.jump(1000);
    next.become(signedIn('c'));
    expect(next.account.sinceMs()).toBe(noonMs + 3000);
  });

  it('does not believe a time to come, which a clock that was wrong had written', async () => {
    const run = setUp(
      memoryFiles({ 'account.json': JSON.stringify({ version: 1, owner: null, sinceMs: noonMs + 1 }) }),
      fakeClock(noonMs),
    );
    await run.account.start();
    expect(run.account.sinceMs()).toBeNull();
  });

  it.each([
    ['no owner was ever known', undefined, null],
    ['its owner signed out', { version: 1, owner: null }, noonMs],
    ['it has another owner', { version: 1, owner: { region: 'china', fingerprint: 'other' } }, noonMs],
  ])('tells a change of account from a file of an earlier version: %s', async (_, content, sinceMs) => {
    const run = setUp(memoryFiles(content === undefined ? {} : { 'account.json': JSON.stringify(content) }));
    await run.account.start();
    expect(run.account.sinceMs()).toBeNull();
    run.become(signedIn('a'));
    expect(run.account.sinceMs()).toBe(sinceMs);
  });

  it('contains no account name', async () => {
    const files = await filesAfter(signedIn('somebody@example.com'));
    expect([...files.contents.values()].join()).not.toContain('somebody');
  });
});
