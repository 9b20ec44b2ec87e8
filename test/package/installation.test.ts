import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executableOf, findPackages, root } from './support/packages.ts';

const run = promisify(execFile);
const { deb, rpm, version, folder } = findPackages();
const script = path.join(import.meta.dirname, 'support/install-in-overlay.sh');
const work = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-install-'));
const place = path.join(work, 'place');
mkdirSync(place);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Only root may mount, and not in every container. */
const trial = spawnSync('unshare', ['--mount', script, place], { encoding: 'utf8' });
if (trial.status !== 0) {
  console.warn(`The package is not installed: this machine mounts no overlay: ${trial.error?.message ?? trial.stderr}`);
}

/** An older version of the Debian package, with a file that the new one no longer has. */
function olderDeb(): string {
  const unpacked = path.join(work, 'older');
  execFileSync('dpkg-deb', ['-R', deb, unpacked]);
  const control = path.join(unpacked, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, 'Version: 0.0.9'));
  writeFileSync(path.join(unpacked, 'opt/QwenGauge/of-the-old-version'), '');
  const older = path.join(work, 'older.deb');
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', unpacked, older]);
  return older;
}

/** The same as an RPM package: with the scripts of the new one, and otherwise almost empty, which takes a second. */
function olderRpm(): string {
  const app = path.join(work, 'older-app');
  mkdirSync(app);
  for (const name of ['of-the-old-version', 'qwen-gauge-app']) writeFileSync(path.join(app, name), '');
  const script = (tag: string): string => {
    const file = path.join(work, tag);
    writeFileSync(
      file,
      execFileSync('rpm', [
        '--dbpath',
        path.join(work, 'rpm-database'),
        '--query',
        '--queryformat',
        `%{${tag}}`,
        '--package',
        rpm,
      ]),
    );
    return file;
  };
  const older = path.join(work, 'older.rpm');
  const values = {
    '-t': 'rpm',
    '--name': 'qwen-gauge',
    '--version': '0.0.9',
    '--architecture': 'amd64',
    '--license': 'MIT',
    '--vendor': 'a test',
    '--url': 'https://example.invalid',
    '--maintainer': 'a test',
    '--after-install': script('POSTIN'),
    '--after-remove': script('POSTUN'),
    '--package': older,
  };
  execFileSync(
    process.execPath,
    [path.join(root, 'build/pack/linux/make-package.mjs'), ...Object.entries(values).flat(), `${app}/=/opt/QwenGauge`],
    { env: { ...process.env, SOURCE_DATE_EPOCH: '315532800' } },
  );
  return older;
}

describe.skipIf(trial.status !== 0).each([
  { kind: 'deb', older: olderDeb, newer: deb },
  { kind: 'rpm', older: olderRpm, newer: rpm },
])('the $kind on a system that is thrown away', ({ older, newer }) => {
  const sections: Record<string, string> = {};
  beforeAll(async () => {
    const { stdout } = await run('unshare', ['--mount', script, place, older(), newer]);
    for (const section of stdout.split(/^== /m).slice(1)) {
      const end = section.indexOf('\n');
      sections[section.slice(0, end)] = section.slice(end + 1).trim();
    }
  });

  it('is installed, and replaces an older version with all its files', () => {
    expect(sections['old']).toContain('installed 0.0.9');
    expect(sections['new']).toBe(`installed ${version.replace('-', '~')}`);
    expect(sections['verified']).toBe('');
    expect(sections['gone']).toContain('No such file');
  });

  it('adds beside its folder the app, the command line, a desktop entry, icons and its licence', () => {
    const added = String(sections['added']).split('\n');
    expect(added.filter((file) => !file.startsWith('/usr/share/icons/hicolor/'))).toEqual([
      '/etc/alternatives/qwen-gauge-app',
      '/usr/bin/qwen-gauge',
      '/usr/bin/qwen-gauge-app',
      '/usr/share/applications/app.qwengauge.QwenGauge.desktop',
      '/usr/share/doc/qwen-gauge/copyright',
      '/var/tmp/home/.config/QwenGauge/preferences.json',
    ]);
  });

  it('has a command line under its own name', () => {
    expect(sections['command line']).toBe(version);
  });

  it('makes the helper of the sandbox setuid where no user namespaces can be made, as in this copy', () => {
    expect(sections['sandbox']).toBe('4755');
  });

  it('leaves nothing but the user’s data when it is removed', () => {
    expect(sections['removed']).toBe('/var/tmp/home/.config/QwenGauge/preferences.json');
    expect(sections['data']).toBe('{"kept":true}');
  });
});

/** What the packages that the Debian package names bring with them, their own dependencies included; empty elsewhere. */
function packagesBroughtAlong(): ReadonlySet<string> {
  const field = execFileSync('dpkg-deb', ['-f', deb, 'Depends'], { encoding: 'utf8' });
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map((kind) => `--no-${kind}`);
  const words = ['depends', '--recurse', ...only, ...field.trim().split(', ')];
  const { stdout } = spawnSync('apt-cache', words, { encoding: 'utf8', maxBuffer: 1 << 26 });
  return new Set((stdout ?? '').split('\n').flatMap((line) => /^(\w\S*)$/.exec(line)?.[1] ?? []));
}

const brought = packagesBroughtAlong();
if (brought.size === 0) console.warn('The dependencies are not followed: apt knows no packages here.');

it.skipIf(brought.size === 0)('depends on what brings every library that the app links or loads', () => {
  const linked = execFileSync('ldd', [executableOf(folder)], { encoding: 'utf8' });
  const files = [...linked.matchAll(/=> (\/\S+)/g)]
    .map(([, file]) => String(file))
    .filter((file) => !file.startsWith(folder));
  expect(files.length).toBeGreaterThan(30);
  // Packages list the files of /lib below /lib or below /usr/lib.
  const { stdout } = spawnSync('dpkg', ['-S', ...files.flatMap((file) => [file, `/usr${file}`])], { encoding: 'utf8' });
  const ownerOf = new Map([...stdout.matchAll(/^([^:\s]+)\S*: (\S+)$/gm)].map(([, owner, file]) => [file, owner]));
  const owners = files.map((file) => ownerOf.get(file) ?? ownerOf.get(`/usr${file}`) ?? file);
  // Chromium loads this one while it runs, and ends without a word where it is missing.
  expect([...new Set([...owners, 'libx11-xcb1'])].filter((owner) => !brought.has(owner))).toEqual([]);
});
