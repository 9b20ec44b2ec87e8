import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const RENEW_EVERY_MS = 1_000;
/** After that many missed renewals the holder is dead, or so stuck that going on without it is better. */
const STALE_AFTER_MS = 20_000;
const RETRY_EVERY_MS = 50;

/**
 * Runs `work` while no other process holds the same lock. A killed holder is recognised by its process id or, where
 * several machines share the folder, by its missing renewals. The lock only saves double work: it can fail (a laptop
 * that slept), so the work itself must stay correct by atomic renames.
 * @template T
 * @param {string} file the lock file; its folder is created
 * @param {() => Promise<T>} work
 * @param {number} staleAfterMs
 * @returns {Promise<T>}
 */
export async function withLock(file, work, staleAfterMs = STALE_AFTER_MS) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // The first attempt removes an abandoned lock, the second takes it.
  if (!tryLock(file, staleAfterMs) && !tryLock(file, staleAfterMs)) {
    process.stderr.write('waiting for another set-up that is running ... ');
    while (!tryLock(file, staleAfterMs)) await pause(RETRY_EVERY_MS);
  }
  const renewal = setInterval(() => renew(file), RENEW_EVERY_MS);
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    process.removeListener('exit', release);
    release();
  }
}

/**
 * @param {string} file
 * @param {number} staleAfterMs
 */
function tryLock(file, staleAfterMs) {
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
    if (host !== os.hostname() || !pid) return false; // On another machine, or not written yet.
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/** @param {string} file */
function renew(file) {
  try {
    const now = new Date();
    fs.utimesSync(file, now, now);
  } catch {
    // Another process took this one for dead and removed the lock. The work goes on and stays correct, see above.
  }
}
