import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { words } from '../../support/app/popover-page.ts';
import type { Desktop } from '../../support/desktop/session-bus.ts';
import { eventually } from '../../support/eventually.ts';

const run = promisify(execFile);
const panelHeight = 32;
const screenWidth = 1280;

/** xfce4-panel draws the icon, dunst shows the notice, and the test clicks on both with the mouse. */
describe('a real panel and a real notification daemon', { sequential: true }, () => {
  let appSession: AppSession;
  const onDesktop = async (program: string, ...args: string[]): Promise<string> =>
    (await run(program, args, { env: appSession.bus.desktop.env })).stdout;
  const clickAt = (x: number, y: number, mouseButton: 'left' | 'right' = 'left') =>
    onDesktop('xdotool', 'mousemove', String(x), String(y), 'click', mouseButton === 'left' ? '1' : '3');
  /** The panel draws the icon at its far end. */
  const clickIcon = (mouseButton: 'left' | 'right') =>
    clickAt(screenWidth - panelHeight / 2, panelHeight / 2, mouseButton);
  /** The places of the visible windows of this title. */
  const boundsOf = async (title: string) => {
    // The search fails where it finds nothing.
    const found = await onDesktop('xdotool', 'search', '--onlyvisible', '--name', `^${title}$`).catch(() => '');
    const ids = found.split('\n').filter((id) => id !== '');
    return Promise.all(
      ids.map(async (id) => {
        const lines = (await onDesktop('xdotool', 'getwindowgeometry', '--shell', id)).trim().split('\n');
        const values = Object.fromEntries(lines.map((line) => line.split('=')));
        const [x, y, width, height] = ['X', 'Y', 'WIDTH', 'HEIGHT'].map((name) => Number(values[name]));
        return { x, y, width, height } as Record<'x' | 'y' | 'width' | 'height', number>;
      }),
    );
  };
  /** Asks the X server: after a window manager has wrapped the window, Electron may report x and y inside the wrapper. */
  const popoverBounds = async () => {
    const title = await askMain(appSession.driver().app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getTitle(),
    );
    return boundsOf(String(title)).then(([bounds]) => bounds ?? expect.fail('the popover has no window'));
  };

  beforeAll(async () => {
    appSession = await openAppSession({ tray: false, notifications: false, services: true });
    const file = path.resolve(import.meta.dirname, '../../../build/desktop-shell.mjs');
    const { startShell } = (await import(pathToFileURL(file).href)) as {
      startShell(desktop: Desktop): Promise<{ tray: boolean; notifications: boolean }>;
    };
    expect(await startShell(appSession.bus.desktop)).toEqual({ tray: true, notifications: true });
    appSession.setFiveHours(321);
    await appSession.start();
  });
  afterAll(() => appSession?.close());

  it('shows the icon in the panel, and the popover below it on a click', async () => {
    await appSession.waitForTooltip(words.tray.signedOut);
    await eventually('the popover', async () => {
      // The icon is drawn a moment after it has registered.
      await clickIcon('left');
      // Not clicked again while the popover may still be on its way: a second click would close it.
      return eventually('the popover after this click', appSession.isPopoverVisible, 3_000).catch(() => false);
    });
    const bounds = await popoverBounds();
    expect(bounds.y).toBeGreaterThanOrEqual(panelHeight);
    expect(bounds.y).toBeLessThan(panelHeight + 24);
    expect(bounds.x + bounds.width).toBeGreaterThan(screenWidth - 40);
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(screenWidth);
  });

  it('hides the popover when the user clicks elsewhere', async () => {
    await clickAt(200, 500);
    await eventually('the popover to go', async () => !(await appSession.isPopoverVisible()));
  });

  it('opens the preferences by a click in the menu that the panel shows for the icon', async () => {
    const { menu } = await appSession.waitForTooltip(words.tray.signedOut);
    const rows = menu.filter(({ label }) => label !== null);
    const row = rows.findIndex(({ label }) => label === words.tray.preferences);
    const page = await appSession.driver().popover();
    const tab = page.locator(`.tab[aria-current="page"][aria-label="${words.navigation.preferences}"]`);
    await eventually('the preferences', async () => {
      await clickIcon('right');
      const below = await eventually('the menu', async () =>
        (await boundsOf('wrapper-2.0')).find(({ y, height }) => y >= panelHeight && height > rows.length * 16),
      );
      await clickAt(below.x + below.width / 2, Math.round(below.y + (below.height * (row + 0.5)) / rows.length));
      // The panel fills its menu late, so that the click may have met another row.
      return eventually('the preferences after this click', () => tab.isVisible(), 3_000).catch(() => false);
    });
    expect(await appSession.isPopoverVisible()).toBe(true);
    await page.getByRole('button', { name: words.navigation.quota, exact: true }).click();
    await clickAt(200, 500);
    await eventually('the popover to go', async () => !(await appSession.isPopoverVisible()));
  });

  it('shows the warning as a notice, which opens the popover', async () => {
    const popover = await appSession.openPopover();
    await appSession.signIn(popover);
    await popover.page.locator('[data-window="five-hours"]').waitFor();
    appSession.setFiveHours(1101);
    const displayed = async (): Promise<string> => (await onDesktop('dunstctl', 'count', 'displayed')).trim();
    await eventually('the notice on the screen', async () => {
      // A refresh during the first round of questions joins that round, which has the earlier number.
      await appSession.chooseInMenu(words.common.refresh);
      return (await displayed()) === '1';
    });
    await clickAt(200, 700);
    await eventually('the popover to go', async () => !(await appSession.isPopoverVisible()));
    await onDesktop('dunstctl', 'action', '0');
    await eventually('the popover', () => appSession.isPopoverVisible());
  });
});
