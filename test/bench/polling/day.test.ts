import { afterEach, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import {
  type AccountState,
  type FreeTierModelState,
  liteCodingPlan,
} from '../../../main/demo/service/stand-in/account/account.ts';
import { openSimulatedDay, type Round, type SimulatedDay } from '../../support/simulated-day.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let day: SimulatedDay | null = null;
afterEach(async () => {
  await day?.close();
  day = null;
});

const print = (line: string) => process.stdout.write(`  ${line}\n`);
const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;
const ofPlan = ({ calls }: Round): number => calls.filter((call) => call.includes('codingPlan')).length;

/** Simulates a day and prints how many requests and bytes it took. */
async function live(
  name: string,
  account: (nowMs: number) => Partial<AccountState>,
  hour: (of: SimulatedDay, hour: number) => Promise<void>,
) {
  day = await openSimulatedDay(account);
  const first = day.rounds().length;
  const before = day.cost();
  for (let passed = 0; passed < 24; passed += 1) await hour(day, passed);
  const rounds = day.rounds().slice(first);
  const after = day.cost();
  const requests = after.requests - before.requests;
  const sent = after.sent - before.sent;
  const received = after.received - before.received;
  print(`${name}: ${rounds.length} polls a day, ${requests} requests, ${kib(sent)} sent, ${kib(received)} received`);
  print(
    `  a poll: ${(requests / rounds.length).toFixed(2)} requests, ${kib(sent / rounds.length)} sent, ${kib(received / rounds.length)} received`,
  );
  for (const round of rounds) expect(ofPlan(round)).toBeLessThanOrEqual(1);
  return rounds;
}

const quiet = (of: SimulatedDay): Promise<void> => of.clock.advance(hourMs);

/** Simulates an hour of a day with eight hours of work, in which the popover is opened now and then. */
async function atWork(of: SimulatedDay, hour: number): Promise<void> {
  of.user.idle = hour < 2 || hour >= 10;
  for (let minutes = 0; minutes < 60; minutes += 3) {
    if (!of.user.idle) of.user.interestAtMs = of.clock.now();
    of.runtime.attentionChanged();
    await of.clock.advance(3 * minuteMs);
  }
}

const manyModels = (nowMs: number): readonly FreeTierModelState[] =>
  Array.from({ length: 400 }, (_, index) => ({
    model: `model-${index}`,
    templateCode: `tpl-${index}`,
    quota: {
      total: 1_000_000,
      left: 1000 * index,
      unit: 'Tokens',
      status: 'valid',
      cycleStartsAtMs: nowMs,
      cycleEndsAtMs: nowMs + 90 * 24 * hourMs,
    },
  }));

it('costs one gateway request a poll at the base rate, with a Coding Plan alone', async () => {
  const rounds = await live('Coding Plan, base rate', (nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }), quiet);
  expect(rounds.length).toBeLessThanOrEqual((24 * 60) / 5 + 1);
  // Pools without a subscription are asked for once an hour. All other polls are a single request.
  expect(rounds.filter(({ calls }) => calls.length > 1).length).toBeLessThanOrEqual(25);
});

it('costs as much as the work it follows, with a Coding Plan alone', async () => {
  await live('Coding Plan, 8 hours of work', (nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }), atWork);
});

it('asks for lists and bills at their own pace, with every pool and 400 free models', async () => {
  const everything = (nowMs: number) => ({ ...demoAccount(nowMs), freeTier: manyModels(nowMs) });
  const rounds = await live('everything, base rate', everything, quiet);
  const bills = rounds.filter(({ calls }) => calls.some((call) => call.includes('MaasListConsumeSummary')));
  expect(bills.length).toBeLessThanOrEqual(25);
  await day?.close();
  await live('everything, 8 hours of work', everything, atWork);
});
