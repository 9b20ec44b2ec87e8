import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import type { PopoverPage } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

describe('the pages of the preferences', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;

  beforeAll(async () => {
    appSession = await openAppSession();
    appSession.standIn.account.update(demoAccount(Date.now()));
    await appSession.start();
    popover = await appSession.openPopover();
    await appSession.signIn(popover);
  });
  afterAll(() => appSession?.close());

  it('move a quota by the keyboard, which stays on its button, and the window follows', async () => {
    const words = wordsFor('en');
    await popover.invoke('preferences:set', { ...defaultPreferences, language: 'en' });
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.tray);
    const stored = async () => (await popover.invoke('state:get')).preferences.poolOrder;
    const up = popover.page.getByRole('button', {
      name: words.preferences.poolOrder.moveUp(words.quota.pool['pay-as-you-go']),
    });
    const listed = () =>
      popover.page.locator('.pool-order li').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pool')));
    await up.focus();
    for (const place of [3, 2, 1, 0]) {
      await popover.page.keyboard.press('Enter');
      await eventually('the new order', async () => (await listed())[place] === 'pay-as-you-go');
      await eventually('the focus', () => up.evaluate((button) => button === document.activeElement));
    }
    await popover.shows(words.preferences.poolOrder.moved(words.quota.pool['pay-as-you-go'], 1, 5));
    expect((await stored())?.[0]).toBe('pay-as-you-go');
    await popover.press(words.navigation.quota);
    const others = popover.page.locator('.other-pools [data-pool]');
    await eventually('the window', async () => (await others.first().getAttribute('data-pool')) === 'pay-as-you-go');
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.tray);
    await popover.press(words.preferences.poolOrder.sortByNeed);
    await eventually('the order by need', async () => (await stored()) === null);
  });

  it('bring their values to another machine as a file, and back again', async () => {
    const { preferenceData: data, ...words } = wordsFor('en');
    const file = path.join(appSession.user.dataFolder, 'exported.json');
    await askMain(
      appSession.driver().app,
      ({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
      },
      file,
    );
    await popover.invoke('preferences:set', { ...defaultPreferences, language: 'en', theme: 'dark', monthDay: 7 });
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.data);
    await popover.press(data.save);
    await popover.shows(data.saved);
    await popover.press(data.reset);
    await popover.press(data.apply);
    await popover.shows(data.applied);
    const current = async () => (await popover.invoke('state:get')).preferences;
    expect(await current()).toEqual(defaultPreferences);
    await popover.press(data.load);
    await popover.shows(data.change(data.none, '7'));
    await popover.press(data.apply);
    await eventually('the imported preferences', async () => (await current()).monthDay === 7);
    expect(await current()).toMatchObject({ language: 'en', theme: 'dark', monthDay: 7 });
    await popover.press(data.undo);
    await eventually('the earlier preferences', async () => (await current()).monthDay === null);
    writeFileSync(file, '{"theme":"dark"}');
    await popover.press(wordsFor((await popover.invoke('state:get')).language).preferenceData.load);
    await popover.shows(data.refused['not-ours']);
    expect(await current()).toEqual(defaultPreferences);
    expect(existsSync(path.join(appSession.user.dataFolder, 'preferences-before.json'))).toBe(true);
  });

  it('clear what was recorded', async () => {
    const { preferenceData: data, ...words } = wordsFor('en');
    const folder = path.join(appSession.user.dataFolder, 'history');
    const recorded = () =>
      existsSync(folder) &&
      readdirSync(folder).some((name) => readFileSync(path.join(folder, name), 'utf8').includes('coding-plan'));
    await popover.invoke('preferences:set', { language: 'en' });
    await eventually('a record', recorded);
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.data);
    await popover.press(data.clear);
    await popover.press(data.clearNow);
    await popover.shows(data.cleared);
    await eventually('no record', () => !recorded());
  });
});
