import { expect, it } from 'vitest';
import { succeed } from '../../../../main/core/failure.ts';
import type { BreakdownAnswer } from '../../../../main/core/usage/breakdown-model.ts';
import { createQwencloudBreakdown } from '../../../../main/sources/qwencloud/breakdown.ts';
import { sites, urlsOf } from '../../../../main/sources/registry.ts';
import { fakeClock, memoryLog, settle } from '../../../support/fakes.ts';
import { never, type ScriptedAnswer, scriptedHttp } from '../../../support/scripted-http.ts';
import { envelope } from './answers.ts';

interface Call {
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
}

type Reply = unknown | ScriptedAnswer | Promise<never>;

const row = (BillingDate: string, change: object = {}) => ({
  LineItemCategory: 'Model Inference',
  BillingItemCode: 'token_number',
  BillingDate,
  ModelName: 'qwen-plus',
  BillQuantity: '2',
  StepQuantityUnit: '1K tokens',
  RequireAmount: '0.5',
  ...change,
});

/** A source whose gateway answers by a function of the call; `Data` lists become whole pages. */
function opened(reply: (call: Call) => Reply) {
  const clock = fakeClock();
  const asked: Call[] = [];
  const http = scriptedHttp(async (request) => {
    const call: Call = JSON.parse(request.body ?? '{}');
    asked.push(call);
    const answer = await reply(call);
    if (Array.isArray(answer)) return { json: envelope({ TotalCount: answer.length, Data: answer }) };
    return answer as ScriptedAnswer;
  });
  const noUrls = { gatewayUrl: null, authUrl: null, catalogueUrl: null };
  const site = sites.international;
  const source = createQwencloudBreakdown({
    site,
    urls: urlsOf(site, noUrls),
    http,
    clock,
    log: memoryLog(),
    token: () => succeed('t'),
  });
  const question = {
    model: 'qwen-plus',
    range: { fromDate: '2026-08-30', toDate: '2026-10-07' },
    today: '2026-10-07',
    knownModels: ['qwen-plus'],
  };
  const ask = (change: Partial<typeof question> = {}, signal = new AbortController().signal) =>
    source.breakdown({ ...question, ...change }, signal);
  return { ask, asked, clock };
}

const kindOf = (answer: BreakdownAnswer) =>
  answer.outcome === 'failed' && answer.problem.kind === 'failure' ? answer.problem.failure.kind : answer.outcome;

it('asks month after month for one model alone', async () => {
  const { ask, asked } = opened(({ params }) => [row(params['StartBillingDate'] ?? '')]);
  const answer = await ask();
  expect(asked.map(({ params }) => [params['StartBillingDate'], params['EndBillingDate']])).toEqual([
    ['2026-08-30', '2026-08-31'],
    ['2026-09-01', '2026-09-30'],
    ['2026-10-01', '2026-10-07'],
  ]);
  expect(asked.every(({ params }) => params['ModelNames'] === '["qwen-plus"]')).toBe(true);
  expect(answer).toMatchObject({
    outcome: 'breakdown',
    breakdown: {
      model: 'qwen-plus',
      sourceId: 'qwencloud',
      currency: 'USD',
      granularity: 'day',
      total: { cost: 1.5, usage: [{ unit: 'tokens', amount: 6000 }] },
    },
  });
});

it('asks nothing of months that have not begun', async () => {
  const { ask, asked } = opened(() => []);
  await ask({ range: { fromDate: '2026-10-01', toDate: '2027-03-31' } });
  expect(asked.map(({ params }) => params['StartBillingDate'])).toEqual(['2026-10-01']);
});

it('asks of the next month where the day of the service may be ahead', async () => {
  const { ask, asked } = opened(() => []);
  await ask({ range: { fromDate: '2026-10-31', toDate: '2026-11-30' }, today: '2026-10-31' });
  expect(asked).toHaveLength(2);
});

it('ignores rows of other models that the filter let through', async () => {
  const { ask } = opened(() => [row('2026-10-01'), row('2026-10-01', { ModelName: 'other' })]);
  expect(await ask({ range: { fromDate: '2026-10-01', toDate: '2026-10-07' } })).toMatchObject({
    breakdown: { total: { cost: 0.5 } },
  });
});

