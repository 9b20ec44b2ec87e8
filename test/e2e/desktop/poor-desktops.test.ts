import { afterEach, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { pressOnPage } from '../../support/app/approve-page.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { popoverPage, words } from '../../support/app/popover-page.ts';
import { serveTrayHost } from '../../support/desktop/tray-host.ts';
import { eventually } from '../../support/eventually.ts';

describe('a desktop that lacks something', () => {
  let appSession: AppSession | null = null;
  const open = async (options: Parameters<typeof openAppSession>[0]): Promise<AppSession> => {
    appSession = await openAppSession(options);
    return appSession;
  };
  afterEach(async () => {
    await appSession?.close();
    appSession = null;
  });

  it('gets a plain window if no panel shows the tray, and the tray icon once a panel starts', async () => {
    const { start, driver, bus, isPopoverVisible } = await open({ tray: false });
    await start({ XDG_CURRENT_DESKTOP: 'X-Cinnamon' });
    await eventually('a window', isPopoverVisible);
    const page = await driver().popover();
    await page.getByRole('button', { name: words.session.signIn, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    expect(await isPopoverVisible()).toBe(true);
    const { what, wayOut } = words.startProblems['no-tray']('X-Cinnamon');
    expect(wayOut).toContain('XApp Status Applet');
    expect(await popoverPage(page).text()).toContain(`${what} ${wayOut}`);
    const tray = await serveTrayHost(bus.connection);
    await eventually('the icon', async () => (await tray.items()).length > 0);
    const [item] = await tray.items();
    expect(item?.menu.map(({ label }) => label)).toContain(words.common.quit);
    await eventually('the window to go', () => page.isClosed());
  });

  it('gets no window while it waits for a late panel', async () => {
    const { start, restart, bus, isPopoverVisible, driver } = await open({ tray: false });
    await start();
    await eventually('the window of the first run', isPopoverVisible);
    await restart();
    const tray = await serveTrayHost(bus.connection);
    await eventually('the icon', async () => (await tray.items()).length > 0);
    expect(driver().app.windows()).toHaveLength(0);
  });

  it('quits with its only window if there is no tray', async () => {
    const { start, isPopoverVisible } = await open({ tray: false });
    const { closeWindow } = await start();
    await eventually('a window', isPopoverVisible);
    await closeWindow();
  });

  it('shows a warning in the popover if there is no notification server', async () => {
    const { start, openPopover, signIn, setFiveHours, chooseInMenu } = await open({ notifications: false });
    setFiveHours(321);
    await start();
    const popover = await openPopover();
    await signIn(popover);
    setFiveHours(1101);
    await chooseInMenu(words.common.refresh);
    const title = words.notice.thresholdTitle(words.quota.windowInSentence['five-hours'], '92%');
    await popover.shows(words.notice.snooze);
    await popover.press(words.navigation.history);
    await popover.shows(title);
    await popover.press(words.common.dismiss);
    await popover.hides(title);
  });

  it('keeps the token only in memory if there is no keyring, and shows that', async () => {
    const { start, openPopover, signIn, restart, waitForTooltip } = await open({});
    await start();
    const popover = await openPopover();
    await signIn(popover);
    expect(await popover.text()).not.toContain(words.tray.signedOut);
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.plans);
    await popover.shows(words.session.storedInMemory);
    await restart();
    await waitForTooltip(/./);
    await eventually('signed out', async () => /sign in/i.test(await (await openPopover()).text()));
  });

  it('offers the address of the sign-in page to copy if no browser opens it', async () => {
    const { start, openPopover, urls } = await open({});
    const { app } = await start({ PATH: '/nowhere' });
    const popover = await openPopover();
    await popover.press(words.session.signIn);
    await popover.press(words.session.copyPage);
    await popover.page.getByText(words.session.pageCopied, { exact: true }).waitFor();
    const address = await askMain(app, ({ clipboard }) => clipboard.readText());
    expect(address).toContain(urls.authUrl);
    await pressOnPage(address, 'approve');
    await popover.page.locator('[data-window]').first().waitFor();
  });
});
