import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ensureDependencies, stampFile } from '../../../build/setup/dependencies.mjs';
import { temporaryFolder } from './temporary-folder.ts';

function project() {
  const root = temporaryFolder();
  let installs = 0;
  const told: string[] = [];
  const manifest = (content: object) => writeFileSync(path.join(root, 'package.json'), JSON.stringify(content));
  manifest({ scripts: { test: 'a' }, dependencies: { zod: '1.0.0' } });
  writeFileSync(path.join(root, 'package-lock.json'), '{"lockfileVersion":3}');
  const install = async () => {
    // Before it begins: it is silent for minutes.
    expect(told.at(-1)).toContain(path.join(root, 'node_modules'));
    installs += 1;
    rmSync(path.join(root, 'node_modules'), { recursive: true, force: true });
    mkdirSync(path.join(root, 'node_modules'));
    return { status: 0, output: '' };
  };
  const ensure = (nodeVersion = 'v20.19.0') =>
    ensureDependencies({ root, nodeVersion, install, tell: (text) => void told.push(text) });
  return { root, manifest, ensure, installs: () => installs, told };
}

describe('npm packages', () => {
  test('are installed once', async () => {
    const { ensure, installs, told } = project();
    expect(await ensure()).toBe('installed as the lock file says');
    expect(await ensure()).toBe('up to date');
    expect(told).toHaveLength(1);
    expect(installs()).toBe(1);
  });

  test('are installed again after a new lock file, dependency or version of Node, or when the folder is gone', async () => {
    const { root, manifest, ensure, installs } = project();
    await ensure();
    writeFileSync(path.join(root, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
    await ensure();
    expect(installs()).toBe(2);
    manifest({ dependencies: { zod: '1.0.1' } });
    await ensure();
    expect(installs()).toBe(3);
    await ensure('v22.0.0');
    expect(installs()).toBe(4);
    rmSync(path.join(root, 'node_modules'), { recursive: true });
    await ensure('v22.0.0');
    expect(installs()).toBe(5);
  });

  test('are not installed again after a change of scripts or version', async () => {
    const { manifest, ensure, installs } = project();
    await ensure();
    manifest({ version: '2.0.0', scripts: { test: 'b' }, dependencies: { zod: '1.0.0' } });
    expect(await ensure()).toBe('up to date');
    expect(installs()).toBe(1);
  });

  describe('after a new lock file', () => {
    const zod = { version: '1.0.0', integrity: 'sha512-a' };
    const own = { optional: true, os: [process.platform], cpu: [process.arch], ...zod };
    const ofOthers = { optional: true, os: ['none'], cpu: [process.arch], ...zod };
    const lock = (root: string, file: string, packages: object) =>
      writeFileSync(path.join(root, file), JSON.stringify({ packages }));

    test.each([
      ['the same packages are kept', { zod: { ...zod, dev: true }, own }, 1],
      ['another version is installed', { zod: { ...zod, version: '0.9.0' }, own }, 2],
      ['other contents of a version are installed', { zod: { ...zod, integrity: 'sha512-b' }, own }, 2],
      ['a missing package is installed', { own }, 2],
      ['a missing package of this system is installed', { zod }, 2],
      ['a package that is no longer named goes', { zod, own, old: zod }, 2],
    ])('%s', async (_, present, expected) => {
      const { root, ensure, installs } = project();
      await ensure();
      lock(root, 'package-lock.json', { '': {}, zod, own, ofOthers });
      lock(root, 'node_modules/.package-lock.json', present);
      await ensure();
      await ensure();
      expect(installs()).toBe(expected);
    });

    test('the packages of an interrupted installation are not kept', async () => {
      const { root, ensure, installs } = project();
      await ensure();
      rmSync(stampFile(root));
      lock(root, 'package-lock.json', { zod });
      lock(root, 'node_modules/.package-lock.json', { zod });
      await ensure();
      expect(installs()).toBe(2);
    });
  });

  test('two set-ups at once install once', async () => {
    const { ensure, installs } = project();
    await Promise.all([ensure(), ensure()]);
    expect(installs()).toBe(1);
  });

  describe('without a network', () => {
    /** An npm that cannot reach the registry, and has kept everything or nothing. */
    function npmThatKept(everything: boolean) {
      const { root } = project();
      const file = path.join(root, 'npm-cli.js');
      writeFileSync(
        file,
        `require('node:fs').appendFileSync('asked', process.argv.slice(2).filter((arg) => !/^--(no-|log|fetch)/.test(arg)).join(' ') + '\\n');
        if (process.argv.includes('--offline') && ${everything}) require('node:fs').mkdirSync('node_modules');
        else { console.error('npm error code EAI_AGAIN'); process.exitCode = 1; }`,
      );
      vi.stubEnv('npm_execpath', file);
      const asked = () => readFileSync(path.join(root, 'asked'), 'utf8').trim().split('\n');
      return { root, asked };
    }
    afterEach(() => vi.unstubAllEnvs());

    test('are taken from npm’s cache', async () => {
      const { root, asked } = npmThatKept(true);
      expect(await ensureDependencies({ root })).toBe('installed as the lock file says');
      expect(asked()).toEqual(['ping', 'ci --offline']);
    });

    test('that are not in the cache are an error of one sentence, without a long wait', async () => {
      const { root, asked } = npmThatKept(false);
      await expect(ensureDependencies({ root })).rejects.toThrow(/the network could not be reached/);
      expect(asked()).toEqual(['ping', 'ci --offline']);
    });
  });

  test('a failed installation is reported and tried again the next time', async () => {
    const { root, ensure, installs } = project();
    const install = async () => ({ status: 1, output: 'npm error code EAI_AGAIN' });
    await expect(ensureDependencies({ root, nodeVersion: 'v20.19.0', install })).rejects.toThrow(
      'Installing the npm packages: the network could not be reached.',
    );
    expect(existsSync(stampFile(root))).toBe(false);
    await ensure();
    expect(installs()).toBe(1);
    expect(readFileSync(stampFile(root), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
  });
});
