import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fail, type Result, succeed } from '../../../../main/core/failure.ts';
import { addDays } from '../../../../main/core/usage/plain-date.ts';
import type { ProcessEnd, Processes } from '../../../../main/ports/system.ts';
import { createQwencloudCliBreakdown, parseDays } from '../../../../main/sources/qwencloud-cli/breakdown.ts';
import { fakeClock } from '../../../support/fakes.ts';

/** Lines a day of the bill; each costs 1 and stands for 10 tokens. */
type Bill = Readonly<Record<string, number>>;

/**
 * The official client: of each month of the range the newest hundred lines, and zeros for the rest
 * (docs/facts/qwencloud-protocol.md §4.6).
 */
function officialRows(bill: Bill, from: string, to: string): readonly object[] {
  const left = new Map<string, number>();
  const rows: object[] = [];
  for (let day = to; day >= from; day = addDays(day, -1)) {
    const month = day.slice(0, 7);
    const read = Math.min(left.get(month) ?? 100, bill[day] ?? 0);
    left.set(month, (left.get(month) ?? 100) - read);
    rows.unshift({
      period: day,
      cost: read,
      currency: 'USD',
      ...(read > 0 ? { tokens_in: read * 10 } : { tokens_in: 0 }),
    });
  }
  return rows;
}

const ended = (end: Partial<ProcessEnd>): Result<ProcessEnd> =>
  succeed({ exitCode: 0, stdout: '', stderr: '', ...end });

function opened(run: (args: readonly string[]) => Result<ProcessEnd>) {
  const ran: (readonly string[])[] = [];
  const processes: Processes = {
    isInstalled: async () => true,
    run: async (_program, args) => {
      ran.push(args);
      return run(args);
    },
  };
  const source = createQwencloudCliBreakdown({ processes, clock: fakeClock() });
  const question = {
    model: 'm',
    range: { fromDate: '2026-09-01', toDate: '2026-10-07' },
    today: '2026-10-07',
    knownModels: ['me'],
  };
  const ask = (change: Partial<typeof question> = {}, signal = new AbortController().signal) =>
    source.breakdown({ ...question, ...change }, signal);
  return { ask, ran };
}

const valueAfter = (args: readonly string[], name: string) => args[args.indexOf(name) + 1] ?? '';
const officialOn = (bill: Bill) =>
  opened((args) => {
    const rows = officialRows(bill, valueAfter(args, '--from'), valueAfter(args, '--to'));
    return ended({ stdout: JSON.stringify({ model_id: 'm', rows, total: { cost: 0, currency: 'USD' } }) });
  });

it('fetches what the program cut off', async () => {
  const bill = Object.fromEntries(Array.from({ length: 37 }, (_, index) => [addDays('2026-09-01', index), 7]));
  const { ask, ran } = officialOn(bill);
  const answer = await ask();
  expect(answer).toMatchObject({
    breakdown: { total: { cost: 37 * 7, usage: [{ unit: 'tokens', amount: 37 * 70 }] } },
  });
  expect(ran.length).toBeGreaterThan(2);
});

it('adds up the whole bill, however it is spread over the days', async () => {
  const day = fc.tuple(fc.integer({ min: 0, max: 36 }), fc.integer({ min: 1, max: 60 }));
  await fc.assert(
    fc.asyncProperty(fc.array(day, { maxLength: 37 }), async (days) => {
      const bill = Object.fromEntries(days.map(([offset, lines]) => [addDays('2026-09-01', offset), lines]));
      const answer = await officialOn(bill).ask();
      const total = Object.values(bill).reduce((sum, lines) => sum + lines, 0);
      expect(answer).toMatchObject({ outcome: 'breakdown', breakdown: { total: { cost: total } } });
    }),
    { numRuns: 60 },
  );
});

it('asks once where nothing was used, and nothing of the months to come', async () => {
  const { ask, ran } = officialOn({});
  const answer = await ask({ range: { fromDate: '2026-10-01', toDate: '2026-12-31' } });
  expect(ran).toHaveLength(1);
  expect(valueAfter(ran[0] ?? [], '--to')).toBe('2026-10-08');
  expect(answer).toMatchObject({ breakdown: { toDate: '2026-12-31', currency: 'USD', total: { cost: 0 } } });
});

it('gives the model as one argument, whatever its name', async () => {
  const { ask, ran } = opened(() => ended({ exitCode: 1, stderr: '{}' }));
  await ask({ model: '--help' });
  expect(ran[0]).toContain('--model=--help');
});

it.each([
  [
    { exitCode: 1, stderr: errorJson('MODEL_NOT_FOUND', "Model 'm' not found. Did you mean 'mm'?") },
    { kind: 'model-not-found', model: 'm', near: ['mm', 'me'] },
  ],
  [
    { exitCode: 1, stderr: errorJson('UNKNOWN_ERROR', 'date range exceeds maximum lookback (1 year)') },
    { kind: 'period', reason: 'too-far-back' },
  ],
  [
    { exitCode: 2, stderr: errorJson('AUTH_REQUIRED', '') },
    { kind: 'failure', failure: { kind: 'signed-out' } },
  ],
  [
    { exitCode: 0, stdout: '{"model_id":"other","rows":[],"total":{"currency":"USD"}}' },
    { kind: 'failure', failure: { kind: 'unknown-shape', where: 'usage breakdown' } },
  ],
] as const)('says why not: %j', async (end, problem) => {
  expect(await opened(() => ended(end)).ask()).toEqual({ outcome: 'failed', problem });
});

it('passes on what kept the program from running', async () => {
  const { ask } = opened(() => fail({ kind: 'program-failed', program: 'qwencloud', code: 'not-installed' }));
  expect(await ask()).toMatchObject({ problem: { failure: { code: 'not-installed' } } });
});

it('ends with the question that replaced it', async () => {
  const newer = new AbortController();
  newer.abort();
  expect(await officialOn({}).ask({}, newer.signal)).toEqual({ outcome: 'failed', problem: { kind: 'superseded' } });
});

it('reads every unit the program prints', () => {
  const row = { period: '2026-10-01', cost: 1, currency: 'USD', tokens_in: 1, tokens_out: 2, usage: { seconds: 3 } };
  expect(parseDays({ model_id: 'm', rows: [row], total: { currency: 'USD' } }, 'm')?.rows[0]?.usage).toEqual([
    { unit: 'tokens', amount: 3 },
    { unit: 'seconds', amount: 3 },
  ]);
});

it('is total on any JSON', () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => void parseDays(json, 'm')));
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (rows) => {
      parseDays({ model_id: 'm', rows, total: { currency: 'USD' } }, 'm');
    }),
  );
});

function errorJson(code: string, message: string): string {
  return `Warning: data may be incomplete.\n${JSON.stringify({ error: { code, message, exit_code: 1 } })}\n`;
}
