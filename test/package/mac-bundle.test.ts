import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSkeleton } from './support/pack-skeleton.ts';
import { root } from './support/packages.ts';
import { fusesIn, writeMacSkeleton } from './support/skeleton.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-mac-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contents = path.join(folder, 'packed', 'mac', 'QwenGauge.app', 'Contents');
const at = (...names: string[]): string => path.join(contents, ...names);
const text = (...names: string[]): string => readFileSync(at(...names), 'utf8');

beforeAll(async () => {
  writeMacSkeleton(path.join(folder, 'electron'));
  await packSkeleton('MAC', folder);
}, 300_000);

/** The value of a key in a plist: the text of a string, or `true` or `false`. */
function valueIn(plist: string, key: string): string | undefined {
  const found = new RegExp(`<key>${key}</key>\\s*<(?:(true|false)/|string>([^<]*))`).exec(plist);
  return found?.[1] ?? found?.[2];
}

/** Assembled on Linux from a skeleton of Electron: not signed, not notarised, and never started. */
describe('the app for macOS', () => {
  it('has its own name, id, version and no place in the Dock', () => {
    const plist = text('Info.plist');
    const keys = ['CFBundleIdentifier', 'CFBundleExecutable', 'CFBundleShortVersionString', 'LSUIElement'];
    expect(keys.map((key) => valueIn(plist, key))).toEqual(['app.qwengauge.QwenGauge', 'QwenGauge', '1.2.3', 'true']);
    expect(valueIn(plist, 'LSApplicationCategoryType')).toBe('public.app-category.developer-tools');
    expect(statSync(at('MacOS', 'QwenGauge')).mode & 0o111).toBe(0o111);
  });

  it('opens the links of the app, and no others', () => {
    const [, types = ''] =
      /<key>CFBundleURLTypes<\/key>\s*<array>([\s\S]*?)<\/array>\s*<\/dict>/.exec(text('Info.plist')) ?? [];
    expect(types).toContain('<string>qwen-gauge</string>');
  });

  it('does not allow plain http to everybody', () => {
    expect(text('Info.plist')).not.toContain('NSAppTransportSecurity');
  });

  it('has four helpers, each with the app’s name and an id below its own', () => {
    const names = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `QwenGauge Helper${kind}`);
    expect(
      readdirSync(at('Frameworks'))
        .filter((name) => name.endsWith('.app'))
        .sort(),
    ).toEqual(names.map((name) => `${name}.app`).sort());
    for (const name of names) {
      const plist = text('Frameworks', `${name}.app`, 'Contents', 'Info.plist');
      expect(valueIn(plist, 'CFBundleIdentifier')).toMatch(/^app\.qwengauge\.QwenGauge\.helper/);
      expect(
        existsSync(at('Frameworks', `${name}.app`, 'Contents', 'MacOS', valueIn(plist, 'CFBundleExecutable') ?? '')),
      ).toBe(true);
    }
  });

  it('carries the drawn icon in all sizes', () => {
    const icon = readFileSync(at('Resources', valueIn(text('Info.plist'), 'CFBundleIconFile') ?? ''));
    expect(icon.equals(readFileSync(path.join(root, 'out/pack/icon.icns')))).toBe(true);
    expect(icon.subarray(0, 4).toString()).toBe('icns');
    expect(icon.readUInt32BE(4)).toBe(icon.length);
    const kinds: string[] = [];
    for (let offset = 8; offset < icon.length; offset += icon.readUInt32BE(offset + 4)) {
      kinds.push(icon.subarray(offset, offset + 4).toString());
    }
    expect(kinds).toEqual(expect.arrayContaining(['ic07', 'ic08', 'ic09', 'ic10', 'ic11', 'ic12', 'ic13', 'ic14']));
  });

  it('names the hash of its archive, so that a changed archive does not start', () => {
    const archive = readFileSync(at('Resources', 'app.asar'));
    const header = archive.subarray(16, 16 + archive.readUInt32LE(12));
    expect(text('Info.plist')).toContain(createHash('sha256').update(header).digest('hex'));
  });

  it('has the fuses of electron-builder.yml in its framework', () => {
    const framework = at('Frameworks', 'Electron Framework.framework', 'Electron Framework');
    // Run as Node, cookie encryption, NODE_OPTIONS, inspect, integrity, only the archive, own snapshot, file privileges.
    expect(fusesIn(readFileSync(framework))).toBe('00001100');
  });

  it('has both languages, the command line for plain Node.js, and nothing of Windows', () => {
    expect(
      readdirSync(at('Resources'))
        .filter((name) => name.endsWith('.lproj'))
        .sort(),
    ).toEqual(['en.lproj', 'zh_CN.lproj']);
    const commandLine = readdirSync(at('Resources', 'command-line'));
    expect(commandLine.sort()).toEqual(['package.json', 'qwen-gauge', 'qwen-gauge.cjs']);
    expect(statSync(at('Resources', 'command-line', 'qwen-gauge')).mode & 0o111).toBe(0o111);
    expect(existsSync(at('Resources', 'default_app.asar'))).toBe(false);
  });

  it('is to be signed with the hardened runtime, and may do nothing else than compile scripts', () => {
    const entitlements = readFileSync(path.join(root, 'build/pack/mac/entitlements.plist'), 'utf8');
    expect([...entitlements.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map((match) => match[1])).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
    const settings = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
    expect(settings).toMatch(/^ {2}hardenedRuntime: true$/m);
  });
});
