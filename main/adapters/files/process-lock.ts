import { dirname } from 'node:path';
import type { Clock } from '../../ports/system.ts';
import { pause } from '../../ports/timer.ts';
import { type FileOperations, nodeFileOperations, systemErrorCode } from './file-operations.ts';
import { readOnce } from './read-version.ts';
import { removeQuietly } from './temp-files.ts';

export interface ProcessLockDependencies {
  /** The lock file. Its folder is created with mode 0700 if missing. */
  readonly path: string;
  readonly clock: Clock;
  readonly pid: number;
  isAlive(pid: number): boolean;
  readonly operations?: FileOperations;
}

/** Runs a task while no other process of this app runs one. */
export type Exclusively = <Value>(task: () => Promise<Value>) => Promise<Value>;

const retryEveryMs = 20;
/** No task takes this long. An older lock belongs to a stuck process, or its process id was reused. */
const staleAfterMs = 60_000;
const waitAtMostMs = 5_000;
/** A process writes its id at once into the lock that it created, unless it was killed in between. */
const fillingAtMostMs = 2_000;

/**
 * Keeps the app and the command line from changing the same records at once. The lock is advisory: if it cannot be taken in
 * time or cannot be created, the task runs anyway. Each file is still written whole then, but two processes that add to the
 * same list could lose an entry.
 */
export function createProcessLock(dependencies: ProcessLockDependencies): Exclusively {
  const { path, clock, pid, operations = nodeFileOperations } = dependencies;
  const ownContent = String(pid);

  async function take(): Promise<'taken' | 'held' | 'impossible'> {
    const made = await outcomeOf(operations.mkdir(dirname(path), 0o700));
    if (!made.ok) return 'impossible';
    const opened = await outcomeOf(operations.openNew(path, 0o600));
    if (!opened.ok) return opened.code === 'EEXIST' ? 'held' : 'impossible';
    const written = await outcomeOf(opened.value.write(new TextEncoder().encode(ownContent)));
    await outcomeOf(opened.value.close());
    if (written.ok) return 'taken';
    await removeQuietly(operations, path);
    return 'impossible';
  }

  async function acquire(): Promise<boolean> {
    const deadlineMs = clock.now() + waitAtMostMs;
    for (;;) {
      const outcome = await take();
      if (outcome !== 'held') return outcome === 'taken';
      if (clock.now() >= deadlineMs) return false;
      const state = await stateOf(dependencies, operations);
      if (state === 'foreign') return false;
      if (state === 'held') await pause(clock, retryEveryMs);
      // A stale lock that cannot be removed will not go away by itself.
      else if (!(await outcomeOf(operations.unlink(path))).ok && (await stateOf(dependencies, operations)) === 'stale')
        return false;
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

/** `foreign`: something that no process of this app made, so that waiting for it is in vain. */
async function stateOf(
  { path, clock, isAlive }: ProcessLockDependencies,
  operations: FileOperations,
): Promise<'held' | 'stale' | 'foreign'> {
  const found = await outcomeOf(operations.lstat(path));
  if (!found.ok) return 'held'; // The lock was released meanwhile or cannot be read: the next attempt finds out.
  if (!found.value.isFile()) return 'foreign';
  const ageMs = Math.abs(clock.now() - found.value.mtimeMs);
  if (ageMs > staleAfterMs) return 'stale';
  const holder = await holderOf(operations, path);
  if (holder === '') return ageMs > fillingAtMostMs ? 'stale' : 'held';
  return holder !== null && !isAlive(Number(holder)) ? 'stale' : 'held';
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
