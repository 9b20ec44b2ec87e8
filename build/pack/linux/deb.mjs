import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { descriptionOf } from './arguments.mjs';
import { entriesBelow, layOut, setTimes } from './stage.mjs';

/** electron-builder's names of compressions that dpkg-deb calls otherwise. */
const COMPRESSIONS = /** @type {Readonly<Record<string, string>>} */ ({ gz: 'gzip', xzmt: 'xz' });

/**
 * Makes a Debian package with dpkg-deb.
 * @param {import('./arguments.mjs').Request} request
 * @param {string} work an empty folder
 * @param {import('./make-package.mjs').Settings} settings
 */
export function makeDeb(request, work, { timeS, level }) {
  const stage = path.join(work, 'root');
  const entries = layOut(request.files, stage, timeS);
  writeControl(request, stage, entries);
  const control = path.join(stage, 'DEBIAN');
  setTimes(control, entriesBelow(control), timeS);
  fs.utimesSync(stage, timeS, timeS);
  const asked = request.values['--deb-compression'] ?? 'xz';
  const compression = [`-Z${COMPRESSIONS[asked] ?? asked}`, ...(level === null ? [] : [`-z${level}`])];
  const words = ['--root-owner-group', ...compression, '--build', stage, request.values['--package'] ?? ''];
  execFileSync('dpkg-deb', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: String(timeS) },
  });
}

/**
 * @param {import('./arguments.mjs').Request} request
 * @param {string} stage
 * @param {readonly import('./stage.mjs').Entry[]} entries
 */
function writeControl(request, stage, entries) {
  const control = path.join(stage, 'DEBIAN');
  fs.mkdirSync(control);
  fs.chmodSync(control, 0o755); // dpkg-deb refuses what a strict umask makes of it.
  const files = entries.filter(({ kind }) => kind === 'file').map((entry) => entry.path);
  const write = (/** @type {string} */ name, /** @type {string} */ text, mode = 0o644) => {
    fs.writeFileSync(path.join(control, name), text);
    fs.chmodSync(path.join(control, name), mode);
  };
  write('control', controlText(request, installedKib(stage, files)));
  write('md5sums', files.map((file) => `${md5(path.join(stage, file))}  ${file.slice(1)}\n`).join(''));
  const scripts = { postinst: '--after-install', postrm: '--after-remove' };
  for (const [name, option] of Object.entries(scripts)) {
    const from = request.values[option];
    if (from) write(name, fs.readFileSync(from, 'utf8'), 0o755);
  }
}

/** @param {string} file */
const md5 = (file) => crypto.createHash('md5').update(fs.readFileSync(file)).digest('hex');

/**
 * @param {string} stage
 * @param {readonly string[]} files
 */
const installedKib = (stage, files) =>
  files.reduce((sum, file) => sum + Math.ceil(fs.statSync(path.join(stage, file)).size / 1024), 0);

/**
 * The control file; a field without a value is left out.
 * @param {import('./arguments.mjs').Request} request
 * @param {number} kib
 */
function controlText(request, kib) {
  const { values, depends, recommends } = request;
  const { synopsis, rest } = descriptionOf(request);
  const fields = [
    ['Package', values['--name']],
    ['Version', [values['--version'], values['--iteration']].filter(Boolean).join('-')],
    ['Architecture', values['--architecture']],
    ['Maintainer', values['--maintainer']],
    ['Installed-Size', String(kib)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', values['--category']],
    ['Priority', values['--deb-priority']],
    ['Homepage', values['--url']],
    ['Description', [synopsis, ...rest].join('\n ')],
  ];
  return fields
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}
