import fs from 'node:fs';
import path from 'node:path';
import { isFresh, recordFresh, sourcesHash } from '../bundle/stamp.mjs';
import { TARGETS } from '../bundle/targets.mjs';
import { root } from '../paths.mjs';
import { packArchive } from './archive.mjs';

/**
 * What the packages of one run have in common.
 * @typedef {object} Run
 * @property {string} version
 * @property {import('../electron-runtime.mjs').Runtime} runtime
 * @property {string} timeS of everything in the packages, seconds since 1970
 * @property {string} output folder of the packages
 */

/** Everything that determines the unpacked app, beside its version and its runtime. */
const SOURCES = [
  ...TARGETS.map(({ outDir }) => outDir),
  ...['out/pack', 'build/pack', 'package.json', 'LICENSE', 'electron-builder.yml'],
  'node_modules/electron-builder/package.json',
];

/**
 * Makes the packages of one architecture, all from the same unpacked app; on Linux one of an earlier run is used again if
 * nothing in it changed.
 * @param {readonly string[]} targets
 * @param {'x64' | 'arm64'} arch
 * @param {Run} run
 */
export async function makePackages(targets, arch, run) {
  if (process.platform !== 'linux') return callBuilder(targets, arch, run);
  const folder = path.join(run.output, arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`);
  const sources = [sourcesHash(root, SOURCES), run.version, run.runtime.source, run.runtime.version];
  if (!isFresh(folder, sources.join(' '))) {
    fs.rmSync(folder, { recursive: true, force: true });
    await callBuilder(['dir'], arch, run);
    recordFresh(folder, sources.join(' '));
  }
  const name = `qwen-gauge-${run.version}-linux-${arch}`;
  if (targets.includes('tar.gz')) packArchive(folder, path.join(run.output, `${name}.tar.gz`), name, compression(run));
  const others = targets.filter((target) => target !== 'dir' && target !== 'tar.gz');
  if (others.length === 0) return;
  await callBuilder(others, arch, run, folder);
  // Written there for deb and rpm, whose scripts install it; the unpacked app is to stay what it was.
  fs.rmSync(path.join(folder, 'resources', 'apparmor-profile'), { force: true });
}

/**
 * A development build is compressed quickly, for nobody downloads it.
 * @param {Run} run
 */
const compression = ({ runtime, timeS }) => ({ timeS, level: runtime.source === 'fallback' ? 1 : 9 });

/**
 * @param {readonly string[]} targets
 * @param {'x64' | 'arm64'} arch
 * @param {Run} run
 * @param {string} [prepackaged] the unpacked app, where there is one
 */
async function callBuilder(targets, arch, run, prepackaged) {
  const { Arch, build, Platform } = await import('electron-builder');
  process.env['SOURCE_DATE_EPOCH'] = run.timeS;
  process.env['CUSTOM_FPM_PATH'] = path.join(import.meta.dirname, 'linux', 'make-package.mjs');
  if (run.runtime.source === 'fallback') process.env['QWEN_GAUGE_PACK_LEVEL'] = String(compression(run).level);
  await build({
    projectDir: root,
    publish: 'never',
    targets: Platform.current().createTarget([...targets], Arch[arch]),
    config: { ...fallbackSettings(run), directories: { output: run.output }, extraMetadata: { version: run.version } },
    ...(prepackaged === undefined ? {} : { prepackaged }),
  });
}

/**
 * electron-builder downloads the official runtime itself, for each architecture.
 * @param {Run} run
 * @returns {import('electron-builder').Configuration}
 */
function fallbackSettings({ runtime }) {
  if (runtime.source === 'official') return {};
  const quick = {
    deb: { compression: /** @type {const} */ ('gz') },
    rpm: { compression: /** @type {const} */ ('gzip') },
  };
  return { electronDist: runtime.dist, electronVersion: runtime.version, ...quick };
}
