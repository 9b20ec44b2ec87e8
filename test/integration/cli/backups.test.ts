import { readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { createTempOwner } from '../../../main/adapters/files/temp-owner.ts';
import { openSettingsWriter } from '../../../main/runtime/settings-writer.ts';
import type { SettingsWriter } from '../../../main/services/settings/settings-writer.ts';
import { memoryLog } from '../../support/fakes.ts';
import { bundledCli, type CliWorld, cliWorld, twoProviders } from './environment.ts';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** Opens the settings writer as the app does, in this process and on the same files. */
function appWriter({ home, data }: CliWorld): SettingsWriter {
  const clock = createClock();
  return openSettingsWriter({
    clock,
    log: memoryLog(),
    dataFiles: createDataFiles({ folder: data, clock, owner: createTempOwner(clock.now()) }),
    keys: { all: async () => ({}), keep: async () => undefined, open: () => undefined },
    qwen: { environment: () => ({}), home: () => home },
  });
}

interface ListedBackup {
  readonly id: string;
  readonly at: string;
  readonly path: string;
  readonly label: string;
  readonly bytes: number;
}

const listed = async (world: CliWorld): Promise<readonly ListedBackup[]> =>
  JSON.parse((await world.run(['backups', '--json'])).out) as ListedBackup[];

describe('backups', () => {
  it('are empty at first, as text and as JSON', async () => {
    const world = cliWorld(entry);
    expect(await world.run(['backups'])).toMatchObject({ code: 0, out: expect.stringContaining('No backups yet') });
    expect(await listed(world)).toEqual([]);
    expect(await world.run(['restore', 'any'])).toMatchObject({ code: 4, err: expect.stringContaining('no backup') });
    expect(await world.run(['restore'])).toMatchObject({ code: 4 });
  });

  it('are listed newest first, and each can be restored', async () => {
    const world = cliWorld(entry);
    const texts = [twoProviders];
    world.write('.qwen/settings.json', twoProviders);
    for (const name of ['box b', 'box a', 'box b']) {
      expect(await world.run(['switch', name, '--yes'])).toMatchObject({ code: 0 });
      texts.unshift(world.settings());
    }
    const backups = await listed(world);
    expect(backups.map(({ label }) => label)).toEqual(
      ['Box B · m-b', 'Box A · m-a', 'Box B · m-b', 'Box A · m-a'].slice(1),
    );
    expect(backups.map(({ path: file }) => file)).toEqual(Array(3).fill(world.settingsPath));
    const times = backups.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort().reverse());

    const forPeople = await world.run(['backups']);
    for (const { id, label } of backups) expect(forPeople.out).toMatch(new RegExp(`^${id}  .*${label}  .*bytes$`, 'm'));

    for (const [index, { id, bytes }] of backups.entries()) {
      expect(await world.run(['restore', id])).toMatchObject({ code: 0, out: expect.stringContaining('Restored') });
      expect(world.settings()).toBe(texts[index + 1]);
      expect(Buffer.byteLength(world.settings())).toBe(bytes);
    }
    expect(await world.run(['undo'])).toMatchObject({ code: 0 });
    expect(world.settings()).toBe(texts[2]);
  });

  it('are told apart from an undo that was made already', async () => {
    const world = cliWorld(entry);
    world.write('.qwen/settings.json', twoProviders);
    expect(await world.run(['undo'])).toMatchObject({ code: 1, err: expect.stringContaining('nothing to undo') });
    await world.run(['switch', 'box b', '--yes']);
    expect(await world.run(['undo'])).toMatchObject({ code: 0 });
    const again = await world.run(['undo']);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('qwen-gauge backups') });
    expect(again.err).not.toContain('has changed');
  });

  it('are found by a unique prefix of their id', async () => {
    const world = cliWorld(entry);
    world.write('.qwen/settings.json', twoProviders);
    await world.run(['switch', 'box b', '--yes']);
    await world.run(['switch', 'box a', '--yes']);
    expect(await world.run(['restore', '2'])).toMatchObject({ code: 4 });
    const [newest, oldest] = await listed(world);
    expect(newest?.id.slice(0, 17)).not.toBe(oldest?.id.slice(0, 17));
    expect(await world.run(['restore', oldest?.id.slice(0, 17) ?? ''])).toMatchObject({ code: 0 });
    expect(world.settings()).toBe(twoProviders);
  });

  it('are not used if damaged or missing', async () => {
    const world = cliWorld(entry);
    world.write('.qwen/settings.json', twoProviders);
    await world.run(['switch', 'box b', '--yes']);
    const [backup] = await listed(world);
    const kept = path.join(world.data, 'backups', `${backup?.id}.backup`);
    const between = world.settings();
    writeFileSync(kept, '{}');
    for (const args of [['restore', backup?.id ?? ''], ['undo']]) {
      expect(await world.run(args)).toMatchObject({ code: 1, err: expect.stringContaining('no longer what it was') });
    }
    unlinkSync(kept);
    expect(await world.run(['undo'])).toMatchObject({ code: 1 });
    expect(world.settings()).toBe(between);
  });

  it('can restore a deleted file', async () => {
    const world = cliWorld(entry);
    world.write('.qwen/settings.json', twoProviders);
    await world.run(['switch', 'box b', '--yes']);
    rmSync(world.settingsPath);
    const [backup] = await listed(world);
    expect(await world.run(['restore', backup?.id ?? ''])).toMatchObject({ code: 0 });
    expect(world.settings()).toBe(twoProviders);
  });
});

describe('the app and the command line', () => {
  it('can undo each other’s switch, and share one history', async () => {
    const world = cliWorld(entry);
    world.write('.qwen/settings.json', twoProviders);
    const app = appWriter(world);
    const options = await app.view();
    if (options.state !== 'readable') throw new Error(options.state);
    const box = options.options.find(({ label }) => label === 'Box B');
    const preview = await app.preview({ providerId: box?.id ?? '', model: 'm-b' });
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await app.confirm(preview.hash)).toMatchObject({ kind: 'done' });

    expect(await world.run(['undo'])).toMatchObject({ code: 0 });
    expect(world.settings()).toBe(twoProviders);

    expect(await world.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    expect(await app.canUndo()).toBe(true);
    expect(await app.undo()).toMatchObject({ kind: 'done' });
    expect(world.settings()).toBe(twoProviders);
    expect((await app.history()).map(({ atMs, model }) => [atMs === 0, model])).toEqual([
      [true, 'm-a'],
      [false, 'm-b'],
      [false, 'm-a'],
      [false, 'm-b'],
      [false, 'm-a'],
    ]);
  });

  it('have the same hash for the same plan', async () => {
    const world = cliWorld(entry);
    world.write('.qwen/settings.json', twoProviders);
    const app = appWriter(world);
    const preview = await app.preview({
      providerId: 'custom',
      model: 'm',
      baseUrl: 'http://127.0.0.1:1/v1',
      key: 'k-1234',
    });
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await world.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    const theirs = world.settings();
    expect(await app.confirm(preview.hash)).toEqual({ kind: 'changed-meanwhile' });
    expect(readFileSync(world.settingsPath, 'utf8')).toBe(theirs);
  });
});
