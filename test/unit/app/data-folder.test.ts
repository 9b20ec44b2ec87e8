import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFolderFor, isFolderUsable, makePassingFolder } from '../../../main/adapters/files/data-folder.ts';
import { privateMode } from '../../support/system/posix.ts';

describe('dataFolderFor', () => {
  const home = path.resolve('/home/me');

  it('is that of its own variable on every system', () => {
    const environment = { QWEN_GAUGE_DATA_DIR: '/elsewhere', XDG_CONFIG_HOME: '/x' };
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(dataFolderFor({ environment, platform, home })).toBe(path.resolve('/elsewhere'));
    }
  });

  it('takes the system’s own place otherwise; an empty variable is none', () => {
    const at = (platform: NodeJS.Platform, environment = {}) => dataFolderFor({ environment, platform, home });
    expect(at('linux')).toBe(path.join(home, '.config', 'QwenGauge'));
    expect(at('linux', { XDG_CONFIG_HOME: '/c', QWEN_GAUGE_DATA_DIR: '' })).toBe(path.join('/c', 'QwenGauge'));
    expect(at('darwin')).toBe(path.join(home, 'Library', 'Application Support', 'QwenGauge'));
    expect(at('win32', { APPDATA: '/roaming' })).toBe(path.join('/roaming', 'QwenGauge'));
  });
});

describe('isFolderUsable', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'data-folder-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('makes the folder for its owner alone, and leaves nothing in it', () => {
    const folder = path.join(base, 'a', 'b');
    expect(isFolderUsable(folder)).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(privateMode.folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a file in its place, or on the way to it', () => {
    const file = path.join(base, 'file');
    writeFileSync(file, '');
    expect(isFolderUsable(file)).toBe(false);
    expect(isFolderUsable(path.join(file, 'below'))).toBe(false);
  });
});

describe.runIf(process.platform !== 'win32')('a data folder that exists already', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'data-folder-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it.each([
    [0o777, 0o755],
    [0o770, 0o750],
    [0o2775, 0o2755],
    [0o755, 0o755],
    [0o700, 0o700],
  ])('of mode %o is used with mode %o', (found, used) => {
    chmodSync(base, found);
    expect(isFolderUsable(base)).toBe(true);
    expect(statSync(base).mode & 0o7777).toBe(used);
  });

  it.runIf(process.getuid?.() === 0)('of a foreign group is protected from that group', () => {
    chownSync(base, 0, 65_534);
    chmodSync(base, 0o770);
    expect(isFolderUsable(base)).toBe(true);
    expect(statSync(base).mode & 0o777).toBe(0o750);
  });

  it('that all users share, as /tmp, is refused and stays as it is', () => {
    chmodSync(base, 0o1777);
    expect(isFolderUsable(base)).toBe(false);
    expect(statSync(base).mode & 0o7777).toBe(0o1777);
  });

  it.runIf(process.getuid?.() === 0)('of another user is refused, whatever its mode', () => {
    chownSync(base, 65_533, 65_533);
    vi.spyOn(process, 'geteuid').mockReturnValue(65_534);
    for (const mode of [0o777, 0o755, 0o700]) {
      chmodSync(base, mode);
      expect(isFolderUsable(base)).toBe(false);
      expect(statSync(base).mode & 0o777).toBe(mode);
    }
    vi.restoreAllMocks();
  });
});

describe('makePassingFolder', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'passing-'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('removes what runs that are over left, and nothing else', () => {
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    const others = [`qwen-gauge-passing-${process.pid}-alive`, 'qwen-gauge-passing-x-1', 'somebody-else'];
    for (const name of [`qwen-gauge-passing-${gone}-abc`, ...others])
      mkdirSync(path.join(base, name, 'chromium'), { recursive: true });
    const made = makePassingFolder(base);
    expect(readdirSync(base).sort()).toEqual([...others, path.basename(made)].sort());
  });

  it('does without sweeping where the folder cannot be listed', () => {
    expect(() => makePassingFolder(path.join(base, 'nowhere'))).toThrow('ENOENT');
  });
});