it('is in the currency that the rows name, and knows no sum of several', async () => {
  const yuan = row('2026-10-01', { Currency: 'CNY' });
  const range = { fromDate: '2026-10-01', toDate: '2026-10-07' };
  const other = row('2026-10-01', { Currency: 'EUR', ModelName: 'other' });
  expect(await opened(() => [yuan, other]).ask({ range })).toMatchObject({ breakdown: { currency: 'CNY' } });
  expect(kindOf(await opened(() => [yuan, row('2026-10-02', { Currency: 'USD' })]).ask({ range }))).toBe(
    'unknown-shape',
  );
});

it.each([
  ['a day', { BillingDate: 'yesterday' }, 'MaasListConsumeSummary.BillingDate'],
  ['a cost', { RequireAmount: 'n/a' }, 'MaasListConsumeSummary.cost'],
])('knows no sum of lines that lack %s', async (_what, change, where) => {
  const { ask } = opened(() => [row('2026-10-01', change)]);
  expect(await ask()).toEqual({
    outcome: 'failed',
    problem: { kind: 'failure', failure: { kind: 'unknown-shape', where } },
  });
});

it.each(['2026-10-03', '2026-10-03 00:00:00', '20261003'])('reads %j as a day', async (BillingDate) => {
  const { ask } = opened(() => [row(BillingDate)]);
  const answer = await ask({ range: { fromDate: '2026-10-03', toDate: '2026-10-03' } });
  expect(answer).toMatchObject({ breakdown: { rows: [{ period: '2026-10-03', cost: 0.5 }] } });
});

const models = { json: envelope({ Data: [{ Name: 'Qwen', Items: [{ Model: 'qwen-plus' }, { Model: 'qwen-max' }] }] }) };
const billOrModels = (call: Call) => (call.action === 'ListModelSeries' ? models : []);

it('distinguishes a mistyped name from an unused model', async () => {
  const unknown = { knownModels: [] };
  const { ask } = opened(billOrModels);
  expect(await ask({ ...unknown, model: 'qwen-plsu' })).toEqual({
    outcome: 'failed',
    problem: { kind: 'model-not-found', model: 'qwen-plsu', near: ['qwen-plus'] },
  });
  expect(await ask({ ...unknown, model: 'qwen-max' })).toMatchObject({ breakdown: { total: { cost: 0 } } });
});

it('does not look up a model that is known or billed', async () => {
  const known = opened(billOrModels);
  await known.ask();
  expect(known.asked.some(({ action }) => action === 'ListModelSeries')).toBe(false);
  const billed = opened((call) => (call.action === 'ListModelSeries' ? models : [row('2026-10-01')]));
  expect((await billed.ask({ knownModels: [] })).outcome).toBe('breakdown');
  expect(billed.asked.some(({ action }) => action === 'ListModelSeries')).toBe(false);
});

it('reports a failure if the models cannot be looked up', async () => {
  const { ask } = opened((call) => (call.action === 'ListModelSeries' ? { status: 500 } : []));
  expect(kindOf(await ask({ knownModels: [] }))).toBe('server-error');
});

it('stops at the first month that fails', async () => {
  const { ask, asked } = opened(({ params }) =>
    params['StartBillingDate'] === '2026-09-01' ? { failure: { kind: 'offline' } } : [row('2026-08-30')],
  );
  expect(kindOf(await ask())).toBe('offline');
  expect(asked).toHaveLength(2);
});

it('ends with the question that replaced it', async () => {
  const { ask } = opened(() => never());
  const newer = new AbortController();
  const answer = ask({}, newer.signal);
  await settle();
  newer.abort();
  expect(await answer).toEqual({ outcome: 'failed', problem: { kind: 'superseded' } });
});

it('takes two minutes at the most, and leaves no timer', async () => {
  const { ask, clock } = opened(() => never());
  const answer = ask();
  await clock.advance(120_000);
  expect(kindOf(await answer)).toBe('timeout');
  expect(clock.timerCount()).toBe(0);
});
