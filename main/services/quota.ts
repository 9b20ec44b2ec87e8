import { logFolders } from '../adapters/qwen/log-folders.ts';
import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { PoolId } from '../core/quota/model.ts';
import type { Session } from '../core/session.ts';
import { createAccount } from '../services/account/account.ts';
import type { SignIn } from '../services/account/sign-in.ts';
import { createDocument } from '../services/document.ts';
import type { Alerter } from '../services/polling/alerter.ts';
import { createInstalledPrograms } from '../services/polling/installed-programs.ts';
import type { PastUsage } from '../services/polling/past-usage.ts';
import type { SnapshotStore } from '../services/polling/snapshot-store.ts';
import type { SettingsWriter } from '../services/settings/settings-writer.ts';
import type { Switching } from '../services/settings/switching.ts';
import { createProgramSources, createRequestLog, createSources, type Gateways } from '../sources/registry.ts';
import type { RuntimeDeps } from './deps.ts';
import { reportRefusal } from './notices.ts';
import { createPollerFor, latest, programDeps } from './polling.ts';

export interface GatheringParts {
  readonly signIn: Pick<SignIn, 'accessToken' | 'session' | 'reportExpired'>;
  readonly gateways: Gateways;
  readonly store: SnapshotStore;
  readonly alerter: Alerter;
  readonly pastUsage: Pick<PastUsage, 'forget'>;
  readonly history: SettingsWriter['history'];
  readonly settings: Switching['view'];
}

/** Everywhere the numbers of one run environment come from, and when each is asked. */
export interface Gathering {
  refresh(): Promise<void>;
  /** The machine woke up or came online. */
  wake(): void;
  /** The pace may be another: somebody looks, or is back. */
  paceMayChange(): void;
  /** The preferences changed. */
  reconsider(): void;
  localCounts(): LocalCounts | null;
  /** To be called with each session there is. */
  follow(session: Session): void;
  /** Signed out by the user: what this account used is forgotten. */
  leave(): void;
  /** Whose numbers were kept; before the first session. */
  recall(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export function createGathering(deps: RuntimeDeps, parts: GatheringParts): Gathering {
  const { runEnvironment, log } = deps;
  const { clock, dataFiles, http, overrides } = runEnvironment;
  const { signIn, gateways, store, alerter, pastUsage, history, settings } = parts;
  const { qwen } = runEnvironment;
  const requestLog = runEnvironment.demo
    ? null
    : createRequestLog({
        clock,
        log,
        openDocument: (file) => createDocument({ ...file, files: dataFiles, log }),
        folders: () => logFolders(qwen),
        preferences: deps.preferences,
        snapshot: store.get,
        history,
        settings,
      });
  const programs = runEnvironment.demo ? [] : createProgramSources(programDeps(runEnvironment));
  const { accessToken } = signIn;
  const ownSources = { requestLog, programs };
  const sources = createSources({ http, clock, log, overrides, accessToken, gateways, ...ownSources });
  const account = createAccount({
    signIn,
    sources,
    store,
    alerter: forgetting(alerter, pastUsage),
    files: dataFiles,
    log,
    clock,
  });
  const interest = () => latest(deps.lastInterestAtMs(), requestLog?.lastRequestAtMs() ?? null);
  const poller = createPollerFor(deps, { store, signIn, account, interest });
  const installed = createInstalledPrograms({
    clock,
    sources: programs,
    onChange: poller.reconsider,
    forget: store.forget,
  });

  return {
    refresh: poller.refresh,
    wake: poller.wake,
    paceMayChange: poller.reconsider,
    reconsider: () => requestLog?.look(),
    localCounts: () => requestLog?.localCounts() ?? null,
    follow(session) {
      installed.follow(session);
      if (!account.follow(session)) return;
      // Other sources are asked now, and the past of the ones before holds nothing back.
      poller.stop();
      poller.start();
    },
    leave: account.leave,
    recall: account.start,
    start() {
      poller.start();
      requestLog?.start({
        onAnswers: (answers) => store.apply(answers.map((answer) => ({ sourceId: requestLog.id, answer }))),
        onWithdrawn: () => store.forget([requestLog.id]),
        onChange() {
          poller.reconsider();
          deps.onChange();
        },
        onRefusal(refused) {
          reportRefusal(refused, deps, alerter);
          // The service said that a window is used up: its own numbers are out of date.
          if (refused.refusal !== 'rate-limit') poller.wake();
        },
      });
    },
    async stop() {
      poller.stop();
      installed.stop();
      await requestLog?.stop();
      await account.settled();
    },
  };
}

interface Forgetful {
  forget(pools: readonly PoolId[]): void;
}

/** What is forgotten of an account is forgotten everywhere. */
const forgetting = (...keepers: readonly Forgetful[]): Forgetful => ({
  forget(pools) {
    for (const keeper of keepers) keeper.forget(pools);
  },
});
