import { spawn } from 'node:child_process';
import os from 'node:os';
import { sandboxFlags, sharedMemoryFlags } from './headless.mjs';
import { root } from './paths.mjs';

/** npm passes on the Ctrl+C that the terminal sent us already: signals this close to each other are one request. */
const SAME_REQUEST_MS = 1_500;

/**
 * Runs the app of this checkout until it ends. Signals are passed on; a second one, later, kills it.
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} [stop] asks the app to end
 * @returns {Promise<number>} its exit code; 128 and more when a signal ended it, as shells count
 */
export function launchApp(executable, args, env, stop) {
  // Only fatal errors of Chromium are worth showing; a level among the arguments wins.
  const flags = [...sandboxFlags(), ...sharedMemoryFlags(), '--log-level=3'];
  // In a group of its own, so that a Ctrl+C arrives once and through us: a second one kills Electron.
  const detached = process.platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...flags, root, ...args], { stdio: 'inherit', env, detached });
    const stopListening = passSignals(child);
    stop?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.once('error', (error) => {
      stopListening();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      stopListening();
      resolve(code ?? 128 + (signal ? os.constants.signals[signal] : 0));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignals(child) {
  /** @type {number | null} */
  let askedAtMs = null;
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    const now = performance.now();
    if (askedAtMs === null) child.kill(signal);
    else if (now - askedAtMs > SAME_REQUEST_MS) child.kill('SIGKILL');
    askedAtMs ??= now;
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.removeListener(signal, pass);
  };
}
