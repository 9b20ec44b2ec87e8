import fs from 'node:fs';

const END_WITHIN_MS = 3_000;

/** The listeners of this module. A program with listeners of its own decides itself when the desktop ends. */
const ownListeners = new WeakSet();

/**
 * Creates the function that ends the programs and removes the folder; both also happen when this process exits or is
 * ended by a signal.
 * @param {ReturnType<typeof import('./process-group.mjs').createProcessGroup>} processes
 * @param {string} home
 */
export function closeOnce(processes, home) {
  const remove = () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  const abandon = () => {
    processes.signal('SIGTERM');
    remove();
  };
  const stopOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    if (process.listeners(signal).some((listener) => !ownListeners.has(listener))) return;
    abandon();
    process.removeListener(signal, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal); // with the signal's default effect
  };
  ownListeners.add(onSignal);
  process.once('exit', abandon);
  for (const signal of stopOn) process.on(signal, onSignal);
  /** @type {Promise<void> | null} */
  let closing = null;
  const close = async () => {
    process.removeListener('exit', abandon);
    for (const signal of stopOn) process.removeListener(signal, onSignal);
    processes.signal('SIGTERM');
    const timer = setTimeout(() => processes.signal('SIGKILL'), END_WITHIN_MS);
    await processes.ended();
    clearTimeout(timer);
    remove();
  };
  return () => {
    closing ??= close();
    return closing;
  };
}
