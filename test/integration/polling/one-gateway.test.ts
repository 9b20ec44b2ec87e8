import { afterEach, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { openSimulatedDay, type SimulatedDay } from '../../support/simulated-day.ts';

const question = {
  model: 'qwen3-coder-plus',
  period: { kind: 'named', name: 'year' },
  granularity: 'month',
} as const;

let day: SimulatedDay | null = null;
afterEach(async () => {
  await day?.close();
  day = null;
});

it('keeps one request in flight, though the history is requested during a poll', async () => {
  day = await openSimulatedDay(demoAccount);
  const before = day.rounds().length;
  const [answer] = await Promise.all([day.runtime.pastUsage.breakdown(question), day.runtime.quota.refresh()]);
  expect(answer.outcome).toBe('breakdown');
  const calls = day
    .rounds()
    .slice(before)
    .flatMap((round) => round.calls);
  expect(calls.filter((call) => call.includes('codingPlan'))).toHaveLength(1);
  expect(calls.filter((call) => call.includes('MaasListConsumeSummary')).length).toBeGreaterThan(10);
  expect(day.mostAtOnce()).toBe(1);
});

it('keeps to the Retry-After of a poll when the history is requested, and the other way round', async () => {
  day = await openSimulatedDay(demoAccount);
  const { standIn, runtime, clock } = day;
  const asked = () => standIn.requests()['POST /data/v2/api.json'];
  const refused = { outcome: 'failed', problem: { kind: 'failure', failure: { kind: 'rate-limited' } } };
  standIn.setMode({ gateway: 'gw429', retryAfterSeconds: 600 });
  await runtime.quota.refresh();
  let before = asked();
  expect(await runtime.pastUsage.breakdown(question)).toMatchObject(refused);
  expect(asked()).toBe(before);
  standIn.setMode({ gateway: 'ok' });
  await clock.advance(600_000);
  expect(await runtime.pastUsage.breakdown(question)).toMatchObject({ outcome: 'breakdown' });

  standIn.setMode({ gateway: 'gw429', retryAfterSeconds: 600 });
  expect(await runtime.pastUsage.breakdown({ ...question, model: 'another' })).toMatchObject(refused);
  before = asked();
  await runtime.quota.refresh();
  expect(asked()).toBe(before);
});
