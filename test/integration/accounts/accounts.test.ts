import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import type { OtherAccount } from '../../../main/core/accounts.ts';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { emptySnapshot } from '../../../main/core/quota/model.ts';
import { eventually } from '../../support/eventually.ts';
import { accountOf, type Desk, openDesk, usedIn } from './environment.ts';

let desk: Desk | null = null;
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const other = ({ runtime }: Desk): OtherAccount => {
  const [account] = runtime().accounts.view().others;
  if (account === undefined) throw new Error('there is no other account');
  return account;
};

/** Signed in to an account with 321 requests used, and to one with 77. */
async function openWithTwo(): Promise<Desk> {
  const opened = await openDesk();
  desk = opened;
  opened.standIn.account.update(accountOf('work', 321));
  await opened.signIn();
  opened.standIn.addAccount(accountOf('home', 77));
  await opened.signIn('new');
  await eventually(
    'both numbers',
    () => usedIn(opened.runtime().quota.snapshot()) === 321 && usedIn(other(opened).snapshot) === 77,
  );
  return opened;
}

it('shows the numbers of each account as its own, asked for with its own token', async () => {
  const { runtime, bearers, vault, files } = await openWithTwo();
  const { chosen, others, adding } = runtime().accounts.view();
  expect(chosen).toEqual({ id: 'first', number: 1, name: null });
  expect(others.map(({ number, name }) => ({ number, name }))).toEqual([{ number: 2, name: null }]);
  expect(adding).toBeNull();
  const [id] = others.map((one) => one.id);
  const tokens = Object.entries(vault()).filter(([name]) => name.startsWith('access-token'));
  expect(tokens.map(([name]) => name)).toEqual(['access-token', `access-token/${id}`]);
  // Those of the console are given in exchange for one of them.
  const sent = [...bearers.keys()].filter((bearer) => !bearer.includes('console'));
  expect(sent.toSorted()).toEqual(tokens.map(([, record]) => `Bearer ${JSON.parse(record).accessToken}`).toSorted());
  // The address of no account is in a plain file.
  for (const [name, text] of files.contents) if (name !== 'vault.bin') expect(text).not.toContain('@example.com');
});

it('restores all accounts, their names and the choice after a restart', async () => {
  const opened = await openWithTwo();
  const { id } = other(opened);
  opened.runtime().accounts.rename(id, '  Private ');
  opened.runtime().accounts.choose(id);
  expect(usedIn(opened.runtime().quota.snapshot())).toBe(77);
  await opened.restart();
  const { chosen, others } = opened.runtime().accounts.view();
  expect(chosen).toEqual({ id, number: 2, name: 'Private' });
  expect(usedIn(opened.runtime().quota.snapshot())).toBe(77);
  expect(others.map((one) => [one.id, usedIn(one.snapshot)])).toEqual([['first', 321]]);
  await eventually('both sessions', () =>
    [opened.runtime().signIn.session(), other(opened).session].every(({ state }) => state === 'signed-in'),
  );
});

it('removes a further account with its session, its numbers and its history, at the service too', async () => {
  const opened = await openWithTwo();
  const { id } = other(opened);
  opened.runtime().accounts.choose(id);
  await opened.runtime().accounts.remove(id);
  expect(opened.runtime().accounts.view()).toMatchObject({ chosen: { id: 'first' }, others: [], canAdd: true });
  expect(Object.keys(opened.vault()).toSorted()).toEqual(['access-token', 'client-id']);
  expect([...opened.files.contents.keys()].filter((name) => name.startsWith('accounts/'))).toEqual([]);
  await opened.restart();
  expect(opened.runtime().accounts.view()).toMatchObject({ chosen: { id: 'first' }, others: [] });
  expect(usedIn(opened.runtime().quota.snapshot())).toBe(321);
});

it('leaves the other account alone when one session ends, and names the account in the notice', async () => {
  const opened = await openWithTwo();
  opened.standIn.expireTokens('id-of-home');
  await opened.runtime().quota.refresh();
  await eventually('the end of the session', async () => {
    await opened.runtime().quota.refresh();
    return other(opened).session.state === 'signed-out';
  });
  expect(opened.runtime().signIn.session().state).toBe('signed-in');
  expect(usedIn(other(opened).snapshot)).toBe(77);
  const { id } = other(opened);
  await eventually('the notice', () => opened.notices.length > 0);
  expect(opened.notices.map(({ tag, title }) => ({ tag, title }))).toEqual([
    { tag: `${id}:session`, title: 'Account 2: Your session has ended' },
  ]);
});

