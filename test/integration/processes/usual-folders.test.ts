import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProcesses } from '../../../main/adapters/programs/processes.ts';
import { withUsualFolders } from '../../../main/adapters/programs/usual-folders.ts';

let home: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-home-')));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const limits = { timeoutMs: 20_000, maxBytes: 100_000, signal: new AbortController().signal };
const pathOf = (environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform = 'linux') =>
  withUsualFolders(environment, { platform, home })['PATH']?.split(':') ?? [];

async function installed(folder: string, name: string): Promise<void> {
  const bin = path.join(home, folder);
  await mkdir(bin, { recursive: true });
  await writeFile(path.join(bin, name), `#!/usr/bin/env node\nconsole.log(${JSON.stringify(folder)})\n`);
  await chmod(path.join(bin, name), 0o755);
  await symlink(process.execPath, path.join(bin, 'node'));
}

it('finds what nvm installed, and its node, in an app that was started by a desktop', async () => {
  await installed('.nvm/versions/node/v20.9.0/bin', 'bl');
  await installed('.nvm/versions/node/v20.19.0/bin', 'bl');
  await mkdir(path.join(home, '.nvm/versions/node/system'));
  const environment = { PATH: '/nowhere', HOME: home };
  const open = (variables: Readonly<Record<string, string | undefined>>) =>
    createProcesses({ platform: process.platform, environment: () => variables, workFolder: () => home });
  expect(await open(environment).isInstalled('bl')).toBe(false);
  const wider = open(withUsualFolders({ ...environment, PATH: '/usr/bin:/bin' }, { platform: process.platform, home }));
  expect(await wider.run('bl', [], limits)).toMatchObject({
    value: { exitCode: 0, stdout: '.nvm/versions/node/v20.19.0/bin\n' },
  });
});

it('puts the PATH itself first, and names no folder twice', () => {
  const found = pathOf({ PATH: '/mine:/usr/local/bin' }, 'darwin');
  expect(found.slice(0, 2)).toEqual(['/mine', '/usr/local/bin']);
  expect(new Set(found).size).toBe(found.length);
  expect(found).toContain(path.join(home, '.volta/bin'));
  expect(pathOf({})).toContain(path.join(home, '.local/bin'));
});

it('adds the folders of Homebrew, and nothing on Windows', () => {
  expect(pathOf({ PATH: '/usr/bin:/bin' }, 'darwin')).toContain('/opt/homebrew/bin');
  expect(
    pathOf({ PATH: '/usr/bin:/bin' })
      .slice(2)
      .every((folder) => folder.startsWith(home)),
  ).toBe(true);
  const windows = { Path: 'C:\\Tools' };
  expect(withUsualFolders(windows, { platform: 'win32', home })).toBe(windows);
});

it('names only absolute folders, whatever the home', () => {
  const { PATH } = withUsualFolders({ PATH: ':/a::' }, { platform: 'linux', home: '' });
  for (const folder of PATH?.split(':') ?? []) expect(path.isAbsolute(folder)).toBe(true);
});
