import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../main/adapters/clock.ts';
import { createDataFiles } from '../../main/adapters/files/data-files.ts';
import { openPreferences } from '../../main/adapters/files/preferences-store.ts';
import { createTempOwner } from '../../main/adapters/files/temp-owner.ts';
import { defaultPreferences } from '../../main/core/preferences.ts';
import { onPosix, privateMode } from '../support/system/posix.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'preferences-'));
  file = path.join(folder, 'preferences.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(nowMs: number, below = folder) {
  const clock = createClock();
  const files = createDataFiles({ folder: below, clock, owner: createTempOwner(clock.now()) });
  return openPreferences({ folder: below, files, nowMs });
}

describe('openPreferences', () => {
  it('starts with the defaults, and writes none of them by itself', () => {
    const store = open(1);
    expect(store.current()).toEqual(defaultPreferences);
    expect(store.keptAside).toBeNull();
    expect(readdirSync(folder)).toEqual(['preferences.json']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({});
    expect(statSync(file).mode & 0o777).toBe(privateMode.file);
  });

  it('knows the first run from all later ones, whatever their file holds', () => {
    expect(open(1).isFirstRun).toBe(true);
    expect(open(2).isFirstRun).toBe(false);
    for (const text of ['', '{}', 'broken', '{"theme":"dark"}']) {
      writeFileSync(file, text);
      expect(open(3).isFirstRun).toBe(false);
    }
  });

  it('takes no run for the first one where nothing can be kept, because each would be', () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'no folder');
    expect(open(1).isFirstRun).toBe(false);
  });

  it('keeps a preference across runs, readable by its owner only', async () => {
    expect(await open(1).set({ warnAtUsedPercent: 80 })).toBe(true);
    expect(open(2).current()).toEqual({ ...defaultPreferences, warnAtUsedPercent: 80 });
    expect(statSync(file).mode & 0o777).toBe(privateMode.file);
  });

  it('keeps fields of a newer version', async () => {
    writeFileSync(file, '{"later":{"a":1}}');
    await open(1).set({ notices: false });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ later: { a: 1 }, notices: false });
  });

  it('keeps changes that follow each other at once, and what was edited by hand meanwhile', async () => {
    const store = open(1);
    writeFileSync(file, '{"monthDay":3}');
    void store.set({ theme: 'dark' });
    void store.set({ notices: false });
    await store.settled();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ monthDay: 3, theme: 'dark', notices: false });
    expect(readdirSync(folder)).toEqual(['preferences.json']);
  });

  it.each(['', 'broken', '[]', 'null'])('does not overwrite a file that holds %j by now', async (text) => {
    const store = open(1);
    writeFileSync(file, text);
    expect(await store.set({ theme: 'dark' })).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(store.current().theme).toBe('dark');
  });

  it.each<[string, () => void]>([
    ['a folder', () => mkdirSync(file)],
    ...onPosix<[string, () => void]>(
      ['a pipe', () => void execFileSync('mkfifo', [file])],
      ['a link to a device without an end', () => symlinkSync('/dev/zero', file)],
    ),
    ['a file of 2 MiB', () => writeFileSync(file, ' '.repeat(2 * 1024 * 1024))],
  ])('renames %s in its place, and starts', async (_what, make) => {
    make();
    const store = open(42);
    expect(store.keptAside).toBe('preferences.json.broken-42');
    expect(store.current()).toEqual(defaultPreferences);
    expect(await store.set({ theme: 'dark' })).toBe(true);
    expect(open(43).current().theme).toBe('dark');
  });

  it('renames a broken file, byte for byte, and keeps its valid fields', () => {
    const text = '{"warnAtUsedPercent": 75, "theme": "pink"}';
    writeFileSync(file, text);
    const store = open(42);
    expect(store.keptAside).toBe('preferences.json.broken-42');
    expect(readFileSync(path.join(folder, 'preferences.json.broken-42'), 'utf8')).toBe(text);
    expect(store.current().warnAtUsedPercent).toBe(75);
    expect(open(43)).toMatchObject({ keptAside: null });
    expect(open(44).current().warnAtUsedPercent).toBe(75);
  });

  it('keeps preferences in memory where the folder cannot be used', async () => {
    writeFileSync(file, '');
    const store = open(1, path.join(file, 'below-a-file'));
    expect(await store.set({ notices: false })).toBe(false);
    expect(store.current().notices).toBe(false);
  });
});
