import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import yauzl from 'yauzl';

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;

/**
 * Unpacks the chosen files of a zip and checks each against its size and CRC-32. Nothing is written before the whole
 * directory of the zip was read and found harmless. Throws on anything damaged or unusual: symbolic links, encryption,
 * two entries for one file, a file that would land outside the destination. yauzl refuses absolute names, "..",
 * backslashes, and more bytes than announced; it does not compare the CRC-32.
 * @param {string} zipFile
 * @param {string} destination
 * @param {(name: string) => string | null} place where an entry goes below the destination; null leaves it out
 */
export async function unzip(zipFile, destination, place) {
  try {
    const zip = await yauzl.openPromise(zipFile, { autoClose: false, strictFileNames: true });
    try {
      for (const { entry, target } of await chosenEntries(zip, destination, place)) await unpack(zip, entry, target);
    } finally {
      zip.close();
    }
  } catch (error) {
    throw new Error(`${path.basename(zipFile)}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {string} destination
 * @param {(name: string) => string | null} place
 */
async function chosenEntries(zip, destination, place) {
  /** @type {{ entry: import('yauzl').Entry, target: string }[]} */
  const chosen = [];
  for await (const entry of zip.eachEntry()) {
    const target = entry.fileName.endsWith('/') ? null : place(entry.fileName);
    if (target !== null) chosen.push({ entry, target: targetBelow(destination, target, entry) });
  }
  return chosen;
}

/** @param {import('yauzl').Entry} entry Unix mode with the file's type, 0 when the zip has none */
const modeOf = (entry) => entry.externalFileAttributes >>> 16;

/**
 * @param {string} destination
 * @param {string} target
 * @param {import('yauzl').Entry} entry
 */
function targetBelow(destination, target, entry) {
  const type = modeOf(entry) & FILE_TYPE;
  if (type !== 0 && type !== REGULAR) throw new Error(`${entry.fileName} is not a regular file`);
  if (entry.isEncrypted()) throw new Error(`${entry.fileName} is encrypted`);
  const folder = path.resolve(destination);
  const file = path.resolve(folder, target);
  if (!file.startsWith(folder + path.sep)) throw new Error(`${entry.fileName} leaves the folder`);
  return file;
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {import('yauzl').Entry} entry
 * @param {string} target
 */
async function unpack(zip, entry, target) {
  const data = await contentOf(zip, entry).catch((cause) => {
    throw new Error(`${entry.fileName} is damaged`, { cause });
  });
  if (zlib.crc32(data) !== entry.crc32) throw new Error(`${entry.fileName} is damaged`);
  await fs.promises.mkdir(path.dirname(target), { recursive: true });
  await fs.promises.writeFile(target, data, { mode: modeOf(entry) & 0o777 || 0o644, flag: 'wx' });
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {import('yauzl').Entry} entry
 */
async function contentOf(zip, entry) {
  const stream = await zip.openReadStreamPromise(entry);
  return Buffer.concat(await stream.toArray());
}
