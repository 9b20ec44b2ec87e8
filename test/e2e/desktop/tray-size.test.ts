import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelIcon } from '../../../main/core/view/tray/panel-icon.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

/** How much of each pixel is covered, 0..255, as the app draws the icon of somebody who is signed out. */
const drawnAt = (sizePx: number, scale: number): readonly number[] => {
  const { rgba } = panelIcon({ kind: 'letter', state: 'signed-out' }, { ink: 'plated', sizePx, scale });
  return [...rgba.filter((_, at) => at % 4 === 3)];
};

describe('what a panel is offered', { sequential: true }, () => {
  let appSession: AppSession;
  const offered = async () => {
    const { pixels } = await appSession.waitForTooltip(words.tray.signedOut);
    return pixels.map(({ width, height, argb }) => ({
      width,
      height,
      covered: [...argb.filter((_, at) => at % 4 === 0)],
    }));
  };
  const expected = (width: number, scale: number) => [{ width, height: width, covered: drawnAt(22, scale) }];

  beforeAll(async () => {
    appSession = await openAppSession();
  });
  afterAll(() => appSession?.close());

  it.each([
    [1.25, 28],
    [1.5, 33],
    [2, 44],
    [3, 66],
    [1, 22],
  ])('is one picture, drawn for the scale %d: %i px, and not scaled', async (scale, width) => {
    const driver = await appSession.start({}, { args: [`--force-device-scale-factor=${scale}`] });
    await eventually('the icon of this scale', async () => (await offered())[0]?.width === width);
    expect(await offered()).toEqual(expected(width, scale));
    if (scale !== 1) await driver.quit();
  });

  it('has the size that the user chose', async () => {
    const popover = await appSession.openPopover();
    await popover.invoke('preferences:set', { trayIconSize: 'px-32' });
    await eventually('the larger icon', async () => (await offered())[0]?.width === 32);
    expect((await offered())[0]?.covered).toEqual(drawnAt(32, 1));
    await popover.invoke('preferences:set', { trayIconSize: 'automatic' });
  });

  it('is drawn anew when a finer screen comes', async () => {
    await askMain(appSession.driver().app, ({ screen }) => {
      const { getAllDisplays } = screen;
      screen.getAllDisplays = () => getAllDisplays.call(screen).map((display) => ({ ...display, scaleFactor: 2 }));
      screen.emit('display-added');
    });
    await eventually('the finer icon', async () => (await offered())[0]?.width === 44);
    expect(await offered()).toEqual(expected(44, 2));
  });
});
