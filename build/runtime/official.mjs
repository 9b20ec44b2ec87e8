import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { announce } from '../setup/steps.mjs';

const PROBE_TIMEOUT_MS = 4_000;
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/**
 * The official release as the `electron` package keeps it: `ready` once its own installer has finished.
 * @typedef {{ version: string, dist: string, executable: string, installer: string, ready: boolean }} Official
 */

/**
 * @param {string} from URL of the module from which the package is resolved
 * @returns {Official | null} null when it is not installed
 */
export function findOfficial(from = import.meta.url) {
  let manifest;
  try {
    manifest = createRequire(from).resolve('electron/package.json');
  } catch {
    return null;
  }
  const folder = path.dirname(manifest);
  const dist = path.join(folder, 'dist');
  const { version } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  // The installer writes path.txt last, so that a download cut short never looks ready.
  const inner = textOf(path.join(folder, 'path.txt'));
  const executable = path.join(dist, inner);
  const ready =
    inner !== '' && textOf(path.join(dist, 'version')).replace(/^v/, '') === version && fs.existsSync(executable);
  return { version, dist, executable, installer: path.join(folder, 'install.js'), ready };
}

/** @param {string} file */
function textOf(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/**
 * Whether the release's host answers. Behind a proxy always true: Node's own fetch does not use the proxy, so that only
 * the download itself can show it.
 * @param {NodeJS.ProcessEnv} env
 */
export async function mayDownload(env = process.env) {
  if (proxyOf(env)) return true;
  const mirror =
    env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror'] || 'https://github.com/electron/electron/releases/';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** @param {NodeJS.ProcessEnv} env */
const proxyOf = (env) => env['HTTPS_PROXY'] || env['https_proxy'];

/**
 * Runs the package's own installer, which checks the download's checksum. `findOfficial` shows whether it succeeded.
 * @param {Official} official
 */
export async function download(official) {
  announce(`fetching ${official.version}, some 100 MB, which takes minutes, into ${official.dist}`);
  const env = { ...process.env, ...(proxyOf(process.env) ? { ELECTRON_GET_USE_PROXY: '1' } : {}) };
  await runQuietly(process.execPath, [official.installer], { env, timeout: DOWNLOAD_TIMEOUT_MS });
}
