import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFresh, recordFresh, sourcesHash } from './bundle/stamp.mjs';
import { TARGETS } from './bundle/targets.mjs';
import { root as checkout } from './paths.mjs';
import { withLock } from './setup/lock.mjs';
import { reportAndExit, step } from './setup/steps.mjs';

/**
 * Bundles every target whose sources changed since the last time.
 * @param {{ root?: string, only?: import('./bundle/targets.mjs').Target['name'] }} options
 * @returns {Promise<string>} what was done, in a few words
 */
export async function ensureBundle({ root = checkout, only } = {}) {
  const wanted = TARGETS.filter((target) => only === undefined || target.name === only);
  const missing = (/** @type {typeof TARGETS[number]} */ { entries }) =>
    entries.filter((entry) => !fs.existsSync(path.join(root, entry)));
  const present = wanted.filter((target) => missing(target).length === 0);
  const absent = wanted.flatMap((target) => missing(target).map((entry) => `${entry} is not there`));
  const sources = sourcesHash(root);
  const isStale = (/** @type {typeof TARGETS[number]} */ target) => !isFresh(path.join(root, target.outDir), sources);
  if (!present.some(isStale)) return ['up to date', ...absent].join(', ');
  return withLock(path.join(root, 'out', '.bundle.lock'), async () => {
    const stale = present.filter(isStale);
    for (const target of stale) await bundle(root, target, sources);
    return [`made ${stale.map((target) => target.name).join(', ')}`, ...absent].join(', ');
  });
}

/**
 * Builds beside the old bundle and swaps the folders at the end, so that a program that starts meanwhile finds one or the
 * other.
 * @param {string} root
 * @param {typeof TARGETS[number]} target
 * @param {string} sources
 */
async function bundle(root, target, sources) {
  // Selects React's production build, whatever NODE_ENV is in the user's shell.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  const outDir = path.join(root, target.outDir);
  const fresh = `${outDir}.fresh`;
  const config = await target.config(root, fresh);
  await build({
    ...config,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    mode: 'production',
    build: { ...config.build, emptyOutDir: true, copyPublicDir: false, reportCompressedSize: false, sourcemap: true },
  });
  fs.rmSync(outDir, { recursive: true, force: true });
  fs.renameSync(fresh, outDir);
  recordFresh(outDir, sources);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await step('bundle', () => ensureBundle()).catch(reportAndExit);
}
