import { createProcesses } from '../adapters/programs/processes.ts';
import { withUsualFolders } from '../adapters/programs/usual-folders.ts';
import { logFolders } from '../adapters/qwen/log-folders.ts';
import type { Preferences } from '../core/preferences.ts';
import { withBudget } from '../core/quota/budget.ts';
import type { Session } from '../core/session.ts';
import type { Locale } from '../core/view/format.ts';
import type { Log, Notices } from '../ports/system.ts';
import { createSignIn, type SignIn } from '../services/account/sign-in.ts';
import { createVault } from '../services/account/vault.ts';
import { createDocument } from '../services/document.ts';
import { createPastUsage, type PastUsage } from '../services/polling/past-usage.ts';
import { createSnapshotStore, type SnapshotStore } from '../services/polling/snapshot-store.ts';
import { createStatusFile } from '../services/polling/status-file.ts';
import { createQuota, type Quota } from '../services/quota.ts';
import { createInstalledClient, type InstalledClient } from '../services/settings/installed-client.ts';
import { createProviderKeys } from '../services/settings/provider-keys.ts';
import { createQuickSwitch } from '../services/settings/quick-switch.ts';
import { createSwitching, type Switching } from '../services/settings/switching.ts';
import { createUserNotices, type UserNotices } from '../services/user-notices.ts';
import {
  createAccountServices,
  createBreakdownSources,
  createGateways,
  createProgramBreakdowns,
  createProgramSources,
  createRequestLog,
  createSources,
  type ProgramDeps,
} from '../sources/registry.ts';
import type { RunEnvironment } from './run-environment.ts';
import { openSettingsWriter } from './settings-writer.ts';

export interface RuntimeDeps {
  readonly runEnvironment: RunEnvironment;
  readonly log: Log;
  readonly notices: Notices;
  preferences(): Preferences;
  place(): Locale;
  /** When the popover was last open; null: not in this run. */
  lastInterestAtMs(): number | null;
  /** Nobody is at the machine. */
  isIdle(): boolean;
  /** A notice was clicked; the panel shows what it is about. */
  onNoticeClick(panel: 'quota' | 'providers'): void;
  /** A quick switch needs an answer of the user first. */
  onSwitchQuestion(providerId: string): void;
  /** Anything that tray, popover or `status.json` shows has changed. */
  onChange(): void;
}

/** The services of one run environment, wired. Tray and popover stay outside. */
export interface Runtime {
  readonly isDemo: boolean;
  readonly signIn: Pick<SignIn, 'session' | 'start' | 'openPage' | 'page' | 'cancel'>;
  readonly quota: Pick<Quota, 'snapshot' | 'localCounts' | 'refresh' | 'signOut'>;
  readonly notices: Pick<UserNotices, 'pending' | 'dismiss'>;
  readonly pastUsage: Pick<PastUsage, 'breakdown' | 'curves' | 'runOuts'>;
  readonly switching: Switching;
  readonly installedClient: Pick<InstalledClient, 'ask'>;
  /** Switches to a provider named in the tray's menu, if no question is open. */
  quickSwitch(providerId: string): Promise<void>;
  /** To be called when the preferences changed. */
  preferencesChanged(): void;
  /** To be called when the machine woke up or came online. */
  machineWoke(): void;
  /** To be called when the popover was opened or closed, or the user is back at the machine. */
  attentionChanged(): void;
  start(): Promise<void>;
  /** Ends everything under way, and waits until what is to be kept is written. */
  stop(): Promise<void>;
}

/** The keyring may block the whole process: the tray must have reached the panel before it is asked. */
const beforeVaultMs = 400;

