import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const run = promisify(execFile);

describe('settings shared by the system and the app', () => {
  let appSession: AppSession | null = null;
  afterEach(async () => {
    await appSession?.close();
    appSession = null;
  });

  it('starts at log-in only while both its own switch and the system’s settings allow it', async () => {
    appSession = await openAppSession();
    const { start, restart, openPopover, user } = appSession;
    const entry = path.join(user.base, 'config/autostart/QwenGauge.desktop');
    await start();
    const toggle = async () => {
      const popover = await openPopover();
      await popover.press(words.navigation.preferences);
      return popover.page.getByRole('switch', { name: words.preferences.switches.launchAtLogin.label });
    };
    await (await toggle()).click();
    const command = /^Exec="\/.*electron" "\/.*"$/m;
    await eventually('the whole entry', () => existsSync(entry) && command.test(readFileSync(entry, 'utf8')));
    rmSync(entry);
    await restart();
    await eventually('the switch to be off', async () => !(await (await toggle()).isChecked()));
    await (await toggle()).click();
    await eventually('the entry', () => existsSync(entry));
    await (await toggle()).click();
    await eventually('no entry', () => !existsSync(entry));
  });

  it('opens and closes the window by a shortcut from anywhere, unless another program has it', async () => {
    appSession = await openAppSession();
    const { start, restart, openPopover, isPopoverVisible, driver, bus } = appSession;
    const pressKeys = () => run('xdotool', ['key', 'ctrl+alt+u'], { env: bus.desktop.env });
    await start();
    const popover = await openPopover();
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.shortcut.set);
    await popover.page.keyboard.press('Control+Alt+KeyU');
    await popover.page.getByRole('button', { name: 'Ctrl+Alt+U' }).waitFor();
    await askMain(driver().app, ({ globalShortcut }) => void globalShortcut.register('Control+Alt+V', () => {}));
    await popover.page.getByRole('button', { name: 'Ctrl+Alt+U' }).click();
    await popover.page.keyboard.press('Control+Alt+KeyV');
    await popover.shows(words.preferences.shortcut.taken('Ctrl+Alt+V'));
    expect((await popover.invoke('state:get')).preferences.shortcut).toBe('Control+Alt+U');
    await pressKeys();
    await eventually('the popover to close', async () => !(await isPopoverVisible()));
    await restart();
    await eventually('the shortcut', () =>
      askMain(driver().app, ({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+U')),
    );
    await pressKeys();
    await eventually('the popover to open', isPopoverVisible);
  });

  it('changes its language everywhere as soon as another one is chosen', async () => {
    appSession = await openAppSession();
    const { start, openPopover, waitForTooltip } = appSession;
    await start({ LANGUAGE: 'de:zh_TW' });
    const chinese = wordsFor('zh-CN');
    await waitForTooltip(chinese.tray.signedOut);
    const { page } = await openPopover();
    await page.getByRole('button', { name: chinese.navigation.preferences, exact: true }).click();
    await page.getByRole('radio', { name: 'English' }).check();
    const item = await waitForTooltip(words.tray.signedOut);
    expect(item.menu.map(({ label }) => label)).toContain(words.common.quit);
    await page.getByRole('button', { name: words.navigation.quota, exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
