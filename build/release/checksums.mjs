import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup/steps.mjs';

/** The file that `sha256sum -c` reads: one line of checksum and name for each file of a release. */
const FILE = 'SHA256SUMS';

/**
 * The files of a release in this folder, sorted: those of this name and version, and the lists of what they contain. What
 * else lies there are unpacked apps and notes of the packer.
 * @param {string} folder
 * @param {{ name: string, version: string }} manifest
 */
export function releaseFiles(folder, { name, version }) {
  const own = `${name}-${version}`;
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .filter((file) => file.startsWith(`${own}-`) || file.startsWith(`${own}.`) || file.endsWith('.cdx.json'))
    .filter((file) => !file.endsWith('.blockmap'))
    .sort();
}

/** @param {string} file */
function sha256(file) {
  const hash = crypto.createHash('sha256');
  const descriptor = fs.openSync(file, 'r');
  try {
    const block = Buffer.alloc(1 << 20);
    for (let read = fs.readSync(descriptor, block); read > 0; read = fs.readSync(descriptor, block))
      hash.update(block.subarray(0, read));
  } finally {
    fs.closeSync(descriptor);
  }
  return hash.digest('hex');
}

/**
 * Writes SHA256SUMS for these files of the folder; a dry run's may be development builds, which `--assemble` refuses.
 * @param {string} folder
 * @param {readonly string[]} names
 */
export function writeChecksums(folder, names) {
  const lines = names.map((name) => `${sha256(path.join(folder, name))}  ${name}\n`);
  fs.writeFileSync(path.join(folder, FILE), lines.join(''));
}

/**
 * The checksums of SHA256SUMS, by file name. Throws a SetupError for a line that is none.
 * @param {string} folder
 * @returns {ReadonlyMap<string, string>}
 */
export function readChecksums(folder) {
  const lines = fs.readFileSync(path.join(folder, FILE), 'utf8').split('\n').slice(0, -1);
  return new Map(
    lines.map((line) => {
      const [, sum = '', name = ''] = /^([0-9a-f]{64}) {2}([\w.+~-]+)$/.exec(line) ?? [];
      if (name === '') throw new SetupError(`${FILE} has a line that is no checksum: ${line}`);
      return [name, sum];
    }),
  );
}

/**
 * Throws a SetupError unless SHA256SUMS lists exactly these files of the folder, each with the checksum it has.
 * @param {string} folder
 * @param {readonly string[]} names
 */
export function checkChecksums(folder, names) {
  const listed = readChecksums(folder);
  const faults = [...new Set([...names, ...listed.keys()])].sort().flatMap((name) => {
    if (!listed.has(name)) return `${name} is not listed`;
    if (!fs.existsSync(path.join(folder, name))) return `${name} is missing`;
    return sha256(path.join(folder, name)) === listed.get(name) ? [] : `${name} has changed`;
  });
  if (faults.length > 0) throw new SetupError(`${FILE}: ${faults.join(', ')}.`);
}
