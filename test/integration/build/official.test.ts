import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { download, findOfficial, mayDownload } from '../../../build/runtime/official.mjs';
import { temporaryFolder } from './temporary-folder.ts';

/** What the real package's installer leaves behind: the program, its version, and at the very end where it lies. */
const INSTALLER = `
const fs = require('node:fs');
const inside = (name) => require('node:path').join(__dirname, name);
fs.mkdirSync(inside('dist'));
fs.writeFileSync(inside('dist/version'), '45.4.1');
fs.writeFileSync(inside('dist/electron'), '');
fs.writeFileSync(inside('path.txt'), 'electron');
`;

function installedPackage(installer = INSTALLER) {
  const root = temporaryFolder();
  const folder = path.join(root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"name":"electron","version":"45.4.1"}');
  writeFileSync(path.join(folder, 'install.js'), installer);
  const find = () => findOfficial(path.join(root, 'module.mjs')) ?? expect.unreachable('the package was not found');
  return { folder, find };
}

describe('the official Electron', () => {
  test('is null where its package is not installed', () => {
    expect(findOfficial(path.join(temporaryFolder(), 'module.mjs'))).toBeNull();
  });

  test('is ready when its installer has finished', async () => {
    const { folder, find } = installedPackage();
    expect(find()).toMatchObject({ version: '45.4.1', ready: false });
    await download(find());
    expect(find()).toMatchObject({ ready: true, executable: path.join(folder, 'dist', 'electron') });
  });

  test('is not ready after an installer that failed, was interrupted, or left another version', async () => {
    const failing = installedPackage('process.exit(1);');
    await download(failing.find());
    expect(failing.find().ready).toBe(false);
    const { folder, find } = installedPackage();
    await download(find());
    writeFileSync(path.join(folder, 'dist', 'version'), 'v44.0.0');
    expect(find().ready).toBe(false);
    writeFileSync(path.join(folder, 'dist', 'version'), 'v45.4.1');
    expect(find().ready).toBe(true);
    rmSync(path.join(folder, 'path.txt'));
    expect(find().ready).toBe(false);
  });
});

describe('whether it may be downloaded', () => {
  async function mirror() {
    const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const close = () => new Promise((resolve) => server.close(resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
  }

  test('is checked at the configured mirror', async () => {
    const { url, close } = await mirror();
    onTestFinished(async () => void (await close()));
    expect(await mayDownload({ ELECTRON_MIRROR: url })).toBe(true);
    expect(await mayDownload({ npm_config_electron_mirror: url })).toBe(true);
  });

  test('is false where the host does not answer', async () => {
    const { url, close } = await mirror();
    await close();
    expect(await mayDownload({ ELECTRON_MIRROR: url })).toBe(false);
  });

  test('is assumed behind a proxy', async () => {
    expect(await mayDownload({ HTTPS_PROXY: 'http://127.0.0.1:9', ELECTRON_MIRROR: 'http://127.0.0.1:9/' })).toBe(true);
  });
});
