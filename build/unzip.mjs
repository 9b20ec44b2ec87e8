import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const inflate = promisify(zlib.inflateRaw);

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The end record and the longest comment that may follow it. */
const LONGEST_END = 22 + 0xffff;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;
const STORED = 0;
const DEFLATED = 8;

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {number} flags
 * @property {number} method
 * @property {number} crc
 * @property {number} packedBytes
 * @property {number} bytes
 * @property {number} mode Unix mode with the file's type, 0 when the zip has none
 * @property {number} offset
 */

/**
 * Unpacks the chosen files of a zip and checks each against its CRC-32. Throws on anything damaged or unusual:
 * symbolic links, encryption, zip64, two entries for one file, a file that would land outside the destination.
 * The format is PKWARE's APPNOTE 6.3.
 * @param {string} zipFile
 * @param {string} destination
 * @param {(name: string) => string | null} place where an entry goes below the destination; null leaves it out
 */
export async function unzip(zipFile, destination, place) {
  const fd = fs.openSync(zipFile, 'r');
  try {
    const jobs = readDirectory(fd).flatMap((entry) => {
      const target = entry.name.endsWith('/') ? null : place(entry.name);
      return target === null ? [] : [{ entry, target: targetBelow(destination, target, entry) }];
    });
    jobs.sort((a, b) => b.entry.bytes - a.entry.bytes);
    const worker = async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) await unpack(fd, job.entry, job.target);
    };
    await Promise.all([worker(), worker()]);
  } catch (error) {
    throw new Error(`${path.basename(zipFile)}: ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    fs.closeSync(fd);
  }
}

/**
 * @param {number} fd
 * @returns {Entry[]}
 */
function readDirectory(fd) {
  const { size } = fs.fstatSync(fd);
  const tailBytes = Math.min(size, LONGEST_END);
  const tail = readAt(fd, size - tailBytes, tailBytes);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > tail.length) throw new Error('not a zip file, or cut short');
  const count = tail.readUInt16LE(end + 10);
  const offset = tail.readUInt32LE(end + 16);
  if (count === 0xffff || offset === 0xffffffff) throw new Error('zip64 is not supported');
  const directory = readAt(fd, offset, tail.readUInt32LE(end + 12));
  /** @type {Entry[]} */
  const entries = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new Error('damaged directory');
    const nameBytes = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {string} destination
 * @param {string} target
 * @param {Entry} entry
 */
function targetBelow(destination, target, entry) {
  const type = entry.mode & FILE_TYPE;
  if (type !== 0 && type !== REGULAR) throw new Error(`${entry.name} is not a regular file`);
  if (entry.flags & 1) throw new Error(`${entry.name} is encrypted`);
  const base = path.resolve(destination);
  const file = path.resolve(base, target);
  if (!file.startsWith(base + path.sep) || target.includes('\\')) throw new Error(`${entry.name} leaves the folder`);
  return file;
}

/**
 * @param {number} fd
 * @param {Entry} entry
 * @param {string} target
 */
async function unpack(fd, entry, target) {
  const header = readAt(fd, entry.offset, 30);
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error(`${entry.name} is damaged`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const data = await unpacked(entry, readAt(fd, start, entry.packedBytes));
  if (data.length !== entry.bytes || zlib.crc32(data) !== entry.crc) throw new Error(`${entry.name} is damaged`);
  await fs.promises.mkdir(path.dirname(target), { recursive: true });
  await fs.promises.writeFile(target, data, { mode: entry.mode & 0o777 || 0o644, flag: 'wx' });
}

/**
 * @param {Entry} entry
 * @param {Buffer} packed
 */
async function unpacked(entry, packed) {
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw new Error(`${entry.name} is packed in an unknown way`);
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, entry.bytes) });
  } catch {
    return Buffer.alloc(0); // Not deflated data, or more than announced: the length check that follows refuses it.
  }
}

/**
 * @param {number} fd
 * @param {number} position
 * @param {number} length
 */
function readAt(fd, position, length) {
  const buffer = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const read = fs.readSync(fd, buffer, done, length - done, position + done);
    if (read === 0) throw new Error('cut short');
    done += read;
  }
  return buffer;
}
