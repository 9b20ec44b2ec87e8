import { withBudget } from '../core/quota/budget.ts';
import type { LocalCounts } from '../core/quota/local-counts.ts';
import type { Snapshot } from '../core/quota/model.ts';
import type { Session } from '../core/session.ts';
import type { Notice } from '../ports/system.ts';
import { createSignIn, type SignIn } from '../services/account/sign-in.ts';
import { createVault } from '../services/account/vault.ts';
import { createPastUsage, type PastUsage } from '../services/polling/past-usage.ts';
import { createSnapshotStore } from '../services/polling/snapshot-store.ts';
import { createStatusFile } from '../services/polling/status-file.ts';
import { createInstalledClient, type InstalledClient } from '../services/settings/installed-client.ts';
import { createProviderKeys } from '../services/settings/provider-keys.ts';
import { createQuickSwitch } from '../services/settings/quick-switch.ts';
import { createSwitching, type Switching } from '../services/settings/switching.ts';
import {
  createAccountServices,
  createBreakdownSources,
  createGateways,
  createProgramBreakdowns,
} from '../sources/registry.ts';
import type { RuntimeDeps } from './deps.ts';
import { createGathering } from './gathering.ts';
import { createAlerterFor, createSessionNoticesFor } from './notices.ts';
import { programDeps } from './polling.ts';
import type { RunEnvironment } from './run-environment.ts';
import { openSettingsWriter } from './settings-writer-in.ts';

/** The keyring may block the whole process: the tray must have reached the panel before it is asked. */
const beforeVaultMs = 400;

/** The services of one run environment, wired. Tray, popover and the rest of the shell stay outside. */
export interface Runtime {
  readonly runEnvironment: RunEnvironment;
  snapshot(): Snapshot;
  session(): Session;
  pendingNotices(): readonly Notice[];
  /** Requests of the user's own logs without a plan to hold them against; null: none, or a plan is known. */
  localCounts(): LocalCounts | null;
  readonly signIn: Pick<SignIn, 'start' | 'openPage' | 'page' | 'cancel'>;
  readonly switching: Switching;
  readonly pastUsage: Pick<PastUsage, 'breakdown' | 'curves' | 'runOuts'>;
  readonly installedClient: Pick<InstalledClient, 'ask'>;
  /** One click on a favourite. */
  quickSwitch(providerId: string): Promise<void>;
  signOut(): Promise<void>;
  refresh(): Promise<void>;
  dismissNotice(tag: string): void;
  /** The preferences changed. */
  reconsider(): void;
  /** The machine woke up or came online. */
  wake(): void;
  /** Somebody is at the machine again: what is old by the pace of then is asked for now. */
  userReturned(): void;
  /** The popover was opened or closed. */
  popoverToggled(): void;
  start(): Promise<void>;
  /** Ends everything under way, and waits until what is to be kept is written. */
  stop(): Promise<void>;
}

export function createRuntime(deps: RuntimeDeps): Runtime {
  const { runEnvironment, log, onChange } = deps;
  const { clock, dataFiles, http, overrides } = runEnvironment;
  const vault = createVault({ secrets: runEnvironment.secrets, dataFiles, log });
  const services = createAccountServices({ http, clock, log, overrides });
  const signIn = createSignIn({ clock, log, vault, services, openPage: runEnvironment.openPage });
  const { accessToken, session } = signIn;
  const keys = createProviderKeys(vault);
  const writer = openSettingsWriter({ ...runEnvironment, log, keys });
  const switching = createSwitching({ writer, keys, onChange });
  const store = createSnapshotStore({
    files: dataFiles,
    clock,
    log,
    refine: (snapshot) => withBudget(snapshot, deps.preferences()),
  });
  const alerter = createAlerterFor(deps, store);
  const sessionNotices = createSessionNoticesFor(deps, alerter);
  const quickSwitch = createQuickSwitch({
    switching,
    place: deps.place,
    onSwitched: (notice) => alerter.tell(notice, () => deps.onNoticeClick('providers')),
    onQuestion: deps.onSwitchQuestion,
  });
  // Nothing is installed in the demo's run environment: it has no PATH.
  const installedClient = createInstalledClient({
    ...programDeps(runEnvironment),
    home: runEnvironment.qwen.home,
    agreed: () => deps.preferences().askInstalledClient,
  });
  const gateways = createGateways({ http, clock, log, overrides, accessToken });
  const breakdowns = [
    ...createBreakdownSources({ http, clock, log, overrides, accessToken, gateways }),
    ...(runEnvironment.demo ? [] : createProgramBreakdowns(programDeps(runEnvironment))),
  ];
  const pastUsage = createPastUsage({
    ...runEnvironment,
    log,
    store,
    breakdowns,
    session,
    timeZone: () => deps.place().timeZone,
  });
  const { history } = writer;
  const gathering = createGathering(deps, {
    signIn,
    gateways,
    store,
    alerter,
    pastUsage,
    history,
    settings: switching.view,
  });
  const { localCounts } = gathering;
  const statusFile = createStatusFile({ ...runEnvironment, ...deps, snapshot: store.get, session, localCounts });
  const endings: (() => void)[] = [];

  function changed(): void {
    statusFile.update();
    onChange();
  }

  function onSession(next: Session): void {
    sessionNotices.follow(next);
    gathering.follow(next);
    changed();
  }

  async function openVault(): Promise<void> {
    await signIn.restore();
    await switching.openKeys();
  }

  async function start(): Promise<void> {
    await store.restore();
    await gathering.recall();
    await alerter.start();
    await sessionNotices.start();
    await pastUsage.start();
    endings.push(store.subscribe(changed), signIn.subscribe(onSession));
    // What the logs say is laid to the provider that the settings name.
    await switching.start();
    gathering.start();
    endings.push(clock.after(beforeVaultMs, () => void openVault()));
    changed();
  }

  async function stop(): Promise<void> {
    for (const end of endings.splice(0)) end();
    const gathered = gathering.stop();
    installedClient.stop();
    sessionNotices.stop();
    alerter.stop();
    signIn.stop();
    switching.stop();
    await gathered;
    await pastUsage.stop();
    await Promise.all([store.settled(), alerter.settled(), sessionNotices.settled()]);
    await Promise.all([statusFile.settled(), vault.settled()]);
  }

  return {
    runEnvironment,
    snapshot: store.get,
    session,
    pendingNotices: alerter.pending,
    localCounts,
    signIn,
    switching,
    quickSwitch,
    installedClient,
    pastUsage,
    async signOut() {
      const ended = signIn.signOut();
      gathering.leave();
      await ended;
    },
    refresh: gathering.refresh,
    dismissNotice: alerter.dismiss,
    reconsider() {
      store.reconsider();
      alerter.reconsider();
      gathering.reconsider();
      changed();
    },
    wake() {
      sessionNotices.wake();
      gathering.wake();
    },
    userReturned: gathering.paceMayChange,
    popoverToggled() {
      gathering.paceMayChange();
      void switching.look();
    },
    start,
    stop,
  };
}
