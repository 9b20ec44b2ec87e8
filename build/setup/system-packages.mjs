import { spawnSync } from 'node:child_process';
import { explainFailure, isOnPath, runQuietly } from './command.mjs';
import { missingNeeds, needsFor, packagesFor } from './needs.mjs';
import { SetupError } from './steps.mjs';

/**
 * Everything that this step asks of the machine; a test replaces it.
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {boolean} headless
 * @property {() => import('./needs.mjs').System} look
 * @property {boolean} hasApt
 * @property {boolean} isRoot
 * @property {() => boolean} hasSudo whether sudo works without asking for a password
 * @property {(text: string) => void} announce shows what is about to be done
 * @property {() => ReadonlySet<string>} knownPackages
 * @property {(words: readonly string[]) => Promise<import('./command.mjs').Outcome>} run
 */

/** Waits for another apt (a machine's first minutes) instead of failing; reports a dead network soon. */
const PATIENCE = ['-o', 'DPkg::Lock::Timeout=180', '-o', 'Acquire::Retries=1'];

/** @returns {Machine} */
function thisMachine() {
  return {
    platform: process.platform,
    headless: !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'],
    look: () => ({
      libraries: textOf('ldconfig', ['-p'], '/sbin:/usr/sbin'),
      hasTool: (name) => isOnPath(name),
      hasFont: (pattern) => Boolean(textOf('fc-list', [pattern, 'file'])?.trim()),
    }),
    hasApt: isOnPath('apt-get'),
    isRoot: process.getuid?.() === 0,
    hasSudo: () => spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    announce: (text) => process.stderr.write(text),
    knownPackages: () => new Set((textOf('apt-cache', ['pkgnames']) ?? '').split('\n')),
    run: ([file = '', ...args]) =>
      runQuietly(file, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' } }),
  };
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {string} alsoIn more folders to search, which a user's PATH often lacks
 */
function textOf(file, args, alsoIn = '') {
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:${alsoIn}`, LC_ALL: 'C' };
  const done = spawnSync(file, args, { encoding: 'utf8', env, maxBuffer: 1 << 26 });
  return done.status === 0 ? done.stdout : null;
}

/**
 * Makes sure that Linux has what the purpose needs; elsewhere there is nothing to install. What is missing is installed
 * on machines without a display alone, see `installer`; everywhere else this throws a SetupError with the command to run.
 * @param {import('./needs.mjs').Purpose} purpose
 * @param {Machine} machine
 * @returns {Promise<string>} what was done
 */
export async function ensureSystemPackages(purpose, machine = thisMachine()) {
  if (machine.platform !== 'linux') return 'nothing to install on this system';
  const needs = needsFor(purpose, machine.headless);
  const missing = missingNeeds(needs, machine.look());
  if (missing.length === 0) return 'all there';
  if (!machine.hasApt) throw new SetupError(withoutApt(missing));
  const prefix = installer(purpose, machine);
  if (prefix === null) throw new SetupError(commandToRun(missing, machine));
  return install(missing, prefix, needs, machine);
}

/**
 * The words to put before a command that needs root; null: the user is to run it. A desktop belongs to somebody, who
 * decides what is installed on it. On a machine without a display (a container, a build server) root installs, and
 * demo and tests may use sudo; `npm start` never does.
 * @param {import('./needs.mjs').Purpose} purpose
 * @param {Machine} machine
 * @returns {readonly string[] | null}
 */
function installer(purpose, machine) {
  if (!machine.headless) return null;
  if (machine.isRoot) return [];
  return purpose !== 'start' && machine.hasSudo() ? ['sudo', '-n'] : null;
}

/** @param {readonly import('./needs.mjs').Need[]} missing */
function withoutApt(missing) {
  const names = missing.map((need) =>
    need.kind === 'font' && need.name === ':lang=zh' ? 'a Chinese font' : need.name,
  );
  return `Qwen Gauge needs ${names.join(', ')}: install them with this system's package manager, then try again.`;
}

/**
 * @param {readonly import('./needs.mjs').Need[]} missing
 * @param {Machine} machine
 */
function commandToRun(missing, machine) {
  const known = machine.knownPackages();
  const packages = packagesFor(missing, (name) => known.has(name)).join(' ');
  const sudo = machine.isRoot ? '' : 'sudo ';
  const command = `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages}`;
  return `Qwen Gauge needs some system packages that are not installed: ${packages}. Nothing was changed. Run this, then try again:\n  ${command}`;
}

/**
 * @param {readonly import('./needs.mjs').Need[]} missing
 * @param {readonly string[]} prefix
 * @param {readonly import('./needs.mjs').Need[]} needs
 * @param {Machine} machine
 */
async function install(missing, prefix, needs, machine) {
  const programs = missing.map((need) => need.name).join(', ');
  machine.announce(`installing what brings ${programs}, with "${[...prefix, 'apt-get install'].join(' ')}" … `);
  const update = await machine.run([...prefix, 'apt-get', 'update', '-qq', ...PATIENCE]);
  const known = machine.knownPackages();
  const packages = packagesFor(missing, (name) => known.has(name));
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...PATIENCE, ...packages];
  const outcome = await machine.run([...prefix, ...install]);
  const what = `Installing ${packages.join(' ')}`;
  if (outcome.status !== 0) {
    const output = update.status === 0 ? outcome.output : `${update.output}\n${outcome.output}`;
    throw new SetupError(explainFailure(what, { ...outcome, output }));
  }
  const still = missingNeeds(needs, machine.look());
  if (still.length > 0)
    throw new SetupError(`${what}: done, yet ${still.map((need) => need.name).join(', ')} is not found.`);
  return `installed ${packages.join(' ')}`;
}
