/**
 * Something Linux must provide, and the packages that provide it, of which the first one that the package manager knows
 * is installed. Names ending in t64 are those of Debian 13 and Ubuntu 24.04, where the older names are only virtual.
 * @typedef {{ kind: 'library' | 'tool' | 'font', name: string, packages: readonly [string, ...string[]] }} Need
 * @typedef {'start' | 'demo' | 'test' | 'dist' | 'package' | 'check' | 'windows'} Purpose
 * @typedef {{ libraries: string | null, hasTool: (name: string) => boolean, hasFont: (pattern: string) => boolean }} System
 *   `libraries` is the text of `ldconfig -p`, null where there is no such program.
 */

/** @type {readonly Need[]} What Electron links against or loads while it runs. */
const ELECTRON = [
  { kind: 'library', name: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { kind: 'library', name: 'libnss3.so', packages: ['libnss3'] },
  { kind: 'library', name: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { kind: 'library', name: 'libgbm.so.1', packages: ['libgbm1'] },
  // Not linked, so `ldd` does not show it; without it Chromium ends without a word.
  { kind: 'library', name: 'libX11-xcb.so.1', packages: ['libx11-xcb1'] },
  { kind: 'library', name: 'libnotify.so.4', packages: ['libnotify4'] },
  { kind: 'library', name: 'libsecret-1.so.0', packages: ['libsecret-1-0'] },
];

/** @type {readonly Need[]} A display, a session bus and fonts, for machines without a screen. */
const VIRTUAL_DESKTOP = [
  { kind: 'tool', name: 'Xvfb', packages: ['xvfb'] },
  { kind: 'tool', name: 'dbus-daemon', packages: ['dbus-daemon', 'dbus'] },
  { kind: 'tool', name: 'fc-list', packages: ['fontconfig'] },
  { kind: 'font', name: 'DejaVu Sans', packages: ['fonts-dejavu-core'] },
  { kind: 'font', name: ':lang=zh', packages: ['fonts-wqy-microhei', 'fonts-noto-cjk'] },
];

/** @type {readonly Need[]} The programs that the tests use; `script` provides a terminal, the first two a file's rights. */
const TEST = [
  { kind: 'tool', name: 'setfacl', packages: ['acl'] },
  { kind: 'tool', name: 'setfattr', packages: ['attr'] },
  { kind: 'tool', name: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  { kind: 'tool', name: 'dunst', packages: ['dunst'] },
  { kind: 'tool', name: 'xfce4-panel', packages: ['xfce4-panel'] },
  { kind: 'tool', name: 'openbox', packages: ['openbox'] },
  { kind: 'tool', name: 'xdotool', packages: ['xdotool'] },
  { kind: 'tool', name: 'scrot', packages: ['scrot'] },
  { kind: 'tool', name: 'script', packages: ['bsdutils'] },
];

/** @type {readonly Need[]} Wine, a compiler for one small library of Windows, and the maker of the installer. */
const WINDOWS = [
  { kind: 'tool', name: 'wine', packages: ['wine'] },
  { kind: 'tool', name: 'x86_64-w64-mingw32-gcc', packages: ['gcc-mingw-w64-x86-64-win32', 'gcc-mingw-w64-x86-64'] },
  { kind: 'tool', name: 'makensis', packages: ['nsis'] },
];

/** @type {readonly Need[]} What makes the packages of Linux. */
const PACK = [
  { kind: 'tool', name: 'dpkg-deb', packages: ['dpkg'] },
  { kind: 'tool', name: 'rpmbuild', packages: ['rpm'] },
];

/** @type {readonly Need[]} What checks the packages' desktop entry. */
const PACK_TEST = [{ kind: 'tool', name: 'desktop-file-validate', packages: ['desktop-file-utils'] }];

/**
 * @param {Purpose} purpose
 * @param {boolean} headless there is no display
 * @returns {readonly Need[]}
 */
export function needsFor(purpose, headless) {
  switch (purpose) {
    case 'check':
      return [];
    case 'start':
    case 'demo':
      return headless ? [...ELECTRON, ...VIRTUAL_DESKTOP] : ELECTRON;
    case 'dist':
      return PACK;
    case 'package':
      return [...ELECTRON, ...VIRTUAL_DESKTOP, ...TEST, ...PACK, ...PACK_TEST];
    case 'test':
      return [...ELECTRON, ...VIRTUAL_DESKTOP, ...TEST];
    case 'windows':
      return WINDOWS;
  }
}

/**
 * The needs that this system does not meet.
 * @param {readonly Need[]} needs
 * @param {System} system
 */
export function missingNeeds(needs, system) {
  return needs.filter((need) => !isMet(need, system));
}

/**
 * @param {Need} need
 * @param {System} system
 */
function isMet(need, system) {
  switch (need.kind) {
    case 'library':
      // Without ldconfig this is unknown: Electron itself will name a missing library.
      return (
        system.libraries === null ||
        system.libraries.split('\n').some((line) => line.trim().startsWith(`${need.name} `))
      );
    case 'tool':
      return system.hasTool(need.name);
    case 'font':
      return system.hasFont(need.name);
  }
}

/**
 * The packages to install, once each, in order. Where the package manager knows none of the names, the oldest is kept, so
 * that its error message names it.
 * @param {readonly Need[]} needs
 * @param {(name: string) => boolean} isKnown
 */
export function packagesFor(needs, isKnown) {
  const names = needs.map(
    (need) => need.packages.find(isKnown) ?? need.packages[need.packages.length - 1] ?? need.name,
  );
  return [...new Set(names)];
}
