import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '../../integration/accounts/environment.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { type PopoverPage, words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

/** One user who adds a second account to the first; each step builds on the previous one. */
describe('a second account, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  beforeAll(async () => {
    appSession = await openAppSession({ keyring: true });
    await appSession.start();
  });
  afterAll(() => appSession?.close());

  async function openPlans(): Promise<PopoverPage> {
    const popover = await appSession.openPopover();
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.plans);
    return popover;
  }

  /** The text of the account below the chosen one. */
  async function otherAccount(name: string, wanted: RegExp): Promise<void> {
    const popover = await appSession.openPopover();
    await popover.press(words.navigation.quota);
    const group = popover.page.getByRole('region', { name, exact: true });
    await eventually(`${name} to show ${wanted}`, async () => wanted.test(await group.innerText()));
  }

  it('is added by the device flow of the service, in a browser that is signed in with it', async () => {
    appSession.standIn.account.update(accountOf('work', 321));
    await appSession.signIn(await appSession.openPopover());
    appSession.standIn.addAccount(accountOf('home', 77));
    const popover = await openPlans();
    await popover.press(words.accounts.add);
    await appSession.approveSignIn(popover, words.session.signIn);
    await popover.shows('home@example.com');
    await popover.shows('work@example.com');
  });

  it('is shown below the first one, in the window alone', async () => {
    const popover = await appSession.openPopover();
    await popover.press(words.navigation.quota);
    await popover.meterShows('five-hours', /27%.*879/);
    await otherAccount('Account 2', /Coding Plan[\s\S]*1,123 requests left/);
    const { tooltip } = await appSession.waitForTooltip(/27%/);
    expect(tooltip).not.toContain('Account');
  });

  it('is the one that verdict and tray speak of once it is chosen', async () => {
    const popover = await openPlans();
    await popover.page.locator('.account > summary').nth(1).click();
    await popover.page.getByLabel(words.accounts.name).nth(1).fill('Home');
    await popover.page.keyboard.press('Enter');
    await popover.page.getByRole('combobox', { name: words.accounts.chosen }).selectOption({ label: 'Home' });
    await appSession.waitForTooltip(/6%/);
    await popover.press(words.navigation.quota);
    await popover.meterShows('five-hours', /6%.*1,123/);
    await otherAccount('Account 1', /879 requests left/);
  });

  it('is there after a restart, with its name, the choice and both sessions', async () => {
    const codes = appSession.standIn.requests()['POST /cli/device/code'];
    await appSession.restart();
    await appSession.waitForTooltip(/6%/);
    await otherAccount('Account 1', /879 requests left/);
    const popover = await openPlans();
    await popover.shows('home@example.com');
    await popover.shows('work@example.com');
    expect(appSession.standIn.requests()['POST /cli/device/code']).toBe(codes);
    const status = JSON.parse(readFileSync(path.join(appSession.user.dataFolder, 'status.json'), 'utf8'));
    expect(status.qwen_gauge.other_accounts).toMatchObject([{ number: 1, name: null }]);
    expect(JSON.stringify(status)).not.toContain('@example.com');
  });

  it('is gone once it was removed, and the first one speaks again', async () => {
    const popover = await openPlans();
    await popover.page.locator('.account > summary').nth(1).click();
    const remove = popover.page.getByRole('button', { name: words.accounts.remove, exact: true });
    await remove.click();
    await popover.page.locator('[data-question]:focus').waitFor();
    await popover.page.keyboard.press('Escape');
    await eventually('the focus', () => remove.evaluate((button) => button === document.activeElement));
    await remove.click();
    await popover.press(words.accounts.removeNow);
    await popover.hides('home@example.com');
    await popover.press(words.navigation.quota);
    await popover.meterShows('five-hours', /27%.*879/);
    expect(await popover.page.locator('.other-account').count()).toBe(0);
  });
});
