import { createForeignFiles } from '../adapters/foreign-files/foreign-files.ts';
import { createProcesses } from '../adapters/programs/processes.ts';
import { withUsualFolders } from '../adapters/programs/usual-folders.ts';
import { logFolders } from '../adapters/qwen/log-folders.ts';
import { createOfficialClients } from '../services/account/official-clients.ts';
import { createVault, type Vault } from '../services/account/vault.ts';
import { createDocument } from '../services/document.ts';
import { createJournal, type Journal } from '../services/history/journal.ts';
import { createStatusFile } from '../services/polling/status-file.ts';
import { createInstalledClient } from '../services/settings/installed-client.ts';
import { createProviderKeys } from '../services/settings/provider-keys.ts';
import { createQuickSwitch } from '../services/settings/quick-switch.ts';
import { createSwitching, type Switching } from '../services/settings/switching.ts';
import { createUpdates } from '../services/updates/updates.ts';
import { createProgramBreakdowns, createProgramSources, createRequestLog } from '../sources/registry.ts';
import { type AccountSet, createAccounts } from './accounts.ts';
import type { RunEnvironment } from './run-environment.ts';
import type { RuntimeDeps } from './runtime-deps.ts';
import { openSettingsWriter } from './settings-writer.ts';

/** Makes all services of one run environment, those first that need no other. */
export function createServices(deps: RuntimeDeps) {
  const { runEnvironment, log, onChange } = deps;
  const { clock, dataFiles: files, isDemo, qwen } = runEnvironment;
  const vault = createVault({ ...runEnvironment, log });
  const journal = createJournal({ files, clock, log, exclusively: runEnvironment.exclusivelyInHistory });
  const { switching, ...earlier } = openSettings(deps, vault, journal, {
    onOtherProvider: (model) => accounts.first.notices.report({ kind: 'other-provider', model }),
    onChange: () => changed(),
  });
  const programDeps = { clock, processes: processesOf(runEnvironment) };
  // In the demo only the service is asked, and nothing of this machine.
  const requestLog = isDemo
    ? null
    : openRequestLog(deps, {
        ...{ switching, ...earlier },
        snapshot: () => accounts.chosen().store.get(),
        wasChosen: (atMs) => accounts.wasChosen(atMs),
      });
  const accounts: AccountSet = createAccounts({
    ...{ ...deps, files, vault, journal, requestLog },
    programs: isDemo ? [] : createProgramSources(programDeps),
    programBreakdowns: isDemo ? [] : createProgramBreakdowns(programDeps),
    onChange: () => changed(),
    onPending: onChange,
  });
  const quickSwitch = createQuickSwitch({
    home: qwen.home,
    switching,
    locale: deps.locale,
    onSwitched(notice) {
      for (const { notices } of accounts.all())
        notices.reportSwitch(notices === accounts.first.notices ? notice : null);
    },
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
      accounts.first.notices.report({ kind: 'new-version', version });
      onChange();
    },
  });
  const statusFile = createStatusFile({
    ...{ dataFiles: files, clock, demo: isDemo, preferences: deps.preferences, settings: switching.view },
    session: accounts.signIn.session,
    snapshot: () => accounts.chosen().quota.snapshot(),
    localCounts: () => accounts.chosen().quota.localCounts(),
    foreseen: () => accounts.chosen().pastUsage,
    others: () => accounts.view().others,
  });
  const changed = (): void => {
    statusFile.update();
    onChange();
  };
  return {
    ...{ accounts, vault, switching, requestLog, quickSwitch, installedClient, officialClients, statusFile, updates },
    changed,
  };
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

interface LogParts
  extends Pick<Parameters<typeof createRequestLog>[0], 'history' | 'earlierModels' | 'snapshot' | 'wasChosen'> {
  readonly switching: Switching;
}

function openRequestLog({ runEnvironment, log, preferences }: RuntimeDeps, { switching, ...parts }: LogParts) {
  const foreign = createForeignFiles();
  return createRequestLog({
    ...parts,
    clock: runEnvironment.clock,
    log,
    openDocument: (file) => createDocument({ ...file, files: runEnvironment.dataFiles, log }),
    folders: () => logFolders(runEnvironment.qwen, foreign),
    foreign,
    preferences,
    settings: switching.view,
  });
}

/** Runs programs of the user's own, from the folder and with the variables that Qwen Code would see. */
const processesOf = ({ qwen }: RunEnvironment) =>
  createProcesses({
    platform: process.platform,
    environment: () => withUsualFolders(qwen.environment(), { platform: process.platform, home: qwen.home() }),
    workFolder: qwen.home,
  });
