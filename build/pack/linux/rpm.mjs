import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { descriptionOf } from './arguments.mjs';
import { layOut } from './stage.mjs';

/** electron-builder uses Debian's names for architectures; rpm has its own. */
const ARCHITECTURES = /** @type {Readonly<Record<string, string>>} */ ({ amd64: 'x86_64', arm64: 'aarch64' });

/** electron-builder's names of compressions, as rpm's `_binary_payload` calls them. */
const PAYLOADS = /** @type {Readonly<Record<string, string>>} */ ({ gzip: '.gzdio', xzmt: 'T0.xzdio' });

/** The folders that belong to this package; all others belong to packages of the system. */
const OWN_FOLDERS = ['/opt/QwenGauge', '/usr/share/doc/'];

/**
 * Makes an RPM package with rpmbuild.
 * @param {import('./arguments.mjs').Request} request
 * @param {string} work an empty folder
 * @param {import('./make-package.mjs').Settings} settings
 */
export function makeRpm(request, work, { timeS, level }) {
  const stage = path.join(work, 'root');
  const entries = layOut(request.files, stage, timeS);
  const spec = path.join(work, 'package.spec');
  fs.writeFileSync(spec, specText(request, entries, level));
  const asked = request.values['--architecture'] ?? '';
  // Otherwise rpmbuild keeps its database in the home folder.
  const database = `_dbpath ${path.join(work, 'database')}`;
  const folders = [database, `_topdir ${path.join(work, 'top')}`, `_rpmdir ${work}`, '_rpmfilename package.rpm'];
  const defines = folders.flatMap((define) => ['--define', define]);
  const words = ['-bb', '--quiet', '--target', ARCHITECTURES[asked] ?? asked, '--buildroot', stage, ...defines, spec];
  execFileSync('rpmbuild', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(timeS) },
  });
  fs.copyFileSync(path.join(work, 'package.rpm'), request.values['--package'] ?? '');
}

/**
 * @param {import('./arguments.mjs').Request} request
 * @param {readonly import('./stage.mjs').Entry[]} entries
 * @param {number | null} level
 */
function specText(request, entries, level) {
  const { values, depends } = request;
  const { synopsis, rest } = descriptionOf(request);
  const lines = [
    // Nothing is stripped or compressed again: what was tested is what is packed.
    '%define __os_install_post %{nil}',
    '%define debug_package %{nil}',
    '%define _build_id_links none',
    '%define use_source_date_epoch_as_buildtime 1',
    '%define clamp_mtime_to_source_date_epoch 1',
    '%define _buildhost localhost',
    `%define _binary_payload w${level ?? 6}${PAYLOADS[values['--rpm-compression'] ?? ''] ?? 'T0.xzdio'}`,
    `Name: ${values['--name']}`,
    `Version: ${values['--version']}`,
    `Release: ${values['--iteration'] ?? '1'}`,
    `Summary: ${values['--rpm-summary'] ?? synopsis}`,
    `License: ${values['--license']}`,
    `Vendor: ${values['--vendor']}`,
    `URL: ${values['--url']}`,
    `Packager: ${values['--maintainer']}`,
    'AutoReqProv: no',
    ...depends.map((need) => `Requires: ${need}`),
    '%description',
    [synopsis, ...rest].join('\n'),
    ...scriptlet('%post', values['--after-install']),
    // rpm runs the old version's also after an upgrade, when it would remove what the new version has just installed.
    ...scriptlet('%postun', values['--after-remove'], 'if [ "$1" -gt 0 ]; then exit 0; fi'),
    '%files',
    '%defattr(-,root,root,-)',
    ...entries.flatMap(listed),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * The scripts are written for bash; rpm would take `sh`.
 * @param {string} name
 * @param {string | undefined} file
 * @param {string} first line before those of the file
 */
function scriptlet(name, file, first = '') {
  return file === undefined ? [] : [`${name} -p /bin/bash`, first, fs.readFileSync(file, 'utf8').replaceAll('%', '%%')];
}

/** @param {import('./stage.mjs').Entry} entry */
function listed({ path: at, kind }) {
  const quoted = `"${at.replaceAll('%', '%%')}"`;
  // Its mode is set by the script that runs after the installation.
  if (at.endsWith('/chrome-sandbox')) return [`%verify(not mode) ${quoted}`];
  if (kind !== 'folder') return [quoted];
  return OWN_FOLDERS.some((folder) => at.startsWith(folder)) ? [`%dir ${quoted}`] : [];
}
