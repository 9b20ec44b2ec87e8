import fs from 'node:fs';
import path from 'node:path';

/**
 * One package of npm's lock file.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry
 */

/**
 * The packages a lock file lists, by folder; null if the file cannot be read or has no such list.
 * @param {string} file
 * @returns {Readonly<Record<string, Entry>> | null}
 */
function packagesOf(file) {
  try {
    const { packages } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return packages && typeof packages === 'object' ? packages : null;
  } catch {
    return null; // Nothing is known, so everything is installed again.
  }
}

/**
 * Whether this system needs the package: optional ones are those of one system and processor. A C library other than glibc
 * is not recognized here; on such a system everything is installed again.
 * @param {Entry} entry
 */
const isNeeded = ({ optional, os, cpu, libc = ['glibc'] }) =>
  !optional || (os?.includes(process.platform) && cpu?.includes(process.arch) && libc.includes('glibc'));

/**
 * Whether npm's own record of node_modules names exactly the packages of package-lock.json. npm writes this record at the
 * end of an installation. A new lock file with the same packages, such as after a move from devDependencies to
 * dependencies, thus needs no new installation.
 * @param {string} root
 */
export function hasLockedPackages(root) {
  const locked = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!locked || !present) return false;
  const isSame = (/** @type {string} */ name) =>
    present[name]?.version === locked[name]?.version && present[name]?.integrity === locked[name]?.integrity;
  const needed = Object.keys(locked).filter((name) => name !== '' && locked[name] && isNeeded(locked[name]));
  return [...needed, ...Object.keys(present)].every(isSame);
}
