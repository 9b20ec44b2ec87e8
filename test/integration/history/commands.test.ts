import { expect, it } from 'vitest';
import { textOf } from '../../../main/core/history/month-file.ts';
import { dayMs, minuteMs } from '../../../main/core/quota/calendar.ts';
import { reading } from '../../unit/core/history/records.ts';
import { createCliEnvironment, twoProviders } from '../cli/environment.ts';

const nowMs = Date.now();

it('shows the highest level of each day, and exports all that was recorded', async () => {
  const cli = createCliEnvironment();
  expect(await cli.run(['history'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nothing was recorded yet'),
  });
  const month = new Date(nowMs).toISOString().slice(0, 7);
  const records = [40, 94, 3].map((used, index) => reading(nowMs - 3 * minuteMs + index, used));
  cli.write(`data/history/${month}.jsonl`, textOf(records));
  const shown = await cli.run(['history', '--days', '30']);
  expect(shown.out).toMatch(/Coding Plan · \S.*94/);
  expect(shown.out.trim().split('\n')).toHaveLength(1);
  const json = await cli.run(['history', '--json']);
  expect(JSON.parse(json.out)).toHaveLength(3);
  const csv = await cli.run(['history', '--csv']);
  expect(csv.out.trim().split('\n')).toHaveLength(4);
  expect(await cli.run(['history', '--csv', '--json'])).toMatchObject({ code: 4 });
  for (const days of ['0', '0x10', '1e2', '731']) {
    expect(await cli.run(['history', '--days', days])).toMatchObject({ code: 4 });
  }
});

it('shows the same whole percent as the status', async () => {
  const cli = createCliEnvironment();
  // In floating point, 0.29 × 100 is less than 29.
  cli.write(`data/history/${new Date(nowMs).toISOString().slice(0, 7)}.jsonl`, textOf([reading(nowMs, 29)]));
  expect((await cli.run(['history'])).out).toMatch(/\s29%$/m);
});

it('reads a month of more records than a call can have arguments', async () => {
  const cli = createCliEnvironment();
  const records = Array.from({ length: 130_000 }, (_, index) => reading(nowMs - index, index % 101));
  cli.write(`data/history/${new Date(nowMs).toISOString().slice(0, 7)}.jsonl`, textOf(records));
  expect(await cli.run(['history'])).toMatchObject({ code: 0, out: expect.stringMatching(/\s100%$/m) });
});

it('contains the switches of the command line', async () => {
  const cli = createCliEnvironment();
  cli.write('.qwen/settings.json', twoProviders);
  expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
  const { out } = await cli.run(['history']);
  expect(out).toMatch(/Switched: \[?Box B\]?.* · m-b/);
  expect(out).not.toContain('file/');
});

it('has a line for each day on which a level stayed', async () => {
  const cli = createCliEnvironment();
  const stays = [reading(nowMs - 5 * dayMs, 40), reading(nowMs - dayMs, 40), reading(nowMs, 60)];
  for (const month of new Set(stays.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 7)))) {
    const inMonth = stays.filter(({ atMs }) => new Date(atMs).toISOString().startsWith(month));
    cli.write(`data/history/${month}.jsonl`, textOf(inMonth));
  }
  const lines = (await cli.run(['history'])).out.trim().split('\n');
  expect(lines.map((line) => /(\d+%)$/.exec(line)?.[1])).toEqual(['40%', '40%', '40%', '40%', '40%', '60%']);
  const since = (await cli.run(['history', '--days', '3'])).out.trim().split('\n');
  expect(since.filter((line) => line.endsWith('40%')).length, 'a level from before the days').toBeGreaterThanOrEqual(2);
});
