import type { RecentProvider, SettingsView } from '../../core/provider/model.ts';
import type { InUse } from '../../core/provider/precedence/in-use-schema.ts';
import type { RepairCode } from '../../core/provider/switch/repairs.ts';
import type { ProviderChoice, SwitchPreview, SwitchResult } from '../../core/provider/switch-model.ts';
import { recentProviders } from '../../core/view/providers/quick-switch.ts';
import type { BackupList } from './backups.ts';
import type { ProviderKeys } from './provider-keys.ts';
import type { SettingsWriter } from './settings-writer.ts';

export interface SwitchingDeps {
  readonly writer: SettingsWriter;
  readonly keys: Pick<ProviderKeys, 'open'>;
  onChange(): void;
}

/** Provides the user's settings to the screens: caches the last view, and makes every change through the writer. */
export interface Switching {
  view(): SettingsView;
  canUndo(): boolean;
  /** Newest first. */
  recent(): readonly RecentProvider[];
  preview(choice: ProviderChoice): Promise<SwitchPreview>;
  previewRepair(code: RepairCode): Promise<SwitchPreview>;
  /** Resolves what Qwen Code will use with the files on disk. */
  inUse(): Promise<InUse>;
  backups(): Promise<BackupList>;
  restore(backupId: string): Promise<SwitchResult>;
  confirm(hash: string): Promise<SwitchResult>;
  undo(): Promise<SwitchResult>;
  /** Resolves a change that an earlier run left half done, then watches the files. */
  start(): Promise<void>;
  /** Allows reading keys from the vault from now on, and refreshes the view with them. */
  openKeys(): Promise<void>;
  /** Re-reads the files. Called when the popover opens, because not every system can watch a file. */
  look(): Promise<void>;
  /** Resolves once no change is under way: one that is cut off leaves a temporary file, which may hold a key. */
  stop(): Promise<void>;
}

export function createSwitching({ writer, keys, onChange }: SwitchingDeps): Switching {
  let view: SettingsView = { state: 'unknown' };
  let canUndo = false;
  let recent: readonly RecentProvider[] = [];
  let endWatch = (): void => {};
  let stopped = false;

  async function look(): Promise<void> {
    const [newView, undoable, history] = await Promise.all([writer.view(), writer.canUndo(), writer.history()]);
    const newRecent = recentProviders(history);
    if (stopped || JSON.stringify([newView, undoable, newRecent]) === JSON.stringify([view, canUndo, recent])) return;
    view = newView;
    canUndo = undoable;
    recent = newRecent;
    onChange();
  }

  /** Refreshes the view before the result is returned, so that the screen shows the new state first. */
  async function refreshAfter<Value>(change: Promise<Value>): Promise<Value> {
    const result = await change;
    await look();
    return result;
  }

  return {
    view: () => view,
    canUndo: () => canUndo,
    recent: () => recent,
    preview: (choice) => writer.preview(choice),
    previewRepair: writer.previewRepair,
    inUse: async () => (await writer.inUse()).inUse,
    backups: writer.backups,
    restore: (backupId) => refreshAfter(writer.restore(backupId)),
    confirm: (hash) => refreshAfter(writer.confirm(hash)),
    undo: () => refreshAfter(writer.undo()),
    async start() {
      await writer.sweep();
      if (stopped) return;
      endWatch = writer.watch(() => void look());
      await look();
    },
    async openKeys() {
      keys.open();
      await look();
    },
    look,
    async stop() {
      stopped = true;
      endWatch();
      await writer.settled();
    },
  };
}
