import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import { demoAccount } from '../../main/demo/service/demo-account.ts';
import type { Bridge } from '../../preload/contract.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import type { PopoverPage } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

type Language = (typeof languages)[number];
const panels = ['quota', 'providers', 'history', 'preferences'] as const;

/** Returns the classes of elements that overflow the window at a side, except inside scrolling regions. */
const stickingOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { left, right } = document.body.getBoundingClientRect();
    return [...document.querySelectorAll('.app *')]
      .filter((part) => part.closest('.unseen, .path, .diff-body, .excerpt, svg, datalist, option') === null)
      .filter((part) => {
        const box = part.getBoundingClientRect();
        return box.width > 0 && (box.right > right + 1 || box.left < left - 1);
      })
      .map((part) => `${part.tagName}.${part.className} "${part.textContent?.slice(0, 30)}"`);
  });

describe('how it looks', { sequential: true }, () => {
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

  async function speak(language: Language): Promise<void> {
    await popover.page.evaluate(
      (change) => (globalThis as unknown as { gauge: Bridge }).gauge.invoke('preferences:set', change),
      { language },
    );
    await popover.page.locator(`html[lang="${language}"]`).waitFor();
  }

  /** Sets styles on the document element, because the content security policy blocks added style sheets. */
  const styleRoot = (properties: Readonly<Record<string, string>>): Promise<void> =>
    popover.page.evaluate((wanted) => {
      document.documentElement.removeAttribute('style');
      for (const [name, value] of Object.entries(wanted)) document.documentElement.style.setProperty(name, value);
    }, properties);

  const largeLetters = { '--size': '26px', '--size-small': '23px', '--size-large': '30px', '--size-headline': '40px' };
  const rooms = [
    ['as it is', {}],
    ['in a narrow window', { width: '300px' }],
    ['with letters twice as large', { ...largeLetters, '--control': '48px' }],
  ] as const;

  it.each(languages.flatMap((language) => rooms.map(([name, style]) => ({ language, name, style }))))(
    'keeps everything inside the window $name, in $language',
    async ({ language, style }) => {
      await speak(language);
      await styleRoot(style);
      for (const panel of panels) {
        await popover.press(wordsFor(language).navigation[panel]);
        await popover.page.locator('.page > :not(.start-problems)').first().waitFor();
        expect(await stickingOut(popover.page), panel).toEqual([]);
      }
      await styleRoot({});
    },
  );

  it('shows levels, choices and switches in forced-colours mode', async () => {
    const { page } = popover;
    await speak('en');
    await page.emulateMedia({ forcedColors: 'active' });
    const groundOf = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .first()
        .evaluate((part) => getComputedStyle(part).backgroundColor);
    await popover.press(wordsFor('en').navigation.quota);
    const ground = await groundOf('.card');
    expect(await groundOf('.meter-fill')).not.toBe(ground);
    await popover.press(wordsFor('en').navigation.preferences);
    for (const selector of ['.tab[aria-current]', '.segment input:checked + .segment-face', '.switch:checked']) {
      await eventually(selector, async () => (await groundOf(selector)) !== ground);
    }
    await page.emulateMedia({ forcedColors: null });
  });
});
