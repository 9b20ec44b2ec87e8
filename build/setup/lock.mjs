import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BEAT_EVERY_MS = 1_000;
/** Many missed beats: the holder is dead, or so stuck that going on without it is better. */
const STALE_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 50;

/**
 * Runs `work` while no other process runs under the same lock. A holder that was killed is noticed by its number, or,
 * where several machines share the folder, by its missing beats. This spares double work; what must be right even when it fails (a laptop that slept) is made right by atomic
 * renames in the work itself.
 * @template T
 * @param {string} file the lock's own file; its folder is made
 * @param {() => Promise<T>} work
 * @param {number} staleAfterMs
 * @returns {Promise<T>}
 */
export async function withLock(file, work, staleAfterMs = STALE_AFTER_MS) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // The second look is for what the first one found abandoned.
  if (!taken(file, staleAfterMs) && !taken(file, staleAfterMs)) {
    process.stderr.write('waiting for another one that is at it ... ');
    while (!taken(file, staleAfterMs)) await pause(LOOK_EVERY_MS);
  }
  const beat = setInterval(() => touch(file), BEAT_EVERY_MS);
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} file
 * @param {number} staleAfterMs
 */
function taken(file, staleAfterMs) {
  try {
    fs.writeFileSync(file, `${os.hostname()} ${process.pid}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const state = fs.statSync(file, { throwIfNoEntry: false });
  if (state && (Date.now() - state.mtimeMs > staleAfterMs || isHolderDead(file))) fs.rmSync(file, { force: true });
  return false;
}

/** @param {string} file */
function isHolderDead(file) {
  try {
    const [host, pid] = fs.readFileSync(file, 'utf8').split(' ');
    if (host !== os.hostname() || !pid) return false; // Not to be told from here, or about to be written.
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date();
    fs.utimesSync(file, now, now);
  } catch {
    // Somebody took us for dead and removed the lock: the work goes on and stays right, see above.
  }
}
