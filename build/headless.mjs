import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { openDesktop } from './desktop.mjs';
import { SetupError } from './setup/steps.mjs';

const ENOUGH_SHARED_MEMORY_BYTES = 256 * 1024 * 1024;

/**
 * Whether windows can be shown. Only Linux ever runs without a display.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
function hasDisplay(platform = process.platform, env = process.env) {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * A display for windows: the user's own where there is one, otherwise a virtual desktop.
 * @typedef {{ env: NodeJS.ProcessEnv, virtual: import('./desktop.mjs').Desktop | null, close: () => Promise<void> }} Display
 * @param {Parameters<typeof openDesktop>[0]} options of the virtual desktop
 * @returns {Promise<Display>}
 * @throws {SetupError} where the virtual desktop does not start
 */
export async function openDisplay(options) {
  if (hasDisplay()) {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    return { env, virtual: null, close: async () => {} };
  }
  const desktop = await openDesktop(options).catch((/** @type {Error} */ { message }) => {
    throw new SetupError(`There is no display here, and a virtual one does not start: ${message}.`);
  });
  return { env: desktop.env, virtual: desktop, close: desktop.close };
}

/**
 * The flags that Chromium's sandbox needs on this machine. Chromium refuses to run as root with it, and where the system
 * forbids user namespaces (some containers, Ubuntu 24.04) a runtime in a plain folder cannot use it. For development and
 * tests only: the packaged app is never started with these.
 * @returns {string[]}
 */
export function sandboxFlags() {
  if (process.platform !== 'linux') return [];
  const possible = process.getuid?.() !== 0 && spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0;
  return possible ? [] : ['--no-sandbox'];
}

/**
 * Flags for containers with little shared memory (often 64 MB): a renderer that needs more would crash.
 * @returns {string[]}
 */
export function sharedMemoryFlags() {
  if (process.platform !== 'linux') return [];
  try {
    const { bavail, bsize } = fs.statfsSync('/dev/shm');
    return bavail * bsize < ENOUGH_SHARED_MEMORY_BYTES ? ['--disable-dev-shm-usage'] : [];
  } catch {
    return ['--disable-dev-shm-usage']; // No such folder.
  }
}
