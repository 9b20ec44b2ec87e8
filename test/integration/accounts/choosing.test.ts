import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { emptySnapshot } from '../../../main/core/quota/model.ts';
import { eventually } from '../../support/eventually.ts';
import { accountOf, type Desk, openDesk, usedIn } from './environment.ts';

const minuteMs = 60_000;
let home: string;
let desk: Desk;

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-choosing-'));
  mkdirSync(path.join(home, '.qwen/projects/-w/chats'), { recursive: true });
});
afterEach(async () => {
  await desk.close();
  rmSync(home, { recursive: true, force: true });
});

/** Writes a log of so many requests, the last of them at this time. */
function log(name: string, count: number, lastAtMs: number): void {
  const lines = Array.from({ length: count }, (_, index) => {
    const uiEvent = {
      'event.name': 'qwen-code.api_response',
      'event.timestamp': new Date(lastAtMs - (count - 1 - index)).toISOString(),
      ...{ response_id: `${name}${index}`, model: 'qwen3.5-plus' },
    };
    return `${JSON.stringify({ sessionId: name, systemPayload: { uiEvent } })}\n`;
  });
  writeFileSync(path.join(home, `.qwen/projects/-w/chats/${name}.jsonl`), lines.join(''));
}

const usedByChosen = (): number | null => usedIn(desk.runtime().quota.snapshot());
const usedByOther = (): number | null => usedIn(desk.runtime().accounts.view().others[0]?.snapshot ?? emptySnapshot);

/** Account 1 is signed out and has 25 logged requests; account 2 has no Coding Plan at the service. Returns its id. */
async function openWithLog(): Promise<string> {
  log('before', 25, Date.now() - minuteMs);
  desk = await openDesk({ ...defaultPreferences, codingPlan: 'lite' }, home);
  await eventually('the count', () => usedByChosen() === 25);
  desk.standIn.addAccount({ ...accountOf('home', 0), codingPlan: null });
  await desk.signIn('new');
  return desk.runtime().accounts.view().others[0]?.id ?? '';
}

it('gives no counted requests to an account that is not chosen any more, however quickly another is', async () => {
  const second = await openWithLog();
  for (const id of [second, 'first', second]) desk.runtime().accounts.choose(id);
  await desk.runtime().quota.refresh();
  expect(usedByOther()).toBeNull();
  desk.runtime().accounts.choose('first');
  await eventually('the count', () => usedByChosen() === 25);
  const asked = desk.runtime().quota.refresh();
  desk.runtime().accounts.choose(second);
  await asked;
  await desk.runtime().quota.refresh();
  expect(usedByOther()).toBeNull();
  await desk.restart();
  expect(usedByOther()).toBeNull();
});

it('counts for an account what was logged while Qwen Code used it', async () => {
  const second = await openWithLog();
  desk.runtime().accounts.choose(second);
  // What is known of its plan comes from the logs, too.
  await desk.runtime().quota.signOut();
  await eventually('an unused plan', () => usedByChosen() === 0);
  log('since', 3, Date.now());
  await desk.runtime().quota.refresh();
  await eventually('the count of the second account', () => usedByChosen() === 3);
  await desk.restart();
  await desk.runtime().quota.refresh();
  expect(usedByChosen()).toBe(3);
  desk.runtime().accounts.choose('first');
  await eventually('the count of the first account', () => usedByChosen() === 25);
});
