import { dirname } from 'node:path';
import type { Clock } from '../../ports/system.ts';
import { pause } from '../../ports/timer.ts';
import { type FileOperations, nodeFileOperations, systemErrorCode } from './file-operations.ts';
import { readOnce } from './read-version.ts';
import { removeQuietly } from './temp-files.ts';

export interface ProcessLockDependencies {
  /** The lock's own file; its folder is made (0700). */
  readonly path: string;
  readonly clock: Clock;
  readonly pid: number;
  isAlive(pid: number): boolean;
  readonly operations?: FileOperations;
}

/** Runs a task while no other process of ours runs one. */
export type Exclusively = <Value>(task: () => Promise<Value>) => Promise<Value>;

const lookEveryMs = 20;
/** No task takes that long: who still holds the lock then is stuck, or its number belongs to somebody else by now. */
const staleAfterMs = 60_000;
const waitAtMostMs = 15_000;

/**
 * Keeps the app and the command line from changing the same records at once. A courtesy: where no lock can be had in time,
 * or none can be made at all, the task runs all the same. What it writes is whole without it; only lists that are read,
 * added to and written again would lose an entry.
 */
export function createProcessLock(dependencies: ProcessLockDependencies): Exclusively {
  const { path, clock, pid, operations = nodeFileOperations } = dependencies;
  const mine = String(pid);

  async function take(): Promise<'taken' | 'held' | 'impossible'> {
    const made = await outcomeOf(operations.mkdir(dirname(path), 0o700));
    if (!made.ok) return 'impossible';
    const opened = await outcomeOf(operations.openNew(path, 0o600));
    if (!opened.ok) return opened.code === 'EEXIST' ? 'held' : 'impossible';
    const written = await outcomeOf(opened.value.write(new TextEncoder().encode(mine)));
    await outcomeOf(opened.value.close());
    if (written.ok) return 'taken';
    await removeQuietly(operations, path);
    return 'impossible';
  }

  async function acquire(): Promise<boolean> {
    const untilMs = clock.now() + waitAtMostMs;
    for (;;) {
      const outcome = await take();
      if (outcome !== 'held') return outcome === 'taken';
      if (clock.now() >= untilMs) return false;
      if (await isStale(dependencies, operations)) await removeQuietly(operations, path);
      else await pause(clock, lookEveryMs);
    }
  }

  return async (task) => {
    const isOurs = await acquire();
    try {
      return await task();
    } finally {
      if (isOurs && (await holderOf(operations, path)) === mine) await removeQuietly(operations, path);
    }
  };
}

async function isStale(
  { path, clock, isAlive }: ProcessLockDependencies,
  operations: FileOperations,
): Promise<boolean> {
  const found = await outcomeOf(operations.stat(path));
  if (!found.ok) return false; // Gone meanwhile, or not to be told: the next look will see.
  if (Math.abs(clock.now() - found.value.mtimeMs) > staleAfterMs) return true;
  const holder = await holderOf(operations, path);
  // Nothing in it yet: its maker is about to write.
  return holder !== null && holder !== '' && !isAlive(Number(holder));
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
