import crypto from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureFallback, FALLBACK, fallbackFolder, type Parts } from '../../../build/runtime/fallback.mjs';
import { temporaryFolder } from './temporary-folder.ts';
import { zipOf } from './zip-builder.ts';

const ZIP = zipOf([
  { name: 'Cypress/Cypress', body: 'the program', mode: 0o100755 },
  { name: 'Cypress/icudtl.dat', body: 'data' },
  { name: 'Cypress/locales/en.pak', body: 'words' },
  { name: 'Cypress/resources/app/index.js', body: 'the other application' },
  { name: 'Cypress/browser_v8_context_snapshot.bin', body: 'its snapshot' },
]);

/** The real recipe on a package of a few bytes. */
function setUp(content = ZIP) {
  const cache = path.join(temporaryFolder(), 'not', 'there', 'yet');
  let fetched = 0;
  const told: string[] = [];
  const parts: Parts = {
    recipe: { ...FALLBACK, sha256: crypto.createHash('sha256').update(ZIP).digest('hex') },
    cache,
    fetchZip: async (folder) => {
      // Before it begins: it is silent for minutes.
      expect(told.at(-1)).toMatch(/^fetching .* MB/);
      expect(told.at(-1)).toContain(folder);
      fetched += 1;
      const zip = path.join(folder, 'package.zip');
      writeFileSync(zip, content);
      return zip;
    },
    setFuses: async (executable) => writeFileSync(executable, `${readFileSync(executable, 'utf8')}, fused`),
    tell: (text) => void told.push(text),
  };
  return { parts, cache, fetches: () => fetched, told };
}

const names = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

describe('the fallback Electron', () => {
  test('is unpacked once, without the application it came with', async () => {
    const { parts, cache, fetches, told } = setUp();
    const folder = await ensureFallback(parts);
    expect(folder).toBe(fallbackFolder(parts));
    expect(names(folder)).toEqual(
      [
        '.inventory.json',
        'electron',
        'icudtl.dat',
        'locales',
        'locales/en.pak',
        'resources',
        'resources/default_app.asar',
        'version',
      ].sort(),
    );
    expect(readFileSync(path.join(folder, 'electron'), 'utf8')).toBe('the program, fused');
    expect(readFileSync(path.join(folder, 'version'), 'utf8')).toBe(FALLBACK.version);
    await ensureFallback(parts);
    expect(fetches()).toBe(1);
    expect(told).toHaveLength(1);
    expect(readdirSync(cache)).toEqual([path.basename(folder)]);
  });

  test('removes folders of a killed set-up, but not those of one that is running', async () => {
    const { parts, cache } = setUp();
    for (const name of ['tmp-old', 'tmp-new']) mkdirSync(path.join(cache, name, 'dist'), { recursive: true });
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(path.join(cache, 'tmp-old'), longAgo, longAgo);
    const folder = await ensureFallback(parts);
    expect(readdirSync(cache).sort()).toEqual([path.basename(folder), 'tmp-new']);
  });

  test.each([
    ['a truncated file', (folder: string) => truncateSync(path.join(folder, 'electron'), 3)],
    ['a deleted file', (folder: string) => rmSync(path.join(folder, 'locales/en.pak'))],
    ['a lost record', (folder: string) => rmSync(path.join(folder, '.inventory.json'))],
    ['a broken record', (folder: string) => writeFileSync(path.join(folder, '.inventory.json'), '{')],
  ])('is made anew after %s', async (_, damage) => {
    const { parts, cache, fetches } = setUp();
    const folder = await ensureFallback(parts);
    damage(folder);
    await ensureFallback(parts);
    expect(fetches()).toBe(2);
    expect(readFileSync(path.join(folder, 'electron'), 'utf8')).toBe('the program, fused');
    expect(existsSync(path.join(folder, 'locales/en.pak'))).toBe(true);
    expect(readdirSync(cache)).toEqual([path.basename(folder)]);
  });

  test('a zip with another checksum is refused, and nothing is left behind', async () => {
    const { parts, cache } = setUp(zipOf([{ name: 'Cypress/Cypress', body: 'something else' }]));
    await expect(ensureFallback(parts)).rejects.toThrow(/does not have the expected checksum .* Nothing was installed/);
    expect(readdirSync(cache)).toEqual([]);
  });

  test('a download that fails leaves nothing, and the next one works', async () => {
    const { parts, cache } = setUp();
    const fetchZip = () => Promise.reject(new Error('no network'));
    await expect(ensureFallback({ ...parts, fetchZip })).rejects.toThrow('no network');
    expect(readdirSync(cache)).toEqual([]);
    expect(existsSync(path.join(await ensureFallback(parts), 'electron'))).toBe(true);
  });

  test('two set-ups at once download once and leave one complete folder', async () => {
    const { parts, cache, fetches } = setUp();
    const folders = await Promise.all([ensureFallback(parts), ensureFallback(parts), ensureFallback(parts)]);
    expect(new Set(folders).size).toBe(1);
    expect(fetches()).toBe(1);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  test('an incomplete folder is replaced', async () => {
    const { parts } = setUp();
    mkdirSync(fallbackFolder(parts), { recursive: true });
    writeFileSync(path.join(fallbackFolder(parts), 'electron'), 'half');
    expect(readFileSync(path.join(await ensureFallback(parts), 'electron'), 'utf8')).toBe('the program, fused');
  });
});

describe('its default app', () => {
  test('is an archive whose header gives the place of each file', async () => {
    const { parts } = setUp();
    const asar = readFileSync(path.join(await ensureFallback(parts), 'resources/default_app.asar'));
    const headerBytes = asar.readUInt32LE(4);
    const json = asar.toString('utf8', 16, 16 + asar.readUInt32LE(12));
    const { files } = JSON.parse(json) as { files: Record<string, { offset: string; size: number }> };
    expect(Object.keys(files)).toEqual(['main.js', 'package.json']);
    for (const [name, { offset, size }] of Object.entries(files)) {
      const start = 8 + headerBytes + Number(offset);
      const original = readFileSync(path.resolve(import.meta.dirname, '../../../build/default-app', name));
      expect(asar.subarray(start, start + size).equals(original)).toBe(true);
    }
  });
});
