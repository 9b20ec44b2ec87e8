import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { patientOperations } from '../../../main/adapters/foreign-files/patient-operations.ts';
import type { SwitchResult } from '../../../main/core/provider/switch-model.ts';
import { switchFailure } from '../../../main/core/view/providers/switch-failure.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { impatientClock, owner, temporaryNames } from '../files/support.ts';
import { codingPlan, exampleSettings, openWriter, putFile, settingsPathOf } from '../files/writer.ts';

const diskBytes = 400 * 1024;
const blockBytes = 4096;

/** Mounts a small disk in the memory until the test ends; null: not permitted. */
function smallDisk(): string | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'qwen-gauge-small-disk-'));
  const options = `size=${diskBytes},mode=700`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'small', folder]).status !== 0) {
    rmdirSync(folder);
    return null;
  }
  return folder;
}

function remove(folder: string): void {
  spawnSync('umount', ['--lazy', folder]);
  rmdirSync(folder);
}

const canMount = ((): boolean => {
  const folder = smallDisk();
  if (folder !== null) remove(folder);
  return folder !== null;
})();

type WriterPlace = Parameters<typeof openWriter>[0];

interface SmallDisk {
  readonly place: WriterPlace;
  /** Fills the disk up to so many free blocks. */
  fill(freeBlocks: number): void;
  /** Removes what filled it. */
  free(): void;
}

function openDisk(): SmallDisk {
  const folder = smallDisk();
  if (folder === null) throw new Error('mounting is not permitted');
  onTestFinished(() => remove(folder));
  const ballast = join(folder, 'ballast');
  return {
    place: { home: folder },
    fill(freeBlocks) {
      rmSync(ballast, { force: true });
      const { bavail } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - freeBlocks) * blockBytes));
    },
    free: () => rmSync(ballast, { force: true }),
  };
}

const open = (place: WriterPlace) => openWriter(place, { clock: impatientClock() });
const textIn = (place: WriterPlace): string => readFileSync(settingsPathOf(place), 'utf8');

async function switchPlan(place: WriterPlace): Promise<SwitchResult> {
  const writer = open(place);
  const preview = await writer.preview(codingPlan);
  if (preview.kind !== 'plan') throw new Error(preview.kind);
  return writer.confirm(preview.hash);
}

/** A failure is worded for the user, and names the disk or the data folder as the way out. */
function expectWayOut(result: SwitchResult, where: string): void {
  if (result.kind === 'done') return;
  for (const language of ['en', 'zh-CN'] as const) {
    const { what, wayOut } = switchFailure(result, wordsFor(language));
    expect(`${what} ${wayOut}`, where).toMatch(/space|空间/);
  }
}

const numbers = Array.from({ length: 16 }, (_, index) => index);

describe.skipIf(!canMount)('on a disk that is nearly full', () => {
  it.each(numbers)(
    'with %i free blocks, a switch is whole or has not happened, and undo works with room',
    async (free) => {
      const { place, fill, free: empty } = openDisk();
      putFile(settingsPathOf(place), exampleSettings);
      fill(free);
      const result = await switchPlan(place);
      const where = JSON.stringify(result);
      const after = textIn(place);
      if (result.kind === 'done') expect(after, where).toContain('qwen3-coder-plus');
      else expect(after, where).toBe(exampleSettings);
      expectWayOut(result, where);
      if (result.kind === 'done') {
        // With or without room the file is one of the two, and undo tells which.
        const early = await open(place).undo();
        expectWayOut(early, `${where} ${JSON.stringify(early)}`);
        expect(textIn(place)).toBe(early.kind === 'done' ? exampleSettings : after);
        if (result.needsRoom !== true) expect(early, where).toMatchObject({ kind: 'done' });
        empty();
        if (early.kind !== 'done') expect(await open(place).undo(), where).toMatchObject({ kind: 'done' });
        expect(textIn(place)).toBe(exampleSettings);
      }
      empty();
      await open(place).sweep();
      expect(temporaryNames(join(place.home, '.qwen'))).toEqual([]);
      expect(await switchPlan(place)).toMatchObject({ kind: 'done' });
    },
  );

  it.each(numbers)('with %i free blocks, a restore loses neither the settings nor a backup', async (free) => {
    const { place, fill, free: empty } = openDisk();
    putFile(settingsPathOf(place), exampleSettings);
    expect(await switchPlan(place)).toMatchObject({ kind: 'done' });
    const switched = textIn(place);
    const [backup] = (await open(place).backups()).backups;
    fill(free);
    const result = await open(place).restore(backup?.id ?? '');
    expectWayOut(result, JSON.stringify(result));
    expect(textIn(place)).toBe(result.kind === 'done' ? exampleSettings : switched);
    empty();
    const { backups, unread } = await open(place).backups();
    expect(unread).toEqual([]);
    expect(backups.map(({ id }) => id)).toContain(backup?.id);
    if (result.kind !== 'done') expect(await open(place).restore(backup?.id ?? '')).toMatchObject({ kind: 'done' });
    expect(textIn(place)).toBe(exampleSettings);
  });

  it.each([0, 1, 2, 3])('with %i free blocks, a file of ours holds its old or its new content', async (free) => {
    const { place, fill, free: empty } = openDisk();
    const folder = join(place.home, 'data');
    const files = createDataFiles({ folder, clock: impatientClock(), owner: owner(), operations: patientOperations });
    for (const name of ['vault.bin', 'readings.json', 'preferences.json']) {
      const content = (letter: string): Uint8Array => Buffer.from(letter.repeat(6_000));
      empty();
      expect(await files.write(name, content('a'))).toBe(true);
      fill(free);
      const written = await files.write(name, content('b'));
      expect(readFileSync(join(folder, name), 'utf8')).toBe((written ? 'b' : 'a').repeat(6_000));
      expect(temporaryNames(folder)).toEqual([]);
      empty();
      expect(await files.write(name, content('c'))).toBe(true);
    }
    expect(existsSync(join(folder, 'vault.bin'))).toBe(true);
  });
});
