import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopEntry, setAutostart } from '../../../main/adapters/electron/autostart.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'autostart-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deps = (over: object = {}) => ({
  platform: 'linux' as const,
  command: ['/opt/Qwen Gauge/app', '--a=100%', 'q"$`\\'],
  productName: 'QwenGauge',
  configFolder: folder,
  setLoginItem: vi.fn(),
  ...over,
});

describe('setAutostart', () => {
  it('writes a desktop entry on Linux and takes it back', async () => {
    const file = path.join(folder, 'autostart/QwenGauge.desktop');
    expect(await setAutostart(true, deps())).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(desktopEntry(deps()));
    expect(await setAutostart(false, deps())).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(await setAutostart(false, deps())).toBe(true);
  });

  it('says so where the folder cannot be written', async () => {
    const blocked = path.join(folder, 'file');
    writeFileSync(blocked, '');
    expect(await setAutostart(true, deps({ configFolder: blocked }))).toBe(false);
  });

  it('leaves the other systems their own list', async () => {
    const setLoginItem = vi.fn();
    expect(await setAutostart(true, deps({ platform: 'darwin', setLoginItem }))).toBe(true);
    expect(setLoginItem).toHaveBeenCalledWith(true);
    expect(existsSync(path.join(folder, 'autostart'))).toBe(false);
  });
});

describe('desktopEntry', () => {
  it('quotes and escapes as the specification asks', () => {
    expect(desktopEntry(deps())).toContain('Exec="/opt/Qwen Gauge/app" "--a=100%%" "q\\\\"\\\\$\\\\`\\\\\\\\"\n');
  });
});
