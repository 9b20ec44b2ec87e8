import { expect, it } from 'vitest';
import { textOf } from '../../../main/core/history/month-file.ts';
import { minuteMs } from '../../../main/core/quota/calendar.ts';
import { reading } from '../../unit/core/history/records.ts';
import { createCliEnvironment, twoProviders } from '../cli/environment.ts';

const nowMs = Date.now();
const month = new Date(nowMs).toISOString().slice(0, 7);
const id = '0a1b2c3d';
const listOf = (chosen: string): string =>
  JSON.stringify({
    version: 1,
    accounts: [
      { id: 'first', number: 1, name: null },
      { id, number: 2, name: null },
    ],
    ...{ chosen, chosenSinceMs: null, toForget: [] },
  });

it('speaks of the history of the chosen account, with the switches of this computer', async () => {
  const cli = createCliEnvironment();
  cli.write('.qwen/settings.json', twoProviders);
  cli.write(`data/history/${month}.jsonl`, textOf([reading(nowMs - 3 * minuteMs, 40)]));
  cli.write(`data/accounts/${id}/history/${month}.jsonl`, textOf([reading(nowMs - 3 * minuteMs, 94)]));
  await cli.run(['switch', 'box b', '--yes']);
  cli.write('data/accounts.json', listOf('first'));
  expect((await cli.run(['history'])).out).toMatch(/ 40% [\s\S]*Switched/);
  cli.write('data/accounts.json', listOf(id));
  const { out } = await cli.run(['history']);
  expect(out).toMatch(/ 94% [\s\S]*Switched/);
  expect(out).not.toContain('40%');
});

it('says why notices of the chosen account came or not', async () => {
  const cli = createCliEnvironment();
  const decision = { atMs: nowMs, kind: 'threshold', pool: 'coding-plan', windowId: 'week', thresholdPercent: 75 };
  const decisions = [{ ...decision, outcome: 'shown' }];
  cli.write(`data/accounts/${id}/decisions.json`, JSON.stringify({ version: 1, decisions }));
  cli.write('data/accounts.json', listOf('first'));
  expect((await cli.run(['why'])).out).toContain('No notice was shown');
  cli.write('data/accounts.json', listOf(id));
  expect((await cli.run(['why'])).out).toMatch(/75%.*shown/);
});
