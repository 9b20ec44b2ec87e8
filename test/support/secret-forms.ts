/** A secret in the encodings in which it might leave the app: as it is, UTF-16, hexadecimal, percent and Base64. */
function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const texts = [secret, encodeURIComponent(secret), hex, hex.toUpperCase(), hex.replace(/../g, '%$&')];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le'), ...base64Forms(bytes)];
}

/** The Base64 of a secret inside a longer text, at each offset of its first byte. */
function base64Forms(secret: Buffer): readonly Buffer[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
    // The first and last characters depend on the bytes next to the secret.
    return Buffer.from(encoded.slice(4, -4));
  });
}

/** Whether a text or file contains a secret in any of its forms. */
export const holdsSecret = (content: string | Uint8Array, secret: string): boolean => {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  return formsOf(secret).some((form) => bytes.includes(form));
};

/** The random part of a token of the stand-in: the prefix alone is found too easily. */
export const randomPartOf = (token: string): string => token.slice(-36);
