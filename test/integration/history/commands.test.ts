import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  expect(shown.out).toMatch(/ 94% {2}Coding Plan · Week$/m);
  expect(shown.out.trim().split('\n'), 'a heading and a day').toHaveLength(2);
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
  expect((await cli.run(['history'])).out).toMatch(/ 29% /);
});

it('reads a month of more records than a call can have arguments', async () => {
  const cli = createCliEnvironment();
  const records = Array.from({ length: 130_000 }, (_, index) => reading(nowMs - index, index % 101));
  cli.write(`data/history/${new Date(nowMs).toISOString().slice(0, 7)}.jsonl`, textOf(records));
  expect(await cli.run(['history'])).toMatchObject({ code: 0, out: expect.stringMatching(/ 100% /) });
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
  const [, ...lines] = (await cli.run(['history'])).out.trim().split('\n');
  expect(lines.map((line) => /(\d+%)/.exec(line)?.[1])).toEqual(['40%', '40%', '40%', '40%', '40%', '60%']);
  const since = (await cli.run(['history', '--days', '3'])).out.trim().split('\n');
  expect(since.filter((line) => line.includes(' 40% ')).length, 'a level from before the days').toBeGreaterThanOrEqual(
    2,
  );
});

it.each(['file', 'pipe'])('names a %s where the folder should be, and keeps it when it records', async (kind) => {
  const cli = createCliEnvironment();
  cli.write('.qwen/settings.json', twoProviders);
  cli.write('data/other', '');
  const place = join(cli.home, 'data/history');
  if (kind === 'file') cli.write('data/history', 'mine');
  else execFileSync('mkfifo', [place]);
  expect(await cli.run(['history'])).toMatchObject({
    ...{ code: 1, out: '' },
    err: expect.stringContaining(place),
  });
  expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
  expect((await cli.run(['history'])).out).toContain('Switched');
  const kept = readdirSync(join(cli.home, 'data')).filter((name) => name.startsWith('history.broken-'));
  expect(kept).toHaveLength(1);
  if (kind === 'file') expect(readFileSync(join(cli.home, 'data', kept[0] ?? ''), 'utf8')).toBe('mine');
});

it('keeps a line break in a name in the CSV', async () => {
  const cli = createCliEnvironment();
  const month = new Date(nowMs).toISOString().slice(0, 7);
  const record = { kind: 'switch', atMs: nowMs, providerId: null, model: 'one\ntwo' } as const;
  cli.write(`data/history/${month}.jsonl`, textOf([record]));
  const { out } = await cli.run(['history', '--csv']);
  expect(out).toContain('"one\ntwo"');
  expect(out).not.toContain('\uFFFD');
});

it('shows what an earlier version recorded until the app takes it over, and changes nothing', async () => {
  const cli = createCliEnvironment();
  const series = [
    {
      ...{ pool: 'coding-plan', windowId: 'week', certainty: 'exact' },
      points: [{ atMs: nowMs - minuteMs, used: 42, limit: 100 }],
    },
  ];
  const text = JSON.stringify({ version: 1, series });
  cli.write('data/history.json', text);
  expect((await cli.run(['history'])).out).toMatch(/ 42% /);
  expect(JSON.parse((await cli.run(['history', '--json'])).out)).toHaveLength(1);
  expect(readFileSync(join(cli.home, 'data/history.json'), 'utf8')).toBe(text);
  expect(existsSync(join(cli.home, 'data/history'))).toBe(false);
  const month = new Date(nowMs - minuteMs).toISOString().slice(0, 7);
  cli.write(`data/history/${month}.jsonl`, textOf([reading(nowMs - minuteMs, 42)]));
  expect(JSON.parse((await cli.run(['history', '--json'])).out), 'taken over').toHaveLength(1);
  cli.write('data/history.json', 'no JSON');
  expect(await cli.run(['history'])).toMatchObject({ code: 0 });
  expect(readFileSync(join(cli.home, 'data/history.json'), 'utf8')).toBe('no JSON');
});
