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
  const clickAt = (x: number, y: number) => onDesktop('xdotool', 'mousemove', String(x), String(y), 'click', '1');
  /** Asks the X server: after a window manager has wrapped the window, Electron may report x and y inside the wrapper. */
  const popoverBounds = async () => {
    const title = await askMain(appSession.driver().app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getTitle(),
    );
    const [id = ''] = (await onDesktop('xdotool', 'search', '--onlyvisible', '--name', `^${title}$`)).split('\n');
    const lines = (await onDesktop('xdotool', 'getwindowgeometry', '--shell', id)).trim().split('\n');
    const values = Object.fromEntries(lines.map((line) => line.split('=')));
    return { x: Number(values['X']), y: Number(values['Y']), width: Number(values['WIDTH']) };
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
      // The panel draws the icon at its far end, a moment after the icon has registered.
      await clickAt(screenWidth - panelHeight / 2, panelHeight / 2);
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
