import zlib from 'node:zlib';

/** @typedef {{ readonly width: number, readonly height: number, readonly rgba: Uint8Array }} Pixels */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits for each of red, green, blue and opacity; the only compression and filter methods there are; not interlaced. */
const FORMAT = [8, 6, 0, 0, 0];

/**
 * Encodes pixels as PNG, every row unfiltered.
 * @param {Pixels} pixels
 */
export function encodePng({ width, height, rgba }) {
  const rowBytes = width * 4;
  const rows = Buffer.alloc(height * (rowBytes + 1));
  for (let y = 0; y < height; y += 1) rows.set(rgba.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(FORMAT, 8);
  const body = zlib.deflateSync(rows, { level: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}

/**
 * @param {string} type four letters
 * @param {Buffer} body
 */
function chunk(type, body) {
  const checked = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(zlib.crc32(checked));
  return Buffer.concat([length, checked, sum]);
}
