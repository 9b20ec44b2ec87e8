import type { Clock, FileRefused } from '../../ports/system.ts';
import { type FileOperations, type FileStatus, systemErrorCode } from './file-operations.ts';
import { readOnce } from './read-version.ts';

interface Looking {
  readonly path: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly platform: NodeJS.Platform;
  readonly operations: FileOperations;
  isAlive(pid: number): boolean;
}

/** No task takes this long. An older lock belongs to a stuck process, or its process id was reused. */
const staleAfterMs = 60_000;
/** A process writes its id at once into the lock that it created, unless it was killed in between. */
const fillingAtMostMs = 2_000;

export interface FoundLock {
  /** `foreign`: something that no process of this app made or can read, so that waiting for it is in vain. */
  readonly state: 'held' | 'stale' | 'foreign';
  /** The same for as long as the same process holds the lock. */
  readonly id: string;
  /** Tells the file that was found from one that took its place. */
  readonly file: string;
  /** What the log says of it. */
  readonly problem: string;
  /** The process that it names; read once only, as a reader delays the file's removal on Windows. */
  readonly holder?: string;
}

/** Examines the lock file of another process. `last` is what was found before, if anything. */
export async function findLock(
  { path, clock, isAlive, platform, operations }: Looking,
  last: FoundLock | null,
): Promise<FoundLock> {
  const found = await outcomeOf(operations.lstat(path));
  // The lock was released meanwhile, or its folder cannot be read: the next attempt finds out.
  if (!found.ok)
    return {
      state: 'held',
      id: `${found.code} ${clock.now()}`,
      file: '',
      problem: `cannot be examined (${found.code})`,
    };
  const file = fileOf(found.value);
  if (!found.value.isFile()) return { state: 'foreign', id: 'no file', file, problem: 'is not a regular file' };
  const ageMs = Math.abs(clock.now() - found.value.mtimeMs);
  const read = last?.file === file && last.holder !== undefined ? last.holder : await readHolder(operations, path);
  const holder = typeof read === 'string' ? read : '';
  const id = `${file} ${holder}`;
  if (ageMs > staleAfterMs) return { state: 'stale', id, file, problem: 'is old and cannot be removed' };
  if (read !== null && typeof read === 'object') {
    const passes = read.reason === 'held-open' || (platform === 'win32' && read.reason === 'unreadable');
    return { state: passes ? 'held' : 'foreign', id, file, problem: `cannot be read (${read.reason})` };
  }
  const isAbandoned = holder === '' ? read !== null && ageMs > fillingAtMostMs : !isAlive(Number(holder));
  if (isAbandoned) return { state: 'stale', id, file, problem: 'names no running process and cannot be removed' };
  if (holder === '') return { state: 'held', id, file, problem: 'is being taken' };
  return { state: 'held', id, file, problem: `is held by process ${holder}`, holder };
}

/** Tells a file from one that took its place, also under another name. */
export const fileOf = ({ ino, mtimeMs }: Pick<FileStatus, 'ino' | 'mtimeMs'>): string => `${ino} ${mtimeMs}`;

/** The process that the lock names, empty while it is being taken; null if it is gone. */
export async function readHolder(operations: FileOperations, path: string): Promise<string | null | FileRefused> {
  const found = await readOnce(operations, path, 64);
  if (found.kind === 'refused') return found;
  return found.kind === 'file' ? new TextDecoder().decode(found.bytes) : null;
}

type Outcome<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: string };

export async function outcomeOf<Value>(work: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    return { ok: false, code: systemErrorCode(error) };
  }
}
