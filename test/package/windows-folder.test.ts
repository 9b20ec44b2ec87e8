import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBundle } from '../../build/bundle.mjs';
import { writeParts } from '../../build/pack/parts.mjs';
import { fusesIn, writeWindowsSkeleton } from './support/skeleton.ts';

const hasCompiler = spawnSync('x86_64-w64-mingw32-gcc', ['--version']).status === 0;
const root = path.resolve(import.meta.dirname, '../..');

/** Packed on Linux from a program without code; the installer is electron-builder's, and made on Windows alone. */
describe.runIf(hasCompiler)('the folder of the app for Windows', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-windows-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const packed = path.join(folder, 'packed', 'win-unpacked');
  const at = (name: string): string => path.join(packed, name);

  beforeAll(async () => {
    writeWindowsSkeleton(path.join(folder, 'electron'));
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    await ensureBundle();
    await writeParts(manifest, '1.2.3');
    await build({
      projectDir: root,
      publish: 'never',
      targets: Platform.WINDOWS.createTarget('dir', Arch.x64),
      config: {
        electronDist: path.join(folder, 'electron'),
        electronVersion: '45.4.1',
        directories: { output: path.join(folder, 'packed') },
        extraMetadata: { version: '1.2.3' },
      },
    });
  }, 300_000);

  const resources = () =>
    NtExecutableResource.from(NtExecutable.from(readFileSync(at('QwenGauge.exe')), { ignoreCert: true })).entries;

  it('has a program with its own name, maker and version', () => {
    const [version] = Resource.VersionInfo.fromEntries(resources());
    const [language] = version?.getAllLanguagesForStringValues() ?? [];
    if (version === undefined || language === undefined) throw new Error('no version');
    expect(version.getStringValues(language)).toMatchObject({
      ProductName: 'QwenGauge',
      FileVersion: '1.2.3',
      CompanyName: expect.stringContaining('Qwen Gauge'),
      LegalCopyright: expect.stringContaining('Qwen Gauge'),
    });
  });

  it('has a program with the drawn icon in all sizes', () => {
    const [group] = Resource.IconGroupEntry.fromEntries(resources());
    const sizes = group?.icons.map(({ width }) => width || 256) ?? [];
    expect(sizes).toEqual(expect.arrayContaining([16, 32, 48, 256]));
  });

  it('names the hash of its archive in the program, so that a changed archive does not start', () => {
    const archive = readFileSync(at('resources/app.asar'));
    const header = archive.subarray(16, 16 + archive.readUInt32LE(12));
    const entry = resources().find(({ type }) => String(type).toUpperCase() === 'INTEGRITY');
    const text = Buffer.from(entry?.bin ?? new ArrayBuffer(0)).toString();
    expect(text).toContain(createHash('sha256').update(header).digest('hex'));
  });

  it('has the fuses of electron-builder.yml in its program', () => {
    expect(fusesIn(readFileSync(at('QwenGauge.exe')))).toBe('00001100');
  });

  it('has both languages, the command line with its .cmd, and nothing of macOS or Linux', () => {
    expect(readdirSync(at('locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak']);
    expect(readdirSync(at('resources/command-line')).sort()).toEqual(['out', 'package.json', 'qwen-gauge.cmd']);
  });
});
