import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PopoverPage, popoverPage, words } from '../support/app/popover-page.ts';
import { twoOwnProviders } from '../support/app/two-own-providers.ts';
import { openSessionBus, type SessionBus } from '../support/desktop/session-bus.ts';
import { chooseItem } from '../support/desktop/tray-host.ts';
import { eventually } from '../support/eventually.ts';
import { hangingMount, noHangingMount } from '../support/hanging-mount.ts';
import { servedMount } from '../support/served-mount.ts';
import { makeOrdinaryUser, type OrdinaryUser, whyNoSandbox } from './support/ordinary-user.ts';
import { executableOf, findPackages, unpackArchive } from './support/packages.ts';
import { processesWith, startPacked } from './support/packed-app.ts';

const obstacle = whyNoSandbox() ?? noHangingMount;

/** The packed app cannot run as plain Node, so its process for such files is Electron's own: nothing else tests that one. */
describe.skipIf(obstacle !== null)(
  'the packed app of an ordinary user, with files on a mount that does not answer',
  () => {
    let folder = '';
    let bus: SessionBus;
    beforeAll(async () => {
      folder = unpackArchive(findPackages());
      bus = await openSessionBus();
      chmodSync(bus.desktop.home, 0o711); // The user's programs must reach the bus in it.
    });
    afterAll(async () => {
      await bus?.close();
      rmSync(path.dirname(folder), { recursive: true, force: true });
    });

    /** Starts the app, opens its providers, and quits it by its menu. */
    async function withApp(
      user: OrdinaryUser,
      use: (popover: PopoverPage) => Promise<void>,
      afterQuit: () => void = () => undefined,
    ): Promise<void> {
      const app = startPacked({ executable: executableOf(folder), user, desktop: bus.desktop.env, env: {} });
      try {
        const popover = popoverPage(await app.popover());
        await popover.press(words.navigation.providers);
        await use(popover);
        await chooseItem(bus.connection, async () => (await bus.tray?.items()) ?? [], words.common.quit);
        expect(await app.ended).toBe(0);
        // Only the process whose call has not returned may be left, which no signal ends.
        const left = processesWith(executableOf(folder)).map(({ command }) => command);
        expect(left.filter((command) => !command.includes('--type=utility'))).toEqual([]);
        afterQuit();
        await eventually('all processes to end', () => processesWith(executableOf(folder)).length === 0);
      } finally {
        await app.close();
        user.folders.remove();
      }
    }

    it('names what it cannot read, and quits', async () => {
      const mount = await hangingMount();
      const user = makeOrdinaryUser('{ "$version": 4 }\n');
      symlinkSync(path.join(mount, '.env'), path.join(user.folders.qwenFolder, '.env'));
      await withApp(user, (popover) =>
        popover.shows(`${path.join(user.folders.qwenFolder, '.env')} could not be read in 2 s`),
      );
    });

    it('says that a switch could not be written, and quits', async () => {
      const mount = await servedMount();
      chmodSync(path.dirname(mount.folder), 0o711);
      mkdirSync(path.join(mount.folder, 'qwen'));
      writeFileSync(path.join(mount.folder, 'qwen/settings.json'), twoOwnProviders);
      const user = makeOrdinaryUser('{}');
      rmSync(user.folders.qwenFolder, { recursive: true });
      symlinkSync(path.join(mount.folder, 'qwen'), user.folders.qwenFolder);
      await withApp(
        user,
        async (popover) => {
          await popover.page.locator('.option').filter({ hasText: '41002' }).first().locator('.option-button').click();
          await popover.press(words.providers.preview);
          await popover.page.getByRole('button', { name: words.providers.confirm, exact: true }).waitFor();
          mount.hangAt('rename');
          await popover.press(words.providers.confirm);
          await popover.shows('could not be written in 10 s');
        },
        mount.die,
      );
    });
  },
);
