import { randomBytes as nodeRandomBytes, randomUUID } from 'node:crypto';
import type { Result } from '../core/failure.ts';
import type { ServiceRegion, Session, SignInEnd } from '../core/session.ts';
import type { Clock, Http, Log } from '../ports.ts';
import { type AttemptEnd, runDeviceAttempt, type SignInSite } from './device-attempt.ts';
import { createSessionKeeper } from './session-keeper.ts';
import { createTokenStore, isExpired } from './token-record.ts';
import type { Vault } from './vault.ts';

export type { SignInSite } from './device-attempt.ts';

export interface SignInDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  readonly vault: Vault;
  readonly sites: Readonly<Record<ServiceRegion, SignInSite>>;
  /** Shows a verification page in the user's browser; the address has been checked. */
  readonly openPage: (url: string) => void;
  /** Injected by tests alone. */
  readonly randomBytes?: (size: number) => Uint8Array;
  readonly randomUuid?: () => string;
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

const logoutTimeoutMs = 5_000;

/** One sign-in under way. */
interface Attempt {
  readonly region: ServiceRegion;
  readonly abort: AbortController;
  pageUrl: string | null;
}

/** The account session: device sign-in, restoring, expiry and sign-out (qwencloud-protocol §2, §8). */
export function createSignIn(deps: SignInDeps): SignIn {
  const { http, clock, log, vault, sites } = deps;
  const store = createTokenStore(vault, deps.randomUuid ?? randomUUID);
  const keeper = createSessionKeeper(clock, () => void reportExpired());
  const stopping = new AbortController();
  const listeners = new Set<(session: Session) => void>();
  let session: Session = { state: 'unknown' };
  let attempt: Attempt | null = null;
  let restored: Promise<void> | null = null;
  /** Signed out while the vault was still being read: what it then yields is no longer wanted. */
  let unwanted = false;

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
    if (attempt === null && session.state === 'unknown') publish(keeper.session(null));
  }

  function restore(): Promise<void> {
    restored ??= readVault();
    return restored;
  }

  function start(region: ServiceRegion): void {
    if (attempt !== null || stopping.signal.aborted) return;
    const mine: Attempt = { region, abort: new AbortController(), pageUrl: null };
    attempt = mine;
    keeper.choose(region);
    publish({ state: 'starting', region });
    log.info(`sign-in: started (${region})`);
    void run(mine);
  }

  async function run(mine: Attempt): Promise<void> {
    await restore();
    const { region, abort } = mine;
    const clientId = await store.clientId();
    const end = await runDeviceAttempt({
      site: sites[region],
      clientId,
      http,
      clock,
      randomBytes: deps.randomBytes ?? nodeRandomBytes,
      signal: abort.signal,
      onWaiting: (pageUrl, expiresAtMs) => {
        mine.pageUrl = pageUrl;
        publish({ state: 'waiting', region, expiresAtMs, offline: false });
        deps.openPage(pageUrl);
      },
      onOffline: (offline) => {
        if (attempt === mine && session.state === 'waiting') publish({ ...session, offline });
      },
    });
    const lastEnd = await settle(mine, clientId, end);
    log.info(`sign-in: ended ${lastEnd?.kind ?? 'complete'}`);
    if (attempt !== mine) return;
    attempt = null;
    publish(keeper.session(lastEnd));
  }

  /** Keeps the token of a sign-in that came through; null: it is kept now. */
  async function settle(mine: Attempt, clientId: string, end: AttemptEnd): Promise<SignInEnd | null> {
    if (end.kind !== 'complete') return end;
    const record = { ...end.credentials, region: mine.region, clientId };
    if (isExpired(record, clock.now())) return { kind: 'expired' };
    const storage = await store.write(record);
    if (!mine.abort.signal.aborted) {
      keeper.hold({ record, storage });
      return null;
    }
    // Cancelled or signed out while the token was being written: what was held before is kept again, or nothing.
    const before = keeper.record();
    if (before === null) await store.clear();
    else await store.write(before);
    return { kind: 'cancelled' };
  }

  function cancel(): void {
    if (attempt === null) return;
    attempt.abort.abort();
    attempt = null;
    publish(keeper.session({ kind: 'cancelled' }));
  }

  async function signOut(): Promise<void> {
    attempt?.abort.abort();
    attempt = null;
    unwanted = true;
    const old = keeper.record();
    keeper.drop('signed-out');
    publish(keeper.session(null));
    await Promise.all([store.clear(), old === null ? undefined : tellService(old.region, old.accessToken)]);
  }

  /** Best effort (§2.4): whatever the service answers, the token is gone here. */
  async function tellService(region: ServiceRegion, accessToken: string): Promise<void> {
    const site = sites[region];
    const answer = await http.request({
      method: 'POST',
      url: site.gateway,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ product: site.logoutProduct, action: 'Logout', region: site.gatewayRegion, params: {} }),
      timeoutMs: logoutTimeoutMs,
      signal: stopping.signal,
    });
    log.info(`sign-out: the service answered ${answer.ok ? answer.value.status : answer.failure.kind}`);
  }

  async function reportExpired(): Promise<void> {
    if (keeper.record() === null) return;
    keeper.drop('expired');
    log.info('session: ended');
    if (attempt === null) publish(keeper.session(null));
    await store.clear();
  }

  function stop(): void {
    attempt?.abort.abort();
    attempt = null;
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
    openPage: () => {
      if (attempt !== null && attempt.pageUrl !== null) deps.openPage(attempt.pageUrl);
    },
    cancel,
    signOut,
    accessToken: keeper.accessToken,
    reportExpired,
    stop,
  };
}
