import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodeIcns } from '../../../../build/pack/icons/icns.mjs';
import { encodeIco } from '../../../../build/pack/icons/ico.mjs';
import { encodePng } from '../../../../build/pack/icons/png.mjs';

/** Two by two pixels: red, green, blue, and a half-transparent white. */
const rgba = Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 128]);
const png = encodePng({ width: 2, height: 2, rgba });

describe('icon files', () => {
  test('PNG: size, format, and rows without a filter', () => {
    expect(png.toString('latin1', 1, 4)).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
    const at = png.indexOf('IDAT');
    const rows = zlib.inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect([...rows]).toEqual([0, ...rgba.subarray(0, 8), 0, ...rgba.subarray(8)]);
    expect(png.readUInt32BE(at + 4 + png.readUInt32BE(at - 4))).toBe(
      zlib.crc32(png.subarray(at, at + 4 + png.readUInt32BE(at - 4))),
    );
  });

  test('ICO: small images as bitmaps from the bottom row up, 256 pixels as PNG', () => {
    const ico = encodeIco([
      { size: 2, rgba, png },
      { size: 256, rgba: new Uint8Array(256 * 256 * 4), png },
    ]);
    expect([...ico.subarray(0, 6)]).toEqual([0, 0, 1, 0, 2, 0]);
    const first = ico.readUInt32LE(6 + 12);
    expect(ico[6]).toBe(2);
    expect([...ico.subarray(first + 40, first + 56)]).toEqual([
      255, 0, 0, 255, 255, 255, 255, 128, 0, 0, 255, 255, 0, 255, 0, 255,
    ]);
    expect(ico[6 + 16]).toBe(0);
    const second = ico.readUInt32LE(6 + 16 + 12);
    expect(ico.subarray(second)).toEqual(png);
    expect(ico.readUInt32LE(6 + 16 + 8)).toBe(png.length);
  });

  test('ICNS: each image behind its type and length, all behind those of the file', () => {
    const icns = encodeIcns([
      { type: 'ic07', png },
      { type: 'ic08', png },
    ]);
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    expect(icns.toString('latin1', 8, 12)).toBe('ic07');
    expect(icns.readUInt32BE(12)).toBe(png.length + 8);
    expect(icns.subarray(16, 16 + png.length)).toEqual(png);
    expect(icns.toString('latin1', 16 + png.length, 20 + png.length)).toBe('ic08');
  });
});
