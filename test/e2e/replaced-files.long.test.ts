import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { words } from '../support/app/popover-page.ts';

/** 0.6 to 1.2 s were measured, 5 s beside much other work; an app that waits for one of these files never ends. */
const longestQuitMs = 10_000;

const ways: Readonly<Record<string, (file: string) => void>> = {
  'a pipe': (file) => void execFileSync('mkfifo', [file]),
  'a link to /dev/zero': (file) => symlinkSync('/dev/zero', file),
  'a file of 20 GB': (file) => {
    writeFileSync(file, '');
    truncateSync(file, 20 * 2 ** 30);
  },
  'a folder': (file) => void mkdirSync(file),
};

/** The files of Qwen Code that the app reads. */
function foreignFiles({ user }: AppSession): readonly string[] {
  const names = ['settings.json', '.env', 'trustedFolders.json', 'usage_record.jsonl', 'projects/-w/chats/a.jsonl'];
  return names.map((name) => path.join(user.qwenFolder, name));
}

/** The app's own files. */
const ownFiles = ({ user }: AppSession): readonly string[] =>
  readdirSync(user.dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => path.join(user.dataFolder, name));

function replace(files: readonly string[], by: (file: string) => void): void {
  for (const file of files) {
    rmSync(file, { recursive: true, force: true });
    by(file);
  }
}

it.skipIf(process.platform === 'win32').each(Object.entries(ways))(
  'refreshes and quits after %s took the place of every file it reads, while it runs and while it quits',
  async (_, by) => {
    const session = await openAppSession({ settings: '{ "$version": 4 }\n' });
    try {
      const [, env, trust, sums, chat] = foreignFiles(session) as [string, string, string, string, string];
      mkdirSync(path.dirname(chat), { recursive: true });
      for (const [file, text] of [
        [env, 'A=1\n'],
        [trust, '{}'],
        [sums, ''],
        [chat, ''],
      ] as const)
        writeFileSync(file, text);
      session.setFiveHours(321);
      await session.start();
      const popover = await session.openPopover();
      await session.signIn(popover);
      replace(foreignFiles(session), by);
      session.setFiveHours(640);
      await popover.press(words.common.refresh);
      await popover.meterShows('five-hours', /53%/);
      await popover.press(words.navigation.providers);
      await popover.shows('~/.qwen/settings.json');
      await popover.page.locator('.option-button').first().waitFor({ state: 'detached' });
      const startedMs = performance.now();
      const quitting = session.driver().quit();
      replace(ownFiles(session), by);
      await quitting;
      expect(performance.now() - startedMs).toBeLessThan(longestQuitMs);
      await session.start();
      const again = await session.openPopover();
      await session.signIn(again);
      await again.meterShows('five-hours', /53%/);
      const againMs = performance.now();
      await session.driver().quit();
      expect(performance.now() - againMs).toBeLessThan(longestQuitMs);
    } finally {
      await session.close();
    }
  },
);
