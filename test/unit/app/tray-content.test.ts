import { describe, expect, it } from 'vitest';
import { firstTrayContent, trayContent } from '../../../main/app/tray-content.ts';
import { type Preferences, PreferencesSchema } from '../../../main/core/preferences.ts';
import { panelIcon, type TrayPicture, type TrayState } from '../../../main/core/view/tray/panel-icon.ts';
import type { TrayPlace } from '../../../main/core/view/tray/tray-size.ts';
import type { TrayView } from '../../../main/core/view/tray/tray-view.ts';

const viewOf = (picture: TrayPicture): TrayView => ({
  picture,
  tooltip: '',
  title: '',
  menu: [],
  hasPassingTime: false,
});

const viewIn = (state: TrayState): TrayView => viewOf({ kind: 'letter', state });
const on = (platform: string): TrayPlace & Pick<Preferences, 'trayIconSize'> => ({
  platform,
  desktop: '',
  scales: [1],
  trayIconSize: 'automatic',
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
    const content = trayContent(viewIn('calm'), { ...on(platform), trayIcon: 'automatic' });
    expect([hasPlate(content), content.icon.template]).toEqual([true, false]);
  });

  it('is coloured by macOS itself, unless it has a colour of its own', () => {
    const contentIn = (state: TrayState) => trayContent(viewIn(state), { ...on('darwin'), trayIcon: 'automatic' });
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
      const content = trayContent(viewIn('calm'), { ...on(platform), trayIcon });
      const { rgba } = content.icon.pictures[0]?.pixels ?? { rgba: new Uint8Array() };
      const solid = rgba.findIndex((value, at) => at % 4 === 3 && value === 255) - 3;
      expect([hasPlate(content), content.icon.template, rgba[solid]]).toEqual([false, false, red]);
    }
  });

  it('is drawn again when the choice changes', () => {
    const keys = (['automatic', 'light', 'dark'] as const).map(
      (trayIcon) => trayContent(viewIn('calm'), { ...on('linux'), trayIcon }).icon.key,
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('fits every panel before the preferences are read', () => {
    expect(hasPlate(firstTrayContent(['en'], on('linux')))).toBe(true);
  });
});

/** Width of the pictures, with the scale factor that Electron is told. */
function sizesOn(place: Partial<ReturnType<typeof on>>): readonly string[] {
  const { icon } = trayContent(viewIn('calm'), { ...on('linux'), ...place, trayIcon: 'light' });
  return icon.pictures.map(({ scaleFactor, pixels }) => `${pixels.width} at ${scaleFactor}`);
}

describe('the size of the icon', () => {
  it.each([
    [1, 22],
    [1.25, 28],
    [1.5, 33],
    [1.75, 39],
    [2, 44],
    [2.5, 55],
    [3, 66],
  ])('is one picture in the pixels of the screen on Linux: at the scale %d, %i', (scale, width) => {
    expect(sizesOn({ scales: [scale] })).toEqual([`${width} at 1`]);
  });

  it('is that of the finest screen on Linux, because any may have the panel, and that of the main one on Windows', () => {
    expect(sizesOn({ scales: [1, 1, 2] })).toEqual(['44 at 1']);
    expect(sizesOn({ platform: 'win32', scales: [1.5, 1.5, 2] })).toEqual(['24 at 1']);
  });

  it('is that of GNOME where GNOME draws it', () => {
    expect(['GNOME', 'ubuntu:GNOME', 'KDE', 'Budgie:GNOME'].map((desktop) => sizesOn({ desktop })[0])).toEqual([
      '16 at 1',
      '16 at 1',
      '22 at 1',
      '22 at 1',
    ]);
  });

  it('is what the user chose on Linux, in the pixels of the screen', () => {
    expect(sizesOn({ trayIconSize: 'px-24', scales: [1.5], desktop: 'GNOME' })).toEqual(['36 at 1']);
    const sizes = PreferencesSchema.shape.trayIconSize.options.map((trayIconSize) => sizesOn({ trayIconSize })[0]);
    expect(sizes).toEqual([22, 16, 18, 20, 22, 24, 32, 48].map((px) => `${px} at 1`));
    expect(sizesOn({ trayIconSize: 'px-48', platform: 'win32' })).toEqual(['16 at 1']);
    expect(sizesOn({ trayIconSize: 'px-48', platform: 'darwin' })).toEqual(['18 at 1', '36 at 2']);
  });

  it('is one picture for each kind of screen on macOS, which chooses among them', () => {
    expect(sizesOn({ platform: 'darwin', scales: [2] })).toEqual(['18 at 1', '36 at 2']);
  });

  it('changes the key, so that it is drawn again when a screen comes or goes', () => {
    const keyAt = (scales: readonly number[]) =>
      trayContent(viewIn('calm'), { ...on('linux'), scales, trayIcon: 'light' }).icon.key;
    expect(keyAt([1])).not.toBe(keyAt([1, 2]));
  });
});

it('offers bars and numbers sharp at each scale: every pixel is covered wholly or not at all', () => {
  const track = Math.round(0.42 * 255);
  const bar = { share: 0.8, level: 'red' } as const;
  const pictures: readonly TrayPicture[] = [
    { kind: 'percent', state: 'red', percent: 80 },
    { kind: 'bars', state: 'red', bars: [bar, { share: 0.4, level: 'calm' }] },
  ];
  for (const picture of pictures) {
    for (const scale of [1, 1.25, 1.5, 1.75, 2, 2.5, 3]) {
      const place = { ...on('linux'), scales: [scale], trayIcon: 'light' } as const;
      const [offered] = trayContent(viewOf(picture), place).icon.pictures;
      expect(offered?.pixels).toEqual(panelIcon(picture, { ink: 'light', sizePx: 22, scale }));
      const covered = offered?.pixels.rgba.filter((_, at) => at % 4 === 3);
      expect([...new Set(covered)].filter((alpha) => ![0, track, 255].includes(alpha))).toEqual([]);
    }
  }
});
