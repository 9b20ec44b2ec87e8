import type { SwitchResult } from '../../core/provider/switch-model.ts';
import type { Clock, Files, Log } from '../../ports/system.ts';
import type { Backups } from './backups.ts';
import type { SwitchRecord, SwitchRecords } from './switch-records.ts';

export interface SwitchRecoveryDependencies {
  readonly files: Files;
  readonly backups: Backups;
  readonly records: SwitchRecords;
  readonly clock: Clock;
  readonly log: Log;
  readonly processes: { readonly own: number; isAlive(pid: number): boolean };
}

/** A change takes well under a second. After this time its process id may belong to another program. */
const longestChangeMs = 600_000;

/** Which recorded content a file holds now; `other` if neither, or if it cannot be read. `unanswered`: the disk does not answer. */
type RecordedState = 'before' | 'after' | 'other' | 'unanswered';

/** `unrecorded`: the change is finished and still cannot be recorded, as on a full disk. `open`: its disk does not answer. */
export type Recovery =
  | { readonly kind: 'none' }
  | { readonly kind: 'unrecorded'; readonly record: SwitchRecord }
  | { readonly kind: 'open'; readonly result: SwitchResult };

/**
 * Resolves a change that a crash interrupted. A finished change becomes the last switch, a partial one is reverted, and if
 * another program has written since, no file is touched and the backups stay. A change on a disk that does not answer stays
 * open, and the caller must not begin another. The caller must have no change in progress.
 */
export async function recoverSwitch(dependencies: SwitchRecoveryDependencies): Promise<Recovery> {
  const { records, clock, log, processes } = dependencies;
  const journal = await records.journal();
  if (journal === null) return { kind: 'none' };
  const isRecent = Math.abs(clock.now() - journal.atMs) < longestChangeMs;
  if (isRecent && journal.pid !== processes.own && processes.isAlive(journal.pid)) return { kind: 'none' };
  const states: RecordedState[] = [];
  for (const file of journal.files) states.push(await stateOf(dependencies.files, file));
  const waitsFor = journal.files[states.indexOf('unanswered')];
  if (waitsFor !== undefined) return { kind: 'open', result: unanswered(waitsFor.path) };
  // The temporary file of the change may hold a key.
  for (const file of journal.files) await dependencies.files.sweep(file.path, 'own');
  if (states.every((state) => state === 'after'))
    return (await records.complete(journal)) ? { kind: 'none' } : { kind: 'unrecorded', record: journal };
  if (states.includes('other')) log.warn('A switch was cut off, and its files have been changed since: left alone.');
  else {
    for (const [index, file] of journal.files.entries()) {
      if (states[index] === 'after') await revertRecorded(dependencies, file);
    }
  }
  await records.abandon();
  return { kind: 'none' };
}

/** The result of a change that was given up because the disk does not answer. */
export const unanswered = (path: string): SwitchResult => ({ kind: 'failed', detail: `unanswered ${path}` });

async function stateOf(files: Files, file: SwitchRecord['files'][number]): Promise<RecordedState> {
  const now = await files.readVersion(file.path, 'may-be-missing');
  if (now.kind === 'refused') return now.reason === 'no-answer' ? 'unanswered' : 'other';
  const hash = now.kind === 'file' ? now.sha256 : null;
  if (hash === file.after) return 'after';
  return hash === file.before ? 'before' : 'other';
}

async function revertRecorded(
  { files, backups, log }: SwitchRecoveryDependencies,
  file: SwitchRecord['files'][number],
): Promise<void> {
  const now = await files.readVersion(file.path, 'may-be-missing');
  if (now.kind === 'refused') return;
  const kept = file.backupId === null ? null : await backups.read(file.backupId);
  const result = await putBack(files, file, now, kept?.kind === 'bytes' ? kept.bytes : null);
  if (result !== 'done') log.warn(`A switch was cut off, and ${file.path} could not be put back: ${result}.`);
}

async function putBack(
  files: Files,
  file: SwitchRecord['files'][number],
  now: Parameters<Files['replace']>[2],
  bytes: Uint8Array | null,
): Promise<string> {
  if (file.before !== null) return bytes === null ? 'no backup' : (await files.replace(file.path, bytes, now)).kind;
  return now.kind === 'file' ? (await files.remove(file.path, now)).kind : 'done';
}
