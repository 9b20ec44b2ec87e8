import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';
import { download, findOfficial, mayDownload } from './runtime/official.mjs';
import { ensureStandIn, STAND_IN } from './runtime/stand-in.mjs';
import { SetupError } from './setup/steps.mjs';

const TRY_AGAIN_AFTER_MS = 24 * 60 * 60_000;

/**
 * The Electron to run.
 * @typedef {{ source: 'official' | 'stand-in', version: string, dist: string, executable: string }} Runtime
 */

/**
 * The pinned official release wherever it can be downloaded; on a closed network, on 64-bit Linux, the stand-in.
 * `QWEN_GAUGE_RUNTIME=official` or `stand-in` insists on one. Throws a SetupError when neither is to be had.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const wish = process.env['QWEN_GAUGE_RUNTIME'] ?? 'auto';
  const standInSuits = process.platform === 'linux' && process.arch === 'x64';
  if (wish !== 'stand-in') {
    const official = await ensureOfficial(wish === 'official' || !standInSuits);
    if (official) return official;
  }
  if (wish !== 'official' && standInSuits) {
    const dist = await ensureStandIn();
    return { source: 'stand-in', version: STAND_IN.version, dist, executable: path.join(dist, 'electron') };
  }
  throw new SetupError(
    `Electron could not be downloaded, and there is no other for ${process.platform}-${process.arch}. Check the connection and try again.`,
  );
}

/**
 * @param {boolean} insist try even when the last try failed a short while ago
 * @returns {Promise<Runtime | null>}
 */
async function ensureOfficial(insist) {
  const official = findOfficial();
  if (!official) return null;
  if (official.ready) return asRuntime(official);
  if (!insist && failedLately()) return null;
  if (await mayDownload()) await download(official);
  const now = findOfficial();
  if (now?.ready) return asRuntime(now);
  rememberFailure();
  return null;
}

/**
 * @param {import('./runtime/official.mjs').Official} official
 * @returns {Runtime}
 */
const asRuntime = ({ version, dist, executable }) => ({ source: 'official', version, dist, executable });

/** A closed network is not asked at each start: some swallow the question until it times out. */
const failureFile = () => path.join(cacheFolder(), 'electron', 'official-not-reached');

function failedLately() {
  const failure = fs.statSync(failureFile(), { throwIfNoEntry: false });
  return failure !== undefined && Math.abs(Date.now() - failure.mtimeMs) < TRY_AGAIN_AFTER_MS;
}

function rememberFailure() {
  try {
    fs.mkdirSync(path.dirname(failureFile()), { recursive: true });
    fs.writeFileSync(failureFile(), '');
  } catch {
    // It is asked again at the next start, which costs seconds and nothing else.
  }
}
