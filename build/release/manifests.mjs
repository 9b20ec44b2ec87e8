import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup/steps.mjs';
import { addressesOf } from './project.mjs';

const templates = path.join(import.meta.dirname, 'manifests');

/** One line of at most 80 characters without a full stop, as Homebrew, winget and pacman ask for. */
const SUMMARY = 'Tray app that shows the remaining Qwen Code quota and switches providers';

/**
 * Fills the manifests for Homebrew, winget, Scoop, the AUR and Flatpak, and returns the names of the files of the release
 * that are missing for some of them. Of a package manager whose files need one of those, none is written.
 * @param {import('./project.mjs').Manifest} manifest
 * @param {ReadonlyMap<string, string>} checksums by file name
 * @param {string} output
 * @returns {readonly string[]}
 */
export function writeManifests(manifest, checksums, output) {
  fs.rmSync(output, { recursive: true, force: true });
  fs.mkdirSync(output, { recursive: true });
  /** @type {Set<string>} */
  const missing = new Set();
  for (const manager of fs.readdirSync(templates)) {
    const folder = path.join(templates, manager);
    const files = fs.readdirSync(folder).map((name) => ({
      name,
      ...fill(fs.readFileSync(path.join(folder, name), 'utf8'), manifest, checksums),
    }));
    const lacking = files.flatMap((file) => file.missing);
    for (const name of lacking) missing.add(name);
    if (lacking.length > 0) continue;
    for (const { name, text } of files) fs.writeFileSync(path.join(output, name), text);
  }
  return [...missing].sort();
}

/**
 * Puts in the place of `@VERSION@` and the like what they stand for; `@FILE linux-amd64.deb@` and
 * `@SHA256 linux-amd64.deb@` are the name and the checksum of the file of the release that ends so.
 * @param {string} template
 * @param {import('./project.mjs').Manifest} manifest
 * @param {ReadonlyMap<string, string>} checksums
 */
function fill(template, manifest, checksums) {
  /** @type {string[]} */
  const missing = [];
  const { homepage, downloads } = addressesOf(manifest);
  const values = /** @type {Readonly<Record<string, string>>} */ ({
    VERSION: manifest.version,
    HOMEPAGE: homepage,
    DOWNLOADS: downloads,
    SUMMARY,
    DESCRIPTION: manifest.description,
    LICENSE: manifest.license,
    AUTHOR: manifest.author,
  });
  const text = template.replace(/@([A-Z][A-Z0-9]*)(?: ([\w.-]+))?@/g, (whole, word, ending) => {
    const file = `${manifest.name}-${manifest.version}-${ending}`;
    if (word === 'FILE') return file;
    if (word === 'SHA256' && !checksums.has(file)) missing.push(file);
    const value = word === 'SHA256' ? (checksums.get(file) ?? '') : values[word];
    if (value === undefined) throw new SetupError(`A manifest contains ${whole}, which has no meaning.`);
    return value;
  });
  return { text, missing };
}
