import { afterEach, expect, it } from 'vitest';
import type { OtherAccount } from '../../../main/core/accounts.ts';
import { eventually } from '../../support/eventually.ts';
import { accountOf, type Desk, openDesk } from './environment.ts';

let desk: Desk;
afterEach(() => desk.close());

const others = (): readonly OtherAccount[] => desk.runtime().accounts.view().others;
const idOfOther = (): string => others()[0]?.id ?? '';
const tokenNames = (): readonly string[] =>
  Object.keys(desk.vault())
    .filter((name) => name.startsWith('access-token'))
    .toSorted();
const namesOf = (start: string): readonly string[] =>
  [...desk.files.contents.keys()].filter((name) => name.startsWith(start));
const toForget = (): unknown => JSON.parse(desk.files.contents.get('accounts.json') ?? '{}').toForget;

async function add(name: string): Promise<void> {
  desk.standIn.addAccount(accountOf(name, 1));
  await desk.signIn('new');
}

async function openWithTwo(): Promise<void> {
  desk = await openDesk();
  await desk.signIn();
  await add('home');
}

async function restart(isLocked: boolean): Promise<void> {
  desk.keyring.isLocked = isLocked;
  await desk.restart();
  const expected = isLocked ? 'signed-out' : 'signed-in';
  const sessions = () => [desk.runtime().signIn.session(), ...others().map(({ session }) => session)];
  await eventually(`sessions: ${expected}`, () => sessions().every(({ state }) => state === expected));
}

it('keeps all sessions if an account is added and dropped while the keyring is locked', async () => {
  await openWithTwo();
  const kept = desk.files.contents.get('vault.bin');
  await restart(true);
  desk.user.approves = false;
  await desk.runtime().signIn.start('international', 'new');
  await eventually('the page', () => desk.runtime().accounts.view().adding?.state === 'waiting');
  const readings = namesOf(`accounts/${idOfOther()}/`);
  desk.runtime().signIn.cancel();
  await desk.runtime().quota.refresh();
  expect(namesOf('vault')).toEqual(['vault.bin']);
  expect(desk.files.contents.get('vault.bin')).toBe(kept);
  await restart(false);
  await eventually('nothing to be left', () => JSON.stringify(toForget()) === '[]');
  expect(namesOf('accounts/')).toEqual(expect.arrayContaining([...readings]));
  expect(others()).toHaveLength(1);
});

it('removes an account while the keyring is locked, and its token once it is unlocked', async () => {
  await openWithTwo();
  await restart(true);
  const id = idOfOther();
  await desk.runtime().accounts.remove(id);
  expect(namesOf('vault')).toEqual(['vault.bin']);
  expect(namesOf(`accounts/${id}`)).toEqual([]);
  expect(toForget()).toEqual([id]);
  await restart(false);
  await eventually('nothing to be left', () => JSON.stringify(toForget()) === '[]');
  expect(tokenNames()).toEqual(['access-token']);
  expect(others()).toEqual([]);
});

it('leaves the vault alone if one of several accounts is signed out while the keyring is locked', async () => {
  await openWithTwo();
  await restart(true);
  await desk.runtime().quota.signOut();
  await restart(false);
  expect(tokenNames()).toHaveLength(2);
});

it('keeps the sessions of earlier runs if the keyring is unlocked after an account was added', async () => {
  await openWithTwo();
  await restart(true);
  await add('third');
  desk.keyring.isLocked = false;
  await add('fourth');
  expect(tokenNames()).toHaveLength(4);
  expect(namesOf('vault')).toEqual(['vault.bin']);
  await restart(false);
  expect(others()).toHaveLength(3);
});

it.each([
  ['nothing is written after it', () => {}],
  ['the list is written after it', () => desk.runtime().accounts.rename('first', 'Work')],
])('removes an account on a full disk for good, if %s', async (_name, after) => {
  await openWithTwo();
  desk.files.full = true;
  await desk.runtime().accounts.remove(idOfOther());
  desk.files.full = false;
  after();
  await restart(false);
  expect(others()).toEqual([]);
  await eventually('nothing to be left', () => JSON.stringify(toForget()) === '[]');
  expect(tokenNames()).toEqual(['access-token']);
  expect(namesOf('accounts/')).toEqual([]);
});
