import { writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';

const settingsWith = (selectedType: string): string =>
  JSON.stringify({ $version: 4, security: { auth: { selectedType } } });

let appSession: AppSession | null = null;
afterEach(async () => {
  await appSession?.close();
  appSession = null;
});

it('is reported as ended, with what to do about it, only while the settings point at it', async () => {
  appSession = await openAppSession({ settings: settingsWith('qwen-oauth') });
  await appSession.start();
  const popover = await appSession.openPopover();
  const { what, wayOut } = words.quota.oauthEnded;
  expect(what).toContain('2026-04-15');
  await popover.shows(what);
  await popover.shows(wayOut);
  await appSession.signIn(popover);
  await popover.shows(what);
  await popover.press(words.quota.chooseProvider);
  await popover.page.locator('.option-button').first().waitFor();
  await popover.press(words.navigation.quota);
  writeFileSync(appSession.user.settingsFile, settingsWith('openai'));
  await popover.hides(what);
});
