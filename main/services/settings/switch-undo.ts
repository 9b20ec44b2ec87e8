import type { SwitchResult } from '../../core/provider/model.ts';
import { contentHash, type FileChange } from './file-changes.ts';
import type { RecordedChange } from './recorded-change.ts';
import { recoverSwitch, type SwitchRecoveryDependencies } from './switch-recovery.ts';

export interface SwitchUndoDependencies extends SwitchRecoveryDependencies {
  hash(bytes: Uint8Array): string;
}

/** Reverts the last change, settings first, if every file still has the content that the change gave it. */
export async function undoLast(dependencies: SwitchUndoDependencies, change: RecordedChange): Promise<SwitchResult> {
  const { files, backups, records, hash } = dependencies;
  await recoverSwitch(dependencies);
  const record = await records.last();
  if (record === null) return { kind: 'nothing-to-undo' };
  const changes: FileChange[] = [];
  for (const file of [...record.files].reverse()) {
    const now = await files.readVersion(file.path, file.after === null ? 'may-be-missing' : 'should-exist');
    if (now.kind === 'refused' || contentHash(now) !== file.after) return { kind: 'changed-meanwhile' };
    const after = file.backupId === null ? null : await backups.read(file.backupId);
    if ((after === null ? null : hash(after)) !== file.before) return { kind: 'failed', detail: 'backup-missing' };
    changes.push({ path: file.path, before: now, after });
  }
  const result = await change.run(changes, () => 'change-lost');
  if (result.kind === 'done') await records.forgetLast();
  return result;
}

/** Writes a backup's bytes to the file they came from, whatever that file holds now. */
export async function restoreBackup(
  dependencies: SwitchUndoDependencies,
  change: RecordedChange,
  backupId: string,
): Promise<SwitchResult> {
  const { files, backups } = dependencies;
  await recoverSwitch(dependencies);
  const entry = (await backups.list()).find(({ id }) => id === backupId);
  const after = entry === undefined ? null : await backups.read(backupId);
  if (entry === undefined || after === null) return { kind: 'failed', detail: 'backup-missing' };
  const before = await files.readVersion(entry.path, 'may-be-missing');
  if (before.kind === 'refused') return { kind: 'failed', detail: before.reason };
  if (contentHash(before) === entry.sha256) return { kind: 'done', backupId: null };
  return change.run([{ path: entry.path, before, after }], () => 'change-lost');
}
