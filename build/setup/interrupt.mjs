import os from 'node:os';

/**
 * Programs that run for us now, each with the signal that ends it.
 * @type {Map<import('node:child_process').ChildProcess, NodeJS.Signals>}
 */
const running = new Map();

/**
 * Has the program ended with us while it runs.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function endsWithUs(child, signal) {
  running.set(child, signal);
  child.once('error', () => running.delete(child));
  child.once('close', () => running.delete(child));
}

/**
 * From now on Ctrl+C and its like end this program only after what it started, and release what it holds (`exit` is
 * heard). An npm outlives its parent and the Ctrl+C: the next set-up would meet it at work in the same folder.
 * A second one ends it at once.
 */
export function endInOrder() {
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
