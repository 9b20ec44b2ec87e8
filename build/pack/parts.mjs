import fs from 'node:fs';
import path from 'node:path';
import { sourcesHash } from '../bundle/stamp.mjs';
import { root } from '../paths.mjs';
import { noticesText, refuseUnknownLicences, shippedPackages } from '../release/notices.mjs';
import { drawIcons } from './icons/draw.mjs';

/** Where electron-builder.yml expects what is written here. */
const folder = path.join(root, 'out', 'pack');

/**
 * Writes what goes into the packages beside the bundles: icons, notices, the command line's manifest, Debian's copyright.
 * @param {{ readonly name: string, readonly license: string }} manifest package.json
 * @param {string} version the packages' own
 * @returns {Promise<string>} what was done, in a few words
 */
export async function writeParts({ name, license }, version) {
  const drawn = await drawIcons(folder);
  // The command line reads its version from there, two folders above its bundle.
  write('command-line-package.json', `${JSON.stringify({ name, version, license }, null, 2)}\n`);
  write('copyright', copyright(fs.readFileSync(path.join(root, 'LICENSE'), 'utf8')));
  return `icons ${drawn}, notices ${await writeNotices()}`;
}

/** Asks the bundler, which takes some seconds, unless the bundles are those of the last time. */
async function writeNotices() {
  const stamp = path.join(folder, 'notices.stamp');
  const sources = sourcesHash(root);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === sources) return 'up to date';
  const packages = await shippedPackages();
  refuseUnknownLicences(packages);
  write('THIRD-PARTY-NOTICES.txt', noticesText(packages, { electron: true }));
  write('notices.stamp', sources);
  return `of ${packages.length} packages`;
}

/**
 * @param {string} name
 * @param {string} text
 */
const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);

/**
 * The copyright file that Debian expects in each package, with the whole licence.
 * @param {string} licence
 */
function copyright(licence) {
  const holder = /^Copyright \(c\) (.+)$/m.exec(licence)?.[1] ?? '';
  const text = licence.trim().split('\n').slice(1).join('\n').trim();
  const indented = text
    .split('\n')
    .map((line) => ` ${line.trim() || '.'}`)
    .join('\n');
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Qwen Gauge
Comment: The licences of what the app contains lie beside it, in /opt/QwenGauge:
 resources/THIRD-PARTY-NOTICES.txt, LICENSE.electron.txt and LICENSES.chromium.html.

Files: *
Copyright: ${holder}
License: MIT
${indented}
`;
}
