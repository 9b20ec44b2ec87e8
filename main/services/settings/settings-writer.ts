import type { ProviderChoice, SettingsView, SwitchPreview, SwitchResult } from '../../core/provider/model.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import type { RepairCode } from '../../core/provider/switch/repairs.ts';
import { createTurns } from '../../core/turns.ts';
import type { Clock, Files, Log } from '../../ports/system.ts';
import type { Backup, Backups } from './backups.ts';
import { contentHash, type FileChange, type FileChangesDependencies } from './file-changes.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { createRecordedChange } from './recorded-change.ts';
import { previewRepair } from './repair-preview.ts';
import {
  decodeText,
  type InUseQuestion,
  type InUseReading,
  readInUse,
  type Surroundings,
  viewNow,
} from './settings-reading.ts';
import { watchSettings } from './settings-watch.ts';
import type { Previewed, ShownPlan } from './shown-plan.ts';
import { previewSwitch } from './switch-preview.ts';
import type { SwitchHistoryEntry, SwitchRecords } from './switch-records.ts';
import { recoverSwitch } from './switch-recovery.ts';
import { restoreBackup, undoLast } from './switch-undo.ts';

export interface SettingsWriterDependencies {
  readonly files: Files;
  readonly surroundings: Surroundings;
  readonly keys: ProviderKeys;
  readonly backups: Backups;
  readonly records: SwitchRecords;
  readonly clock: Clock;
  readonly log: Log;
  /** Lower-case hex sha256. */
  hash(bytes: Uint8Array): string;
  readonly processes: { readonly own: number; isAlive(pid: number): boolean };
}

/** The careful way to change the user's settings: nothing is written that was not shown, nothing that cannot be taken back. */
export interface SettingsWriter {
  view(): Promise<SettingsView>;
  /**
   * What the choice would change. The plan is kept in memory, for `confirm` to name by its hash. With a folder, what that
   * folder's own files make of the plan is among the warnings.
   */
  preview(choice: ProviderChoice, workFolder?: string): Promise<SwitchPreview>;
  /** What one repair would change; confirmed like a switch. */
  previewRepair(code: RepairCode): Promise<SwitchPreview>;
  confirm(hash: string): Promise<SwitchResult>;
  inUse(question?: InUseQuestion): Promise<InUseReading>;
  /** Takes the last switch (or restore) back, byte for byte, if its files still are as it left them. */
  undo(): Promise<SwitchResult>;
  /** Survives a restart. */
  canUndo(): Promise<boolean>;
  /** Newest first. */
  backups(): Promise<readonly Backup[]>;
  /** Puts one backup's bytes back where they came from. What is there now is backed up first. */
  restore(backupId: string): Promise<SwitchResult>;
  /** What was in force from when on, oldest first. At 0 stands what the first switch found. */
  history(): Promise<readonly SwitchHistoryEntry[]>;
  /** At the start: ends what an interrupted run left half done, and removes its temporary files. */
  sweep(): Promise<void>;
  /** Calls when the files were changed, by whomever. The answer ends it. */
  watch(onChange: () => void): () => void;
}

/** A preview that is looked at for long is not the only one; older ones hold keys for nothing. */
const plansAtMost = 4;

export function createSettingsWriter(dependencies: SettingsWriterDependencies): SettingsWriter {
  const { files, surroundings, keys, backups, records } = dependencies;
  const view = (): Promise<SettingsView> => viewNow(dependencies);
  const change = createRecordedChange({ ...dependencies, view });
  const plans = new Map<string, ShownPlan>();
  const inTurn = createTurns();

  const shown = ({ preview, plan }: Previewed): SwitchPreview => {
    if (plan !== null) remember(plans, plan);
    return preview;
  };

  const confirm = async (planHash: string): Promise<SwitchResult> => {
    const plan = plans.get(planHash);
    if (plan === undefined) return { kind: 'plan-unknown' };
    plans.clear();
    await recoverSwitch(dependencies);
    const changes = await refresh(files, plan.changes);
    if (changes === null) return { kind: 'changed-meanwhile' };
    const result = await change.run(changes, judgeFor(plan));
    if (result.kind === 'done' && plan.newKey !== null) await keys.keep(plan.newKey.targetId, plan.newKey.key);
    return result;
  };

  return {
    view,
    preview: async (choice, workFolder) => shown(await previewSwitch(dependencies, choice, workFolder ?? null)),
    previewRepair: async (code) => shown(await previewRepair(dependencies, code)),
    inUse: (question = {}) => readInUse(dependencies, question),
    confirm: (planHash) => inTurn(() => confirm(planHash)),
    undo: () => inTurn(() => undoLast(dependencies, change)),
    canUndo: async () => (await records.last()) !== null,
    backups: () => backups.list(),
    restore: (backupId) => inTurn(() => restoreBackup(dependencies, change, backupId)),
    history: () => records.history(),
    sweep: () =>
      inTurn(async () => {
        await recoverSwitch(dependencies);
        for (const path of await surroundings.watchedPaths()) await files.sweep(path);
      }),
    // What another program put in force belongs in the history as well.
    watch: (onChange) => watchSettings({ ...dependencies, note: () => inTurn(() => change.note(null)) }, onChange),
  };
}

function remember(plans: Map<string, ShownPlan>, plan: ShownPlan): void {
  plans.delete(plan.hash);
  plans.set(plan.hash, plan);
  for (const hash of [...plans.keys()].slice(0, -plansAtMost)) plans.delete(hash);
}

/** The same files as when the plan was shown, or null. Their mode and owner may have changed: they are kept as they are now. */
async function refresh(files: Files, changes: readonly FileChange[]): Promise<readonly FileChange[] | null> {
  const fresh: FileChange[] = [];
  for (const change of changes) {
    const { path, before } = change;
    const now = await files.readVersion(path, before.kind === 'file' ? 'should-exist' : 'may-be-missing');
    if (now.kind === 'refused' || now.target !== before.target || contentHash(now) !== contentHash(before)) return null;
    fresh.push({ ...change, before: now });
  }
  return fresh;
}

/** A client that saved right after us has read our change, and kept it: then there would be nothing to do. */
const judgeFor =
  ({ settingsPath, isDoneIn }: ShownPlan): FileChangesDependencies['judge'] =>
  (path, bytes) => {
    const text = decodeText(bytes);
    if (text === null || text === '') return 'broken';
    if (path !== settingsPath) return 'theirs';
    if (!readSettings(text).ok) return 'broken';
    return isDoneIn(text) ? 'holds' : 'theirs';
  };
