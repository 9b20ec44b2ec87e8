import { dirname } from 'node:path';
import type { Clock, Exclusively, Log } from '../../ports/system.ts';
import { pause } from '../../ports/timer.ts';
import { patientOperations } from '../foreign-files/patient-operations.ts';
import type { FileOperations } from './file-operations.ts';
import { makeFolder } from './folder-owner.ts';
import { type FoundLock, fileOf, findLock, outcomeOf, readHolder } from './found-lock.ts';
import { onceNotHeldOpen } from './held-open.ts';
import { removeQuietly, tempPathFor } from './temp-files.ts';

export interface ProcessLockDependencies {
  /** The lock file. Its folder is created if missing, with mode 0700 and for the owner of the folder above. */
  readonly path: string;
  readonly clock: Clock;
  readonly pid: number;
  isAlive(pid: number): boolean;
  readonly log: Pick<Log, 'warn'>;
  readonly platform?: NodeJS.Platform;
  readonly operations?: FileOperations;
}

const retryEveryMs = 50;
const waitAtMostMs = 5_000;
/** A wait of this time is announced. */
const silentForMs = 1_000;

/**
 * Keeps the app and the command line from changing the same records at once. The lock is advisory: if it cannot be taken in
 * time or cannot be created, the task runs anyway. What keeps it from being taken is logged, and waited for only once.
 * Without the lock each file is still written whole, but two processes that add to the same list could lose an entry.
 * A task may end while a process of its own still waits to write to a mount: the lock is then held by that process.
 */
export function createProcessLock(dependencies: ProcessLockDependencies): Exclusively {
  const { path, clock, pid, log, platform = process.platform, operations = patientOperations } = dependencies;
  const ownContent = String(pid);
  const system = { operations, platform, pause: (delayMs: number) => pause(clock, delayMs) };

  async function take(content = ownContent): Promise<'taken' | 'held' | 'impossible'> {
    const made = await outcomeOf(makeFolder(operations, dirname(path)));
    if (!made.ok) return 'impossible';
    const opened = await outcomeOf(operations.openNew(path, 0o600));
    if (!opened.ok) return opened.code === 'EEXIST' || (await isVanishing(opened.code)) ? 'held' : 'impossible';
    const written = await outcomeOf(opened.value.write(new TextEncoder().encode(content)));
    await outcomeOf(opened.value.close());
    if (written.ok) return 'taken';
    await removeQuietly(operations, path);
    return 'impossible';
  }

  /**
   * On Windows a removed file keeps its name while another process has it open, and refuses every call
   * (docs/facts/desktop.md §9).
   */
  const isVanishing = async (code: string): Promise<boolean> => {
    if (platform !== 'win32' || code !== 'EPERM') return false;
    const found = await outcomeOf(operations.lstat(path));
    return !found.ok && found.code === code;
  };

  const release = async (): Promise<void> => {
    const unlink = async () => {
      await operations.unlink(path);
      return { kind: 'done' } as const;
    };
    await outcomeOf(onceNotHeldOpen(system, path, unlink));
  };

  /**
   * Removes a lock that nobody will release; false: that is not possible. Several processes may find it at once, and one of
   * them may hold a new lock by now: so the file is first moved aside, where it cannot be exchanged any more, and a new
   * lock is put back.
   */
  async function removeStale(lock: FoundLock): Promise<boolean> {
    const aside = tempPathFor(path, { pid, randomHex: () => Math.floor(clock.random() * 2 ** 48).toString(16) });
    const moved = await outcomeOf(operations.rename(path, aside));
    if (!moved.ok) return moved.code === 'ENOENT';
    const found = await outcomeOf(operations.lstat(aside));
    if (found.ok && fileOf(found.value) !== lock.file) await outcomeOf(operations.link(aside, path));
    await removeQuietly(operations, aside);
    return true;
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
    let last: FoundLock | null = null;
    for (let isAnnounced = false; ; ) {
      const outcome = await take();
      if (outcome !== 'held') return outcome === 'taken';
      const lock: FoundLock = await findLock({ ...dependencies, platform, operations }, last);
      last = lock;
      const waitedMs = Math.abs(clock.now() - startMs);
      if (lock.state === 'foreign' || waitedMs >= waitAtMostMs || ignored.has(lock.id)) return giveUp(lock);
      // A stale lock that cannot be removed will not go away by itself.
      if (lock.state === 'stale' && !(await removeStale(lock))) return giveUp(lock);
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
      if (isAcquired && (await readHolder(operations, path)) === ownContent) {
        await release();
        const writer = operations.pendingWriter(null);
        if (writer !== null) await take(String(writer));
      }
    }
  };
}
