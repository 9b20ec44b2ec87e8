import type { CDPSession, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const { navigation, preferenceData: data, preferences, common, providers, rows } = words;

/** What a keyboard sends for the keys of the shortcuts: the character of its layout, and its place. */
const layouts = {
  US: { two: ['2', 'Digit2'], refresh: ['r', 'KeyR'], comma: [',', 'Comma'], search: ['f', 'KeyF'] },
  'US with Caps Lock': { two: ['2', 'Digit2'], refresh: ['R', 'KeyR'], comma: [',', 'Comma'], search: ['F', 'KeyF'] },
  French: { two: ['é', 'Digit2'], refresh: ['r', 'KeyR'], comma: [',', 'KeyM'], search: ['f', 'KeyF'] },
  Russian: { two: ['2', 'Digit2'], refresh: ['к', 'KeyR'], comma: ['б', 'Comma'], search: ['а', 'KeyF'] },
  Dvorak: { two: ['2', 'Digit2'], refresh: ['r', 'KeyO'], comma: [',', 'KeyW'], search: ['f', 'KeyY'] },
} as const;

describe('the keys of the popover', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;
  let page: Page;
  let keyboard: CDPSession;

  beforeAll(async () => {
    appSession = await openAppSession({ settings: '{}' });
    appSession.standIn.account.update(demoAccount(Date.now()));
    await appSession.start();
    popover = await appSession.openPopover();
    ({ page } = popover);
    keyboard = await appSession.driver().app.context().newCDPSession(page);
    await appSession.signIn(popover);
  });
  afterAll(() => appSession?.close());
  beforeEach(async () => {
    await appSession.openPopover();
    await popover.press(navigation.quota);
  });

  /** Presses a key as a keyboard of any layout does, with Ctrl. */
  async function pressCtrl([key, code]: readonly [string, string]): Promise<void> {
    const event = { key, code, modifiers: 2 };
    await keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown' });
    await keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
  }
  const isOpen = (panel: keyof typeof navigation): Promise<void> =>
    page.locator(`.tab[aria-current="page"][aria-label="${navigation[panel]}"]`).waitFor();
  /** What has the focus: its label, or its text. */
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    });
  const goBack = (): Promise<void> => page.keyboard.press('Escape');

  it.each(Object.entries(layouts))('are those of the layout: %s', async (_name, { two, refresh, comma, search }) => {
    await pressCtrl(two);
    await isOpen('providers');
    await pressCtrl(comma);
    await isOpen('preferences');
    const asked = (): number => Object.values(appSession.standIn.requests()).reduce((sum, count) => sum + count, 0);
    await page.locator('.nav-bar > button:not([aria-disabled])').waitFor();
    const before = asked();
    await pressCtrl(refresh);
    await eventually('a request', () => asked() > before);
    await pressCtrl(search);
    await isOpen('providers');
    expect(await focused()).toBe(providers.searchLabel);
  });

  it('lead the focus into the panel they open', async () => {
    await page.getByRole('button', { name: rows.switch, exact: true }).focus();
    for (const [digit, panel] of [
      ['3', 'history'],
      ['4', 'preferences'],
      ['2', 'providers'],
      ['1', 'quota'],
    ] as const) {
      await page.keyboard.press(`Control+${digit}`);
      await isOpen(panel);
      expect(await focused()).toBe(navigation[panel]);
    }
  });

  it('give the focus of a question back to what asked it, by Cancel and by Escape', async () => {
    await popover.press(navigation.preferences);
    await popover.press(preferences.pages.data);
    for (const cancel of [() => popover.press(common.cancel), goBack]) {
      await popover.press(data.clear);
      expect(await focused()).toBe(data.clearTitle);
      await cancel();
      await page.getByRole('button', { name: data.clearNow }).waitFor({ state: 'detached' });
      expect(await focused()).toBe(data.clear);
    }
  });

  it('go one step back with Escape, and close at last', async () => {
    await popover.press(navigation.preferences);
    await popover.press(preferences.pages.data);
    await popover.press(data.clear);
    await goBack();
    await page.getByRole('button', { name: data.clearNow }).waitFor({ state: 'detached' });
    await isOpen('preferences');
    await goBack();
    await isOpen('quota');
    await page.locator('.pool summary').first().click();
    await page.locator('.pool details[open]').waitFor();
    await goBack();
    await page.locator('.pool details[open]').waitFor({ state: 'detached' });
    expect(await focused()).toBe(rows.exact);
    await pressCtrl(layouts.US.search);
    await page.keyboard.type('kimi');
    await goBack();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await goBack();
    await isOpen('quota');
    expect(await appSession.isPopoverVisible()).toBe(true);
    await goBack();
    await eventually('the popover to close', async () => !(await appSession.isPopoverVisible()));
  });
});
