import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';
import { twoOwnProviders } from '../support/app/two-own-providers.ts';
import { noHangingMount } from '../support/hanging-mount.ts';
import { type ServedMount, servedMount } from '../support/served-mount.ts';

/** 0.4 to 1.6 s were measured on a busy machine. */
const longestQuitMs = 5_000;

/** What Qwen Code keeps in its folder. */
function fill(folder: string): void {
  const chats = path.join(folder, 'projects/-w/chats');
  mkdirSync(chats, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), '{ "$version": 4, "model": { "name": "qwen3.5-plus" } }\n');
  writeFileSync(path.join(folder, '.env'), 'OTHER=1\n');
  const uiEvent = {
    'event.name': 'qwen-code.api_response',
    'event.timestamp': new Date().toISOString(),
    response_id: 'answer-1',
    model: 'qwen3.5-plus',
  };
  writeFileSync(path.join(chats, 'a.jsonl'), `${JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } })}\n`);
}

/** Lays Qwen Code's folder on the mount, behind a link. Returns the file as the app has to name it. */
function layWhole({ folder }: ServedMount, { user }: AppSession): string {
  fill(path.join(folder, 'qwen'));
  rmSync(user.qwenFolder, { recursive: true });
  symlinkSync(path.join(folder, 'qwen'), user.qwenFolder);
  return '~/.qwen/settings.json';
}

/** Lays the logs, `.env` and a trusted project on the mount. */
function layParts({ folder }: ServedMount, { user }: AppSession): string {
  const project = path.join(folder, 'project');
  fill(path.join(project, '.qwen'));
  writeFileSync(path.join(user.qwenFolder, 'trustedFolders.json'), JSON.stringify({ [project]: 'TRUST_FOLDER' }));
  fill(path.join(folder, 'qwen'));
  for (const name of ['.env', 'projects']) {
    symlinkSync(path.join(folder, 'qwen', name), path.join(user.qwenFolder, name));
  }
  return path.join(user.qwenFolder, '.env');
}

async function withMount(use: (mount: ServedMount, session: AppSession) => Promise<void>): Promise<void> {
  const mount = await servedMount();
  const session = await openAppSession();
  try {
    session.setFiveHours(321);
    await use(mount, session);
    const startedMs = performance.now();
    await session.driver().quit();
    expect(performance.now() - startedMs).toBeLessThan(longestQuitMs);
  } finally {
    mount.die();
    await session.close();
  }
}

it.skipIf(noHangingMount !== null).each([
  ['all of ~/.qwen', 'hangs', layWhole],
  ['all of ~/.qwen', 'dies', layWhole],
  ['.env, the logs and a project', 'hangs', layParts],
] as const)('refreshes, names the file and quits when the mount that holds %s %s', (_, end, lay) =>
  withMount(async (mount, session) => {
    const file = lay(mount, session);
    await session.start();
    const popover = await session.openPopover();
    await session.signIn(popover);
    await popover.press(words.navigation.providers);
    await popover.page.locator('.option-button').first().waitFor();
    await popover.hides('could not be read');
    if (end === 'hangs') mount.hang();
    else mount.die();
    await popover.press(words.navigation.quota);
    session.setFiveHours(640);
    await popover.press(words.common.refresh);
    await popover.meterShows('five-hours', /53%/);
    await popover.press(words.navigation.providers);
    await popover.shows('could not be read');
    await popover.shows(file);
  }),
);

it.skipIf(noHangingMount !== null)('starts, signs in and quits while the mount that holds all of ~/.qwen hangs', () =>
  withMount(async (mount, session) => {
    const file = layWhole(mount, session);
    mount.hang();
    await session.start();
    const popover = await session.openPopover();
    await session.signIn(popover);
    await popover.meterShows('five-hours', /27%/);
    await popover.press(words.navigation.providers);
    await popover.shows(file);
    await popover.shows('could not be read in 2 s');
  }),
);

it.skipIf(noHangingMount !== null).each(['create', 'write', 'fsync', 'rename'] as const)(
  'refreshes, quits and names the file when the mount stops answering at the %s of a switch',
  (call) =>
    withMount(async (mount, session) => {
      layWhole(mount, session);
      writeFileSync(path.join(mount.folder, 'qwen/settings.json'), twoOwnProviders);
      await session.start();
      const popover = await session.openPopover();
      await session.signIn(popover);
      await popover.press(words.navigation.providers);
      await popover.page.locator('.option').filter({ hasText: '41002' }).first().locator('.option-button').click();
      await popover.press(words.providers.preview);
      await popover.page.getByRole('button', { name: words.providers.confirm, exact: true }).waitFor();
      mount.hangAt(call);
      await popover.press(words.providers.confirm);
      await popover.shows('could not be written in 10 s');
      session.setFiveHours(640);
      await popover.press(words.navigation.quota);
      await popover.press(words.common.refresh);
      await popover.meterShows('five-hours', /53%/);
    }),
);
