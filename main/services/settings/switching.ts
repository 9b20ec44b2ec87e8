import type {
  ProviderChoice,
  RecentProvider,
  SettingsView,
  SwitchPreview,
  SwitchResult,
} from '../../core/provider/model.ts';
import type { InUse } from '../../core/provider/precedence/in-use.ts';
import type { RepairCode } from '../../core/provider/switch/repairs.ts';
import { recentProviders } from '../../core/view/providers/recent.ts';
import type { Backup } from './backups.ts';
import type { ProviderKeys } from './provider-keys.ts';
import type { SettingsWriter } from './settings-writer.ts';

export interface SwitchingDeps {
  readonly writer: SettingsWriter;
  readonly keys: Pick<ProviderKeys, 'open'>;
  onChange(): void;
}

/** The user's settings as the screen needs them: the last known view at hand, and every change through the writer. */
export interface Switching {
  view(): SettingsView;
  canUndo(): boolean;
  /** Newest first. */
  recent(): readonly RecentProvider[];
  preview(choice: ProviderChoice): Promise<SwitchPreview>;
  previewRepair(code: RepairCode): Promise<SwitchPreview>;
  /** What Qwen Code will use, as the files are now. */
  inUse(): Promise<InUse>;
  /** Newest first. */
  backups(): Promise<readonly Backup[]>;
  restore(backupId: string): Promise<SwitchResult>;
  confirm(hash: string): Promise<SwitchResult>;
  undo(): Promise<SwitchResult>;
  /** Ends what an interrupted run left, then watches the files. */
  start(): Promise<void>;
  /** The vault may be asked from now on: keys it holds count as there. */
  openKeys(): Promise<void>;
  /** Looks again: the popover opens, and not every system can watch a file. */
  look(): Promise<void>;
  stop(): void;
}

export function createSwitching({ writer, keys, onChange }: SwitchingDeps): Switching {
  let view: SettingsView = { state: 'unknown' };
  let canUndo = false;
  let recent: readonly RecentProvider[] = [];
  let endWatch = (): void => {};
  let stopped = false;

  async function look(): Promise<void> {
    const [seen, undoable, history] = await Promise.all([writer.view(), writer.canUndo(), writer.history()]);
    const used = recentProviders(history);
    if (stopped || JSON.stringify([seen, undoable, used]) === JSON.stringify([view, canUndo, recent])) return;
    view = seen;
    canUndo = undoable;
    recent = used;
    onChange();
  }

  /** What a change left is on the screen before its result is. */
  async function thenLook<Value>(change: Promise<Value>): Promise<Value> {
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
    restore: (backupId) => thenLook(writer.restore(backupId)),
    confirm: (hash) => thenLook(writer.confirm(hash)),
    undo: () => thenLook(writer.undo()),
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
    stop() {
      stopped = true;
      endWatch();
    },
  };
}
