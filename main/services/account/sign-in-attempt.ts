import type { ServiceRegion, Session, SignInEnd } from '../../core/session.ts';
import type { DeviceSignIn, SignInAttemptEnd } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { isExpired, type TokenRecord, type TokenStore } from './token-record.ts';

type UnderWay = Extract<Session, { state: 'starting' | 'waiting' }>;

export interface SignInAttemptDeps {
  readonly clock: Clock;
  readonly services: Readonly<Record<ServiceRegion, DeviceSignIn>>;
  readonly store: TokenStore;
  readonly keeper: SessionKeeper;
  /** Whether a sign-in is for another account of the app, whose numbers would be shown twice. */
  isElsewhere(account: Pick<TokenRecord, 'region' | 'account'>): boolean;
  /** Resolves once the vault was read, because a cancelled sign-in goes back to the session stored there. */
  restore(): Promise<void>;
  openPage(url: string): void;
  onProgress(session: UnderWay): void;
  /** The sign-in ended by itself; null: it succeeded. */
  onEnd(lastEnd: SignInEnd | null): void;
}

/** Runs at most one sign-in at a time. */
export interface SignInAttempt {
  isUnderWay(): boolean;
  /** Does nothing while a sign-in is running. */
  start(region: ServiceRegion): void;
  /** Opens the verification page again; does nothing if no sign-in is waiting. */
  openPage(): void;
  /** The address of that page; null: no sign-in is waiting. */
  page(): string | null;
  /** Ends a running sign-in at once without calling `onEnd`; false: none was running. */
  abandon(): boolean;
}

interface Running {
  readonly region: ServiceRegion;
  readonly abort: AbortController;
  progress: UnderWay;
  pageUrl: string | null;
}

export function createSignInAttempt(deps: SignInAttemptDeps): SignInAttempt {
  const { clock, services, store, keeper } = deps;
  let running: Running | null = null;

  function advance(mine: Running, progress: UnderWay): void {
    if (running !== mine) return;
    mine.progress = progress;
    deps.onProgress(progress);
  }

  async function run(mine: Running): Promise<void> {
    await deps.restore();
    const { region, abort } = mine;
    const clientId = await store.clientId();
    const end = await services[region].attempt({
      clientId,
      signal: abort.signal,
      onWaiting(pageUrl, expiresAtMs) {
        mine.pageUrl = pageUrl;
        advance(mine, { state: 'waiting', region, expiresAtMs, offline: false });
        deps.openPage(pageUrl);
      },
      onOffline(offline) {
        if (mine.progress.state === 'waiting') advance(mine, { ...mine.progress, offline });
      },
    });
    const lastEnd = await settle(mine, clientId, end);
    if (running !== mine) return;
    running = null;
    deps.onEnd(lastEnd);
  }

  /** Stores the token of a successful sign-in; null: it is stored. */
  async function settle(mine: Running, clientId: string, end: SignInAttemptEnd): Promise<SignInEnd | null> {
    if (end.kind !== 'complete') return end;
    const record = { ...end.credentials, region: mine.region, clientId };
    if (isExpired(record, clock.now())) return { kind: 'expired' };
    if (deps.isElsewhere(record)) return { kind: 'already-here' };
    const storage = await store.write(record);
    if (!mine.abort.signal.aborted) {
      keeper.hold({ record, storage });
      return null;
    }
    // The sign-in was cancelled, or the user signed out, while the token was being written: restore the earlier state.
    const before = keeper.record();
    if (before === null) await store.clear();
    else await store.write(before);
    return { kind: 'cancelled' };
  }

  return {
    isUnderWay: () => running !== null,
    start(region) {
      if (running !== null) return;
      const mine: Running = {
        region,
        abort: new AbortController(),
        progress: { state: 'starting', region },
        pageUrl: null,
      };
      running = mine;
      advance(mine, mine.progress);
      void run(mine);
    },
    page: () => running?.pageUrl ?? null,
    openPage() {
      if (running !== null && running.pageUrl !== null) deps.openPage(running.pageUrl);
    },
    abandon() {
      const was = running;
      running = null;
      was?.abort.abort();
      return was !== null;
    },
  };
}
