import { afterEach, expect, it } from 'vitest';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { openSimulatedDay, type SimulatedDay } from '../../support/simulated-day.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let day: SimulatedDay | null = null;
afterEach(async () => {
  await day?.close();
  day = null;
});

it('costs one gateway request a poll at the base rate for the Coding Plan, and few for pools that are not subscribed', async () => {
  day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }));
  const { clock } = day;
  const first = day.rounds().length;
  const hours = 6;
  await clock.advance(hours * hourMs);
  const rounds = day.rounds().slice(first);
  const ofPlan = (calls: readonly string[]): number => calls.filter((call) => call.includes('codingPlan')).length;
  expect(rounds.map(({ calls }) => ofPlan(calls))).toEqual(rounds.map(() => 1));
  // One more after the reset of the five hours.
  expect(rounds.length).toBeLessThanOrEqual((hours * 60) / 5 + 1);
  expect(rounds.length).toBeGreaterThanOrEqual((hours * 60) / 5.5);
  const alone = rounds.filter(({ calls }) => calls.length === 1);
  expect(rounds.length - alone.length).toBeLessThanOrEqual(hours + 1);
  const gaps = rounds.slice(1).map(({ atMs }, index) => atMs - (rounds[index]?.atMs ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(5.5 * minuteMs);
  expect(day.runtime.quota.snapshot().pools.find(({ pool }) => pool === 'coding-plan')?.state).toBe('fresh');
});

it('polls at once when the user returns to old numbers, and not to recent ones', async () => {
  day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }));
  const { clock, runtime, user } = day;
  const present = async (): Promise<number> => {
    const before = day?.rounds().length ?? 0;
    user.idle = false;
    runtime.attentionChanged();
    await clock.advance(1);
    return (day?.rounds().length ?? 0) - before;
  };
  expect(await present()).toBe(0);
  user.idle = true;
  // The next poll is scheduled while the user is away.
  await clock.advance(6 * minuteMs);
  await clock.advance(6 * minuteMs);
  expect(await present()).toBe(1);
  expect(await present()).toBe(0);
});
