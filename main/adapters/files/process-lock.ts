import { dirname } from 'node:path';
import type { Clock, Log } from '../../ports/system.ts';
import { pause } from '../../ports/timer.ts';
import { type FileOperations, nodeFileOperations, systemErrorCode } from './file-operations.ts';
import { makeFolder } from './folder-owner.ts';
import { readOnce } from './read-version.ts';
import { removeQuietly } from './temp-files.ts';

export interface ProcessLockDependencies {
  /** The lock file. Its folder is created if missing, with mode 0700 and for the owner of the folder above. */
  readonly path: string;
  readonly clock: Clock;
  readonly pid: number;
  isAlive(pid: number): boolean;
  readonly log: Pick<Log, 'warn'>;
  readonly operations?: FileOperations;
}

/** Runs a task while no other process of this app runs one. */
export type Exclusively = <Value>(task: () => Promise<Value>) => Promise<Value>;

const retryEveryMs = 50;
/** No task takes this long. An older lock belongs to a stuck process, or its process id was reused. */
const staleAfterMs = 60_000;
const waitAtMostMs = 5_000;
/** A wait of this time is announced. */
const silentForMs = 1_000;
/** A process writes its id at once into the lock that it created, unless it was killed in between. */
const fillingAtMostMs = 2_000;

/**
 * Keeps the app and the command line from changing the same records at once. The lock is advisory: if it cannot be taken in
 * time or cannot be created, the task runs anyway. What keeps it from being taken is logged, and waited for only once.
 * Without the lock each file is still written whole, but two processes that add to the same list could lose an entry.
 */
export function createProcessLock(dependencies: ProcessLockDependencies): Exclusively {
  const { path, clock, pid, log, operations = nodeFileOperations } = dependencies;
  const ownContent = String(pid);

  async function take(): Promise<'taken' | 'held' | 'impossible'> {
    const made = await outcomeOf(makeFolder(operations, dirname(path)));
    if (!made.ok) return 'impossible';
    const opened = await outcomeOf(operations.openNew(path, 0o600));
    if (!opened.ok) return opened.code === 'EEXIST' ? 'held' : 'impossible';
    const written = await outcomeOf(opened.value.write(new TextEncoder().encode(ownContent)));
    await outcomeOf(opened.value.close());
    if (written.ok) return 'taken';
    await removeQuietly(operations, path);
    return 'impossible';
  }

  /** Locks that were waited for in vain. */
  const ignored = new Set<string>();
  const giveUp = (lock: FoundLock): false => {
    if (!ignored.has(lock.id)) log.warn(`${path} ${lock.problem}: going on without this lock.`);
    ignored.add(lock.id);
    return false;
  };

  async function acquire(): Promise<boolean> {
    const startMs = clock.now();
    for (let isAnnounced = false; ; ) {
      const outcome = await take();
      if (outcome !== 'held') return outcome === 'taken';
      const lock = await findLock(dependencies, operations);
      const waitedMs = Math.abs(clock.now() - startMs);
      if (lock.state === 'foreign' || waitedMs >= waitAtMostMs || ignored.has(lock.id)) return giveUp(lock);
      // A stale lock that cannot be removed will not go away by itself.
      if (lock.state === 'stale' && !(await outcomeOf(operations.unlink(path))).ok) return giveUp(lock);
      if (waitedMs >= silentForMs && !isAnnounced) {
        isAnnounced = true;
        log.warn(`${path} ${lock.problem}: waiting for at most ${waitAtMostMs / 1000} seconds.`);
      }
      await pause(clock, retryEveryMs);
    }
  }

  return async (task) => {
    const isAcquired = await acquire();
    try {
      return await task();
    } finally {
      if (isAcquired && (await holderOf(operations, path)) === ownContent) await removeQuietly(operations, path);
    }
  };
}

interface FoundLock {
  /** `foreign`: something that no process of this app made or can read, so that waiting for it is in vain. */
  readonly state: 'held' | 'stale' | 'foreign';
  /** The same for as long as the same process holds the lock. */
  readonly id: string;
  /** What the log says of it. */
  readonly problem: string;
}

async function findLock(
  { path, clock, isAlive }: ProcessLockDependencies,
  operations: FileOperations,
): Promise<FoundLock> {
  const found = await outcomeOf(operations.lstat(path));
  // The lock was released meanwhile, or its folder cannot be read: the next attempt finds out.
  if (!found.ok)
    return { state: 'held', id: `${found.code} ${clock.now()}`, problem: `cannot be examined (${found.code})` };
  if (!found.value.isFile()) return { state: 'foreign', id: 'no file', problem: 'is not a regular file' };
  const { ino, mtimeMs } = found.value;
  const ageMs = Math.abs(clock.now() - mtimeMs);
  const read = await readOnce(operations, path, 64);
  const holder = read.kind === 'file' ? new TextDecoder().decode(read.bytes) : '';
  const id = `${ino} ${mtimeMs} ${holder}`;
  if (ageMs > staleAfterMs) return { state: 'stale', id, problem: 'is old and cannot be removed' };
  if (read.kind === 'refused') return { state: 'foreign', id, problem: `cannot be read (${read.reason})` };
  const isAbandoned = holder === '' ? read.kind === 'file' && ageMs > fillingAtMostMs : !isAlive(Number(holder));
  if (isAbandoned) return { state: 'stale', id, problem: 'names no running process and cannot be removed' };
  return { state: 'held', id, problem: holder === '' ? 'is being taken' : `is held by process ${holder}` };
}

async function holderOf(operations: FileOperations, path: string): Promise<string | null> {
  const found = await readOnce(operations, path, 64);
  return found.kind === 'file' ? new TextDecoder().decode(found.bytes) : null;
}

type Outcome<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: string };

async function outcomeOf<Value>(work: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    return { ok: false, code: systemErrorCode(error) };
  }
}
