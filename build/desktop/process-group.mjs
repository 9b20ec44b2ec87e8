import { spawn } from 'node:child_process';
import { once } from 'node:events';

const READY_WITHIN_MS = 20_000;

/**
 * Resolves to the first line that a program writes to its file descriptor 3.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
export function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (/** @type {string} */ why) => reject(new Error(`${child.spawnfile} ${why}`));
    const timer = setTimeout(fail, READY_WITHIN_MS, `was not ready after ${READY_WITHIN_MS} ms`);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with exit code ${code}`));
    child.once('close', () => clearTimeout(timer));
    child.stdio[3]?.on('data', (data) => {
      text += data;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.slice(0, text.indexOf('\n')));
    });
  });
}

/** The programs of a desktop; the youngest gets a signal first. */
export function createProcessGroup() {
  /** @type {Set<import('node:child_process').ChildProcess>} */
  const alive = new Set();
  return {
    /**
     * @param {string} file
     * @param {readonly string[]} args
     * @param {import('node:child_process').SpawnOptions} options
     */
    start(file, args, options) {
      // In a group of its own, so that Ctrl+C in a terminal reaches the app first and the display last. A signal to the
      // group also reaches what the program started itself.
      const child = spawn(file, args, { stdio: 'ignore', detached: true, ...options });
      alive.add(child);
      child.once('error', () => alive.delete(child));
      child.once('exit', () => alive.delete(child));
      return child;
    },
    /** @param {NodeJS.Signals} signal */
    signal(signal) {
      for (const child of [...alive].reverse()) signalGroup(child, signal);
    },
    async ended() {
      await Promise.all([...alive].map((child) => once(child, 'exit')));
    },
  };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    child.kill(signal); // It has no group of its own, or has ended already.
  }
}
