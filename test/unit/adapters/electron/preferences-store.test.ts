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
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { onPosix, privateMode } from '../../../support/system/posix.ts';

const removeAllListeners = vi.fn();
vi.mock('electron', () => ({ ipcMain: { removeAllListeners } }));
// electron-store is `conf` with Electron's folder, so these tests use the real `conf`.
vi.mock('electron-store', async () => {
  const { default: Conf } = await import('conf');
  const Store = class extends Conf {
    constructor({ name, ...options }: { name: string; cwd: string }) {
      super({ ...options, configName: name, projectVersion: '0.0.0' });
    }
  };
  return { default: Store };
});
const { openPreferences } = await import('../../../../main/adapters/electron/preferences-store.ts');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'preferences-'));
  file = path.join(folder, 'preferences.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openPreferences', () => {
  it('starts with the defaults, and writes none of them by itself', () => {
    const store = openPreferences(folder, 1);
    expect(store.current()).toEqual(defaultPreferences);
    expect(store.keptAside).toBeNull();
    expect(readdirSync(folder)).toEqual(['preferences.json']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1 });
  });

  it('takes over a file of version 0 with the first change, and leaves it as it is until then', () => {
    writeFileSync(file, '{"warnAtUsedPercent":80}');
    const store = openPreferences(folder, 1);
    expect(readFileSync(file, 'utf8')).toBe('{"warnAtUsedPercent":80}');
    store.set({ theme: 'dark' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, warnAtUsedPercents: [80, 100] });
    expect(openPreferences(folder, 2).current()).toEqual({
      ...defaultPreferences,
      theme: 'dark',
      warnAtUsedPercents: [80, 100],
    });
  });

  it('writes a text beside them, readable by its owner only', () => {
    const store = openPreferences(folder, 1);
    expect(store.keep('one')).toBe(true);
    expect(store.keep('two')).toBe(true);
    const kept = path.join(folder, 'preferences-before.json');
    expect(readFileSync(kept, 'utf8')).toBe('two');
    expect(statSync(kept).mode & 0o777).toBe(privateMode.file);
    expect(readdirSync(folder).sort()).toEqual(['preferences-before.json', 'preferences.json']);
    rmSync(folder, { recursive: true });
    expect(store.keep('three')).toBe(false);
  });

  it('knows the first run from all later ones, whatever their file holds', () => {
    expect(openPreferences(folder, 1).isFirstRun).toBe(true);
    expect(openPreferences(folder, 2).isFirstRun).toBe(false);
    for (const text of ['', '{}', 'broken', '{"theme":"dark"}']) {
      writeFileSync(file, text);
      expect(openPreferences(folder, 3).isFirstRun).toBe(false);
    }
  });

  it('takes no run for the first one where nothing can be kept, because each would be', () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'no folder');
    expect(openPreferences(folder, 1).isFirstRun).toBe(false);
  });

  it('keeps a preference across runs, readable by its owner only', () => {
    expect(openPreferences(folder, 1).set({ warnAtUsedPercents: [80] })).toBe(true);
    expect(openPreferences(folder, 2).current()).toEqual({ ...defaultPreferences, warnAtUsedPercents: [80] });
    expect(statSync(file).mode & 0o777).toBe(privateMode.file);
  });

  it('keeps fields of a newer version', () => {
    writeFileSync(file, '{"version":2,"later":{"a":1}}');
    openPreferences(folder, 1).set({ notices: false });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 2, later: { a: 1 }, notices: false });
  });

  it.each<[string, () => void]>([
    ['a folder', () => mkdirSync(file)],
    ...onPosix<[string, () => void]>(
      ['a pipe', () => void execFileSync('mkfifo', [file])],
      ['a link to a device without an end', () => symlinkSync('/dev/zero', file)],
    ),
    ['a file of 2 MiB', () => writeFileSync(file, ' '.repeat(2 * 1024 * 1024))],
  ])('renames %s in its place, and starts', (_what, make) => {
    make();
    const store = openPreferences(folder, 42);
    expect(store.keptAside).toBe('preferences.json.broken-42');
    expect(store.current()).toEqual(defaultPreferences);
    expect(store.set({ theme: 'dark' })).toBe(true);
    expect(openPreferences(folder, 43).current().theme).toBe('dark');
  });

  it('renames a broken file, byte for byte, and keeps its valid fields', () => {
    const text = '{"warnAtUsedPercents": [75], "theme": "pink"}';
    writeFileSync(file, text);
    const store = openPreferences(folder, 42);
    expect(store.keptAside).toBe('preferences.json.broken-42');
    expect(readFileSync(path.join(folder, 'preferences.json.broken-42'), 'utf8')).toBe(text);
    expect(store.current().warnAtUsedPercents).toEqual([75]);
    expect(openPreferences(folder, 43)).toMatchObject({ keptAside: null });
    expect(openPreferences(folder, 44).current().warnAtUsedPercents).toEqual([75]);
  });

  it('keeps preferences in memory where the folder cannot be used', () => {
    writeFileSync(file, '');
    const store = openPreferences(path.join(file, 'below-a-file'), 1);
    expect(store.set({ notices: false })).toBe(false);
    expect(store.current().notices).toBe(false);
  });

  it('leaves electron-store no channel to the renderer', () => {
    openPreferences(folder, 1);
    expect(removeAllListeners).toHaveBeenCalledWith('electron-store-get-data');
  });
});
