import { spawn } from 'node:child_process';
import os from 'node:os';
import { sandboxFlags, sharedMemoryFlags } from './headless.mjs';
import { root } from './paths.mjs';

/** npm passes on the Ctrl+C that the terminal sent us already: both are one wish. */
const SAME_WISH_MS = 1_500;

/**
 * Runs the app of this checkout until it ends. Signals are passed on; a second one, later, kills it.
 * @param {string} executable
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 and more when a signal ended it, as shells count
 */
export function launchApp(executable, args, env) {
  // Of Chromium's own complaints only the last one is news; a level among the arguments wins.
  const flags = [...sandboxFlags(), ...sharedMemoryFlags(), '--log-level=3'];
  // Out of the terminal's group, so that a Ctrl+C arrives once and through us: Electron dies of the second.
  const detached = process.platform !== 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...flags, root, ...args], { stdio: 'inherit', env, detached });
    const stopListening = passSignals(child);
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
    else if (now - askedAtMs > SAME_WISH_MS) child.kill('SIGKILL');
    askedAtMs ??= now;
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.removeListener(signal, pass);
  };
}
