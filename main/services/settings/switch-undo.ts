import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { DataRefused } from '../../ports/system.ts';
import { contentHash, type FileChange } from './file-changes.ts';
import type { RecordedChange } from './recorded-change.ts';
import type { SwitchRecord } from './switch-records.ts';
import { recoverSwitch, type SwitchRecoveryDependencies } from './switch-recovery.ts';

export interface SwitchUndoDependencies extends SwitchRecoveryDependencies {
  hash(bytes: Uint8Array): string;
}

/** Reverts the last change, settings first, if every file still has the content that the change gave it. */
export async function undoLast(dependencies: SwitchUndoDependencies, change: RecordedChange): Promise<SwitchResult> {
  const { files, records } = dependencies;
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
    const old = await contentBefore(dependencies, file);
    if (old.kind === 'refused') return unread(old);
    if (old.kind === 'missing') return { kind: 'failed', detail: 'backup-missing' };
    changes.push({ path: file.path, before: now, after: old.bytes });
  }
  const result = await change.run(changes, () => 'change-lost');
  if (result.kind === 'done') await records.forgetLast();
  return result;
}

/** Nothing was changed, because a file that has to be read first cannot be. */
export const unread = ({ path, reason }: DataRefused): SwitchResult => ({
  kind: 'failed',
  detail: reason === 'no-answer' ? reason : `unread ${path}`,
});

type Content =
  | { readonly kind: 'content'; readonly bytes: Uint8Array | null }
  | { readonly kind: 'missing' }
  | DataRefused;

/** What a file held before a recorded change; null: there was none. `missing`: its backup is gone, or is not that any more. */
export async function contentBefore(
  { backups, hash }: Pick<SwitchUndoDependencies, 'backups' | 'hash'>,
  { before, backupId }: SwitchRecord['files'][number],
): Promise<Content> {
  const kept = backupId === null ? null : await backups.read(backupId);
  if (kept?.kind === 'refused') return kept;
  const bytes = kept?.kind === 'bytes' ? kept.bytes : null;
  return (bytes === null ? null : hash(bytes)) === before ? { kind: 'content', bytes } : { kind: 'missing' };
}
