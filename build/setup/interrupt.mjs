import os from 'node:os';

/**
 * The programs that this process runs now, each with the signal that ends it.
 * @type {Map<import('node:child_process').ChildProcess, NodeJS.Signals>}
 */
const running = new Map();

/**
 * Registers a running program that has to end before this process does.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function endWithThisProcess(child, signal) {
  running.set(child, signal);
  child.once('error', () => running.delete(child));
  child.once('close', () => running.delete(child));
}

/**
 * From now on a first SIGINT, SIGTERM or SIGHUP ends the registered programs, waits for them and then exits, so that
 * `exit` listeners release locks and folders. Otherwise npm would outlive its parent, and the next set-up would find it at
 * work in the same folder. A second signal exits at once.
 */
export function stopChildrenOnSignal() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    const code = 128 + os.constants.signals[signal];
    process.once(signal, () => {
      process.once(signal, () => process.exit(code));
      console.error('interrupted');
      const ends = [...running].map(([child, how]) => {
        child.kill(how);
        return new Promise((resolve) => child.once('close', resolve));
      });
      void Promise.all(ends).then(() => process.exit(code));
    });
  }
}
