import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { wordsFor } from '../../main/core/view/words/index.ts';
import { demoAccount } from '../../main/demo/service/demo-account.ts';
import { openAppSession } from '../support/app/app-session.ts';
import { hangingMount, noHangingMount } from '../support/hanging-mount.ts';

/** Far more than quitting takes; an app that waits for the mount never ends. */
const longestQuitMs = 15_000;

it.skipIf(noHangingMount !== null)(
  'signs in, names what it cannot read, and quits while .env and the logs lie on a mount that does not answer',
  async () => {
    const mount = await hangingMount();
    const session = await openAppSession({ settings: '{ "$version": 4 }\n' });
    try {
      const { qwenFolder } = session.user;
      for (const name of ['.env', 'projects', 'usage_record.jsonl']) {
        symlinkSync(path.join(mount, name), path.join(qwenFolder, name));
      }
      session.standIn.account.update(demoAccount(Date.now()));
      await session.start();
      const popover = await session.openPopover();
      await session.signIn(popover);
      await popover.press(wordsFor('en').navigation.providers);
      await popover.page.getByText(`${path.join(qwenFolder, '.env')} could not be read in 2 s`).waitFor();
      const startedMs = performance.now();
      await session.driver().quit();
      expect(performance.now() - startedMs).toBeLessThan(longestQuitMs);
    } finally {
      await session.close();
    }
  },
);
