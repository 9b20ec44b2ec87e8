import type { Preferences } from '../core/preferences.ts';
import { isUsedUp } from '../core/provider/client-error.ts';
import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { PoolId, Snapshot, SourceId } from '../core/quota/model.ts';
import { chosenEveryMs, type PaceFacts } from '../core/quota/pace/schedule.ts';
import type { Session } from '../core/session.ts';
import type { ProgramSource, RegisteredSource, RequestLog, RequestLogEvents } from '../ports/sources.ts';
import type { Clock, DataFiles, Log } from '../ports/system.ts';
import { type Account, createAccount } from './account/account.ts';
import type { SignIn } from './account/sign-in.ts';
import { createInstalledPrograms } from './polling/installed-programs.ts';
import type { PastUsage } from './polling/past-usage.ts';
import { createPoller, type Poller } from './polling/poller.ts';
import type { SnapshotStore } from './polling/snapshot-store.ts';
import type { UserNotices } from './user-notices.ts';

export interface QuotaDeps {
  readonly clock: Clock;
  readonly files: DataFiles;
  readonly log: Log;
  readonly signIn: Pick<SignIn, 'accessToken' | 'session' | 'signOut' | 'reportExpired'>;
  readonly store: SnapshotStore;
  /** All sources, `programs` and the request log among them. */
  readonly sources: readonly RegisteredSource[];
  readonly programs: readonly ProgramSource[];
  /** Qwen Code's logs; null: they are not read, or count for another account. */
  requestLog(): Pick<RequestLog, 'localCounts' | 'lastRequestAtMs'> | null;
  readonly notices: Pick<UserNotices, 'forget' | 'reportRefusal'>;
  readonly pastUsage: Pick<PastUsage, 'forget'>;
  readonly fixedEveryMs: PaceFacts['fixedEveryMs'];
  preferences(): Pick<Preferences, 'refreshEvery' | 'proxy'>;
  /** When the popover was last open; null: not in this run. */
  lastInterestAtMs(): number | null;
  isIdle(): boolean;
  onCounts(): void;
}

const logId: SourceId = 'session-log';

/** Keeps the quota up to date: which sources are asked, when, and for whose account. */
export interface Quota {
  snapshot(): Snapshot;
  /** The user's own requests if no plan is known to compare them with; null: no requests, or a plan is known. */
  localCounts(): LocalCounts | null;
  /** See {@link Account.isOf}. */
  readonly isOf: Account['isOf'];
  /** Since when the numbers are no longer those of an earlier account; null: there was none. */
  accountSinceMs(): number | null;
  refresh(): Promise<void>;
  /** Signs out and forgets this account's usage. */
  signOut(): Promise<void>;
  /** Must be called with each new session. */
  follow(session: Session): void;
  /** Polls soon, because the machine woke up or came online. */
  wake(): void;
  /** Recomputes the next poll time after the popover was opened or closed, or the user returned to the machine. */
  adjustPace(): void;
  /** Must be called after the preferences changed. */
  reconsider(): void;
  /** What the request log reports while it counts for this account. */
  readonly logEvents: RequestLogEvents;
  /** Loads what an earlier run kept. Must be called before the first session. */
  restore(): Promise<void>;
  start(): void;
  /** Aborts every request and waits until all files are written. */
  stop(): Promise<void>;
}

export function createQuota(deps: QuotaDeps): Quota {
  const { clock, store, signIn, notices, pastUsage } = deps;
  const account = createAccount({
    ...deps,
    // After a change of account, both the notices and the history of the old account are dropped.
    alerter: {
      forget(pools: readonly PoolId[]) {
        notices.forget(pools);
        pastUsage.forget(pools);
      },
    },
  });
  const poller = createPoller({
    sources: account.sources,
    clock,
    facts: () => ({
      lastInterestAtMs: latestOf(deps.lastInterestAtMs(), deps.requestLog()?.lastRequestAtMs() ?? null),
      idle: deps.isIdle(),
      fixedEveryMs: deps.fixedEveryMs,
      chosenEveryMs: chosenEveryMs(deps.preferences().refreshEvery),
      snapshot: store.get(),
    }),
    // A question to the logs may have been under way when they began to count for another account.
    onAnswers: (answers) =>
      store.apply(answers.filter(({ sourceId }) => sourceId !== logId || deps.requestLog() !== null)),
    onSignInDead(sourceId) {
      // An installed program has its own session, whose end does not end the app's session.
      if (account.owns(sourceId)) void signIn.reportExpired();
    },
    onActivity: store.setActivity,
  });
  /** Another way to the service may work where the earlier one failed. */
  let usedProxy = deps.preferences().proxy;
  const installed = createInstalledPrograms({
    clock,
    sources: deps.programs,
    onChange: poller.reconsider,
    forget: store.forget,
  });

  return {
    snapshot: store.get,
    localCounts: () => deps.requestLog()?.localCounts() ?? null,
    isOf: account.isOf,
    accountSinceMs: account.sinceMs,
    refresh: poller.refresh,
    async signOut() {
      const ended = signIn.signOut();
      account.leave();
      await ended;
    },
    follow(session) {
      installed.follow(session);
      if (!account.follow(session)) return;
      // The sources have changed, so failures of the earlier ones must not delay the next poll.
      poller.stop();
      poller.start();
    },
    wake: poller.wake,
    adjustPace: poller.reconsider,
    reconsider() {
      store.reconsider();
      const { proxy } = deps.preferences();
      if (proxy === usedProxy) poller.reconsider();
      else poller.wake();
      usedProxy = proxy;
    },
    async restore() {
      await store.restore();
      await account.start();
    },
    logEvents: logEvents(poller, deps),
    start: poller.start,
    async stop() {
      poller.stop();
      installed.stop();
      await Promise.all([account.settled(), store.settled()]);
    },
  };
}

function logEvents(poller: Poller, { store, notices, onCounts }: QuotaDeps): RequestLogEvents {
  return {
    onAnswers: (answers) => store.apply(answers.map((answer) => ({ sourceId: logId, answer }))),
    onWithdrawn: () => store.forget([logId]),
    onChange() {
      poller.reconsider();
      onCounts();
    },
    onRefusal(refused) {
      notices.reportRefusal(refused);
      // A window is used up, so the server's last numbers are out of date.
      if (!isUsedUp(refused.refusal)) return;
      const { refusal: kind, window, atMs, resetsAtMs } = refused;
      if (resetsAtMs !== null) store.refuse({ kind, window, atMs, resetsAtMs });
      poller.wake();
    },
  };
}

/** The latest of some moments; null: there is none. */
export const latestOf = (...moments: readonly (number | null)[]): number | null =>
  moments.reduce((latest, atMs) => (latest === null || (atMs !== null && atMs > latest) ? atMs : latest));
