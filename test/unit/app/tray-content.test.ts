import { describe, expect, it } from 'vitest';
import { firstTrayContent, trayContent } from '../../../main/app/tray-content.ts';
import type { TrayState } from '../../../main/core/view/tray/panel-icon.ts';
import type { TrayView } from '../../../main/core/view/tray/tray-view.ts';

const viewIn = (state: TrayState): TrayView => ({
  picture: { kind: 'letter', state },
  tooltip: '',
  title: '',
  menu: [],
  hasPassingTime: false,
});

/** Whether the icon covers its centre, as only the plate below the letter does. */
function hasPlate({ icon }: ReturnType<typeof trayContent>): boolean {
  const picture = icon.pictures[0]?.pixels;
  if (picture === undefined) return false;
  const { rgba, width } = picture;
  return rgba[(Math.floor(width / 2) * width + Math.floor(width / 2)) * 4 + 3] === 255;
}

describe('the icon for the panel', () => {
  it.each(['linux', 'win32'] as const)('fits every panel on %s, because its colour is unknown', (platform) => {
    const content = trayContent(viewIn('calm'), { trayIcon: 'automatic', platform });
    expect([hasPlate(content), content.icon.template]).toEqual([true, false]);
  });

  it('is coloured by macOS itself, unless it has a colour of its own', () => {
    const contentIn = (state: TrayState) => trayContent(viewIn(state), { trayIcon: 'automatic', platform: 'darwin' });
    expect([hasPlate(contentIn('calm')), contentIn('calm').icon.template]).toEqual([false, true]);
    for (const state of ['amber', 'red'] as const) {
      expect([hasPlate(contentIn(state)), contentIn(state).icon.template]).toEqual([true, false]);
    }
  });

  it.each([
    ['light', 255],
    ['dark', 38],
  ] as const)('has the %s ink that the user chose, on every platform', (trayIcon, red) => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const content = trayContent(viewIn('calm'), { trayIcon, platform });
      const { rgba } = content.icon.pictures[0]?.pixels ?? { rgba: new Uint8Array() };
      const solid = rgba.findIndex((value, at) => at % 4 === 3 && value === 255) - 3;
      expect([hasPlate(content), content.icon.template, rgba[solid]]).toEqual([false, false, red]);
    }
  });

  it('is drawn again when the choice changes', () => {
    const keys = (['automatic', 'light', 'dark'] as const).map(
      (trayIcon) => trayContent(viewIn('calm'), { trayIcon, platform: 'linux' }).icon.key,
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('fits every panel before the preferences are read', () => {
    expect(hasPlate(firstTrayContent(['en'], 'linux', 1))).toBe(true);
  });
});
