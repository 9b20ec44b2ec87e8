import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages, wordsFor } from '../../../main/core/view/words/index.ts';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { preferencePages } from '../../../renderer/navigation.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import type { PopoverPage } from '../../support/app/popover-page.ts';

const pages = languages.flatMap((language) => preferencePages.map((page) => ({ language, page })));

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

  it.each(pages)('fit 380 × 640 pixels without scrolling: $page in $language', async ({ language, page }) => {
    await popover.invoke('preferences:set', { language });
    await popover.page.locator(`html[lang="${language}"]`).waitFor();
    await popover.page.setViewportSize({ width: 380, height: 640 });
    const words = wordsFor(language);
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages[page]);
    const content = popover.page.locator('main.content');
    await content.getByRole('region', { name: words.preferences.pages[page], exact: true }).waitFor();
    const [room, needed] = await content.evaluate(({ clientHeight, scrollHeight }) => [clientHeight, scrollHeight]);
    expect(needed).toBeLessThanOrEqual(room ?? 0);
  });
});
