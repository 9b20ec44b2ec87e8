import { describe, expect, test } from 'vitest';
import { missingNeeds, needsFor, packagesFor, type System } from '../../../build/setup/needs.mjs';

const LDCONFIG = `1234 libs found in cache
	libgtk-3.so.0 (libc6,x86-64) => /lib/x86_64-linux-gnu/libgtk-3.so.0
	libnss3.so (libc6,x86-64) => /lib/x86_64-linux-gnu/libnss3.so
	libasound.so.2 (libc6,x86-64) => /lib/x86_64-linux-gnu/libasound.so.2
	libgbm.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libgbm.so.1
	libX11-xcb.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libX11-xcb.so.1
	libnotify.so.4 (libc6,x86-64) => /lib/x86_64-linux-gnu/libnotify.so.4
	libsecret-1.so.0 (libc6,x86-64) => /lib/x86_64-linux-gnu/libsecret-1.so.0
`;
const FULL: System = { libraries: LDCONFIG, hasTool: () => true, hasFont: () => true };
const BARE: System = { libraries: '0 libs found in cache', hasTool: () => false, hasFont: () => false };

const DEBIAN_12 = new Set(
  'libgtk-3-0 libnss3 libasound2 libgbm1 libx11-xcb1 libnotify4 libsecret-1-0 xvfb dbus dbus-daemon'.split(' '),
);
const DEBIAN_13 = new Set(
  'libgtk-3-0t64 libnss3 libasound2t64 libgbm1 libx11-xcb1 libnotify4 libsecret-1-0 xvfb dbus'.split(' '),
);

const names = (needs: ReturnType<typeof needsFor>) => needs.map((need) => need.name);

describe('what a purpose needs', () => {
  test('checks need no system packages', () => {
    expect(needsFor('check', true)).toEqual([]);
  });

  test('with a display, starting needs only the libraries of Electron', () => {
    expect(needsFor('start', false).every((need) => need.kind === 'library')).toBe(true);
    expect(names(needsFor('demo', true))).toContain('Xvfb');
    expect(names(needsFor('demo', true))).not.toContain('dunst');
  });

  test('tests on Windows need Wine, a compiler and the maker of the installer, and nothing of Electron', () => {
    expect(names(needsFor('windows', true))).toEqual(['wine', 'x86_64-w64-mingw32-gcc', 'makensis']);
  });

  test('tests need the virtual desktop on a machine with a display too', () => {
    expect(names(needsFor('test', false))).toEqual(
      expect.arrayContaining(['Xvfb', 'dbus-daemon', 'dunst', 'xfce4-panel']),
    );
  });
});

describe('what is missing', () => {
  test('is nothing on a complete system and everything on a bare one', () => {
    const needs = needsFor('test', true);
    expect(missingNeeds(needs, FULL)).toEqual([]);
    expect(missingNeeds(needs, BARE)).toEqual(needs);
  });

  test('includes a library that is only there in another version or under a longer name', () => {
    const libraries = LDCONFIG.replaceAll('libgtk-3.so.0', 'libgtk-3.so.01').replaceAll('libnss3.so', 'libnss3.so.1');
    const missing = missingNeeds(needsFor('start', false), { ...FULL, libraries });
    expect(names(missing)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });

  test('includes no library where ldconfig is missing', () => {
    expect(missingNeeds(needsFor('start', false), { ...BARE, libraries: null })).toEqual([]);
  });

  test('includes a Chinese font only where there is none', () => {
    const hasFont = (pattern: string) => pattern !== ':lang=zh';
    const missing = missingNeeds(needsFor('demo', true), { ...FULL, hasFont });
    expect(packagesFor(missing, () => true)).toEqual(['fonts-wqy-microhei']);
  });
});

describe('the packages to install', () => {
  const needs = needsFor('start', false);

  test('have the names of Debian 12', () => {
    expect(packagesFor(needs, (name) => DEBIAN_12.has(name))).toEqual(
      'libgtk-3-0 libnss3 libasound2 libgbm1 libx11-xcb1 libnotify4 libsecret-1-0'.split(' '),
    );
  });

  test('have the names of Debian 13 and Ubuntu 24.04', () => {
    expect(packagesFor(needs, (name) => DEBIAN_13.has(name))).toEqual(
      'libgtk-3-0t64 libnss3 libasound2t64 libgbm1 libx11-xcb1 libnotify4 libsecret-1-0'.split(' '),
    );
  });

  test('include dbus where dbus-daemon is not a package of its own', () => {
    const bus = needsFor('start', true).filter((need) => need.name === 'dbus-daemon');
    expect(packagesFor(bus, (name) => DEBIAN_12.has(name))).toEqual(['dbus-daemon']);
    expect(packagesFor(bus, (name) => DEBIAN_13.has(name))).toEqual(['dbus']);
  });

  test('are listed once each, and an unknown name is kept for the error message', () => {
    const [first] = needs;
    expect(first && packagesFor([first, first], () => false)).toEqual(['libgtk-3-0']);
  });
});