export function createRuntime(deps: RuntimeDeps): Runtime {
  const { runEnvironment, log, onChange } = deps;
  const { clock, dataFiles: files, isDemo, qwen } = runEnvironment;
  const { vault, signIn } = openAccount(deps);
  const { session } = signIn;
  const keys = createProviderKeys(vault);
  const writer = openSettingsWriter({ ...runEnvironment, log, keys });
  const switching = createSwitching({ writer, keys, onChange });
  const store = createSnapshotStore({
    files,
    clock,
    log,
    refine: (snapshot) => withBudget(snapshot, deps.preferences()),
  });
  const { breakdowns, ...sources } = openSources(deps, { signIn, store, switching, history: writer.history });
  const notices = createUserNotices({ ...deps, store, files, clock, onClick: deps.onNoticeClick, onPending: onChange });
  const timeZone = (): string => deps.place().timeZone;
  const pastUsage = createPastUsage({ ...runEnvironment, log, store, breakdowns, session, timeZone });
  const quota = createQuota({
    ...deps,
    ...sources,
    ...{ files, clock, signIn, store, notices, pastUsage },
    fixedEveryMs: runEnvironment.fixedEveryMs,
    onCounts: changed,
  });
  const quickSwitch = createQuickSwitch({
    switching,
    place: deps.place,
    onSwitched: notices.reportSwitch,
    onQuestion: deps.onSwitchQuestion,
  });
  const installedClient = createInstalledClient({
    processes: processesOf(runEnvironment),
    home: qwen.home,
    agreed: () => deps.preferences().askInstalledClient,
  });
  const statusFile = createStatusFile({ ...deps, ...quota, dataFiles: files, clock, demo: isDemo, session });
  const endings: (() => void)[] = [];

  function changed(): void {
    statusFile.update();
    onChange();
  }

  function onSession(next: Session): void {
    notices.follow(next);
    quota.follow(next);
    changed();
  }

  async function openVault(): Promise<void> {
    await signIn.restore();
    await switching.openKeys();
  }

  async function start(): Promise<void> {
    await quota.restore();
    await notices.start();
    await pastUsage.start();
    endings.push(store.subscribe(changed), signIn.subscribe(onSession));
    // Attributes logged requests to the provider currently selected in settings, so these are read first.
    await switching.start();
    quota.start();
    endings.push(clock.after(beforeVaultMs, () => void openVault()));
    changed();
  }

  async function stop(): Promise<void> {
    for (const end of endings.splice(0)) end();
    installedClient.stop();
    signIn.stop();
    switching.stop();
    await Promise.all([quota.stop(), notices.stop(), pastUsage.stop()]);
    await Promise.all([statusFile.settled(), vault.settled()]);
  }

  return {
    isDemo,
    signIn,
    quota,
    notices,
    pastUsage,
    switching,
    installedClient,
    quickSwitch,
    preferencesChanged() {
      quota.reconsider();
      notices.reconsider();
      changed();
    },
    machineWoke() {
      notices.wake();
      quota.wake();
    },
    attentionChanged() {
      quota.adjustPace();
      void switching.look();
    },
    start,
    stop,
  };
}

/** The account of the app's own, and where its session is kept. */
function openAccount({ runEnvironment, log }: RuntimeDeps) {
  const { clock, http, overrides, openPage } = runEnvironment;
  const vault = createVault({ ...runEnvironment, log });
  const services = createAccountServices({ http, clock, log, overrides });
  return { vault, signIn: createSignIn({ clock, log, vault, services, openPage }) };
}

interface SourceParts {
  readonly signIn: SignIn;
  readonly store: SnapshotStore;
  readonly switching: Switching;
  readonly history: Parameters<typeof createRequestLog>[0]['history'];
}

/** All sources of readings and breakdowns. In the demo only the service is asked, and nothing of this machine. */
function openSources({ runEnvironment, log, preferences }: RuntimeDeps, parts: SourceParts) {
  const { clock, http, overrides, dataFiles, isDemo, qwen } = runEnvironment;
  const { accessToken } = parts.signIn;
  const service = { http, clock, log, overrides, accessToken };
  const gateways = createGateways(service);
  const programDeps: ProgramDeps = { clock, processes: processesOf(runEnvironment) };
  const programs = isDemo ? [] : createProgramSources(programDeps);
  const requestLog = isDemo
    ? null
    : createRequestLog({
        clock,
        log,
        openDocument: (file) => createDocument({ ...file, files: dataFiles, log }),
        folders: () => logFolders(qwen),
        preferences,
        snapshot: parts.store.get,
        history: parts.history,
        settings: parts.switching.view,
      });
  return {
    sources: createSources({ ...service, gateways, programs, requestLog }),
    programs,
    requestLog,
    breakdowns: [
      ...createBreakdownSources({ ...service, gateways }),
      ...(isDemo ? [] : createProgramBreakdowns(programDeps)),
    ],
  };
}

/** Runs programs of the user's own, from the folder and with the variables that Qwen Code would see. */
const processesOf = ({ qwen }: RunEnvironment) =>
  createProcesses({
    platform: process.platform,
    environment: () => withUsualFolders(qwen.environment(), { platform: process.platform, home: qwen.home() }),
    workFolder: qwen.home,
  });
