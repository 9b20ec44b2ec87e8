import { describe, expect, it } from 'vitest';
import { accountsFileName, createAccountList } from '../../../../main/services/account/account-list.ts';
import { chosenFiles } from '../../../../main/services/account/chosen-files.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';

const one = '0a1b2c3d';
const two = '4e5f6a7b';

async function open(files = memoryFiles(), clock = fakeClock()) {
  const list = createAccountList({ files, log: memoryLog(), clock });
  await list.start();
  return { list, files, clock };
}

async function withTwo() {
  const opened = await open();
  for (const id of [one, two]) {
    opened.list.prepare(id);
    opened.list.add(id);
  }
  return opened;
}

describe('the list of accounts', () => {
  it('is the first account alone, and no file, for whoever has one account', async () => {
    const { list, files } = await open();
    expect(list.all()).toEqual([{ id: 'first', number: 1, name: null }]);
    expect(list.chosen().id).toBe('first');
    await list.settled();
    expect([...files.contents.keys()]).toEqual([]);
  });

  it('is the same after a restart, with names, choice and the time of the choice', async () => {
    const { list, files, clock } = await withTwo();
    list.rename(one, 'Private');
    list.choose(two);
    await list.settled();
    const again = await open(files, clock);
    expect(again.list.all()).toEqual(list.all());
    expect(again.list.all().map(({ number, name }) => [number, name])).toEqual([
      [1, null],
      [2, 'Private'],
      [3, null],
    ]);
    expect(again.list.chosen().id).toBe(two);
    expect(again.list.chosenSinceMs()).toBe(clock.now());
    expect(again.list.toForget()).toEqual([]);
  });

  it('falls back to the first account when the chosen one is removed, and remembers what is still to be removed', async () => {
    const { list, files } = await withTwo();
    list.choose(one);
    list.remove(one);
    expect(list.chosen().id).toBe('first');
    await list.settled();
    const again = await open(files);
    expect(again.list.toForget()).toEqual([one]);
    again.list.forgotten(one);
    expect(again.list.toForget()).toEqual([]);
    again.list.add('12345678');
    expect(again.list.all().map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('holds five accounts at most', async () => {
    const { list } = await withTwo();
    list.add('11111111');
    expect(list.canAdd()).toBe(true);
    list.add('22222222');
    expect(list.canAdd()).toBe(false);
  });

  it('knows which account was chosen when, for whoever only reads it too', async () => {
    const { list, files, clock } = await withTwo();
    const startedAtMs = clock.now();
    expect(list.wasChosen(startedAtMs)).toBe(true);
    for (const id of [one, 'first', one]) {
      await clock.advance(60_000);
      list.choose(id);
    }
    await list.settled();
    const minutes = [0, 1, 2, 3, 4];
    const expected = [false, true, false, true, true];
    const again = await open(files, clock);
    const { wasChosen } = await chosenFiles(files);
    for (const ask of [list.wasChosen, again.list.wasChosen, wasChosen]) {
      expect(minutes.map((minute) => ask(startedAtMs + minute * 60_000))).toEqual(expected);
    }
    await clock.advance(60_000);
    list.remove(one);
    expect(minutes.map((minute) => list.wasChosen(startedAtMs + minute * 60_000))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('is read as far as it makes sense', async () => {
    const { clock, files } = await open();
    const account = { id: one, number: 2, name: null };
    const content = {
      version: 1,
      accounts: [account, account],
      chosen: two,
      chosenSinceMs: clock.now() + 1,
      chosenBefore: [{ id: one, untilMs: clock.now() + 1 }],
      toForget: ['first', one, two],
    };
    files.contents.set(accountsFileName, JSON.stringify(content));
    const { list } = await open(files, clock);
    expect(list.all()).toEqual([{ id: 'first', number: 1, name: null }, account]);
    expect(list.chosen().id).toBe('first');
    expect(list.chosenSinceMs()).toBeNull();
    expect(list.wasChosen(clock.now())).toBe(true);
    // What is on the list is not forgotten, whatever else the file says.
    expect(list.toForget()).toEqual([two]);
  });

  it('loses no account where the file could not be read at the start', async () => {
    const { list, files } = await withTwo();
    await list.settled();
    files.failing.add(accountsFileName);
    const later = await open(files);
    files.failing.clear();
    later.list.add('11111111');
    await later.list.settled();
    const again = await open(files);
    expect(
      again.list
        .all()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([one, '11111111', two, 'first'].toSorted());
  });
});

describe('the files of the chosen account', () => {
  it('are those of the first one without a list, and with one that cannot be understood', async () => {
    const files = memoryFiles();
    expect(await chosenFiles(files)).toMatchObject({ files, isFirst: true });
    files.contents.set(accountsFileName, '{');
    expect((await chosenFiles(files)).isFirst).toBe(true);
  });

  it('are in a folder of their own for a further one', async () => {
    const { list, files } = await withTwo();
    list.choose(two);
    await list.settled();
    files.contents.set(`accounts/${two}/readings.json`, '{}');
    const found = await chosenFiles(files);
    expect(found.isFirst).toBe(false);
    expect((await found.files.read('readings.json')).kind).toBe('file');
    expect((await found.files.read('status.json')).kind).toBe('missing');
  });
});
