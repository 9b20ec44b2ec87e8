import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPackages } from './support/packages.ts';

const { deb, folder, version } = findPackages();
const desktopEntry = 'usr/share/applications/app.qwengauge.QwenGauge.desktop';

describe('the Debian package', () => {
  const unpacked = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-deb-'));
  const text = (name: string): string => readFileSync(path.join(unpacked, name), 'utf8');
  const control = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      text('DEBIAN/control')
        .split('\n')
        .flatMap((line) => [/^([\w-]+): (.*)$/.exec(line)?.slice(1) ?? []].filter((found) => found.length === 2)),
    );

  beforeAll(() => void execFileSync('dpkg-deb', ['-R', deb, unpacked]));
  afterAll(() => rmSync(unpacked, { recursive: true, force: true }));

  it('depends on all that the app loads and a bare system lacks', () => {
    expect(control()).toMatchObject({
      Package: 'qwen-gauge',
      Version: version.replace('-', '~'),
      Architecture: 'amd64',
      Depends: 'libgtk-3-0, libnss3, libasound2, libgbm1, libx11-xcb1, libnotify4, libsecret-1-0, xdg-utils',
    });
    expect(control()['Maintainer']).toMatch(/^[^<]+ <[^@>]+@[^@>]+>$/);
    expect(control()['Homepage']).toMatch(/^https:/);
  });

  it('installs the app below /opt, and beside it only these files', () => {
    const found = readdirSync(unpacked, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(unpacked, path.join(entry.parentPath, entry.name)))
      .filter((name) => !/^(DEBIAN|opt\/QwenGauge)\//.test(name));
    const icons = [16, 22, 24, 32, 48, 64, 128, 256, 512].map(
      (size) => `usr/share/icons/hicolor/${size}x${size}/apps/qwen-gauge-app.png`,
    );
    expect(found.sort()).toEqual(
      [desktopEntry, 'usr/bin/qwen-gauge', 'usr/share/doc/qwen-gauge/copyright', ...icons].sort(),
    );
  });

  it('contains the app that was tested, and the profile that lets its sandbox work on Ubuntu', () => {
    const opt = path.join(unpacked, 'opt/QwenGauge');
    execFileSync('diff', ['-rq', '--exclude=apparmor-profile', folder, opt]);
    expect(text('opt/QwenGauge/resources/apparmor-profile')).toContain('userns,');
  });

  it('has a desktop entry that is valid, opens links, and is found by the class of its windows', () => {
    execFileSync('desktop-file-validate', [path.join(unpacked, desktopEntry)]);
    const entry = text(desktopEntry);
    expect(entry).toContain('\nExec=/opt/QwenGauge/qwen-gauge-app %U\n');
    expect(entry).toContain('\nStartupWMClass=QwenGauge\n');
    expect(entry).toContain('\nMimeType=x-scheme-handler/qwen-gauge;\n');
    expect(entry).toContain('\nIcon=qwen-gauge-app\n');
    expect(entry).toMatch(/\nComment\[zh_CN\]=.*额度/);
  });

  it('has the whole licence in its copyright file', () => {
    expect(text('usr/share/doc/qwen-gauge/copyright')).toMatch(/^License: MIT$[\s\S]*WITHOUT WARRANTY OF ANY KIND/m);
  });

  it('has a checksum of each file', () => {
    execFileSync('md5sum', ['--check', '--quiet', 'DEBIAN/md5sums'], { cwd: unpacked });
  });
});
