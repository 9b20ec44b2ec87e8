import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const { navigation, preferences, quota } = words;
const { names: intervals } = preferences.choices.refreshEvery;
const minuteMs = 60_000;

/** Each is set on its page, as a user does. */
describe('what preferences change, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;

  beforeAll(async () => {
    appSession = await openAppSession();
    appSession.standIn.account.update(demoAccount(Date.now()));
    appSession.setFiveHours(1101);
    await appSession.start();
    popover = await appSession.openPopover();
    await appSession.signIn(popover);
  });
  afterAll(() => appSession?.close());

  async function openPage(name: keyof typeof preferences.pages): Promise<void> {
    await popover.press(navigation.preferences);
    await popover.press(preferences.pages[name]);
  }
  const trayTexts = async (): Promise<string> => {
    const { tooltip, menu } = await appSession.waitForTooltip(/./);
    return [tooltip, ...menu.map(({ label }) => label)].join('\n');
  };
  const shownPools = async (): Promise<readonly (string | null)[]> => {
    await popover.press(navigation.quota);
    const pools = popover.page.locator('[data-pool]');
    return pools.evaluateAll((found) => found.map((pool) => pool.getAttribute('data-pool')));
  };

  it('a quota that is hidden is gone from window and tray, until it is shown again', async () => {
    const setShown = async (isShown: boolean): Promise<void> => {
      await openPage('tray');
      await popover.page.getByRole('switch', { name: quota.pool['coding-plan'], exact: true }).setChecked(isShown);
    };
    await appSession.waitForTooltip('92%');
    expect(await shownPools()).toContain('coding-plan');
    await setShown(false);
    await eventually('another tray', async () => !(await trayTexts()).includes('92%'));
    expect(await trayTexts()).not.toContain(quota.window['five-hours']);
    expect(await shownPools()).toEqual(expect.arrayContaining(['token-plan-team', 'free-tier', 'pay-as-you-go']));
    expect(await shownPools()).not.toContain('coding-plan');
    await setShown(true);
    await appSession.waitForTooltip('92%');
    expect(await shownPools()).toContain('coding-plan');
  });

  it('the service is asked as often as was chosen', async () => {
    await openPage('network');
    const untilNextMs = async (): Promise<number> => {
      const { snapshot, time } = await popover.invoke('state:get');
      return (snapshot.nextPollAtMs ?? Number.NaN) - time.nowMs;
    };
    for (const [name, minutes] of [
      ['minutes-60', 60],
      ['minutes-15', 15],
      ['minutes-2', 2],
    ] as const) {
      await popover.page.getByRole('radio', { name: intervals[name], exact: true }).check();
      await eventually(`the next question in ${minutes} min`, async () => {
        const minutesLeft = (await untilNextMs()) / minuteMs;
        return minutesLeft > 0.8 * minutes && minutesLeft < 1.2 * minutes;
      });
    }
  });

  it('a budget is the limit in the row of the bill', async () => {
    const bill = popover.page.locator('[data-pool="pay-as-you-go"]');
    await openPage('plans');
    const field = popover.page.getByLabel(preferences.budget, { exact: true });
    await field.fill('20');
    await field.press('Enter');
    await popover.press(navigation.quota);
    await bill.getByRole('meter').first().waitFor();
    await bill.locator('summary').first().click();
    await eventually('the budget', async () => /used of \$20\.00/.test(await bill.innerText()));
    await openPage('plans');
    await field.fill('');
    await field.press('Enter');
    await popover.press(navigation.quota);
    await bill.getByRole('meter').waitFor({ state: 'detached' });
  });

  it('a text beside the icon is offered only by a system that has one', async () => {
    await openPage('tray');
    const { label } = preferences.switches.trayTitle;
    expect(await popover.page.getByRole('switch', { name: label }).count()).toBe(process.platform === 'darwin' ? 1 : 0);
  });
});
