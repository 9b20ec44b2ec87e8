import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { filesBelow, SOURCES } from './sources.mjs';

/**
 * @param {string} root
 * @param {readonly string[]} sources
 */
export function sourcesHash(root, sources = SOURCES) {
  const hash = crypto.createHash('sha256').update(process.version);
  for (const source of sources) {
    for (const { path: file } of filesBelow(path.join(root, source))) {
      hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** @param {string} outDir */
const stampOf = (outDir) => `${outDir}.stamp.json`;

/**
 * Whether the folder still holds, byte for byte, the bundle of these sources.
 * @param {string} outDir
 * @param {string} [sources] left out: of any, also of older ones
 */
export function isFresh(outDir, sources) {
  try {
    const stamp = JSON.parse(fs.readFileSync(stampOf(outDir), 'utf8'));
    return (sources === undefined || stamp.sources === sources) && stamp.output === sourcesHash(outDir, ['.']);
  } catch {
    return false; // Never bundled, or cut short.
  }
}

/**
 * @param {string} outDir
 * @param {string} sources
 */
export function recordFresh(outDir, sources) {
  fs.writeFileSync(stampOf(outDir), JSON.stringify({ sources, output: sourcesHash(outDir, ['.']) }));
}
