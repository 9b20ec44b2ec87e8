import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { PoolId } from '../core/quota/model.ts';
import type { Session } from '../core/session.ts';
import { createAccount } from '../services/account/account.ts';
import type { SignIn } from '../services/account/sign-in.ts';
import type { Alerter } from '../services/polling/alerter.ts';
import { createInstalledPrograms } from '../services/polling/installed-programs.ts';
import type { PastUsage } from '../services/polling/past-usage.ts';
import type { SnapshotStore } from '../services/polling/snapshot-store.ts';
import type { SettingsWriter } from '../services/settings/settings-writer.ts';
import type { Switching } from '../services/settings/switching.ts';
import { createProgramSources, createSources, type Gateways } from '../sources/registry.ts';
import type { RuntimeDeps } from './deps.ts';
import { createSessionLogFor } from './notices.ts';
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
  const sessionLog = createSessionLogFor(deps, {
    store,
    alerter,
    history,
    settings,
    onGrew: () => poller.reconsider(),
    onEmptied: () => poller.wake(),
  });
  const programs = runEnvironment.demo ? [] : createProgramSources(programDeps(runEnvironment));
  const { accessToken } = signIn;
  const ownSources = { sessionLog: sessionLog?.source ?? null, programs };
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
  const interest = () => latest(deps.lastInterestAtMs(), sessionLog?.lastRequestAtMs() ?? null);
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
    reconsider: () => sessionLog?.reconsider(),
    localCounts: () => sessionLog?.localCounts() ?? null,
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
      sessionLog?.start();
    },
    async stop() {
      poller.stop();
      installed.stop();
      await sessionLog?.stop();
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
