import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ensureBundle } from '../../../../build/bundle.mjs';
import { makeCommandLinePackage } from '../../../../build/release/command-line-package.mjs';
import { readManifest } from '../../../../build/release/project.mjs';
import { npmCommand } from '../../../../build/setup/command.mjs';
import { filesBelow } from './files-below.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'qwen-gauge-command-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = path.join(folder, 'home');
const settings = path.join(home, '.qwen', 'settings.json');
const isWindows = process.platform === 'win32';
const installed = path.join(folder, 'prefix', ...(isWindows ? [] : ['lib']), 'node_modules', 'qwen-gauge');
const program = path.join(folder, 'prefix', ...(isWindows ? ['qwen-gauge.cmd'] : ['bin', 'qwen-gauge']));

/** What a user's shell has, with a home of its own. */
const environment = {
  ...process.env,
  HOME: home,
  USERPROFILE: home,
  XDG_CONFIG_HOME: path.join(home, 'config'),
  APPDATA: path.join(home, 'config'),
  LANG: 'C.UTF-8',
  DEEPSEEK_API_KEY: 'sk-not-a-key',
};

interface Outcome {
  readonly code: number | string | null;
  readonly output: string;
}

function run(file: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment, shell: isWindows };
    execFile(file, [...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? null) : 0, output: stdout + stderr }),
    );
  });
}

/** Packs the command line and installs the archive as `npm install --global` does, without asking a registry. */
async function install(): Promise<Outcome> {
  mkdirSync(path.dirname(settings), { recursive: true });
  mkdirSync(path.join(folder, 'prefix'));
  writeFileSync(settings, '{\n  // mine\n  "theme": "dark"\n}\n');
  await ensureBundle({ only: 'main' });
  const archive = await makeCommandLinePackage(readManifest(), folder);
  const npm = npmCommand();
  const options = ['--global', '--offline', '--no-audit', '--no-fund', '--prefix', path.join(folder, 'prefix')];
  return run(npm.file, [...npm.args, 'install', ...options, path.join(folder, archive)]);
}

describe('the command line as a package of its own', async () => {
  const installation = await install();
  const { version, license } = readManifest();

  test('is installed by npm, alone and without maps', () => {
    expect(installation).toMatchObject({ code: 0, output: expect.stringContaining('added 1 package') });
    const files = filesBelow(installed);
    expect(files.filter((file) => !file.startsWith('out/main/'))).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES.txt',
      'bin/qwen-gauge.cjs',
      'package.json',
    ]);
    expect(files).toContain('out/main/cli.cjs');
    expect(files.filter((file) => !/\.(cjs|json|md|txt)$|^LICENSE$/.test(file))).toEqual([]);
    const bytes = files.reduce((sum, file) => sum + statSync(path.join(installed, file)).size, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  test('describes itself, with the licences of what is inside', () => {
    const own = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(own).toMatchObject({ name: 'qwen-gauge', version, license, bin: { 'qwen-gauge': 'bin/qwen-gauge.cjs' } });
    expect(own).not.toHaveProperty('private');
    expect(own).not.toHaveProperty('dependencies');
    expect(own).not.toHaveProperty('scripts');
    const notices = readFileSync(path.join(installed, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices.match(/^\S+ \d+\.\d+\.\d+ \(.+\)$/gm)?.map((line) => line.split(' ')[0])).toEqual([
      'jsonc-parser',
      'zod',
    ]);
  });

  test('says its version, shows the status, and shows a switch without making it', async () => {
    expect(await run(program, ['--version'])).toEqual({ code: 0, output: `${version}\n` });
    expect(await run(program, ['status'])).toMatchObject({ code: 1 });
    const before = readFileSync(settings, 'utf8');
    const shown = await run(program, ['switch', 'deepseek', '--dry-run']);
    expect(shown).toMatchObject({ code: 0, output: expect.stringMatching(/^\s*\+.*deepseek/m) });
    expect(readFileSync(settings, 'utf8')).toBe(before);
    expect(readdirSync(path.dirname(settings))).toEqual(['settings.json']);
    expect(await run(program, ['no-such-command'])).toMatchObject({ code: 4 });
  });
});
