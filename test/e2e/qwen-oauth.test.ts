import { writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const settingsWith = (selectedType: string): string =>
  JSON.stringify({ $version: 4, security: { auth: { selectedType } } });

let appSession: AppSession | null = null;
afterEach(async () => {
  await appSession?.close();
  appSession = null;
});

it('is told as ended while the settings point at it, with the way out, and not a moment longer', async () => {
  appSession = await openAppSession({ settings: settingsWith('qwen-oauth') });
  await appSession.start();
  const popover = await appSession.openPopover();
  const { what, wayOut } = words.quota.oauthEnded;
  const says = (text: string) =>
    eventually(`the popover to say ${text}`, async () => (await popover.text()).includes(text));
  expect(what).toContain('2026-04-15');
  await says(what);
  await says(wayOut);
  await appSession.signIn(popover);
  await says(what);
  await popover.press(words.quota.chooseProvider);
  await popover.page.locator('.option-button').first().waitFor();
  await popover.press(words.navigation.quota);
  writeFileSync(appSession.user.settingsFile, settingsWith('openai'));
  await eventually('the popover to be silent about it', async () => !(await popover.text()).includes(what));
});
