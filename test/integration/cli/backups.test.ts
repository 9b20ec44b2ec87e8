import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../main/adapters/clock.ts';
import { createDataFiles } from '../../../main/adapters/files/data-files.ts';
import { createTempOwner } from '../../../main/adapters/files/temp-owner.ts';
import { openSettingsWriter } from '../../../main/runtime/settings-writer.ts';
import type { SettingsWriter } from '../../../main/services/settings/settings-writer.ts';
import { memoryLog } from '../../support/fakes.ts';
import { type CliEnvironment, createCliEnvironment, twoProviders } from './environment.ts';

/** Opens the settings writer as the app does, in this process and on the same files. */
function appWriter({ home, data }: CliEnvironment): SettingsWriter {
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

const listed = async (cli: CliEnvironment): Promise<readonly ListedBackup[]> =>
  JSON.parse((await cli.run(['backups', '--json'])).out) as ListedBackup[];

it('makes no data folder where there is nothing to undo, and for a switch that is refused', async () => {
  const cli = createCliEnvironment();
  expect(await cli.run(['undo'])).toMatchObject({ code: 1, err: expect.stringContaining('nothing to undo') });
  expect(await cli.run(['switch', 'foo'])).toMatchObject({ code: 4 });
  expect(await cli.run(['restore', 'one'])).toMatchObject({ code: 4 });
  expect(existsSync(cli.data)).toBe(false);
});

describe('backups', () => {
  it('are empty at first, as text and as JSON', async () => {
    const cli = createCliEnvironment();
    expect(await cli.run(['backups'])).toMatchObject({ code: 0, out: expect.stringContaining('No backups yet') });
    expect(await listed(cli)).toEqual([]);
    expect(await cli.run(['restore', 'any'])).toMatchObject({ code: 4, err: expect.stringContaining('no backup') });
    expect(await cli.run(['restore'])).toMatchObject({ code: 4 });
  });

  it('are not made by a switch that creates the file, and undo removes that file', async () => {
    const cli = createCliEnvironment();
    const args = ['switch', 'deepseek', '--key-stdin', '--yes'];
    expect(await cli.run(args, { stdin: 'sk-made-up-key-5678' })).toMatchObject({ code: 0 });
    expect((await cli.run(['backups'])).out).toContain('of an existing file');
    expect(await cli.run(['undo'])).toMatchObject({ code: 0, out: expect.stringContaining('gone again') });
    expect(existsSync(cli.settingsPath)).toBe(false);
  });

  it('are listed newest first, and each can be restored', async () => {
    const cli = createCliEnvironment();
    const texts = [twoProviders];
    cli.write('.qwen/settings.json', twoProviders);
    for (const name of ['box b', 'box a', 'box b']) {
      expect(await cli.run(['switch', name, '--yes'])).toMatchObject({ code: 0 });
      texts.unshift(cli.settings());
    }
    const backups = await listed(cli);
    expect(backups.map(({ label }) => label)).toEqual(
      ['Box B · m-b', 'Box A · m-a', 'Box B · m-b', 'Box A · m-a'].slice(1),
    );
    expect(backups.map(({ path: file }) => file)).toEqual(Array(3).fill(cli.settingsPath));
    const times = backups.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort().reverse());

    const forPeople = await cli.run(['backups']);
    for (const { id, label } of backups) expect(forPeople.out).toMatch(new RegExp(`^${id}  .*${label}  .*bytes$`, 'm'));

    for (const [index, { id, bytes }] of backups.entries()) {
      expect(await cli.run(['restore', id])).toMatchObject({ code: 0, out: expect.stringContaining('Restored') });
      expect(cli.settings()).toBe(texts[index + 1]);
      expect(Buffer.byteLength(cli.settings())).toBe(bytes);
    }
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(texts[2]);
  });

  it('are named when the record of the last change is damaged, which undo does not take for none', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    const changed = cli.settings();
    cli.write('data/last-switch.json', '{"version":1,"record":');
    const first = await cli.run(['undo']);
    expect(first).toMatchObject({ code: 1, err: expect.stringContaining('record of the last change is damaged') });
    expect(first.err).toContain('qwen-gauge backups');
    expect((await cli.run(['undo'])).err).toContain('or its record is lost');
    expect(cli.settings()).toBe(changed);
    expect(await listed(cli)).toHaveLength(1);
  });

  it('are distinguished from an undo that was made already', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    expect(await cli.run(['undo'])).toMatchObject({ code: 1, err: expect.stringContaining('nothing to undo') });
    await cli.run(['switch', 'box b', '--yes']);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    const again = await cli.run(['undo']);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('qwen-gauge backups') });
    expect(again.err).not.toContain('has changed');
  });

  it('are found by a unique prefix of their id', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    await cli.run(['switch', 'box a', '--yes']);
    expect(await cli.run(['restore', '2'])).toMatchObject({ code: 4 });
    const [newest, oldest] = await listed(cli);
    expect(newest?.id.slice(0, 17)).not.toBe(oldest?.id.slice(0, 17));
    expect(await cli.run(['restore', oldest?.id.slice(0, 17) ?? ''])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(twoProviders);
  });

  it('are not used if damaged or missing', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    const [backup] = await listed(cli);
    const kept = path.join(cli.data, 'backups', `${backup?.id}.backup`);
    const between = cli.settings();
    writeFileSync(kept, '{}');
    for (const args of [['restore', backup?.id ?? ''], ['undo']]) {
      expect(await cli.run(args)).toMatchObject({ code: 1, err: expect.stringContaining('no longer what it was') });
    }
    unlinkSync(kept);
    expect(await cli.run(['undo'])).toMatchObject({ code: 1 });
    expect(cli.settings()).toBe(between);
  });

  it('that exist but cannot be read are named, and end with 1', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    const [backup] = await listed(cli);
    const description = path.join(cli.data, 'backups', `${backup?.id}.json`);
    unlinkSync(description);
    mkdirSync(description);
    for (const args of [['backups'], ['backups', '--json'], ['restore', backup?.id ?? '']]) {
      const ran = await cli.run(args);
      expect(ran).toMatchObject({
        code: 1,
        err: expect.stringContaining(`${description} is there but cannot be read`),
      });
      expect(ran.out).not.toContain('No backups yet');
    }
    const record = path.join(cli.data, 'last-switch.json');
    unlinkSync(record);
    mkdirSync(record);
    expect(await cli.run(['undo'])).toMatchObject({ code: 1, err: expect.stringContaining(`${record} is there`) });
  });

  it.skipIf(process.platform === 'win32')(
    'are not called none where something else stands in place of their folder',
    async () => {
      const inPlace = [(file: string) => execFileSync('mkfifo', [file]), (file: string) => writeFileSync(file, '')];
      for (const make of inPlace) {
        const cli = createCliEnvironment();
        cli.write('.qwen/settings.json', twoProviders);
        mkdirSync(cli.data, { recursive: true });
        const folder = path.join(cli.data, 'backups');
        make(folder);
        for (const args of [['backups'], ['backups', '--json'], ['restore', '2026']]) {
          const ran = await cli.run(args);
          expect(ran).toMatchObject({ code: 1, err: expect.stringContaining(`${folder} is there but cannot be read`) });
          expect(ran.out).not.toContain('No backups yet');
        }
        const before = cli.settings();
        expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 1 });
        expect(cli.settings()).toBe(before);
      }
    },
  );

  it.skipIf(process.platform === 'win32')('are found beside an old list that is a pipe', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    const [backup] = await listed(cli);
    execFileSync('mkfifo', [path.join(cli.data, 'backups/index.json')]);
    unlinkSync(path.join(cli.data, 'backups', `${backup?.id}.json`));
    expect(await listed(cli)).toMatchObject([{ id: backup?.id }]);
  });

  it('are not restored by an empty name', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    const between = cli.settings();
    for (const name of ['', ' ', '-']) expect(await cli.run(['restore', '--', name])).toMatchObject({ code: 4 });
    expect(await cli.run(['restore', ''])).toMatchObject({ code: 4 });
    expect(cli.settings()).toBe(between);
  });

  it('take the key along that the switch after them wrote beside the settings', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const args = ['switch', 'deepseek', '--key-stdin', '--yes'];
    expect(await cli.run(args, { stdin: 'sk-made-up-key-5678' })).toMatchObject({ code: 0 });
    const envFile = path.join(cli.home, '.qwen/.env');
    expect(existsSync(envFile)).toBe(true);
    const [backup] = await listed(cli);
    const restored = await cli.run(['restore', backup?.id ?? '']);
    expect(restored).toMatchObject({ code: 0, out: expect.stringContaining('~/.qwen/.env is what it was before') });
    expect([cli.settings(), existsSync(envFile)]).toEqual([twoProviders, false]);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    writeFileSync(envFile, 'MINE=1\n', { flag: 'a' });
    const left = await cli.run(['restore', backup?.id ?? ''], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(left).toMatchObject({ code: 0, out: expect.stringContaining('仍保留在 ~/.qwen/.env 中') });
    expect(readFileSync(envFile, 'utf8')).toMatch(/DEEPSEEK_API_KEY=[\s\S]*MINE=1/);
  });

  it('can restore a deleted file', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    rmSync(cli.settingsPath);
    const [backup] = await listed(cli);
    expect(await cli.run(['restore', backup?.id ?? ''])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(twoProviders);
  });
});

