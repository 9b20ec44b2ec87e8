import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';
import { ensureFallback, FALLBACK } from './runtime/fallback.mjs';
import { download, findOfficial, mayDownload } from './runtime/official.mjs';
import { SetupError } from './setup/steps.mjs';

const TRY_AGAIN_AFTER_MS = 24 * 60 * 60_000;

/**
 * The Electron to run.
 * @typedef {{ source: 'official' | 'fallback', version: string, dist: string, executable: string }} Runtime
 */

/**
 * The pinned official release wherever it can be downloaded; on 64-bit Linux in a closed network, the fallback.
 * `QWEN_GAUGE_RUNTIME=official` or `fallback` insists on one. Throws a SetupError where neither can be had.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const requested = process.env['QWEN_GAUGE_RUNTIME'] ?? 'auto';
  const fallbackFits = process.platform === 'linux' && process.arch === 'x64';
  if (requested !== 'fallback') {
    const official = await ensureOfficial(requested === 'official' || !fallbackFits);
    if (official) return official;
  }
  if (requested !== 'official' && fallbackFits) {
    const dist = await ensureFallback();
    return { source: 'fallback', version: FALLBACK.version, dist, executable: path.join(dist, 'electron') };
  }
  throw new SetupError(
    `Electron could not be downloaded, and there is no fallback for ${process.platform}-${process.arch}. Check the connection and try again.`,
  );
}

/**
 * @param {boolean} insist tries again even when the last attempt failed less than a day ago
 * @returns {Promise<Runtime | null>}
 */
async function ensureOfficial(insist) {
  const official = findOfficial();
  if (!official) return null;
  if (official.ready) return asRuntime(official);
  if (!insist && failedRecently()) return null;
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

/** Exists after a failed attempt. A closed network is not asked at each start: some let the request hang until it times out. */
const failureFile = () => path.join(cacheFolder(), 'electron', 'official-not-reached');

function failedRecently() {
  const failure = fs.statSync(failureFile(), { throwIfNoEntry: false });
  return failure !== undefined && Math.abs(Date.now() - failure.mtimeMs) < TRY_AGAIN_AFTER_MS;
}

function rememberFailure() {
  try {
    fs.mkdirSync(path.dirname(failureFile()), { recursive: true });
    fs.writeFileSync(failureFile(), '');
  } catch {
    // The next start tries again, which costs some seconds.
  }
}
