import { randomUUID } from 'node:crypto';
import type { Result } from '../../core/failure.ts';
import type { ServiceRegion, Session } from '../../core/session.ts';
import type { DeviceSignIn } from '../../ports/sources.ts';
import type { Clock, Log } from '../../ports/system.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { createSignInAttempt } from './sign-in-attempt.ts';
import { createTokenStore, isExpired } from './token-record.ts';
import type { Vault } from './vault.ts';

export interface SignInDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  readonly services: Readonly<Record<ServiceRegion, DeviceSignIn>>;
  /** Shows a verification page in the user's browser; the address has been checked. */
  readonly openPage: (url: string) => void;
}

export interface SignIn {
  /** The session of now; the same object until it changes. Holds no secret. */
  session(): Session;
  /** Called after each change; answers the function that ends it. */
  subscribe(listener: (session: Session) => void): () => void;
  /** Reads the vault, which may wake a keyring: only after the tray is up. Later calls answer the first one's end. */
  restore(): Promise<void>;
  /** Begins a device sign-in; nothing while one is under way. A session that still lives goes on until it is replaced. */
  start(region: ServiceRegion): void;
  /** Opens the verification page again; nothing when no sign-in waits. */
  openPage(): void;
  /** The address of that page; null when no sign-in waits. */
  page(): string | null;
  cancel(): void;
  /** Forgets the session here at once and always; the service is told as well as can be. */
  signOut(): Promise<void>;
  /** The token for requests to `region`; `signed-out`, or `session-expired` once it has ended. */
  accessToken(region: ServiceRegion): Result<string>;
  /** The service no longer takes the token: forgets it. */
  reportExpired(): Promise<void>;
  /** Ends everything under way; no timer, request or listener is left. */
  stop(): void;
}

/** The account session: device sign-in, restoring, expiry and sign-out (docs/facts/qwencloud-protocol.md §2, §8). */
export function createSignIn(deps: SignInDeps): SignIn {
  const { clock, log, vault, services } = deps;
  const store = createTokenStore(vault, randomUUID);
  const keeper = createSessionKeeper(clock, () => void reportExpired());
  const stopping = new AbortController();
  const listeners = new Set<(session: Session) => void>();
  let session: Session = { state: 'unknown' };
  let restored: Promise<void> | null = null;
  /** Signed out while the vault was still being read: what it then yields is no longer wanted. */
  let unwanted = false;

  const attempt = createSignInAttempt({
    ...{ clock, services, store, keeper, restore, openPage: deps.openPage },
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
    if (found.state === 'undecryptable') keeper.explain('undecryptable');
    if (found.state === 'present' && isExpired(found.record, clock.now())) {
      keeper.explain('expired');
      keeper.choose(found.record.region);
      await store.clear();
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
    unwanted = true;
    const old = keeper.record();
    keeper.drop('signed-out');
    publish(keeper.session(null));
    const told = old === null ? null : services[old.region].signOut(old.accessToken, stopping.signal);
    await Promise.all([store.clear(), told]);
  }

  async function reportExpired(): Promise<void> {
    if (keeper.record() === null) return;
    keeper.drop('expired');
    log.info('session: ended');
    if (!attempt.isUnderWay()) publish(keeper.session(null));
    await store.clear();
  }

  function stop(): void {
    attempt.abandon();
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
