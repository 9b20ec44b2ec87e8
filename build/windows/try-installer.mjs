import fs from 'node:fs';
import path from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { makeTrialInstaller } from './trial-installer.mjs';
import { windowsPath } from './wine.mjs';

const UNINSTALL = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\app.qwengauge.QwenGauge`;
const SCHEME = String.raw`HKCU\Software\Classes\qwen-gauge`;

/**
 * Installs, upgrades, refuses and removes a stand-in of the app, silently and for one user.
 * @param {import('./wine.mjs').Wine} wine
 * @param {string} folder for what is made; emptied first
 * @returns {Promise<{ checks: number, problems: readonly string[] }>} how many checks there were, and those that failed
 */
export async function tryInstaller(wine, folder) {
  const stage = await prepare(wine, folder);
  await stage.install('1.0.0');
  await installed(stage);
  await upgraded(stage);
  await refusedWhileRunning(stage);
  await removed(stage);
  return stage.results;
}

/** @typedef {Awaited<ReturnType<typeof prepare>>} Stage */

/**
 * @param {import('./wine.mjs').Wine} wine
 * @param {string} folder
 */
async function prepare(wine, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  const source = path.join(folder, 'app');
  fs.mkdirSync(path.join(source, 'resources'), { recursive: true });
  const app = path.join(source, 'QwenGauge.exe');
  await runQuietly('x86_64-w64-mingw32-gcc', ['-O1', '-s', '-o', app, path.join(import.meta.dirname, 'sample-app.c')]);
  const user = usersFolder(wine);
  const target = path.join(user, 'AppData', 'Local', 'Programs', 'qwen-gauge');
  const own = path.join(user, 'AppData', 'Roaming', 'QwenGauge', 'preferences.json');
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(own), { recursive: true });
  fs.writeFileSync(own, '{"language":"en"}');
  const results = { checks: 0, problems: /** @type {string[]} */ ([]) };
  return {
    folder,
    source,
    target,
    own,
    shortcut: path.join(user, 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Qwen Gauge.lnk'),
    results,
    /** @param {string} what @param {boolean} isSo */
    check: (what, isSo) => {
      results.checks += 1;
      if (!isSo) results.problems.push(what);
    },
    /** @param {readonly string[]} words */
    run: (words) => wine.run(words, { timeoutMs: 300_000 }),
    /** The text of a key of the registry, empty if there is none. @param {string} key */
    registry: async (key) => {
      const { status, out } = await wine.run(['reg', 'query', key, '/s']);
      return status === 0 ? out : '';
    },
    /** @param {string} version */
    install: async (version) => {
      const out = path.join(folder, `qwen-gauge-${version}-windows-x64.exe`);
      fs.writeFileSync(path.join(source, 'resources', 'version.txt'), version);
      await makeTrialInstaller({ source, version, out });
      return wine.run([out, '/S'], { timeoutMs: 300_000 });
    },
  };
}

/** @param {import('./wine.mjs').Wine} wine */
function usersFolder(wine) {
  const users = path.join(wine.drive, 'users');
  const own = fs.readdirSync(users).find((name) => name !== 'Public');
  return path.join(users, own ?? 'Public');
}

/** @param {Stage} stage */
const versionIn = ({ target }) => {
  const file = path.join(target, 'resources', 'version.txt');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
};

/** @param {Stage} stage */
async function installed(stage) {
  const { check, registry, target, shortcut } = stage;
  check('the app is in its folder', fs.existsSync(path.join(target, 'QwenGauge.exe')) && versionIn(stage) === '1.0.0');
  check('the start menu has the app', fs.existsSync(shortcut));
  const entry = await registry(UNINSTALL);
  check('the list of programs names it', /DisplayName\s+REG_SZ\s+Qwen Gauge\r?\n/.test(entry));
  check('the list of programs names its version', /DisplayVersion\s+REG_SZ\s+1\.0\.0/.test(entry));
  check(
    'the list of programs can remove it silently',
    /QuietUninstallString\s+REG_SZ\s+".*uninstall\.exe" \/S/.test(entry),
  );
  check('qwen-gauge: links start the app', /QwenGauge\.exe" "%1"/.test(await registry(SCHEME)));
}

/** @param {Stage} stage */
async function upgraded(stage) {
  const { check, install, target, own } = stage;
  const old = path.join(target, 'resources', 'only-in-the-old-version.txt');
  fs.writeFileSync(old, '');
  check('a newer version installs over it', (await install('1.1.0')).status === 0 && versionIn(stage) === '1.1.0');
  check('nothing of the older version stays', !fs.existsSync(old));
  check('an upgrade keeps the data', fs.existsSync(own));
}

/** @param {Stage} stage */
async function refusedWhileRunning(stage) {
  const { check, install, run, folder, target, registry } = stage;
  const stop = path.join(folder, 'stop');
  const program = path.join(target, 'QwenGauge.exe');
  const uninstaller = path.join(target, 'uninstall.exe');
  const running = run([program, windowsPath(stop)]);
  const again = await install('1.2.0');
  check('setup ends with 2 while the app runs', again.status === 2);
  check('setup changes nothing while the app runs', versionIn(stage) === '1.1.0' && fs.existsSync(program));
  // With `_?=` the uninstaller runs where it lies and ends last; otherwise a copy of it goes on after it has ended.
  const removal = await run([uninstaller, '/S', `_?=${await installLocation(stage)}`]);
  check('removal ends with 2 while the app runs', removal.status === 2);
  check('removal changes nothing while the app runs', fs.existsSync(program) && (await registry(UNINSTALL)) !== '');
  fs.writeFileSync(stop, '');
  check('the app ends as it likes', (await running).status === 0);
}

/** @param {Stage} stage */
const installLocation = async ({ registry }) =>
  /InstallLocation\s+REG_SZ\s+(.*?)\r?\n/.exec(await registry(UNINSTALL))?.[1] ?? '';

/** @param {Stage} stage */
async function removed(stage) {
  const { check, run, target, own, shortcut, registry } = stage;
  const uninstaller = path.join(target, 'uninstall.exe');
  const outcome = await run([uninstaller, '/S', `_?=${await installLocation(stage)}`]);
  check('removal ends with 0', outcome.status === 0);
  const left = fs.existsSync(target) ? fs.readdirSync(target).filter((name) => name !== 'uninstall.exe') : [];
  check(`removal leaves nothing in the folder of the app (${left.join(', ')})`, left.length === 0);
  check('removal leaves nothing in the start menu', !fs.existsSync(shortcut));
  for (const key of [UNINSTALL, SCHEME]) check(`removal takes ${key} back`, (await registry(key)) === '');
  check('removal keeps the data', fs.existsSync(own) && fs.readFileSync(own, 'utf8') === '{"language":"en"}');
}
