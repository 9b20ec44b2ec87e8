import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeManifests } from '../../../../build/release/manifests.mjs';
import { readManifest } from '../../../../build/release/project.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

const page = 'https://github.com/somebody/gauge';
const manifest = { ...readManifest(), version: '1.2.3', homepage: page };
const ENDINGS = [
  'linux-amd64.deb',
  'linux-arm64.deb',
  'mac-arm64.dmg',
  'mac-x64.dmg',
  'windows-x64-setup.exe',
  'windows-arm64-setup.exe',
  'windows-x64.zip',
  'windows-arm64.zip',
];
const nameOf = (ending: string) => `qwen-gauge-1.2.3-${ending}`;
/** All digits, which YAML would read as a number if it were not quoted. */
const sumOf = (ending: string) => String(ENDINGS.indexOf(ending)).repeat(64);
const checksums = new Map(ENDINGS.map((ending) => [nameOf(ending), sumOf(ending)]));
const addressOf = (ending: string) => `${page}/releases/download/v1.2.3/${nameOf(ending)}`;

function filled(sums: ReadonlyMap<string, string> = checksums) {
  const folder = temporaryFolder();
  const missing = writeManifests(manifest, sums, folder);
  const text = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  return { missing, files: readdirSync(folder).sort(), text, path: (file: string) => path.join(folder, file) };
}

/** Whether a program accepts the syntax of a file; null where there is no such program. */
function accepts(program: string, args: readonly string[]): boolean | null {
  const { status, error } = spawnSync(program, args);
  return error ? null : status === 0;
}

describe('the manifests of a release', () => {
  test('are written for five package managers, with nothing left to fill in', () => {
    const { missing, files, text } = filled();
    expect(missing).toEqual([]);
    expect(files).toEqual([
      'PKGBUILD',
      'QwenGauge.QwenGauge.installer.yaml',
      'QwenGauge.QwenGauge.locale.en-US.yaml',
      'QwenGauge.QwenGauge.locale.zh-CN.yaml',
      'QwenGauge.QwenGauge.yaml',
      'app.qwengauge.QwenGauge.yml',
      'qwen-gauge.json',
      'qwen-gauge.rb',
    ]);
    for (const file of files) expect(text(file), file).not.toMatch(/@[A-Z]|undefined|example\.invalid/);
  });

  test('use every package they name with its checksum', () => {
    const all = filled();
    const texts = all.files.map(all.text).join('\n');
    for (const ending of ENDINGS) expect(texts, ending).toContain(sumOf(ending));
    for (const ending of ENDINGS.filter((one) => !one.endsWith('.dmg'))) expect(texts).toContain(addressOf(ending));
  });

  test('are left out where a package is missing, which is named', () => {
    const { missing, files } = filled(new Map([...checksums].filter(([name]) => name.endsWith('.deb'))));
    expect(missing).toEqual(
      ENDINGS.filter((ending) => !ending.endsWith('.deb'))
        .map(nameOf)
        .sort(),
    );
    expect(files).toEqual(['PKGBUILD', 'app.qwengauge.QwenGauge.yml']);
  });

  test('for Scoop are JSON', () => {
    const scoop = JSON.parse(filled().text('qwen-gauge.json')) as Record<string, unknown>;
    expect(scoop).toMatchObject({
      version: '1.2.3',
      bin: 'resources\\command-line\\qwen-gauge.cmd',
      architecture: {
        '64bit': { url: addressOf('windows-x64.zip'), hash: sumOf('windows-x64.zip') },
        arm64: { url: addressOf('windows-arm64.zip'), hash: sumOf('windows-arm64.zip') },
      },
    });
  });

  test('for winget are YAML of one package and version', () => {
    const { files, text } = filled();
    const parts = files.filter((file) => file.endsWith('.yaml')).map((file) => parse(text(file)) as object);
    expect(parts).toHaveLength(4);
    for (const part of parts)
      expect(part).toMatchObject({ PackageIdentifier: 'QwenGauge.QwenGauge', PackageVersion: '1.2.3' });
    expect(parts[0]).toMatchObject({
      Installers: [
        { InstallerUrl: addressOf('windows-x64-setup.exe'), InstallerSha256: sumOf('windows-x64-setup.exe') },
        { InstallerUrl: addressOf('windows-arm64-setup.exe'), InstallerSha256: sumOf('windows-arm64-setup.exe') },
      ],
    });
  });

  test('for Flatpak are YAML, and open no folder but that of Qwen Code', () => {
    const flatpak = parse(filled().text('app.qwengauge.QwenGauge.yml')) as {
      'finish-args': string[];
      modules: { sources: object[] }[];
    };
    expect(flatpak['finish-args'].filter((arg) => arg.startsWith('--filesystem'))).toEqual([
      '--filesystem=~/.qwen:create',
    ]);
    expect(flatpak.modules[0]?.sources[0]).toMatchObject({
      url: addressOf('linux-amd64.deb'),
      sha256: sumOf('linux-amd64.deb'),
    });
  });

  test('for the AUR are a script that bash accepts', () => {
    const all = filled();
    expect(accepts('bash', ['-n', all.path('PKGBUILD')])).not.toBe(false);
    const values = 'source "$0"; echo "$pkgver|$pkgdesc|$source_x86_64|$sha256sums_aarch64"';
    const { stdout, error } = spawnSync('bash', ['-c', values, all.path('PKGBUILD')], { encoding: 'utf8' });
    if (error) return;
    expect(stdout.trim().split('|')).toEqual([
      '1.2.3',
      expect.stringMatching(/^.{20,80}$/),
      addressOf('linux-amd64.deb'),
      sumOf('linux-arm64.deb'),
    ]);
  });

  test('for Homebrew are Ruby, with a description of 80 characters at most', () => {
    const all = filled();
    const text = all.text('qwen-gauge.rb');
    expect(accepts('ruby', ['-c', all.path('qwen-gauge.rb')])).not.toBe(false);
    expect(text).toMatch(/desc "[^"]{20,80}"/);
    expect(text).toContain(`url "${page}/releases/download/v#{version}/qwen-gauge-#{version}-mac-#{arch}.dmg"`);
    expect(text.match(/\bdo\b/g)).toHaveLength(text.match(/^\s*end$/gm)?.length ?? 0);
  });
});
