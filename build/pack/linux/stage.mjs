import fs from 'node:fs';
import path from 'node:path';

/** @typedef {{ readonly path: string, readonly kind: 'file' | 'folder' | 'link' }} Entry `path` begins with a slash */

/**
 * Lays the files out below `stage` as they are to be installed, with the modes and times that every build gives them.
 * @param {readonly { readonly from: string, readonly to: string }[]} files
 * @param {string} stage created
 * @param {number} timeS of everything, seconds since 1970
 * @returns {readonly Entry[]} sorted, each folder before what it holds
 */
export function layOut(files, stage, timeS) {
  fs.mkdirSync(stage);
  for (const { from, to } of files) {
    const target = path.join(stage, to);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const entries = entriesBelow(stage);
  fs.chmodSync(stage, 0o755);
  for (const entry of entries) setMode(path.join(stage, entry.path), entry.kind);
  setTimes(stage, entries, timeS);
  return entries;
}

/**
 * @param {string} stage
 * @param {string} below
 * @returns {Entry[]}
 */
export function entriesBelow(stage, below = '') {
  const found = fs.readdirSync(path.join(stage, below), { withFileTypes: true });
  const sorted = found.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const at = `${below}/${entry.name}`;
    if (entry.isSymbolicLink()) return [{ path: at, kind: /** @type {const} */ ('link') }];
    if (entry.isFile()) return [{ path: at, kind: /** @type {const} */ ('file') }];
    return [{ path: at, kind: /** @type {const} */ ('folder') }, ...entriesBelow(stage, at)];
  });
}

/**
 * Modes must not depend on the umask of who built the package.
 * @param {string} file
 * @param {Entry['kind']} kind
 */
function setMode(file, kind) {
  if (kind === 'link') return;
  const runs = kind === 'folder' || (fs.statSync(file).mode & 0o111) !== 0;
  fs.chmodSync(file, runs ? 0o755 : 0o644);
}

/**
 * Sets the times from the inside out, for writing below a folder changes its time.
 * @param {string} stage
 * @param {readonly Entry[]} entries
 * @param {number} timeS
 */
export function setTimes(stage, entries, timeS) {
  for (const { path: at } of entries.toReversed()) fs.lutimesSync(path.join(stage, at), timeS, timeS);
  fs.utimesSync(stage, timeS, timeS);
}
