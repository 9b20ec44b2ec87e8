import { createForeignFiles } from '../adapters/foreign-files/foreign-files.ts';
import { createProcesses } from '../adapters/programs/processes.ts';
import { withUsualFolders } from '../adapters/programs/usual-folders.ts';
import { logFolders } from '../adapters/qwen/log-folders.ts';
import type { Preferences } from '../core/preferences.ts';
import { withBudget } from '../core/quota/budget.ts';
import type { Locale } from '../core/view/format.ts';
import type { NoticeHandling } from '../core/view/notices/handling.ts';
import type { Log, Notices } from '../ports/system.ts';
import { createOfficialClients } from '../services/account/official-clients.ts';
import { createSignIn, type SignIn } from '../services/account/sign-in.ts';
import { createVault, type Vault } from '../services/account/vault.ts';
import { createDocument } from '../services/document.ts';
import { createJournal, type Journal } from '../services/history/journal.ts';
import { createPastUsage } from '../services/polling/past-usage.ts';
import { createSnapshotStore, type SnapshotStore } from '../services/polling/snapshot-store.ts';
import { createStatusFile } from '../services/polling/status-file.ts';
import { createQuota } from '../services/quota.ts';
import { createInstalledClient } from '../services/settings/installed-client.ts';
import { createProviderKeys } from '../services/settings/provider-keys.ts';
import { createQuickSwitch } from '../services/settings/quick-switch.ts';
import { createSwitching, type Switching } from '../services/settings/switching.ts';
import { createUpdates } from '../services/updates/updates.ts';
import { createUserNotices } from '../services/user-notices.ts';
import {
  createAccountServices,
  createBreakdownSources,
  createGateways,
  createProgramBreakdowns,
  createProgramSources,
  createRequestLog,
  createSources,
} from '../sources/registry.ts';
import type { RunEnvironment } from './run-environment.ts';
import { openSettingsWriter } from './settings-writer.ts';

export interface RuntimeDeps {
  readonly runEnvironment: RunEnvironment;
  readonly log: Log;
  readonly notices: Notices;
  preferences(): Preferences;
  locale(): Locale;
  /** When the popover was last open; null: not in this run. */
  lastInterestAtMs(): number | null;
  isIdle(): boolean;
  /** A notice was clicked; the panel shows what it is about. */
  onNoticeClick(panel: NoticeHandling['panel']): void;
  /** A quick switch needs an answer of the user first. */
  onSwitchQuestion(providerId: string): void;
  /** Anything that tray, popover or `status.json` shows has changed. */
  onChange(): void;
}

/** Makes all services of one run environment, those first that need no other. */
export function createServices(deps: RuntimeDeps) {
  const { runEnvironment, log, onChange } = deps;
  const { clock, dataFiles: files, isDemo, qwen } = runEnvironment;
  const { vault, signIn } = openAccount(deps);
  const journal = createJournal({ files, clock, log, exclusively: runEnvironment.exclusivelyInHistory });
  const { session } = signIn;
  const { switching, ...earlier } = openSettings(deps, vault, journal, {
    onOtherProvider: (model) => notices.report({ kind: 'other-provider', model }),
    onChange: () => changed(),
  });
  const refine: Parameters<typeof createSnapshotStore>[0]['refine'] = (snapshot) =>
    withBudget(snapshot, deps.preferences());
  const store = createSnapshotStore({ files, clock, log, refine });
  const { breakdowns, ...sources } = openSources(deps, { signIn, store, switching, ...earlier });
  const notices = createUserNotices({
    ...{ ...deps, store, files, clock, journal, onClick: deps.onNoticeClick, onPending: onChange },
    foreseen: () => ({
      runOuts: pastUsage.runOuts(),
      lastRequestAtMs: sources.requestLog?.lastRequestAtMs() ?? null,
      usualHour: pastUsage.usualHour,
      answersBetween: (fromMs, toMs) => sources.requestLog?.answersBetween(fromMs, toMs) ?? 0,
    }),
  });
  const timeZone = (): string => deps.locale().timeZone;
  const pastUsage = createPastUsage({
    ...{ ...runEnvironment, log, store, journal, breakdowns, session, timeZone },
    planRequests: () => sources.requestLog?.planRequests() ?? [],
    accountSinceMs: () => quota.accountSinceMs(),
    logged: () => sources.requestLog?.logged() ?? null,
  });
  const quota = createQuota({
    ...{ ...deps, ...sources, files, clock, signIn, store, notices, pastUsage },
    fixedEveryMs: runEnvironment.fixedEveryMs,
    onCounts: () => changed(),
  });
  const quickSwitch = createQuickSwitch({
    home: qwen.home,
    switching,
    locale: deps.locale,
    onSwitched: notices.reportSwitch,
    onQuestion: deps.onSwitchQuestion,
  });
  const installedClient = createInstalledClient({
    processes: processesOf(runEnvironment),
    home: qwen.home,
    agreed: () => deps.preferences().askInstalledClient,
  });
  const officialClients = createOfficialClients(processesOf(runEnvironment), () => onChange());
  const updates = createUpdates({
    ...{ clock, http: runEnvironment.http, files, log, published: runEnvironment.published },
    isWanted: () => deps.preferences().lookForUpdates === true,
    onNewVersion: (version) => {
      notices.report({ kind: 'new-version', version });
      onChange();
    },
  });
  const statusFile = createStatusFile({
    ...deps,
    ...quota,
    ...pastUsage,
    dataFiles: files,
    clock,
    demo: isDemo,
    session,
    settings: switching.view,
  });
  const changed = (): void => {
    statusFile.update();
    onChange();
  };
  return {
    ...{
      vault,
      signIn,
      switching,
      store,
      notices,
      pastUsage,
      quota,
      quickSwitch,
      installedClient,
      officialClients,
      statusFile,
      updates,
    },
    changed,
  };
}

