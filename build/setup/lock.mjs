import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BEAT_EVERY_MS = 1_000;
/** Many missed beats: the holder is dead, or so stuck that going on without it is better. */
const STALE_AFTER_MS = 20_000;
const LOOK_EVERY_MS = 50;

/**
 * Runs `work` while no other process runs under the same lock. A holder that was killed is noticed by its missing
 * beats. This spares double work; what must be right even when it fails (a laptop that slept) is made right by atomic
 * renames in the work itself.
 * @template T
 * @param {string} file the lock's own file; its folder is made
 * @param {() => Promise<T>} work
 * @param {number} staleAfterMs
 * @returns {Promise<T>}
 */
export async function withLock(file, work, staleAfterMs = STALE_AFTER_MS) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  while (!taken(file, staleAfterMs)) await pause(LOOK_EVERY_MS);
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
    fs.closeSync(fs.openSync(file, 'wx'));
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const state = fs.statSync(file, { throwIfNoEntry: false });
  if (state && Date.now() - state.mtimeMs > staleAfterMs) fs.rmSync(file, { force: true });
  return false;
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
