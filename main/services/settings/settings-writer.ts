import type { DeclaredModel } from '../../core/provider/declared-models.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import type { RepairCode } from '../../core/provider/switch/repairs.ts';
import type { ProviderChoice, SwitchPreview, SwitchResult } from '../../core/provider/switch-model.ts';
import { createTurns } from '../../core/turns.ts';
import type { Exclusively, Files } from '../../ports/system.ts';
import { restoreBackup } from './backup-restore.ts';
import type { BackupList } from './backups.ts';
import { createEarlierModels } from './earlier-models.ts';
import { contentHash, type FileChange, type FileChangesDependencies } from './file-changes.ts';
import { type InUseQuestion, type InUseReading, readInUse } from './in-use-reading.ts';
import { createRecordedChange, type RecordedChangeDependencies } from './recorded-change.ts';
import { decodeText, type SettingsReadingDependencies, viewNow } from './settings-reading.ts';
import { watchSettings } from './settings-watch.ts';
import type { Previewed, ShownPlan } from './shown-plan.ts';
import { previewRepair, previewSwitch } from './switch-preview.ts';
import type { SwitchHistoryEntry } from './switch-records.ts';
import { recoverSwitch, type SwitchRecoveryDependencies } from './switch-recovery.ts';
import { undoLast } from './switch-undo.ts';

export interface SettingsWriterDependencies
  extends SettingsReadingDependencies,
    SwitchRecoveryDependencies,
    Pick<RecordedChangeDependencies, 'journal' | 'onOtherProvider'> {
  /** Lower-case hex sha256. */
  hash(bytes: Uint8Array): string;
  /** Left out: no other process changes the same files. */
  readonly exclusively?: Exclusively | undefined;
}

/** Changes the user's settings safely: it writes only what a preview showed, and every write can be undone. */
export interface SettingsWriter {
  /** `workFolder`: its own settings and `.env` files count as well. */
  view(workFolder?: string): Promise<SettingsView>;
  /**
   * Plans what the choice would change. The plan stays in memory until `confirm` is called with its hash. If a folder is
   * given, the warnings include the effects of that folder's own settings and `.env` files.
   */
  preview(choice: ProviderChoice, workFolder?: string): Promise<SwitchPreview>;
  /** Plans what one repair would change. The plan is confirmed like a switch. */
  previewRepair(code: RepairCode): Promise<SwitchPreview>;
  confirm(hash: string): Promise<SwitchResult>;
  inUse(question?: InUseQuestion): Promise<InUseReading>;
  /** Reverts the last switch or restore byte for byte, if its files have not been changed since. */
  undo(): Promise<SwitchResult>;
  /** Whether a change can be undone; this survives a restart. */
  canUndo(): Promise<boolean>;
  backups(): Promise<BackupList>;
  /** Writes one backup's bytes to the file they came from, after backing up that file's current bytes. */
  restore(backupId: string): Promise<SwitchResult>;
  /** What was selected since when, oldest first. The entry at time 0 is what the first switch found. */
  history(): Promise<readonly SwitchHistoryEntry[]>;
  /** The models and addresses that backups of the settings declare. Contains no key. */
  earlierModels(): Promise<readonly DeclaredModel[]>;
  /** Finishes or reverts a change that an earlier run left half done, and removes its temporary files. */
  sweep(): Promise<void>;
  /** Resolves once no change is under way. */
  settled(): Promise<void>;
  /** Calls `onChange` after any program changed the files. The returned function ends the watch. */
  watch(onChange: () => void): () => void;
}

/** Several previews can be open at once. Older plans are dropped because they hold keys in memory. */
const plansAtMost = 4;

export function createSettingsWriter(dependencies: SettingsWriterDependencies): SettingsWriter {
  const { files, qwenEnvironment, keys, backups, records, exclusively = (task) => task() } = dependencies;
  const view = (workFolder?: string): Promise<SettingsView> => viewNow(dependencies, workFolder ?? null);
  const change = createRecordedChange({ ...dependencies, view });
  const plans = new Map<string, ShownPlan>();
  const inTurn = createTurns();
  const alone: Exclusively = (task) => inTurn(() => exclusively(task));

  const shown = ({ preview, plan }: Previewed): SwitchPreview => {
    if (plan !== null) remember(plans, plan);
    return preview;
  };

  const confirm = async (planHash: string): Promise<SwitchResult> => {
    const plan = plans.get(planHash);
    if (plan === undefined) return { kind: 'plan-unknown' };
    plans.clear();
    const recovery = await recoverSwitch(dependencies);
    if (recovery.kind === 'open') return recovery.result;
    const changes = await refresh(files, plan.changes);
    if (!Array.isArray(changes)) return changes;
    const result = await change.run(changes, classifierFor(plan));
    if (result.kind === 'done' && plan.newKey !== null) await keys.keep(plan.newKey.targetId, plan.newKey.key);
    return result;
  };

  return {
    view,
    preview: async (choice, workFolder) => shown(await previewSwitch(dependencies, choice, workFolder ?? null)),
    previewRepair: async (code) => shown(await previewRepair(dependencies, code)),
    inUse: (question = {}) => readInUse(dependencies, question),
    confirm: (planHash) => alone(() => confirm(planHash)),
    undo: () => alone(() => undoLast(dependencies, change)),
    // An unreadable record counts: undo then explains which file could not be read. So does a change that is still open.
    canUndo: async () => (await records.last()).kind !== 'missing' || (await records.journal()) !== null,
    backups: () => backups.list(),
    restore: (backupId) => alone(() => restoreBackup(dependencies, change, backupId)),
    history: () => records.history(),
    earlierModels: createEarlierModels(backups),
    sweep: () =>
      alone(async () => {
        await recoverSwitch(dependencies);
        for (const path of await qwenEnvironment.watchedPaths()) await files.sweep(path);
      }),
    settled: () => inTurn(async () => {}),
    // A selection made by another program belongs in the history as well.
    watch: (onChange) => watchSettings({ ...dependencies, note: () => alone(() => change.note(null)) }, onChange),
  };
}

function remember(plans: Map<string, ShownPlan>, plan: ShownPlan): void {
  plans.delete(plan.hash);
  plans.set(plan.hash, plan);
  for (const hash of [...plans.keys()].slice(0, -plansAtMost)) plans.delete(hash);
}

/** Re-reads the files of a plan to keep their current mode and owner. Returns why nothing may be written, if so. */
async function refresh(files: Files, changes: readonly FileChange[]): Promise<FileChange[] | SwitchResult> {
  const fresh: FileChange[] = [];
  for (const change of changes) {
    const { path, before } = change;
    const now = await files.readVersion(path, before.kind === 'file' ? 'should-exist' : 'may-be-missing');
    if (now.kind === 'refused' && now.reason === 'no-answer') return { kind: 'failed', detail: now.reason };
    if (now.kind === 'refused' || now.target !== before.target || contentHash(now) !== contentHash(before))
      return { kind: 'changed-meanwhile' };
    fresh.push({ ...change, before: now });
  }
  return fresh;
}

/** Another program's save kept our change if planning again on its text finds nothing to do. */
const classifierFor =
  ({ settingsPath, isDoneIn }: ShownPlan): FileChangesDependencies['classify'] =>
  (path, bytes) => {
    const text = decodeText(bytes);
    if (text === null || text === '') return 'broken';
    if (path !== settingsPath) return 'change-lost';
    if (!readSettings(text).ok) return 'broken';
    return isDoneIn(text) ? 'change-kept' : 'change-lost';
  };
