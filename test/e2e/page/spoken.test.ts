import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const { common, verdict, quota } = words;
/** Without a plan to begin with, so that the numbers of the test decide the verdict. */
const settings = JSON.stringify({
  $version: 4,
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'qwen3.7-plus', baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1' },
});

describe('what the popover gives a screen reader to speak', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;
  /** Every text that appeared in a live region since it was last asked. */
  const heard = (): Promise<readonly string[]> =>
    popover.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));

  beforeAll(async () => {
    appSession = await openAppSession({ settings });
    appSession.standIn.account.update(demoAccount(Date.now()));
    appSession.setFiveHours(100);
    await appSession.start();
    popover = await appSession.openPopover();
    await appSession.signIn(popover);
    await popover.meterShows('five-hours', /8%/);
    await popover.page.evaluate(() => {
      const all: string[] = [];
      Object.assign(globalThis, { heard: all });
      const live = '[role="status"], [role="alert"], [aria-live="polite"]';
      new MutationObserver((changes) => {
        const regions = changes.map(({ target }) =>
          (target instanceof Element ? target : target.parentElement)?.closest(live),
        );
        for (const region of new Set(regions)) if (region?.textContent) all.push(region.textContent);
      }).observe(document.body, { childList: true, characterData: true, subtree: true });
    });
  });
  afterAll(() => appSession?.close());

  /** Lets the app ask again, as it does by itself, and waits for the number. */
  async function read(used: number, percent: RegExp): Promise<void> {
    appSession.setFiveHours(used);
    await eventually('the number', async () => {
      await appSession.chooseInMenu(common.refresh);
      return percent.test(await popover.meter('five-hours'));
    });
  }

  it('is nothing for a round that shows the same', async () => {
    await read(120, /10%/);
    expect(await heard()).toEqual([]);
  });

  it('is a verdict that turns red, once, and not each number of it', async () => {
    await read(1_140, /95%/);
    await read(1_150, /96%/);
    await read(1_200, /100%/);
    const window = quota.windowInSentence['five-hours'];
    expect(await heard()).toEqual([verdict.left('5%', window), verdict.usedUp(window)]);
  });

  it('is the start of a refresh that the user asks for, and its end with the verdict', async () => {
    appSession.setFiveHours(60);
    await popover.press(common.refresh);
    await popover.meterShows('five-hours', /5%/);
    await popover.page.locator('.nav-bar > button:not([aria-disabled])').waitFor();
    const sentence = await popover.page.locator('.verdict-sentence').innerText();
    expect(await heard()).toEqual([common.refreshing, verdict.together(common.refreshed, sentence)]);
  });
});
