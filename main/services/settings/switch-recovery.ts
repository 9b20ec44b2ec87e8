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

/** A change takes moments. After this long its process is gone, and its number may be another program's. */
const longestChangeMs = 600_000;

type Place = 'before' | 'after' | 'elsewhere';

/**
 * Ends a change that a crash cut off: whole, it becomes the last switch; half, what was written is taken back; where another
 * program has written since, nothing is touched (the backups stay). Call it with no change of our own under way.
 */
export async function recoverSwitch(dependencies: SwitchRecoveryDependencies): Promise<void> {
  const { records, clock, log, processes } = dependencies;
  const journal = await records.journal();
  if (journal === null) return;
  const isRecent = Math.abs(clock.now() - journal.atMs) < longestChangeMs;
  if (isRecent && journal.pid !== processes.own && processes.isAlive(journal.pid)) return;
  const places: Place[] = [];
  for (const file of journal.files) places.push(await placeOf(dependencies.files, file));
  if (places.every((place) => place === 'after')) return records.complete(journal);
  if (places.includes('elsewhere'))
    log.warn('A switch was cut off, and its files have been changed since: left alone.');
  else {
    for (const [index, file] of journal.files.entries()) {
      if (places[index] === 'after') await takeBackRecorded(dependencies, file);
    }
  }
  await records.abandon();
}

async function placeOf(files: Files, file: SwitchRecord['files'][number]): Promise<Place> {
  const now = await files.readVersion(file.path, 'may-be-missing');
  if (now.kind === 'refused') return 'elsewhere';
  const hash = now.kind === 'file' ? now.sha256 : null;
  if (hash === file.after) return 'after';
  return hash === file.before ? 'before' : 'elsewhere';
}

async function takeBackRecorded(
  { files, backups, log }: SwitchRecoveryDependencies,
  file: SwitchRecord['files'][number],
): Promise<void> {
  const now = await files.readVersion(file.path, 'may-be-missing');
  if (now.kind === 'refused') return;
  const bytes = file.backupId === null ? null : await backups.read(file.backupId);
  const result = await putBack(files, file, now, bytes);
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
