import { randomUUID } from 'node:crypto';
import type { Result } from '../../core/failure.ts';
import type { ServiceRegion, Session } from '../../core/session.ts';
import type { DeviceSignIn } from '../../ports/sources.ts';
import type { Clock, Log } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { createSignInAttempt, type SignInAttemptDeps } from './sign-in-attempt.ts';
import { createTokenStore, isExpired } from './token-record.ts';
import type { Vault } from './vault.ts';

export interface SignInDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  /** The name of the session in the vault. */
  readonly tokenName: string;
  readonly services: Readonly<Record<ServiceRegion, DeviceSignIn>>;
  /** Whether the account is another one of the app's. Left out: there is only one. */
  readonly isElsewhere?: SignInAttemptDeps['isElsewhere'];
  /** Whether the app has no other account. Left out: it has none. */
  readonly isAlone?: () => boolean;
  /** Shows a verification page in the user's browser; the address has been checked. */
  readonly openPage: (url: string) => void;
}

export interface SignIn {
  /** The current session; the same object until it changes. It contains no secret. */
  session(): Session;
  /** Calls `listener` after each change. The returned function ends the subscription. */
  subscribe(listener: (session: Session) => void): () => void;
  /** Reads the vault, which may unlock a keyring: call it only after the tray is up. Later calls return the first call's promise. */
  restore(): Promise<void>;
  /** Starts a device sign-in unless one is running. A valid session stays until it is replaced. */
  start(region: ServiceRegion): void;
  /** Opens the verification page again; does nothing if no sign-in is waiting. */
  openPage(): void;
  /** The address of that page; null: no sign-in is waiting. */
  page(): string | null;
  cancel(): void;
  /** Always forgets the session on this machine at once; revoking it at the service is best effort. */
  signOut(): Promise<void>;
  /** The token for requests to `region`; `signed-out`, or `session-expired` once it has ended. */
  accessToken(region: ServiceRegion): Result<string>;
  /** Forgets the token because the service no longer accepts it. */
  reportExpired(): Promise<void>;
  /** Ends everything under way; no timer, request or listener is left. */
  stop(): void;
}

/** How often an expired token is compared with the clock again. */
const recheckEveryMs = 10 * 60_000;
/** How soon a vault that could not be read is read again. */
const rereadAfterMs = 60_000;

/** The account session: device sign-in, restoring, expiry and sign-out (docs/facts/qwencloud-protocol.md §2, §8). */
export function createSignIn(deps: SignInDeps): SignIn {
  const { clock, log, vault, services } = deps;
  const store = createTokenStore(vault, deps.tokenName, randomUUID);
  const keeper = createSessionKeeper(clock, expire);
  const recheck = createTimer(clock);
  const stopping = new AbortController();
  const listeners = new Set<(session: Session) => void>();
  let session: Session = { state: 'unknown' };
  let restored: Promise<void> | null = null;
  /** The user signed out while the vault was still being read, so its content must be ignored. */
  let unwanted = false;

  const attempt = createSignInAttempt({
    ...{ clock, services, store, keeper, restore, openPage: deps.openPage },
    isElsewhere: deps.isElsewhere ?? (() => false),
    onProgress: publish,
    onEnd(lastEnd) {
      log.info(`sign-in: ended ${lastEnd?.kind ?? 'complete'}`);
      publish(keeper.session(lastEnd));
    },
  });

  function publish(next: Session): void {
    if (stopping.signal.aborted || JSON.stringify(next) === JSON.stringify(session)) return;
    session = next;
    for (const listener of [...listeners]) listener(session);
  }

  async function readVault(): Promise<void> {
    const found = await store.read();
    if (unwanted) return;
    if (found.state === 'undecryptable') {
      keeper.explain('undecryptable');
      recheckIn(rereadAfterMs);
    }
    if (found.state === 'present' && isExpired(found.record, clock.now())) {
      keeper.explain('expired');
      keeper.choose(found.record.region);
      recheckIn(recheckEveryMs);
    } else if (found.state === 'present') keeper.hold(found);
    if (!attempt.isUnderWay() && session.state === 'unknown') publish(keeper.session(null));
  }

  function restore(): Promise<void> {
    restored ??= readVault();
    return restored;
  }

  function start(region: ServiceRegion): void {
    if (attempt.isUnderWay() || stopping.signal.aborted) return;
    log.info(`sign-in: started (${region})`);
    keeper.choose(region);
    attempt.start(region);
  }

  function cancel(): void {
    if (attempt.abandon()) publish(keeper.session({ kind: 'cancelled' }));
  }

  async function signOut(): Promise<void> {
    attempt.abandon();
    recheck.cancel();
    unwanted = true;
    const old = keeper.record();
    keeper.drop('signed-out');
    publish(keeper.session(null));
    const revoked = old === null ? null : services[old.region].signOut(old.accessToken, stopping.signal);
    // A vault that cannot be read may hold the sessions of other accounts.
    const unreadable = (deps.isAlone?.() ?? true) ? 'set-aside' : 'leave';
    await Promise.all([store.clear(unreadable), revoked]);
  }

  function end(): void {
    keeper.drop('expired');
    log.info('session: ended');
    if (!attempt.isUnderWay()) publish(keeper.session(null));
  }

  /** Ends the session by the clock. The token is kept, because the clock may be wrong. */
  function expire(): void {
    if (keeper.record() === null) return;
    end();
    recheckIn(recheckEveryMs);
  }

  /** Takes the kept token up if it can be read by then, or if the clock turns out to be set back. */
  function recheckIn(delayMs: number): void {
    if (stopping.signal.aborted) return;
    recheck.set(delayMs, () => void takeUpAgain());
  }

  async function takeUpAgain(): Promise<void> {
    const found = await store.read();
    if (found.state === 'absent' || keeper.record() !== null || attempt.isUnderWay()) return;
    if (found.state === 'undecryptable' || isExpired(found.record, clock.now())) recheckIn(recheckEveryMs);
    else {
      keeper.hold(found);
      publish(keeper.session(null));
    }
  }

  async function reportExpired(): Promise<void> {
    if (keeper.record() === null) return;
    end();
    await store.clear();
  }

  function stop(): void {
    attempt.abandon();
    recheck.cancel();
    stopping.abort();
    keeper.stop();
    listeners.clear();
  }

  return {
    session: () => session,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restore,
    start,
    openPage: attempt.openPage,
    page: attempt.page,
    cancel,
    signOut,
    accessToken: keeper.accessToken,
    reportExpired,
    stop,
  };
}
