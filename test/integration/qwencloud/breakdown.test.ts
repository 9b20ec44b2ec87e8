import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHttp } from '../../../main/adapters/http/http.ts';
import { fail, succeed } from '../../../main/core/failure.ts';
import { addDays } from '../../../main/core/usage/plain-date.ts';
import type { BillRowState } from '../../../main/demo/service/stand-in/account/account.ts';
import type { Clock } from '../../../main/ports/system.ts';
import { createBreakdownSources } from '../../../main/sources/registry.ts';
import { memoryLog } from '../../support/fakes.ts';
import { createStandIn, type StandIn } from '../../support/stand-in/stand-in.ts';

const now = () => Date.UTC(2026, 9, 14, 8, 30);
const clock: Clock = {
  now,
  random: () => 0,
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

let standIn: StandIn;
let http: ReturnType<typeof createHttp>;
let sources: ReturnType<typeof createBreakdownSources>;

beforeEach(async () => {
  standIn = createStandIn({ now });
  const { gatewayUrl, authUrl, catalogueUrl } = await standIn.start();
  const token = standIn.issueToken().accessToken;
  const log = memoryLog();
  http = createHttp({ environment: {}, log });
  sources = createBreakdownSources({
    http,
    clock,
    log,
    overrides: { gatewayUrl, authUrl, catalogueUrl },
    accessToken: (region) => (region === 'international' ? succeed(token) : fail({ kind: 'signed-out' })),
  });
});

afterEach(async () => {
  await http.close();
  await standIn.stop();
});

const row = (date: string, model: string, change: Partial<BillRowState> = {}): BillRowState => ({
  date,
  model,
  itemCode: 'token_number',
  category: 'Usage',
  quantity: 2,
  stepUnit: '1K tokens',
  amount: 0.25,
  ...change,
});

const ask = (model: string, change: object = {}, region: 'international' | 'china' = 'international') => {
  const source = sources.find((one) => one.region === region)?.source;
  if (source === undefined) throw new Error(`no source for ${region}`);
  const asked = {
    model,
    range: { fromDate: '2025-10-14', toDate: '2026-10-14' },
    today: '2026-10-14',
    knownModels: [],
    ...change,
  };
  return source.breakdown(asked, new AbortController().signal);
};
const billCalls = () => standIn.requests()['BssOpenAPI-V3/MaasListConsumeSummary'];

it('reads every page of every month of a year', async () => {
  const days = Array.from({ length: 366 }, (_, offset) => addDays('2025-10-14', offset));
  // Four lines a day: 112 to 124 a month, two pages each.
  const bill = days.flatMap((day) => Array.from({ length: 4 }, () => row(day, 'qwen-plus')));
  standIn.account.update({ bill: [...bill, ...days.map((day) => row(day, 'other'))] });
  const answer = await ask('qwen-plus');
  expect(answer).toMatchObject({
    outcome: 'breakdown',
    breakdown: { currency: 'USD', total: { cost: 366, usage: [{ unit: 'tokens', amount: 366 * 8000 }] } },
  });
  if (answer.outcome !== 'breakdown') throw new Error('no breakdown');
  expect(answer.breakdown.rows).toHaveLength(366);
  expect(new Set(answer.breakdown.rows.map(({ cost }) => cost))).toEqual(new Set([1]));
  // Thirteen calendar months, the first and the last of them cut.
  expect(billCalls()).toBe(11 * 2 + 2);
});

it('counts in each model’s own unit', async () => {
  const day = '2026-10-03';
  standIn.account.update({
    bill: [
      row(day, 'qwen-image', { itemCode: 'image_number', stepUnit: '', quantity: 7 }),
      row(day, 'wan-video', { itemCode: 'video_duration', stepUnit: '', quantity: 5 }),
      row(day, 'qwen-tts', { itemCode: 'char_number', stepUnit: 'tenthousand', quantity: 0.5 }),
      row(day, 'qwen-voice', { itemCode: 'voice_number', stepUnit: '', quantity: 1 }),
    ],
  });
  const totals = await Promise.all(
    ['qwen-image', 'wan-video', 'qwen-tts', 'qwen-voice'].map(async (model) => {
      const answer = await ask(model, { range: { fromDate: '2026-10-01', toDate: '2026-10-14' } });
      return answer.outcome === 'breakdown' ? answer.breakdown.total.usage : answer;
    }),
  );
  expect(totals.flat()).toEqual([
    { unit: 'images', amount: 7 },
    { unit: 'seconds', amount: 5 },
    { unit: 'characters', amount: 5000 },
    { unit: 'voices', amount: 1 },
  ]);
});

it('distinguishes an unknown model from an unused one', async () => {
  standIn.account.update({ bill: [row('2026-10-03', 'qwen-plus'), row('2026-01-03', 'qwen-max')] });
  const october = { range: { fromDate: '2026-10-01', toDate: '2026-10-14' } };
  expect(await ask('qwen-pluss', october)).toEqual({
    outcome: 'failed',
    problem: { kind: 'model-not-found', model: 'qwen-pluss', near: ['qwen-plus'] },
  });
  expect(await ask('qwen-max', october)).toMatchObject({ breakdown: { total: { cost: 0, usage: [] } } });
});

it.each([
  ['console-need-login', 'session-expired'],
  ['gw429', 'rate-limited'],
  ['html200', 'login-page'],
  ['drop', 'offline'],
  ['empty-data', 'unknown-shape'],
] as const)('says why there is none: %s', async (gateway, kind) => {
  standIn.setMode({ gateway });
  expect(await ask('qwen-plus')).toMatchObject({ outcome: 'failed', problem: { kind: 'failure', failure: { kind } } });
});

it('takes no account’s token to the other service', async () => {
  expect(await ask('qwen-plus', {}, 'china')).toMatchObject({ problem: { failure: { kind: 'signed-out' } } });
  expect(billCalls()).toBeUndefined();
});
