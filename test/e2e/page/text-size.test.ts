import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import type { PopoverPage } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

describe('the size of letters on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  beforeAll(async () => {
    appSession = await openAppSession({ settings: '{}' });
    await appSession.start();
  });
  afterAll(() => appSession?.close());

  /** Waits until letters and window are as large as that, compared with their usual size. */
  const isScaled = ({ page }: PopoverPage, scale: number): Promise<true> =>
    eventually(`letters at ${scale}`, async () => {
      const [letters, width] = await page.evaluate(() => [
        getComputedStyle(document.body).fontSize,
        Math.min(window.innerWidth, screen.availWidth),
      ]);
      return letters === `${13 * scale}px` && width === Math.round(380 * scale) ? true : undefined;
    });

  it('follows plus, minus and 0 with Ctrl, the window with it, and is kept', async () => {
    let popover = await appSession.openPopover();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await popover.page.keyboard.press(`Control+${key}`);
    };
    await isScaled(popover, 1);
    await press('=');
    await isScaled(popover, 1.1);
    await press('=');
    await isScaled(popover, 1.25);
    await press('-');
    await isScaled(popover, 1.1);
    await appSession.restart();
    popover = await appSession.openPopover();
    await isScaled(popover, 1.1);
    const overflow = await popover.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await press('0');
    await isScaled(popover, 1);
  });
});
