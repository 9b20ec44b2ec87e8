import fs from 'node:fs';

const END_WITHIN_MS = 3_000;

/** Our own listeners: a program that listens for itself decides alone when the desktop goes. */
const ownListeners = new WeakSet();

/**
 * Answers what ends the programs and removes the folder, and does the same when this process exits or is ended.
 * @param {ReturnType<typeof import('./processes.mjs').createFamily>} family
 * @param {string} home
 */
export function closeOnce(family, home) {
  const remove = () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  const abandon = () => {
    family.signal('SIGTERM');
    remove();
  };
  const stopOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
    if (process.listeners(signal).some((listener) => !ownListeners.has(listener))) return;
    abandon();
    process.removeListener(signal, onSignal);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal); // as if nobody had listened
  };
  ownListeners.add(onSignal);
  process.once('exit', abandon);
  for (const signal of stopOn) process.on(signal, onSignal);
  /** @type {Promise<void> | null} */
  let closing = null;
  const close = async () => {
    process.removeListener('exit', abandon);
    for (const signal of stopOn) process.removeListener(signal, onSignal);
    family.signal('SIGTERM');
    const timer = setTimeout(() => family.signal('SIGKILL'), END_WITHIN_MS);
    await family.ended();
    clearTimeout(timer);
    remove();
  };
  return () => {
    closing ??= close();
    return closing;
  };
}
