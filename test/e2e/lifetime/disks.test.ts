import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { words } from '../../support/app/popover-page.ts';
import { eventually } from '../../support/eventually.ts';

const blockBytes = 4096;
const canMount =
  process.platform === 'linux' && process.geteuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

/** Ways in which the disk of the data folder takes no more bytes, and how each ends. */
const disks: Record<string, { spoil(folder: string): void; repair(folder: string): void }> = {
  'gets full': {
    spoil: (folder) =>
      writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(statfsSync(folder).bavail * blockBytes)),
    repair: (folder) => rmSync(path.join(folder, 'ballast')),
  },
  'becomes read-only': {
    // Chromium holds files open for writing, so the disk itself cannot be made read-only.
    spoil(folder) {
      mount('--bind', folder, folder);
      mount('-o', 'remount,bind,ro', folder);
    },
    repair: (folder) => void spawnSync('umount', ['--lazy', folder]),
  },
};

function mount(...words: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

describe.skipIf(!canMount)('the app runs on, says so and loses nothing when the disk of its data', () => {
  let session: AppSession;
  afterEach(async () => {
    await session.driver().quit();
    // Twice, for a test that failed before the repair.
    for (const folder of [session.user.dataFolder, session.user.dataFolder]) spawnSync('umount', ['--lazy', folder]);
    await session.close();
  });

  it.each(Object.entries(disks))('%s while it runs', async (_what, { spoil, repair }) => {
    session = await openAppSession();
    const { dataFolder } = session.user;
    mkdirSync(dataFolder, { mode: 0o700 });
    mount('-t', 'tmpfs', '-o', 'size=16m,mode=700', 'data', dataFolder);
    session.setFiveHours(321);
    await session.start();
    const popover = await session.openPopover();
    await session.signIn(popover);
    const readings = (): string => readFileSync(path.join(dataFolder, 'readings.json'), 'utf8');
    await eventually('the readings', () => readings().includes('321'));
    spoil(dataFolder);
    session.setFiveHours(640);
    await session.chooseInMenu(words.common.refresh);
    await popover.meterShows('five-hours', /53%/);
    await popover.press(words.navigation.preferences);
    await popover.page.getByRole('switch').first().click();
    await popover.shows(words.startProblems['data-folder-unwritable'](dataFolder).what);
    expect(readings()).toContain('321');
    repair(dataFolder);
    session.setFiveHours(700);
    await session.chooseInMenu(words.common.refresh);
    await eventually('the new readings', () => readings().includes('700'));
  });
});
