import { afterEach, expect, it } from 'vitest';
import { readingOf } from '../../../main/core/quota/share.ts';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { openSimulatedDay, type SimulatedDay } from '../../support/simulated-day.ts';

const days: SimulatedDay[] = [];
afterEach(async () => {
  for (const day of days.splice(0)) await day.close();
});

async function open(...args: Parameters<typeof openSimulatedDay>): Promise<SimulatedDay> {
  const day = await openSimulatedDay(...args);
  days.push(day);
  return day;
}

const plan = ({ runtime }: SimulatedDay) => runtime.quota.snapshot().pools.find(({ pool }) => pool === 'coding-plan');

it('restores the last run’s numbers as stale ones, until the service responds', async () => {
  const first = await open((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }));
  const status = plan(first);
  expect(status?.state).toBe('fresh');
  await first.runtime.stop();

  const second = await open((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }), { after: first, failing: 'drop' });
  expect(plan(second)).toMatchObject({
    state: 'stale',
    reading: status && readingOf(status),
    failure: { kind: 'offline' },
  });
  second.standIn.setMode({ gateway: 'ok' });
  await second.runtime.quota.refresh();
  expect(plan(second)).toMatchObject({ state: 'fresh' });
});
