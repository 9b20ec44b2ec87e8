// `npm run dist [-- TARGETS]`: packs the app for this system into `release/`. Targets are named as in electron-builder.yml,
// such as `deb` or `deb:arm64`; without any, all that this machine can make. `--release` refuses what must not be
// published: the fallback runtime, and files that are not committed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { makePackages } from './pack/builder.mjs';
import { packedVersion } from './pack/development.mjs';
import { writeParts } from './pack/parts.mjs';
import { leftOut, wantedTargets } from './pack/targets.mjs';
import { root } from './paths.mjs';
import { reportAndExit, SetupError, step } from './setup/steps.mjs';

const RELEASE = '--release';
const output = path.join(root, 'release');

async function dist() {
  const args = process.argv.slice(2);
  if (args.includes(RELEASE)) prepareRelease();
  const runtime = await ensureElectron();
  const machine = { platform: process.platform, arch: process.arch, runtime: runtime.source };
  const named = args.filter((arg) => arg !== RELEASE);
  const wanted = wantedTargets(named, machine);
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const version = packedVersion(manifest.version, runtime.source);
  await step('bundle', () => ensureBundle());
  await step('parts of the packages', () => writeParts(manifest, version));
  for (const arch of /** @type {const} */ (['x64', 'arm64'])) {
    const targets = wanted.filter((one) => one.arch === arch).map(({ target }) => target);
    if (targets.length > 0) await makePackages(targets, arch, { version, runtime, timeS: commitTime(), output });
  }
  if (runtime.source === 'fallback') {
    console.log('These packages contain the fallback Electron: for development, never to be published.');
  }
  const missing = named.length === 0 ? leftOut(machine) : null;
  if (missing !== null) console.log(missing);
}

/** Throws unless what will be packed is what is committed, with the official runtime. */
function prepareRelease() {
  if (git('status', '--porcelain') !== '') throw new SetupError('A release is made of committed files alone.');
  process.env['QWEN_GAUGE_RUNTIME'] = 'official';
  fs.rmSync(output, { recursive: true, force: true });
}

/** Seconds since 1970; all files of a package carry this time, so that one commit makes one package. */
function commitTime() {
  return process.env['SOURCE_DATE_EPOCH'] || git('log', '-1', '--format=%ct') || '315532800'; // 1980, outside a repository.
}

/** @param {readonly string[]} words */
function git(...words) {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

await dist().catch(reportAndExit);
