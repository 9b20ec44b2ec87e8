import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSkeleton } from './support/pack-skeleton.ts';
import { fusesIn, writeWindowsSkeleton } from './support/skeleton.ts';

const hasCompiler = spawnSync('x86_64-w64-mingw32-gcc', ['--version']).status === 0;

/** Packed on Linux from a program without code; the installer is electron-builder's, and made on Windows alone. */
describe.runIf(hasCompiler)('the folder of the app for Windows', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-windows-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const packed = path.join(folder, 'packed', 'win-unpacked');
  const at = (name: string): string => path.join(packed, name);

  beforeAll(async () => {
    writeWindowsSkeleton(path.join(folder, 'electron'));
    await packSkeleton('WINDOWS', folder);
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
    const commandLine = readdirSync(at('resources/command-line'));
    expect(commandLine.sort()).toEqual(['package.json', 'qwen-gauge.cjs', 'qwen-gauge.cmd']);
  });
});
