/**
 * Encodes square images as one Windows icon file. Images below 256 pixels become bitmaps, which older parts of Windows
 * insist on; larger ones stay PNG.
 * @param {readonly { readonly size: number, readonly rgba: Uint8Array, readonly png: Buffer }[]} images at most 256 pixels
 */
export function encodeIco(images) {
  const bodies = images.map(({ size, rgba, png }) => (size < 256 ? bitmap(size, rgba) : png));
  const header = Buffer.alloc(6 + images.length * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, body] of bodies.entries()) {
    const entry = 6 + index * 16;
    const edge = (images[index]?.size ?? 0) % 256; // 0 stands for 256.
    header.set([edge, edge, 0, 0], entry);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(body.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += body.length;
  }
  return Buffer.concat([header, ...bodies]);
}

/**
 * A BITMAPINFOHEADER, the pixels as BGRA from the bottom row up, and an empty mask, for the opacity is in the pixels.
 * @param {number} size
 * @param {Uint8Array} rgba
 */
function bitmap(size, rgba) {
  const headerBytes = 40;
  const pixelBytes = size * size * 4;
  const maskRowBytes = Math.ceil(size / 32) * 4;
  const out = Buffer.alloc(headerBytes + pixelBytes + maskRowBytes * size);
  out.writeUInt32LE(headerBytes, 0);
  out.writeInt32LE(size, 4);
  out.writeInt32LE(size * 2, 8); // The height of pixels and mask together.
  out.writeUInt16LE(1, 12);
  out.writeUInt16LE(32, 14);
  for (let at = 0; at < size * size; at += 1) {
    const [red = 0, green = 0, blue = 0, opacity = 0] = rgba.subarray(at * 4, at * 4 + 4);
    const row = size - 1 - Math.floor(at / size);
    out.set([blue, green, red, opacity], headerBytes + (row * size + (at % size)) * 4);
  }
  return out;
}
