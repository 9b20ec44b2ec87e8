import fs from 'node:fs';
import path from 'node:path';
import { everythingReached } from '../bundle/reached.mjs';
import { TARGETS } from '../bundle/targets.mjs';
import { root } from '../paths.mjs';
import { SetupError } from '../setup/steps.mjs';

/**
 * A package of npm whose code is in our bundles.
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license an SPDX identifier; '' where the package names none
 * @property {string} text of its licence; '' where the package carries none
 * @property {readonly Program[]} bundles that contain code of it
 * @typedef {import('../bundle/targets.mjs').Target['name'] | 'cli'} Program what starts from one entry: `cli` is the
 *   command line, which lies in the bundle of the app
 */

/** Licences whose code may be part of a program under the MIT licence, provided that their text goes along. */
const ALLOWED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

/**
 * The packages that ship, sorted by name. The bundler itself is asked, since it alone knows what it left out; this takes
 * some seconds and writes nothing.
 * @returns {Promise<readonly ShippedPackage[]>}
 */
export async function shippedPackages() {
  /** @type {Map<string, Set<Program>>} the programs, by the folder of the package */
  const folders = new Map();
  for (const target of TARGETS) {
    for (const [program, files] of await bundledFiles(target)) {
      for (const file of files) {
        const folder = packageFolder(file);
        if (folder !== null) folders.set(folder, (folders.get(folder) ?? new Set()).add(program));
      }
    }
  }
  const packages = [...folders].map(([folder, bundles]) => ({ ...readPackage(folder), bundles: [...bundles] }));
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {readonly import('./notices.mjs').ShippedPackage[]} packages */
export const ofCommandLine = (packages) => packages.filter(({ bundles }) => bundles.includes('cli'));

/**
 * The files of which at least one line is in the bundle, by the program that can reach them.
 * @param {import('../bundle/targets.mjs').Target} target
 */
async function bundledFiles(target) {
  process.env['NODE_ENV'] = 'production'; // Selects React's production build, as build/bundle.mjs does.
  const { build } = await import('vite');
  const config = await target.config(root, path.join(root, target.outDir));
  /** @type {Map<Program, readonly string[]>} */
  const files = new Map();
  /** @type {import('vite').Plugin} */
  const listFiles = {
    name: 'list-bundled-files',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const named = (/** @type {string} */ fileName) => chunks.filter((chunk) => chunk.fileName === fileName);
      const next = (/** @type {string} */ fileName) =>
        named(fileName).flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
      for (const { fileName, name } of chunks.filter(({ isEntry }) => isEntry)) {
        const modules = everythingReached(fileName, next)
          .flatMap(named)
          .flatMap((chunk) => Object.entries(chunk.modules));
        const inside = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id);
        files.set(name === 'cli' ? 'cli' : target.name, inside);
      }
    },
  };
  await build({
    ...config,
    configFile: false,
    envDir: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [...(config.plugins ?? []), listFiles],
    build: { ...config.build, write: false, copyPublicDir: false, reportCompressedSize: false },
  });
  return files;
}

/**
 * The folder of the package that a bundled file belongs to; null for our own files.
 * @param {string} id a path, where the bundler may have put a zero byte before it and a query behind it
 */
export function packageFolder(id) {
  const file = id.replace(/^\0+/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;
}

/** @param {string} folder */
function readPackage(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt|mit))?$/i.test(entry));
  const text = file === undefined ? '' : fs.readFileSync(path.join(folder, file), 'utf8').trim();
  return { name: String(name), version: String(version), license: typeof license === 'string' ? license : '', text };
}

/**
 * Throws a SetupError that names the packages which may not ship: those with another licence, or without its text.
 * @param {readonly ShippedPackage[]} packages
 */
export function refuseUnknownLicences(packages) {
  const refused = packages.flatMap(({ name, version, license, text }) => {
    if (!ALLOWED.includes(license)) return `${name} ${version} (${license || 'no licence'})`;
    return text === '' ? `${name} ${version} (no text of its licence)` : [];
  });
  if (refused.length > 0) throw new SetupError(`May not be shipped before somebody has looked: ${refused.join(', ')}.`);
}

/**
 * THIRD-PARTY-NOTICES.txt: name, version and licence text of each package.
 * @param {readonly ShippedPackage[]} packages
 * @param {{ electron: boolean }} inside whether Electron ships along, whose licences are files of their own
 */
export function noticesText(packages, { electron }) {
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  const beginning = [
    'Qwen Gauge contains the software listed here.',
    ...(electron
      ? ['The licences of Electron and Chromium are in LICENSE.electron.txt and LICENSES.chromium.html.']
      : []),
  ];
  const sections = packages.map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}`);
  return `${[beginning.join('\n'), ...sections].join(line)}\n`;
}
