import { chmodSync, chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { twoProviders } from './environment.ts';
import { canBecomeUser, createUserHome } from './other-user.ts';

/** A user's home after two switches, so that there are two backups. */
async function switchedTwice() {
  const home = await createUserHome();
  home.write('.qwen/settings.json', twoProviders);
  for (const name of ['box b', 'box a'])
    expect(await home.asRoot(['switch', name, '--yes'])).toMatchObject({ code: 0 });
  home.own();
  const backups = path.join(home.data, 'backups');
  const ids = readdirSync(backups)
    .filter((name) => name.endsWith('.backup'))
    .map((name) => name.slice(0, -'.backup'.length))
    .toSorted();
  /** Makes a file or folder of the data folder root's, for root alone. */
  const take = (name: string): string => {
    const file = path.join(home.data, name);
    chownSync(file, 0, 0);
    return file;
  };
  return { ...home, backups, newest: ids.at(-1) ?? '', oldest: ids[0] ?? '', take };
}

const cannotRead = (file: string) => ({ code: 1, err: expect.stringContaining(`${file} is there but cannot be read`) });

describe.skipIf(!canBecomeUser)('own data that belongs to root', () => {
  it('is named when it is the folder of backups, and nothing is written without one', async () => {
    const { asUser, take, settingsPath } = await switchedTwice();
    const folder = take('backups');
    const before = readFileSync(settingsPath, 'utf8');
    expect(asUser('backups')).toMatchObject(cannotRead(folder));
    expect(asUser('undo')).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') });
    const refused = asUser('switch', 'box b', '--yes');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('No backup could be made') });
    expect(readFileSync(settingsPath, 'utf8')).toBe(before);
  });

  it('is named when it is the description of a backup; the other backups are still listed', async () => {
    const { asUser, take, newest, oldest } = await switchedTwice();
    const file = take(`backups/${newest}.json`);
    const listed = asUser('backups');
    expect(listed).toMatchObject(cannotRead(file));
    expect(listed.out).toContain(oldest);
    expect(asUser('undo')).toMatchObject(cannotRead(file));
    expect(asUser('restore', oldest)).toMatchObject({ code: 0 });
  });

  it('is named when it is the content of a backup, which is not called damaged', async () => {
    const { asUser, take, newest, oldest, settingsPath } = await switchedTwice();
    const file = take(`backups/${newest}.backup`);
    const before = readFileSync(settingsPath, 'utf8');
    for (const args of [['undo'], ['restore', newest]]) expect(asUser(...args)).toMatchObject(cannotRead(file));
    expect(readFileSync(settingsPath, 'utf8')).toBe(before);
    expect(asUser('switch', 'box b', '--yes')).toMatchObject({ code: 0 });
    const { out } = asUser('backups');
    for (const id of [newest, oldest]) expect(out).toContain(id);
  });

  it('is named when it is the record of the last switch, so that undo does not say there is none', async () => {
    const { asUser, take, settingsPath } = await switchedTwice();
    const file = take('last-switch.json');
    const undone = asUser('undo');
    expect(undone).toMatchObject(cannotRead(file));
    expect(undone.err).not.toContain('nothing to undo');
    const before = readFileSync(settingsPath, 'utf8');
    expect(asUser('switch', 'box b', '--yes')).toMatchObject({ code: 0 });
    expect(asUser('undo')).toMatchObject({ code: 0 });
    expect(readFileSync(settingsPath, 'utf8')).toBe(before);
  });

  it('is named when it is the file of readings, not called missing', async () => {
    const { asUser, data, take } = await switchedTwice();
    writeFileSync(path.join(data, 'status.json'), '{}', { mode: 0o600 });
    const file = take('status.json');
    for (const args of [['status'], ['status', '--json']]) {
      expect(asUser(...args)).toMatchObject({ ...cannotRead(file), out: '' });
    }
    expect(asUser('status', '--line')).toMatchObject({
      code: 0,
      err: expect.stringContaining(`${file} is there but cannot be read`),
    });
  });

  it('is named when it is the whole data folder', async () => {
    const { asUser, data, take } = await switchedTwice();
    writeFileSync(path.join(data, 'status.json'), '{}');
    take('.');
    chmodSync(data, 0o700);
    const statusPath = path.join(data, 'status.json');
    expect(asUser('backups')).toMatchObject(cannotRead(path.join(data, 'backups')));
    expect(asUser('undo')).toMatchObject(cannotRead(path.join(data, 'last-switch.json')));
    const runs = [['why'], ['undo'], ['switch', 'box b', '--yes'], ['status'], ['status', '--refresh'], ['doctor']];
    const told = runs.map((args) => {
      const { out, err } = asUser(...args);
      return out + err;
    });
    for (const text of told) expect(text).not.toMatch(/could not be read: |again while it runs|no notice was/i);
    expect(asUser('why')).toMatchObject({ ...cannotRead(path.join(data, 'decisions.json')), out: '' });
    expect(asUser('status')).toMatchObject(cannotRead(statusPath));
    expect(asUser('status', '--refresh').err).toContain(`${statusPath} is there but cannot be read`);
    expect(asUser('doctor').out).toContain('its numbers (status.json) may not be read by you');
  });
});

it.skipIf(!canBecomeUser)(
  'what root writes in the home of a user belongs to that user, with every new folder',
  async () => {
    const { home, data, write, own, asRoot, user } = await createUserHome();
    write('.qwen/settings.json', twoProviders);
    own();
    const deep = path.join(home, '.config', 'QwenGauge');
    const made: readonly (readonly [string, string])[] = [
      [data, 'box b'],
      [deep, 'box a'],
    ];
    for (const [folder, name] of made) {
      const env = { QWEN_GAUGE_DATA_DIR: folder };
      expect(await asRoot(['switch', name, '--yes'], { env })).toMatchObject({ code: 0 });
    }
    const all = readdirSync(home, { recursive: true }).map((name) => path.join(home, String(name)));
    expect(all).toContain(path.join(deep, 'backups'));
    expect(all.filter((file) => statSync(file).uid !== user)).toEqual([]);
  },
);
