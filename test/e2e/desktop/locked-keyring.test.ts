import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { keyringPassword, lockKeyring } from '../../support/desktop/keyring.ts';
import { eventually } from '../../support/eventually.ts';

const run = promisify(execFile);

/** Short for a question that would wait for ever, long for a busy machine. */
const endsWithinMs = 10_000;

/** The real unlock prompt of a real keyring. Electron opens it in a call that blocks its main process. */
describe('a keyring that was not unlocked at log-in', { sequential: true }, () => {
  let appSession: AppSession;
  const xdotool = async (...args: string[]): Promise<string> =>
    (await run('xdotool', args, { env: appSession.bus.desktop.env })).stdout.trim();
  const isAsked = async (): Promise<boolean> =>
    (await xdotool('search', '--onlyvisible', '--name', 'Unlock').catch(() => '')) !== '';
  const vault = (): string => readFileSync(path.join(appSession.user.dataFolder, 'vault.bin'), 'utf8');
  let kept: string;

  beforeAll(async () => {
    appSession = await openAppSession({ keyring: true, services: true });
    await appSession.start();
    await appSession.signIn(await appSession.openPopover());
    await appSession.driver().quit();
    kept = vault();
  });
  beforeEach(async () => {
    await lockKeyring(appSession.bus);
    await appSession.start();
    await eventually('the question for the password', isAsked);
  });
  afterAll(() => appSession?.close());

  it('continues the previous session once it is unlocked', async () => {
    await xdotool('type', keyringPassword);
    await xdotool('key', 'Return');
    await (await appSession.openPopover()).page.locator('[data-window]').first().waitFor();
    await appSession.driver().quit();
  });

  it('keeps its content, and a new session in memory, if the user dismisses the prompt', async () => {
    const popover = await appSession.openPopover();
    const again = popover.page.getByRole('button', { name: words.session.signInAgain, exact: true });
    await eventually('the refusal', async () => {
      // Chromium opens the prompt several times before it accepts the refusal.
      if (await isAsked()) await xdotool('key', 'Escape');
      return again.isVisible();
    });
    await appSession.signIn(popover, words.session.signInAgain);
    await popover.press(words.navigation.preferences);
    await popover.press(words.preferences.pages.plans);
    await popover.shows(words.session.storedInMemory);
    expect(vault()).toBe(kept);
    await appSession.driver().quit();
  });

  // This test is the last, because the system leaves the prompt on the screen.
  it('delays neither the tray, nor the popover, nor quitting', async () => {
    await appSession.waitForTooltip(/./);
    await (await appSession.openPopover()).press(words.navigation.preferences);
    const beganAtMs = performance.now();
    await appSession.driver().quit();
    expect(performance.now() - beganAtMs).toBeLessThan(endsWithinMs);
    expect(vault()).toBe(kept);
  });
});
