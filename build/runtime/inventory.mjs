import fs from 'node:fs';
import path from 'node:path';

const RECORD = '.inventory.json';

/**
 * The size of every file by its name: cheap enough to compare at each start, and enough to notice a full disk, a
 * truncated file or a deleted one. Contents are checked once, when they are unpacked.
 * @param {string} folder
 */
function inventory(folder) {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === RECORD) continue;
    const file = path.join(entry.parentPath, entry.name);
    sizes[path.relative(folder, file)] = fs.statSync(file).size;
  }
  return sizes;
}

/**
 * Records what the folder holds. Call this last, before the folder is moved into place.
 * @param {string} folder
 */
export function recordInventory(folder) {
  fs.writeFileSync(path.join(folder, RECORD), JSON.stringify(inventory(folder)));
}

/**
 * Whether every recorded file exists with its recorded size. Additional files are ignored.
 * @param {string} folder
 */
export function isIntact(folder) {
  try {
    const wanted = JSON.parse(fs.readFileSync(path.join(folder, RECORD), 'utf8'));
    const found = inventory(folder);
    return Object.keys(wanted).every((name) => found[name] === wanted[name]);
  } catch {
    return false; // No folder, or no readable record: it was never completed.
  }
}
