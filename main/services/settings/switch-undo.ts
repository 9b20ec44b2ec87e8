import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { DataRefused } from '../../ports/system.ts';
import { contentHash, type FileChange } from './file-changes.ts';
import type { RecordedChange } from './recorded-change.ts';
import { recoverSwitch, type SwitchRecoveryDependencies } from './switch-recovery.ts';

export interface SwitchUndoDependencies extends SwitchRecoveryDependencies {
  hash(bytes: Uint8Array): string;
}

/** Reverts the last change, settings first, if every file still has the content that the change gave it. */
export async function undoLast(dependencies: SwitchUndoDependencies, change: RecordedChange): Promise<SwitchResult> {
  const { files, backups, records, hash } = dependencies;
  const recovery = await recoverSwitch(dependencies);
  if (recovery.kind === 'open') return recovery.result;
  const last = recovery.kind === 'none' ? await records.last() : { kind: 'value' as const, value: recovery.record };
  if (last.kind === 'refused') return unread(last);
  if (last.kind === 'missing')
    return last.damaged ? { kind: 'failed', detail: 'record-damaged' } : { kind: 'nothing-to-undo' };
  const changes: FileChange[] = [];
  for (const file of [...last.value.files].reverse()) {
    const now = await files.readVersion(file.path, file.after === null ? 'may-be-missing' : 'should-exist');
    if (now.kind === 'refused') return unread({ path: file.path, ...now });
    if (contentHash(now) !== file.after) return { kind: 'changed-meanwhile' };
    const kept = file.backupId === null ? null : await backups.read(file.backupId);
    if (kept?.kind === 'refused') return unread(kept);
    const after = kept?.kind === 'bytes' ? kept.bytes : null;
    if ((after === null ? null : hash(after)) !== file.before) return { kind: 'failed', detail: 'backup-missing' };
    changes.push({ path: file.path, before: now, after });
  }
  const result = await change.run(changes, () => 'change-lost');
  if (result.kind === 'done') await records.forgetLast();
  return result;
}

/** Nothing was changed, because a file that has to be read first cannot be. */
const unread = ({ path, reason }: DataRefused): SwitchResult => ({
  kind: 'failed',
  detail: reason === 'no-answer' ? reason : `unread ${path}`,
});

/** Writes a backup's bytes to the file they came from, whatever that file holds now. */
export async function restoreBackup(
  dependencies: SwitchUndoDependencies,
  change: RecordedChange,
  backupId: string,
): Promise<SwitchResult> {
  const { files, backups } = dependencies;
  const recovery = await recoverSwitch(dependencies);
  if (recovery.kind === 'open') return recovery.result;
  const entry = (await backups.list()).backups.find(({ id }) => id === backupId);
  const kept = await backups.read(backupId);
  if (kept.kind === 'refused') return unread(kept);
  if (entry === undefined || kept.kind === 'missing') return { kind: 'failed', detail: 'backup-missing' };
  const before = await files.readVersion(entry.path, 'may-be-missing');
  if (before.kind === 'refused') return unread({ path: entry.path, ...before });
  if (contentHash(before) === entry.sha256) return { kind: 'done', backupId: null };
  return change.run([{ path: entry.path, before, after: kept.bytes }], () => 'change-lost');
}
