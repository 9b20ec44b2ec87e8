import { describe, expect, test } from 'vitest';
import { leftOut, wantedTargets } from '../../../../build/pack/targets.mjs';

const closed = { platform: 'linux', arch: 'x64', runtime: 'fallback' } as const;
const open = { ...closed, runtime: 'official' } as const;
const named = (targets: ReturnType<typeof wantedTargets>) => targets.map(({ target, arch }) => `${target}:${arch}`);

describe('the packages to make', () => {
  test('are, without a network, those that need no download', () => {
    expect(named(wantedTargets([], closed))).toEqual(['dir:x64', 'tar.gz:x64', 'deb:x64', 'rpm:x64']);
  });

  test('are followed by what a network would have added, with the reason', () => {
    expect(leftOut(closed)).toBe(
      'Not made: AppImage:x64, dir:arm64, tar.gz:arm64, deb:arm64, rpm:arm64, AppImage:arm64. Their tools or their Electron would be downloaded from GitHub, which is not reached from here.',
    );
    expect(leftOut(open)).toBeNull();
  });

  test.each([
    ['linux', ['dir', 'tar.gz', 'deb', 'rpm', 'AppImage']],
    ['win32', ['dir', 'nsis', 'zip']],
    ['darwin', ['dir', 'dmg', 'zip']],
  ] as const)('are, with a network, all of %s for both architectures', (platform, targets) => {
    const wanted = ['x64', 'arm64'].flatMap((arch) => targets.map((target) => `${target}:${arch}`));
    expect(named(wantedTargets([], { ...open, platform }))).toEqual(wanted);
  });

  test('are those named, for this machine where no architecture is named', () => {
    expect(named(wantedTargets(['deb', 'rpm:arm64'], open))).toEqual(['deb:x64', 'rpm:arm64']);
    expect(named(wantedTargets(['deb'], { ...open, arch: 'arm64' }))).toEqual(['deb:arm64']);
  });

  test.each([
    [
      'AppImage',
      /AppImage for x64 needs a network: tools would be downloaded.*dir:x64, tar\.gz:x64, deb:x64, rpm:x64\./,
    ],
    ['deb:arm64', /deb for arm64 needs a network: Electron for arm64 would be downloaded/],
    ['dmg', /dmg is made on macOS\./],
    ['nsis', /nsis is made on Windows\./],
    ['zip', /zip is made on Windows or macOS\./],
    ['flatpak', /flatpak is not a kind of package\./],
    ['deb:mips', /no packages for mips, only for x64 and arm64\./],
  ])('%s is refused without a network, with the reason', (name, reason) => {
    expect(() => wantedTargets([name], closed)).toThrow(reason);
  });
});