it('refuses to add an account that is here already, and keeps no token of it', async () => {
  const opened = await openDesk();
  desk = opened;
  await opened.signIn();
  await opened.signIn('new');
  expect(opened.runtime().accounts.view()).toMatchObject({
    others: [],
    adding: { state: 'signed-out', lastEnd: { kind: 'already-here' } },
  });
  opened.runtime().signIn.cancel();
  expect(opened.runtime().accounts.view().adding).toBeNull();
  await eventually('nothing to be left', () => Object.keys(opened.vault()).length === 2);
});

it('drops an account at once when it is cancelled before its sign-in has begun', async () => {
  const opened = await openDesk();
  desk = opened;
  const { signIn, accounts } = opened.runtime();
  const started = signIn.start('international', 'new');
  signIn.cancel();
  await started;
  expect(accounts.view()).toMatchObject({ others: [], adding: null });
  opened.standIn.addAccount(accountOf('home', 77));
  await opened.signIn('new');
  expect(accounts.view().others).toHaveLength(1);
});

it('shows the other account again, signed in, where the list is damaged', async () => {
  const opened = await openWithTwo();
  const { id } = other(opened);
  await opened.runtime().stop();
  opened.files.contents.set('accounts.json', '{"version":1,"acc');
  await opened.restart();
  expect(other(opened)).toMatchObject({ id, number: 2, name: null });
  expect(usedIn(other(opened).snapshot)).toBe(77);
  await eventually('its session', () => other(opened).session.state === 'signed-in');
  await opened.runtime().accounts.remove(id);
  expect(Object.keys(opened.vault()).toSorted()).toEqual(['access-token', 'client-id']);
  expect([...opened.files.contents.keys()].filter((name) => name.startsWith('accounts/'))).toEqual([]);
});

it('counts Qwen Code’s logs for the chosen account alone', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-accounts-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(path.join(home, '.qwen/projects/-w/chats'), { recursive: true });
  const uiEvent = {
    'event.name': 'qwen-code.api_response',
    'event.timestamp': new Date().toISOString(),
    ...{ response_id: 'one', model: 'qwen3.5-plus' },
  };
  const line = JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } });
  writeFileSync(path.join(home, '.qwen/projects/-w/chats/a.jsonl'), `${line}\n`);
  desk = await openDesk({ ...defaultPreferences, codingPlan: 'lite' }, home);
  const { runtime, standIn, signIn } = desk;
  // Nobody is signed in to the first account: what is known of its plan comes from the logs.
  await eventually('the count', () => usedIn(runtime().quota.snapshot()) === 1);
  standIn.addAccount({ ...accountOf('home', 0), codingPlan: null });
  await signIn('new');
  const [added] = runtime().accounts.view().others;
  runtime().accounts.choose(added?.id ?? '');
  expect(usedIn(runtime().accounts.view().others[0]?.snapshot ?? emptySnapshot)).toBeNull();
  expect(runtime().pastUsage.localUse()?.rows).toHaveLength(1);
  runtime().accounts.choose('first');
  await eventually('the count of the first account', () => usedIn(runtime().quota.snapshot()) === 1);
});

it('writes the other accounts to status.json, by number and name', async () => {
  const opened = await openWithTwo();
  opened.runtime().accounts.rename(other(opened).id, 'Private');
  const status = await eventually('the other account', () => {
    const { qwen_gauge } = JSON.parse(opened.files.contents.get('status.json') ?? '{}');
    return qwen_gauge?.other_accounts?.[0]?.name === 'Private' && qwen_gauge;
  });
  const [account] = status.other_accounts;
  expect(account).toMatchObject({ number: 2, session: { state: 'signed-in', region: 'international' } });
  const usedOf = (pools: { pool: string; windows: { window: string; used: number }[] }[]) =>
    pools.find(({ pool }) => pool === 'coding-plan')?.windows.find(({ window }) => window === 'five-hours')?.used;
  expect([usedOf(status.pools), usedOf(account.pools)]).toEqual([321, 77]);
});
