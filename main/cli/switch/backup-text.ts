import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { CliWords } from '../../core/view/words/cli.ts';

type Done = Extract<SwitchResult, { kind: 'done' }>;

/** The line after a change: the backup that was made, and how to take the change back. */
export function backupText({ backupId, needsRoom }: Done, { switching }: CliWords): string {
  const backup = backupId === null ? [] : [switching.backup(backupId)];
  return [...backup, needsRoom === true ? switching.undoLater : switching.undoHint].join(' · ');
}
