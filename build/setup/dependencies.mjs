import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { explainFailure, isNetworkTrouble, runNpm } from './command.mjs';
import { hasLockedPackages } from './installed-packages.mjs';
import { withLock } from './lock.mjs';
import { announce, SetupError } from './steps.mjs';

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'overrides'];

/**
 * A hash of everything that determines the installed packages: the lock file, the dependencies in package.json, and the
 * version of Node. The rest of package.json (scripts, version) may change without a new installation.
 * @param {string} root
 * @param {string} nodeVersion
 */
function dependencyStamp(root, nodeVersion) {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const declared = JSON.stringify(FIELDS.map((field) => manifest[field] ?? null));
  return crypto
    .createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .update(declared)
    .update(`${nodeVersion} ${process.platform} ${process.arch}`)
    .digest('hex');
}

/** @param {string} root */
export const stampFile = (root) => path.join(root, 'node_modules', '.qwen-gauge-stamp');

/**
 * @param {string} root
 * @param {string} stamp
 */
function isInstalled(root, stamp) {
  try {
    return fs.readFileSync(stampFile(root), 'utf8') === stamp;
  } catch {
    return false; // Nothing is installed, or an installation was interrupted.
  }
}

/**
 * Without a network npm takes minutes to fail, package by package. One ping shows that first; then npm's own cache is
 * used, if it holds everything.
 * @param {string} root
 */
async function npmCi(root) {
  const ping = await runNpm(['ping', '--fetch-retries=0'], root);
  if (!isNetworkTrouble(ping)) return runNpm(['ci'], root);
  const fromCache = await runNpm(['ci', '--offline'], root);
  return fromCache.status === 0 ? fromCache : ping;
}

/**
 * Installs exactly what the lock file names, unless it is installed already, be it for another lock file.
 * @param {{ root: string, nodeVersion?: string, install?: typeof npmCi, tell?: typeof announce }} deps
 * @returns {Promise<string>} what was done, in a few words
 */
export async function ensureDependencies({ root, nodeVersion = process.version, install = npmCi, tell = announce }) {
  const stamp = dependencyStamp(root, nodeVersion);
  if (isInstalled(root, stamp)) return 'up to date';
  return withLock(path.join(root, 'out', '.dependencies.lock'), async () => {
    if (isInstalled(root, stamp)) return 'up to date';
    const wasComplete = fs.existsSync(stampFile(root));
    // Removed first, so that an interrupted installation does not look complete.
    fs.rmSync(stampFile(root), { force: true });
    if (wasComplete && hasLockedPackages(root)) {
      fs.writeFileSync(stampFile(root), stamp);
      return 'up to date';
    }
    tell(`fetching them, which takes minutes the first time, into ${path.join(root, 'node_modules')}`);
    const outcome = await install(root);
    if (outcome.status !== 0) throw new SetupError(explainFailure('Installing the npm packages', outcome));
    fs.mkdirSync(path.dirname(stampFile(root)), { recursive: true });
    fs.writeFileSync(stampFile(root), stamp);
    return 'installed as the lock file says';
  });
}
