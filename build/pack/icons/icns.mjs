/**
 * Encodes PNG images as one Apple icon file: a length and a four-letter type before each image, and before all of them.
 * @param {readonly { readonly type: string, readonly png: Buffer }[]} images
 */
export function encodeIcns(images) {
  return block(
    'icns',
    images.map(({ type, png }) => block(type, [png])),
  );
}

/**
 * @param {string} type
 * @param {readonly Buffer[]} parts
 */
function block(type, parts) {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(8);
  header.write(type, 0, 'latin1');
  header.writeUInt32BE(body.length + header.length, 4);
  return Buffer.concat([header, body]);
}
