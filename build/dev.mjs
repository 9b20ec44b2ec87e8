// `npm run dev`: runs the app and follows the sources. A change in renderer/ reloads the open windows, any other change
// restarts the app. The app itself is the one that ships: its own scheme, its strict content policy.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { reloadPages } from './dev/reload-pages.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { openDisplay } from './headless.mjs';
import { launchApp } from './launch.mjs';
import { root } from './paths.mjs';
import { reportAndExit } from './setup/steps.mjs';

/** An editor writes one file several times, and "save all" writes many. */
const SETTLED_AFTER_MS = 150;
const SOURCES = ['main', 'preload', 'renderer'];

/** @returns {Promise<number>} a port of the loopback that was free a moment ago */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Calls back with the changed files, relative to the checkout, once they have settled.
 * @param {(files: ReadonlySet<string>) => void} onChange
 */
function watchSources(onChange) {
  /** @type {Set<string>} */
  let changed = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  for (const folder of SOURCES) {
    fs.watch(path.join(root, folder), { recursive: true }, (_event, name) => {
      changed.add(`${folder}/${name ?? ''}`);
      clearTimeout(timer);
      timer = setTimeout(() => {
        onChange(changed);
        changed = new Set();
      }, SETTLED_AFTER_MS);
    });
  }
}

/**
 * Bundles again; a source that does not compile is shown, and the app goes on with the last bundle.
 * @returns {Promise<boolean>} whether the bundle is up to date
 */
async function bundleAgain() {
  try {
    console.error(`dev: ${await ensureBundle()}`);
    return true;
  } catch (error) {
    console.error(`dev: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function dev() {
  const { executable } = await ensureElectron();
  const display = await openDisplay({ isolateHome: false });
  if (display.virtual)
    console.error('There is no display here: the app runs on a virtual one. Press Ctrl+C to end it.');
  const port = await freePort();
  const args = [`--remote-debugging-port=${port}`, ...process.argv.slice(2)];
  const env = { ...display.env, NODE_OPTIONS: `${display.env['NODE_OPTIONS'] ?? ''} --enable-source-maps`.trim() };
  let restart = new AbortController();
  watchSources(async (files) => {
    const isPageOnly = [...files].every((file) => file.startsWith('renderer/'));
    if (!(await bundleAgain())) return;
    if (isPageOnly)
      await reloadPages(port).catch(() => {}); // No window is open: the next one loads the new page.
    else restart.abort();
  });
  try {
    for (;;) {
      const code = await launchApp(executable, args, env, restart.signal);
      if (!restart.signal.aborted) return code;
      restart = new AbortController();
    }
  } finally {
    await display.close();
  }
}

process.exit(await dev().catch(reportAndExit));
