import { writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { openThread, type Thread } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const settingsWith = (selectedType: string): string =>
  JSON.stringify({ $version: 4, security: { auth: { selectedType } } });

let thread: Thread | null = null;
afterEach(async () => {
  await thread?.close();
  thread = null;
});

it('is told as ended while the settings point at it, with the way out, and not a moment longer', async () => {
  thread = await openThread({ settings: settingsWith('qwen-oauth') });
  await thread.start();
  const popover = await thread.openPopover();
  const { what, wayOut } = words.quota.oauthEnded;
  const says = (text: string) =>
    eventually(`the popover to say ${text}`, async () => (await popover.text()).includes(text));
  expect(what).toContain('2026-04-15');
  await says(what);
  await says(wayOut);
  await thread.signIn(popover);
  await says(what);
  await popover.press(words.quota.chooseProvider);
  await popover.page.locator('.option-button').first().waitFor();
  await popover.press(words.navigation.quota);
  writeFileSync(thread.user.settingsFile, settingsWith('openai'));
  await eventually('the popover to be silent about it', async () => !(await popover.text()).includes(what));
});
