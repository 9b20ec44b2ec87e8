import { SetupError } from '../setup/steps.mjs';

/**
 * One package to make.
 * @typedef {{ readonly target: string, readonly arch: 'x64' | 'arm64' }} Wanted
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.Architecture} arch
 * @property {'official' | 'fallback'} runtime where its Electron comes from
 */

/** What each system packs for itself; `dir` is the unpacked app. */
const BY_SYSTEM = /** @type {Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>} */ ({
  linux: ['dir', 'tar.gz', 'deb', 'rpm', 'AppImage'],
  win32: ['dir', 'nsis', 'zip'],
  darwin: ['dir', 'dmg', 'zip'],
});
const SYSTEM_NAMES = /** @type {Readonly<Partial<Record<NodeJS.Platform, string>>>} */ ({
  linux: 'Linux',
  win32: 'Windows',
  darwin: 'macOS',
});

/** These download tools, beside the Electron of the system. */
const NEEDS_TOOLS = ['AppImage', 'nsis', 'dmg'];

/**
 * The packages to make: those named, such as `deb` or `deb:arm64`, or all that this machine can make. Without an
 * architecture, the named ones are made for this machine's own. Throws a SetupError that names what can be made here.
 * @param {readonly string[]} names
 * @param {Machine} machine
 * @returns {readonly Wanted[]}
 */
export function wantedTargets(names, machine) {
  const possible = possibleTargets(machine);
  if (names.length === 0) return possible;
  return names.map((name) => {
    const [target = '', arch = machine.arch] = name.split(':');
    const found = possible.find((one) => one.target === target && one.arch === arch);
    if (!found) throw new SetupError(`${reasonAgainst(target, arch, machine)} Here can be made: ${list(possible)}.`);
    return found;
  });
}

/**
 * Says which packages of this system a network would have added, and why; null if none.
 * @param {Machine} machine
 */
export function leftOut(machine) {
  const possible = list(possibleTargets(machine)).split(', ');
  const all = list(possibleTargets({ ...machine, runtime: 'official' })).split(', ');
  const missing = all.filter((name) => !possible.includes(name));
  if (missing.length === 0) return null;
  return `Not made: ${missing.join(', ')}. Their tools or their Electron would be downloaded from GitHub, which is not reached from here.`;
}

/**
 * @param {Machine} machine
 * @returns {readonly Wanted[]}
 */
function possibleTargets({ platform, arch, runtime }) {
  const targets = BY_SYSTEM[platform] ?? [];
  if (runtime === 'official') {
    const archs = /** @type {const} */ (['x64', 'arm64']);
    return archs.flatMap((one) => targets.map((target) => ({ target, arch: one })));
  }
  const own = arch === 'arm64' ? 'arm64' : 'x64';
  return targets.filter((target) => !NEEDS_TOOLS.includes(target)).map((target) => ({ target, arch: own }));
}

/**
 * @param {string} target
 * @param {string} arch
 * @param {Machine} machine
 */
function reasonAgainst(target, arch, { platform, runtime }) {
  const systems = Object.entries(BY_SYSTEM).filter(([, targets]) => targets?.includes(target));
  const names = systems.map(([system]) => SYSTEM_NAMES[/** @type {NodeJS.Platform} */ (system)]);
  if (names.length === 0) return `${target} is not a kind of package.`;
  if (!BY_SYSTEM[platform]?.includes(target)) return `${target} is made on ${names.join(' or ')}.`;
  if (!['x64', 'arm64'].includes(arch)) return `There are no packages for ${arch}, only for x64 and arm64.`;
  const what = NEEDS_TOOLS.includes(target) ? 'tools' : `Electron for ${arch}`;
  return runtime === 'fallback'
    ? `${target} for ${arch} needs a network: ${what} would be downloaded from GitHub, which is not reached from here.`
    : `${target} cannot be made for ${arch}.`;
}

/** @param {readonly Wanted[]} targets */
const list = (targets) => targets.map(({ target, arch }) => `${target}:${arch}`).join(', ');