describe('the app and the command line', () => {
  it('can undo each other’s switch, and share one history', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const app = appWriter(cli);
    const options = await app.view();
    if (options.state !== 'readable') throw new Error(options.state);
    const box = options.options.find(({ label }) => label === 'Box B');
    const preview = await app.preview({ providerId: box?.id ?? '', model: 'm-b' });
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await app.confirm(preview.hash)).toMatchObject({ kind: 'done' });

    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(twoProviders);

    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    expect(await app.canUndo()).toBe(true);
    expect(await app.undo()).toMatchObject({ kind: 'done' });
    expect(cli.settings()).toBe(twoProviders);
    expect((await app.history()).map(({ atMs, model }) => [atMs === 0, model])).toEqual([
      [true, 'm-a'],
      [false, 'm-b'],
      [false, 'm-a'],
      [false, 'm-b'],
      [false, 'm-a'],
    ]);
  });

  it('have the same hash for the same plan', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const app = appWriter(cli);
    const preview = await app.preview({
      providerId: 'custom',
      model: 'm',
      baseUrl: 'http://127.0.0.1:1/v1',
      key: 'k-1234',
    });
    if (preview.kind !== 'plan') throw new Error(preview.kind);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    const theirs = cli.settings();
    expect(await app.confirm(preview.hash)).toEqual({ kind: 'changed-meanwhile' });
    expect(readFileSync(cli.settingsPath, 'utf8')).toBe(theirs);
  });
});
