import { withBudget } from '../core/quota/budget.ts';
import type { ProgramSource, RegisteredBreakdown, RequestLog, Source } from '../ports/sources.ts';
import type { DataFiles } from '../ports/system.ts';
import { createSignIn } from '../services/account/sign-in.ts';
import type { TokenRecord } from '../services/account/token-record.ts';
import type { Vault } from '../services/account/vault.ts';
import type { Journal } from '../services/history/journal.ts';
import { createPastUsage } from '../services/polling/past-usage.ts';
import { createSnapshotStore } from '../services/polling/snapshot-store.ts';
import { createQuota, latestOf } from '../services/quota.ts';
import { createUserNotices } from '../services/user-notices.ts';
import { createBreakdownSources, createGateways, createSignInServices, createSources } from '../sources/registry.ts';
import type { RuntimeDeps } from './runtime-deps.ts';

export interface AccountServicesDeps extends Omit<RuntimeDeps, 'onChange'> {
  /** Where the account's own files lie. */
  readonly files: DataFiles;
  readonly vault: Vault;
  /** The name of the account's session in the vault. */
  readonly tokenName: string;
  readonly journal: Journal;
  /** The installed programs whose numbers are shown as this account's. */
  readonly programs: readonly ProgramSource[];
  readonly programBreakdowns: readonly RegisteredBreakdown[];
  /** Qwen Code's logs; null: they are not read. */
  readonly requestLog: RequestLog | null;
  /** Whether Qwen Code uses this account, so that its logs and the budget count for it. */
  isChosen(): boolean;
  /** Since when it does; null: always. */
  chosenSinceMs(): number | null;
  /** Whether an account is another one of the app's. */
  isElsewhere(account: Pick<TokenRecord, 'region' | 'account'>): boolean;
  /** Whether there is no other account. */
  isAlone(): boolean;
  /** Anything that is shown of the account has changed. */
  onChange(): void;
  /** The notices that wait have changed. */
  onPending(): void;
}

/** Makes the services of one account: its sign-in, what the service tells of it, its history, forecast and notices. */
export function createAccountServices(deps: AccountServicesDeps) {
  const { runEnvironment, log, files, vault, journal, programs, isElsewhere, isAlone, onChange } = deps;
  const { clock, http, overrides, openPage, fixedEveryMs } = runEnvironment;
  const services = createSignInServices({ http, clock, log, overrides });
  const signIn = createSignIn({
    clock,
    log,
    vault,
    tokenName: deps.tokenName,
    services,
    isElsewhere,
    isAlone,
    openPage,
  });
  /** The log does not say whose account a request was made with, so it counts for the chosen one. */
  const requestLog = (): RequestLog | null => (deps.isChosen() ? deps.requestLog : null);
  const service = { http, clock, log, overrides, accessToken: signIn.accessToken };
  const gateways = createGateways(service);
  const store = createSnapshotStore({
    ...{ files, clock, log },
    refine: (snapshot) => (deps.isChosen() ? withBudget(snapshot, deps.preferences()) : snapshot),
  });
  const notices = createUserNotices({
    ...{ ...deps, store, clock, onClick: deps.onNoticeClick },
    foreseen: () => ({
      runOuts: pastUsage.runOuts(),
      lastRequestAtMs: requestLog()?.lastRequestAtMs() ?? null,
      usualHour: pastUsage.usualHour,
      answersBetween: (fromMs, toMs) =>
        requestLog()?.answersBetween(latestOf(fromMs, deps.chosenSinceMs()) ?? fromMs, toMs) ?? 0,
    }),
  });
  const recorded = createPastUsage({
    ...{ clock, log, dataFiles: files, fixedEveryMs, store, journal, session: signIn.session },
    breakdowns: [...createBreakdownSources({ ...service, gateways }), ...deps.programBreakdowns],
    timeZone: () => deps.locale().timeZone,
    planRequests: () => requestLog()?.planRequests() ?? [],
    accountSinceMs: () => latestOf(quota.accountSinceMs(), deps.chosenSinceMs()),
    logged: () => requestLog()?.logged() ?? null,
  });
  const pastUsage = { ...recorded, ...runEnvironment.retold?.(recorded, store.get) };
  const quota = createQuota({
    ...{ ...deps, clock, signIn, store, notices, pastUsage, fixedEveryMs, requestLog },
    sources: createSources({ ...service, gateways, programs, requestLog: onlyWhile(deps.isChosen, deps.requestLog) }),
    onCounts: onChange,
  });
  const endings: (() => void)[] = [];
  return {
    ...{ signIn, store, notices, pastUsage, quota },
    /** Loads what earlier runs kept, and follows store and session from then on. Nothing is asked yet. */
    async restore(): Promise<void> {
      await quota.restore();
      // Before the notices, which ask it what will run out: both look at a reading with the same history, computed once.
      await pastUsage.start();
      await notices.start();
      const leaveSession = signIn.subscribe((session) => {
        notices.follow(session);
        quota.follow(session);
        onChange();
      });
      endings.push(store.subscribe(onChange), leaveSession);
    },
    async stop(): Promise<void> {
      for (const end of endings.splice(0)) end();
      signIn.stop();
      await Promise.all([quota.stop(), notices.stop(), pastUsage.stop()]);
    },
  };
}

/** A source that can be asked only at times. */
const onlyWhile = (isUsed: () => boolean, source: Source | null): Source | null =>
  source && {
    id: source.id,
    fetch: source.fetch,
    get pools() {
      return isUsed() ? source.pools : [];
    },
  };

export type AccountServices = ReturnType<typeof createAccountServices>;
