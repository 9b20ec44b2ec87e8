import type { ServiceRegion, Session, SignInEnd } from '../../core/session.ts';
import type { DeviceSignIn, SignInAttemptEnd } from '../../ports/sources.ts';
import type { Clock } from '../../ports/system.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { isExpired, type TokenStore } from './token-record.ts';

type UnderWay = Extract<Session, { state: 'starting' | 'waiting' }>;

export interface SignInAttemptDeps {
  readonly clock: Clock;
  readonly services: Readonly<Record<ServiceRegion, DeviceSignIn>>;
  readonly store: TokenStore;
  readonly keeper: SessionKeeper;
  /** Ends once the vault was read: what it holds is what a cancelled sign-in goes back to. */
  restore(): Promise<void>;
  openPage(url: string): void;
  onProgress(session: UnderWay): void;
  /** It came to its end by itself; null: signed in. */
  onEnd(lastEnd: SignInEnd | null): void;
}

/** At most one sign-in at a time. */
export interface SignInAttempt {
  isUnderWay(): boolean;
  /** Nothing while one is under way. */
  start(region: ServiceRegion): void;
  /** Opens the verification page again; nothing when no sign-in waits. */
  openPage(): void;
  /** The address of that page; null when no sign-in waits. */
  page(): string | null;
  /** Ends the one under way at once, and without a word; false: there was none. */
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

  /** Keeps the token of a sign-in that came through; null: it is kept now. */
  async function settle(mine: Running, clientId: string, end: SignInAttemptEnd): Promise<SignInEnd | null> {
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
