import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { TARGETS } from '../../build/bundle/targets.mjs';
import { asarOf, executableOf, filesInAsar, findPackages, root } from './support/packages.ts';

const packages = findPackages();
const inFolder = (name: string): string => path.join(packages.folder, name);

/** The files of a bundle without its source maps, as they are packed. */
const bundled = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => !name.endsWith('.map'))
    .map((name) => `${folder}/${name}`);

const entriesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    path.relative(folder, path.join(entry.parentPath, entry.name)),
  );

describe('the unpacked app', () => {
  it('has in its archive the bundles and its manifest, and nothing else', () => {
    const wanted = ['package.json', ...TARGETS.flatMap(({ outDir }) => bundled(outDir))];
    const found = filesInAsar(asarOf(packages.folder));
    expect(found).toEqual(wanted.sort());
    expect(found.filter((name) => /node_modules|\.map$|\.tsx?$|fixtures/.test(name))).toEqual([]);
  });

  it('has beside the archive what starts the command line, the licences and nothing else', () => {
    const found = entriesBelow(inFolder('resources')).filter(
      (name) => !statSync(inFolder(`resources/${name}`)).isDirectory(),
    );
    const commandLine = ['package.json', 'qwen-gauge', 'qwen-gauge.cjs'].map((name) => `command-line/${name}`);
    expect([...found].sort()).toEqual(['LICENSE.txt', 'THIRD-PARTY-NOTICES.txt', 'app.asar', ...commandLine].sort());
  });

  it('has neither Electron’s own app nor what our cache of the runtime adds', () => {
    for (const name of ['resources/default_app.asar', 'version', '.inventory.json', 'electron']) {
      expect(existsSync(inFolder(name)), name).toBe(false);
    }
  });

  it('has every file readable by all, writable by the owner alone, and never setuid', () => {
    const modes = entriesBelow(packages.folder).map((name) => statSync(inFolder(name)).mode & 0o7777);
    expect([...new Set(modes)].sort()).toEqual([0o644, 0o755]);
  });

  it('carries the licence of each package that it contains', () => {
    const notices = readFileSync(inFolder('resources/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['react', 'react-dom', 'undici', 'zod', 'jsonc-parser']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, 'm'));
    }
    expect(readFileSync(inFolder('resources/LICENSE.txt'), 'utf8')).toBe(
      readFileSync(path.join(root, 'LICENSE'), 'utf8'),
    );
    expect(existsSync(inFolder('LICENSES.chromium.html'))).toBe(true);
  });

  it('has a command line that runs on the Node.js of the user, knows its version and finds each command', () => {
    const run = (...args: readonly string[]) =>
      execFileSync(inFolder('resources/command-line/qwen-gauge'), args, { encoding: 'utf8' });
    expect(run('--version').trim()).toBe(packages.version);
    const commands = readdirSync(path.join(root, 'main/cli/commands')).map((name) => path.basename(name, '.ts'));
    expect(commands).toContain('status');
    for (const command of commands) expect(run(command, '--help')).toContain(`qwen-gauge ${command}`);
  });

  it('says on a machine without Node.js what the command line needs', () => {
    const run = () =>
      execFileSync('/bin/sh', [inFolder('resources/command-line/qwen-gauge')], {
        env: { PATH: '/nowhere' },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).toThrow(/needs Node\.js 20\.19/);
  });
});

/** The fuses lie in Electron's binary behind a fixed text: a version, their count, one letter each. */
it('has every fuse of Electron set as decided', () => {
  const binary = readFileSync(executableOf(packages.folder));
  const start = binary.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 32;
  const [version, count = 0] = binary.subarray(start, start + 2);
  expect(version).toBe(1);
  const states = binary.toString('latin1', start + 2, start + 2 + count);
  const named = Object.fromEntries(Array.from(states, (state, index) => [FuseV1Options[index] ?? index, state]));
  // A newer Electron with more fuses must not be packed before somebody has decided on them.
  expect(named).toEqual({
    RunAsNode: '0',
    EnableCookieEncryption: '0',
    EnableNodeOptionsEnvironmentVariable: '0',
    EnableNodeCliInspectArguments: '0',
    EnableEmbeddedAsarIntegrityValidation: '1',
    OnlyLoadAppFromAsar: '1',
    LoadBrowserProcessSpecificV8Snapshot: '0',
    GrantFileProtocolExtraPrivileges: '0',
  });
});
