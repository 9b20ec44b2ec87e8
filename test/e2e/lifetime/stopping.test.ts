import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { twoOwnProviders } from '../../support/app/two-own-providers.ts';
import { eventually } from '../../support/eventually.ts';

/** What the project promises on a machine that does nothing else. */
const promisedMs = 2_000;
/** How much slower the machine of a test run may be. */
const slowness = Number(process.env['QWEN_GAUGE_TEST_SLOWNESS'] ?? 3);

let session: AppSession | null = null;
afterEach(async () => {
  await session?.close();
  session = null;
});

/** The processes that have this folder in their arguments or their environment: all of the app's, and nobody else's. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => textOf(`/proc/${pid}/${file}`).includes(folder)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile, or belongs to another user.
  }
}

const temporaryFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /qwen-gauge-.*\.tmp$|\.lock$/.test(name));

const states: Record<string, (session: AppSession) => Promise<void>> = {
  'nothing under way': async () => {},
  'the popover open': async (app) => void (await app.openPopover()),
  'a sign-in under way': async (app) => {
    app.standIn.setMode({ signIn: 'hang' });
    const popover = await app.openPopover();
    await popover.press(words.session.signIn);
    await eventually('the request', () => (app.standIn.requests()['POST /cli/device/code'] ?? 0) > 0);
  },
  'a switch just confirmed': async (app) => {
    const popover = await app.openPopover();
    await popover.press(words.navigation.providers);
    await popover.page.locator('.option').filter({ hasText: '41002' }).first().locator('.option-button').click();
    await popover.press(words.providers.preview);
    await popover.press(words.providers.confirm);
  },
};

describe.skipIf(process.platform !== 'linux')('the app ends in time and leaves nothing behind', () => {
  it.each(Object.entries(states))('with %s', async (_name, reach) => {
    session = await openAppSession({ settings: twoOwnProviders });
    await session.start();
    await reach(session);
    const { user } = session;
    const startedMs = performance.now();
    await session.driver().quit();
    expect(performance.now() - startedMs).toBeLessThan(promisedMs * slowness);
    await eventually('no process to be left', () => processesOf(user.base).length === 0, promisedMs * slowness);
    expect(temporaryFiles(user.home)).toEqual([]);
  });
});
