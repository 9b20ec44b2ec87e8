import { expect, it } from 'vitest';
import { emptySnapshot, type ReadingOf } from '../../../../main/core/quota/model.ts';
import type { Session } from '../../../../main/core/session.ts';
import { breakdownOf } from '../../../../main/core/usage/breakdown.ts';
import type { BreakdownAnswer, BreakdownQuestion } from '../../../../main/core/usage/breakdown-model.ts';
import type { BreakdownAsk, RegisteredBreakdown } from '../../../../main/ports/sources.ts';
import { createBreakdowns } from '../../../../main/services/polling/breakdowns.ts';
import { fakeClock, settle } from '../../../support/fakes.ts';
import { noonMs } from '../../../support/readings.ts';

const minuteMs = 60_000;
const failed = (kind: 'signed-out' | 'session-expired' | 'offline') => ({
  outcome: 'failed',
  problem: { kind: 'failure', failure: { kind } },
});

const signedIn = (region: 'international' | 'china', account = 'a'): Session => ({
  state: 'signed-in',
  region,
  account,
  expiresAtMs: null,
  storage: { kind: 'memory' },
});
const signedOut = (cause: 'never' | 'expired'): Session => ({ state: 'signed-out', lastEnd: null, cause });

const question: BreakdownQuestion = {
  model: 'qwen-plus',
  period: { kind: 'named', name: 'last-month' },
  granularity: 'month',
};

type Reply = (asked: BreakdownAsk, signal: AbortSignal) => Promise<BreakdownAnswer>;

const told: Reply = async ({ model, range }) => ({
  outcome: 'breakdown',
  breakdown: breakdownOf([{ date: '2026-09-03', cost: 2, usage: { unit: 'tokens', amount: 9 } }], {
    model,
    ...range,
    currency: 'USD',
    sourceId: 'qwencloud',
    takenAtMs: 1,
  }),
});

function opened(reply: Reply = told, regions: readonly RegisteredBreakdown['region'][] = ['international', 'china']) {
  const clock = fakeClock(noonMs);
  const asked: (BreakdownAsk & { readonly region: string | null })[] = [];
  const state = { session: signedIn('international') as Session, timeZone: 'UTC' };
  const sources = regions.map(
    (region): RegisteredBreakdown => ({
      region,
      source: {
        id: region === 'china' ? 'qianwen' : 'qwencloud',
        breakdown(ask, signal) {
          asked.push({ ...ask, region });
          return reply(ask, signal);
        },
      },
    }),
  );
  const free: ReadingOf<'free-tier'> = {
    pool: 'free-tier',
    sourceId: 'qwencloud',
    takenAtMs: noonMs,
    windows: [],
    models: [{ model: 'qwen-image', quota: null, status: null, endsAtMs: null }],
  };
  const breakdowns = createBreakdowns({
    sources,
    clock,
    session: () => state.session,
    snapshot: () => ({
      ...emptySnapshot,
      pools: [{ pool: 'free-tier', state: 'fresh', reading: free, disagreements: [] }],
    }),
    timeZone: () => state.timeZone,
  });
  return { breakdowns, asked, state, clock };
}

it('asks the service of the account, with the models it is known to have', async () => {
  const { breakdowns, asked, state } = opened();
  const answer = await breakdowns.ask(question);
  expect(asked).toEqual([
    {
      region: 'international',
      model: 'qwen-plus',
      range: { fromDate: '2026-09-01', toDate: '2026-09-30' },
      today: '2026-10-07',
      knownModels: ['qwen-image'],
    },
  ]);
  expect(answer).toMatchObject({ breakdown: { granularity: 'month', rows: [{ period: '2026-09', cost: 2 }] } });
  state.session = signedIn('china');
  await breakdowns.ask(question);
  expect(asked.at(-1)?.region).toBe('china');
});

it('counts the days of the zone the machine is in', async () => {
  const { breakdowns, asked, state, clock } = opened();
  clock.jump(13 * 60 * minuteMs); // 17:00 UTC: the next day in China
  state.timeZone = 'Asia/Shanghai';
  await breakdowns.ask({ ...question, period: { kind: 'named', name: 'today' } });
  expect(asked[0]?.range).toEqual({ fromDate: '2026-10-08', toDate: '2026-10-08' });
});

it('asks once for the same days, for five minutes and one account', async () => {
  const { breakdowns, asked, state, clock } = opened();
  await breakdowns.ask(question);
  const byDay = await breakdowns.ask({ ...question, granularity: 'day' });
  expect(byDay).toMatchObject({ breakdown: { granularity: 'day', total: { cost: 2 } } });
  expect(asked).toHaveLength(1);
  state.session = signedIn('international', 'b');
  await breakdowns.ask(question);
  expect(asked).toHaveLength(2);
  clock.jump(5 * minuteMs);
  await breakdowns.ask(question);
  expect(asked).toHaveLength(3);
});

it('refuses a period without asking', async () => {
  const { breakdowns, asked } = opened();
  expect(await breakdowns.ask({ ...question, period: { kind: 'days', days: 0 } })).toEqual({
    outcome: 'failed',
    problem: { kind: 'period', reason: 'not-a-count' },
  });
  expect(asked).toEqual([]);
});

it.each([
  [signedOut('never'), 'signed-out'],
  [signedOut('expired'), 'session-expired'],
] as const)('says that there is no account: %j', async (session, kind) => {
  const { breakdowns, state } = opened();
  state.session = session;
  expect(await breakdowns.ask(question)).toEqual(failed(kind));
});

it('asks an installed program only where there is no account', async () => {
  const { breakdowns, asked, state } = opened(told, ['international', null]);
  await breakdowns.ask(question);
  state.session = signedOut('never');
  expect((await breakdowns.ask(question)).outcome).toBe('breakdown');
  expect(asked.map(({ region }) => region)).toEqual(['international', null]);
});

it('asks for a sign-in if the program is not installed', async () => {
  const notInstalled: Reply = async () => ({
    outcome: 'failed',
    problem: { kind: 'failure', failure: { kind: 'program-failed', program: 'qwencloud', code: 'not-installed' } },
  });
  const { breakdowns, state } = opened(notInstalled, [null]);
  state.session = signedOut('never');
  expect(await breakdowns.ask(question)).toEqual(failed('signed-out'));
});

it('does not cache a failure', async () => {
  let replies = 0;
  const { breakdowns } = opened(async (asked, signal) => {
    replies += 1;
    if (replies > 1) return told(asked, signal);
    return { outcome: 'failed', problem: { kind: 'failure', failure: { kind: 'offline' } } };
  });
  expect(await breakdowns.ask(question)).toEqual(failed('offline'));
  expect((await breakdowns.ask(question)).outcome).toBe('breakdown');
});

const untilAborted: Reply = (_asked, signal) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ outcome: 'failed', problem: { kind: 'superseded' } }));
  });

it.each(['another question', 'the end'])('ends a question with %s', async (by) => {
  const { breakdowns } = opened(untilAborted);
  const first = breakdowns.ask(question);
  await settle();
  const second = by === 'the end' ? null : breakdowns.ask({ ...question, model: 'other' });
  if (second === null) breakdowns.stop();
  expect(await first).toEqual({ outcome: 'failed', problem: { kind: 'superseded' } });
  breakdowns.stop();
  await second;
});
