import type { InUse } from '../../core/provider/precedence/in-use-schema.ts';
import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { Backup } from './backups.ts';
import { contentHash, type FileChange } from './file-changes.ts';
import { readInUse } from './in-use-reading.ts';
import type { RecordedChange } from './recorded-change.ts';
import type { QwenEnvironment } from './settings-reading.ts';
import { recoverSwitch } from './switch-recovery.ts';
import { contentBefore, type SwitchUndoDependencies, unread } from './switch-undo.ts';

interface RestoreDependencies extends SwitchUndoDependencies {
  readonly qwenEnvironment: QwenEnvironment;
}

/**
 * Writes a backup's bytes to the file they came from, whatever that file holds now. With settings from before the last
 * switch goes the key that it wrote into the `.env` file, if nobody changed that file since.
 */
export async function restoreBackup(
  dependencies: RestoreDependencies,
  change: RecordedChange,
  backupId: string,
): Promise<SwitchResult> {
  const { files, backups, qwenEnvironment } = dependencies;
  const recovery = await recoverSwitch(dependencies);
  if (recovery.kind === 'open') return recovery.result;
  const known = (await backups.list()).backups;
  const entry = known.find(({ id }) => id === backupId);
  const kept = await backups.read(backupId);
  if (kept.kind === 'refused') return unread(kept);
  if (entry === undefined || kept.kind === 'missing') return { kind: 'failed', detail: 'backup-missing' };
  const before = await files.readVersion(entry.path, 'may-be-missing');
  if (before.kind === 'refused') return unread({ path: entry.path, ...before });
  if (contentHash(before) === entry.sha256) return { kind: 'done', backupId: null };
  const restored = { path: entry.path, before, after: kept.bytes };
  const [settingsPath, keyFilePath] = await qwenEnvironment.watchedPaths();
  if (entry.path !== settingsPath) return change.run([restored], () => 'change-lost');
  const ofKey = await keyFileChange(dependencies, keyFilePath, entry, known);
  const usedBefore = (await readInUse(dependencies, {})).inUse;
  const result = await change.run(ofKey === null ? [restored] : [restored, ofKey], () => 'change-lost');
  if (result.kind !== 'done') return result;
  if (ofKey !== null) return { ...result, keyFile: { path: ofKey.path, isRestored: true } };
  const usedNow = (await readInUse(dependencies, {})).inUse;
  const isKept = keyFilePath !== undefined && isKeyLeft(usedBefore, usedNow, keyFilePath);
  return isKept ? { ...result, keyFile: { path: keyFilePath, isRestored: false } } : result;
}

/** Takes back what the last switch wrote into the `.env` file; null: not from after this backup, or changed since. */
async function keyFileChange(
  dependencies: RestoreDependencies,
  keyFilePath: string | undefined,
  entry: Backup,
  newestFirst: readonly Backup[],
): Promise<FileChange | null> {
  const last = await dependencies.records.last();
  if (last.kind !== 'value') return null;
  const ids = last.value.files.map(({ backupId }) => backupId);
  const newestOfSwitch = newestFirst.findIndex(({ id }) => ids.includes(id));
  // Files that the switch made have no backup to compare with.
  const isFromBefore =
    newestOfSwitch === -1 ? entry.atMs < last.value.atMs : newestFirst.indexOf(entry) >= newestOfSwitch;
  const file = last.value.files.find(({ path }) => path === keyFilePath);
  if (!isFromBefore || file === undefined) return null;
  const now = await dependencies.files.readVersion(file.path, 'may-be-missing');
  if (now.kind === 'refused' || contentHash(now) !== file.after) return null;
  const old = await contentBefore(dependencies, file);
  return old.kind === 'content' ? { path: file.path, before: now, after: old.bytes } : null;
}

/** Whether a key that Qwen Code used from this file stays in it, unused. */
const isKeyLeft = (before: InUse, now: InUse, keyFilePath: string): boolean =>
  before.state === 'uses' &&
  before.sources.key.kind === 'env-file' &&
  before.sources.key.path === keyFilePath &&
  !(now.state === 'uses' && now.keyVariable === before.keyVariable);
