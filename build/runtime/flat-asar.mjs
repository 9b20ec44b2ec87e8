/**
 * Packs files into an asar archive without folders: a header of four little-endian lengths (Chromium's "pickle") and
 * JSON, then the bodies.
 * @param {readonly { readonly name: string, readonly body: Buffer }[]} files
 */
export function packFlatAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {};
  let offset = 0;
  for (const { name, body } of files) {
    index[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
  }
  const json = Buffer.from(JSON.stringify({ files: index }));
  const padded = Math.ceil(json.length / 4) * 4;
  const header = Buffer.alloc(16);
  [4, padded + 8, padded + 4, json.length].forEach((value, at) => {
    header.writeUInt32LE(value, at * 4);
  });
  const padding = Buffer.alloc(padded - json.length);
  return Buffer.concat([header, json, padding, ...files.map(({ body }) => body)]);
}