/** The account of the app's own, and where its session is kept. */
function openAccount({ runEnvironment, log }: RuntimeDeps) {
  const { clock, http, overrides, openPage } = runEnvironment;
  const vault = createVault({ ...runEnvironment, log });
  const services = createAccountServices({ http, clock, log, overrides });
  return { vault, signIn: createSignIn({ clock, log, vault, services, openPage }) };
}

/** The settings of Qwen Code, with the keys that the user entered, and the history of switches. */
function openSettings(
  { runEnvironment, log }: RuntimeDeps,
  vault: Vault,
  journal: Journal,
  { onOtherProvider, onChange }: { onOtherProvider(model: string | null): void; onChange(): void },
) {
  const keys = createProviderKeys(vault);
  const writer = openSettingsWriter({ ...runEnvironment, log, keys, journal, onOtherProvider });
  const { history, earlierModels } = writer;
  return { switching: createSwitching({ writer, keys, onChange }), history, earlierModels };
}

interface SourceParts {
  readonly signIn: SignIn;
  readonly store: SnapshotStore;
  readonly switching: Switching;
  readonly history: Parameters<typeof createRequestLog>[0]['history'];
  readonly earlierModels: Parameters<typeof createRequestLog>[0]['earlierModels'];
}

/** All sources of readings and breakdowns. In the demo only the service is asked, and nothing of this machine. */
function openSources(deps: RuntimeDeps, parts: SourceParts) {
  const { clock, http, overrides, isDemo } = deps.runEnvironment;
  const service = { http, clock, log: deps.log, overrides, accessToken: parts.signIn.accessToken };
  const gateways = createGateways(service);
  const programDeps = { clock, processes: processesOf(deps.runEnvironment) };
  const programs = isDemo ? [] : createProgramSources(programDeps);
  const requestLog = isDemo ? null : openRequestLog(deps, parts);
  const programBreakdowns = isDemo ? [] : createProgramBreakdowns(programDeps);
  return {
    sources: createSources({ ...service, gateways, programs, requestLog }),
    programs,
    requestLog,
    breakdowns: [...createBreakdownSources({ ...service, gateways }), ...programBreakdowns],
  };
}

function openRequestLog({ runEnvironment, log, preferences }: RuntimeDeps, parts: SourceParts) {
  const foreign = createForeignFiles();
  return createRequestLog({
    clock: runEnvironment.clock,
    log,
    openDocument: (file) => createDocument({ ...file, files: runEnvironment.dataFiles, log }),
    folders: () => logFolders(runEnvironment.qwen, foreign),
    foreign,
    preferences,
    snapshot: parts.store.get,
    history: parts.history,
    earlierModels: parts.earlierModels,
    settings: parts.switching.view,
  });
}

/** Runs programs of the user's own, from the folder and with the variables that Qwen Code would see. */
const processesOf = ({ qwen }: RunEnvironment) =>
  createProcesses({
    platform: process.platform,
    environment: () => withUsualFolders(qwen.environment(), { platform: process.platform, home: qwen.home() }),
    workFolder: qwen.home,
  });
