import { randomBytes as nodeRandomBytes, randomUUID } from 'node:crypto';
import { fail, type Result, succeed } from '../core/failure.ts';
import type { ServiceRegion, Session, SignInEnd } from '../core/session.ts';
import type { Clock, Http, Log } from '../ports.ts';
import { type AttemptEnd, runDeviceAttempt, type SignInSite } from './device-attempt.ts';
import type { Credentials } from './device-flow.ts';
import { createTokenStore, isExpired, type KeptToken } from './token-record.ts';
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

type SignedOut = Extract<Session, { state: 'signed-out' }>;

/** setTimeout overflows at 24.8 days; besides, a machine may sleep through a timer. */
const longestTimerMs = 6 * 60 * 60 * 1000;
const logoutTimeoutMs = 5_000;

/** The account session: device sign-in, restoring, expiry and sign-out (qwencloud-protocol §2, §8). */
export function createSignIn(deps: SignInDeps): SignIn {
  const { http, clock, log, vault, sites } = deps;
  const store = createTokenStore(vault, deps.randomUuid ?? randomUUID);
  const stopping = new AbortController();
  const listeners = new Set<(session: Session) => void>();
  let session: Session = { state: 'unknown' };
  let kept: KeptToken | null = null;
  let cause: SignedOut['cause'] = 'never';
  let attempt: { readonly abort: AbortController; pageUrl: string | null } | null = null;
  let restored: Promise<void> | null = null;
  let cancelExpiry: () => void = () => {};

  function publish(next: Session): void {
    if (stopping.signal.aborted || JSON.stringify(next) === JSON.stringify(session)) return;
    session = next;
    for (const listener of [...listeners]) listener(session);
  }

  /** The state without a sign-in under way. */
  function rest(lastEnd: SignInEnd | null): Session {
    if (kept === null) return { state: 'signed-out', lastEnd, cause };
    const { record, storage } = kept;
    const { region, account, expiresAtMs } = record;
    return { state: 'signed-in', region, account, expiresAtMs, storage };
  }

  function hold(next: KeptToken): void {
    kept = next;
    watchExpiry();
  }

  function drop(why: SignedOut['cause']): void {
    cancelExpiry();
    kept = null;
    cause = why;
  }

  function watchExpiry(): void {
    cancelExpiry();
    const endsAtMs = kept?.record.expiresAtMs ?? null;
    if (endsAtMs === null || stopping.signal.aborted) return;
    const leftMs = endsAtMs - clock.now();
    cancelExpiry = clock.after(Math.min(Math.max(leftMs, 0), longestTimerMs), () => {
      if (kept !== null && isExpired(kept.record, clock.now())) void reportExpired();
      else watchExpiry();
    });
  }

  async function readVault(): Promise<void> {
    const found = await store.read();
    if (kept === null && found.state === 'present' && !isExpired(found.record, clock.now())) hold(found);
    else if (found.state === 'undecryptable') cause = 'undecryptable';
    else if (found.state === 'present' && kept === null) {
      cause = 'expired';
      await store.clear();
    }
    if (attempt === null && session.state === 'unknown') publish(rest(null));
  }

  function restore(): Promise<void> {
    restored ??= readVault();
    return restored;
  }

  function start(region: ServiceRegion): void {
    if (attempt !== null || stopping.signal.aborted) return;
    const mine = { abort: new AbortController(), pageUrl: null };
    attempt = mine;
    publish({ state: 'starting', region });
    log.info(`sign-in: started (${region})`);
    void run(mine, region);
  }

  async function run(mine: NonNullable<typeof attempt>, region: ServiceRegion): Promise<void> {
    await restore();
    const clientId = await store.clientId();
    const end = await runDeviceAttempt({
      site: sites[region],
      clientId,
      http,
      clock,
      randomBytes: deps.randomBytes ?? nodeRandomBytes,
      signal: mine.abort.signal,
      onWaiting: (pageUrl, expiresAtMs) => {
        mine.pageUrl = pageUrl;
        publish({ state: 'waiting', region, expiresAtMs, offline: false });
        deps.openPage(pageUrl);
      },
      onOffline: (offline) => {
        if (attempt === mine && session.state === 'waiting') publish({ ...session, offline });
      },
    });
    await finish(mine, region, clientId, end);
  }

  async function finish(
    mine: NonNullable<typeof attempt>,
    region: ServiceRegion,
    clientId: string,
    end: AttemptEnd,
  ): Promise<void> {
    let lastEnd: SignInEnd | null = end.kind === 'complete' ? null : end;
    if (end.kind === 'complete') lastEnd = await settle(mine, region, clientId, end.credentials);
    log.info(`sign-in: ended ${lastEnd?.kind ?? 'complete'}`);
    if (attempt !== mine) return;
    attempt = null;
    publish(rest(lastEnd));
  }

  async function settle(
    mine: NonNullable<typeof attempt>,
    region: ServiceRegion,
    clientId: string,
    credentials: Credentials,
  ): Promise<SignInEnd | null> {
    const record = { ...credentials, region, clientId };
    if (isExpired(record, clock.now())) return { kind: 'expired' };
    const storage = await store.write(record);
    if (!mine.abort.signal.aborted) {
      hold({ record, storage });
      return null;
    }
    // Cancelled or signed out while the token was being written: what was kept before is kept again, or nothing.
    if (kept === null) await store.clear();
    else await store.write(kept.record);
    return { kind: 'cancelled' };
  }

  function cancel(): void {
    if (attempt === null) return;
    attempt.abort.abort();
    attempt = null;
    publish(rest({ kind: 'cancelled' }));
  }

  async function signOut(): Promise<void> {
    attempt?.abort.abort();
    attempt = null;
    const old = kept;
    drop('signed-out');
    publish(rest(null));
    const told = old === null ? Promise.resolve() : tellService(old.record.region, old.record.accessToken);
    await Promise.all([store.clear(), told]);
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

  function accessToken(region: ServiceRegion): Result<string> {
    if (kept !== null && isExpired(kept.record, clock.now())) void reportExpired();
    if (kept === null) return fail({ kind: cause === 'expired' ? 'session-expired' : 'signed-out' });
    return kept.record.region === region ? succeed(kept.record.accessToken) : fail({ kind: 'signed-out' });
  }

  async function reportExpired(): Promise<void> {
    if (kept === null) return;
    drop('expired');
    log.info('session: ended');
    if (attempt === null) publish(rest(null));
    await store.clear();
  }

  function stop(): void {
    attempt?.abort.abort();
    attempt = null;
    stopping.abort();
    cancelExpiry();
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
    accessToken,
    reportExpired,
    stop,
  };
}
