import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { askMain } from '../support/app/ask-main.ts';
import { words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const settings = readFileSync(new URL('../fixtures/e2e/settings.json', import.meta.url), 'utf8');

/** Returns the loaded modules of the bundle that contain the app or its demo. */
async function loadedModules(session: AppSession): Promise<readonly string[]> {
  const files = await askMain(session.driver().app, () => {
    const { _cache } = process.getBuiltinModule('node:module') as unknown as { _cache: object };
    return Object.keys(_cache);
  });
  return files.map((file) => path.basename(file)).filter((name) => /^(app|demo)-/.test(name));
}

describe('demo data inside the real app', () => {
  let appSession: AppSession | null = null;
  afterEach(async () => {
    await appSession?.close();
    appSession = null;
  });

  it('shows a scripted day, leaves the user’s files alone, and can be left', async () => {
    appSession = await openAppSession({ settings });
    const { user, standIn } = appSession;
    await appSession.start();
    const popover = await appSession.openPopover();
    await appSession.waitForTooltip(words.tray.signedOut);
    await eventually('the first status', () => existsSync(path.join(user.dataFolder, 'status.json')));
    // A file that is being written has another name until it is whole.
    const dataFiles = () =>
      readdirSync(user.dataFolder)
        .filter((name) => !name.endsWith('.tmp'))
        .sort();
    const before = dataFiles();
    expect(await loadedModules(appSession)).toEqual([expect.stringMatching(/^app-/)]);

    await popover.press(words.session.tryDemo);
    await popover.shows(words.demo.banner);
    await popover.page.locator('[data-window="five-hours"]').waitFor();
    await appSession.waitForTooltip(words.tray.demo);
    expect(await loadedModules(appSession)).toEqual([expect.stringMatching(/^app-/), expect.stringMatching(/^demo-/)]);
    await popover.press(words.navigation.providers);
    await popover.hides(user.settingsFile);
    const theme = async () => (await popover.invoke('state:get')).preferences.theme;
    await popover.invoke('preferences:set', { theme: 'dark' });
    expect(await theme()).toBe('dark');

    await popover.press(words.demo.leave);
    await popover.press(words.navigation.quota);
    await popover.page.getByRole('button', { name: words.session.signIn, exact: true }).waitFor();
    await appSession.waitForTooltip(words.tray.signedOut);
    expect(await theme()).toBe('system');
    expect(readFileSync(user.settingsFile, 'utf8')).toBe(settings);
    expect(readdirSync(user.qwenFolder)).toEqual(['settings.json']);
    expect(dataFiles()).toEqual(before);
    expect(standIn.requests()).toEqual({});
    expect(user.openedPages()).toEqual([]);
  });

  it('quits when it is left in an app that was started as a demo', async () => {
    appSession = await openAppSession({ settings });
    const { app } = await appSession.start({}, { args: ['--demo', '--demo-keep'] });
    const popover = await appSession.openPopover();
    const closed = app.waitForEvent('close');
    await popover.press(words.demo.leave);
    await closed;
  });
});
