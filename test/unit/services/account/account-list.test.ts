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

  it('is repaired where somebody edited it: names on one line, a number for each account, and nobody is left out', async () => {
    const files = memoryFiles();
    const ids = [one, two, ...['1', '2', '3', '4'].map((digit) => digit.repeat(8))];
    const accounts = ids.map((id, at) => ({ id, number: at === 5 ? 3 : 1, name: 'a\u001b[31m\nb\u202ec' }));
    const content = { version: 1, accounts, chosen: two, chosenSinceMs: null, toForget: [] };
    files.contents.set(accountsFileName, JSON.stringify(content));
    const { list } = await open(files);
    expect(list.all().map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(list.labelOf('4'.repeat(8)).number).toBe(3);
    expect(new Set(list.all().map(({ id }) => id))).toEqual(new Set(['first', ...ids]));
    expect(list.labelOf(two).name).toBe('a\ufffd[31m\ufffdb\ufffdc');
    expect(list.canAdd()).toBe(false);
  });

  it('loses no account, name or choice where the file could not be read at the start, however often it is written', async () => {
    const { list, files, clock } = await withTwo();
    list.rename('first', 'Work');
    list.rename(two, 'Private');
    list.choose(two);
    list.remove(one);
    await list.settled();
    files.failing.add(accountsFileName);
    const later = await open(files, clock);
    expect(later.list.all()).toHaveLength(1);
    later.list.prepare('11111111');
    await later.list.settled();
    files.failing.clear();
    await clock.advance(1000);
    later.list.add('11111111');
    await later.list.settled();
    later.list.rename('11111111', 'Third');
    await later.list.settled();
    // This run goes on with what it has shown.
    expect(later.list.chosen().id).toBe('first');
    expect(later.list.all().map(({ number }) => number)).toEqual([1, 2]);
    const again = await open(files, clock);
    expect(again.list.all()).toEqual([
      { id: 'first', number: 1, name: 'Work' },
      { id: '11111111', number: 2, name: 'Third' },
      { id: two, number: 3, name: 'Private' },
    ]);
    expect(again.list.chosen().id).toBe(two);
    expect(again.list.chosenSinceMs()).toBe(clock.now() - 1000);
    expect(again.list.toForget()).toEqual([one]);
  });

  it('takes the choice and the names of a run that could not read the file at its start', async () => {
    const { list, files, clock } = await withTwo();
    list.rename('first', 'Work');
    list.choose(two);
    await list.settled();
    files.failing.add(accountsFileName);
    const later = await open(files, clock);
    files.failing.clear();
    later.list.rename('first', 'Office');
    later.list.choose('first');
    await later.list.settled();
    const again = await open(files, clock);
    expect(again.list.labelOf('first').name).toBe('Office');
    expect(again.list.chosen().id).toBe('first');
    expect(again.list.all()).toHaveLength(3);
  });

  it.each(['{"version":1,"acc', null])('lists again what has a folder where the list is lost (%j)', async (text) => {
    const files = memoryFiles({
      [`accounts/${two}/history/a.jsonl`]: '',
      [`accounts/${one}/readings.json`]: '{}',
      'accounts/notes.txt': 'not ours',
      ...(text !== null && { [accountsFileName]: text }),
    });
    const { list } = await open(files);
    expect(list.all()).toEqual([
      { id: 'first', number: 1, name: null },
      { id: one, number: 2, name: null },
      { id: two, number: 3, name: null },
    ]);
    list.rename(two, 'Private');
    list.remove(one);
    await list.settled();
    const again = await open(files);
    expect(again.list.all().map(({ name }) => name)).toEqual([null, 'Private']);
    expect(again.list.toForget()).toEqual([one]);
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
