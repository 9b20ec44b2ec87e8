import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { eventually } from '../../support/eventually.ts';
import { openSimulatedDay, type SimulatedDay } from '../../support/simulated-day.ts';

const minuteMs = 60_000;

let day: SimulatedDay | null = null;
afterEach(async () => {
  await day?.close();
  day = null;
});

const untilNextMs = ({ runtime, clock }: SimulatedDay): number =>
  (runtime.quota.snapshot().nextPollAtMs ?? Number.POSITIVE_INFINITY) - clock.now();

/** Qwen Code logs one answered request. */
function answered({ home, clock }: SimulatedDay): void {
  const file = path.join(home, '.qwen/projects/-w/chats/a.jsonl');
  mkdirSync(path.dirname(file), { recursive: true });
  const uiEvent = {
    'event.name': 'qwen-code.api_response',
    'event.timestamp': new Date(clock.now()).toISOString(),
    response_id: 'one',
    model: 'qwen3.5-plus',
  };
  appendFileSync(file, `${JSON.stringify({ sessionId: 's', systemPayload: { uiEvent } })}\n`);
}

it('polls faster for ten minutes after the popover was open', async () => {
  day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }));
  expect(untilNextMs(day)).toBeGreaterThan(4 * minuteMs);
  day.user.interestAtMs = day.clock.now();
  day.runtime.attentionChanged();
  expect(untilNextMs(day)).toBeLessThanOrEqual(2 * minuteMs);
  const polls = async (minutes: number): Promise<number> => {
    const before = day?.rounds().length ?? 0;
    await day?.clock.advance(minutes * minuteMs);
    return (day?.rounds().length ?? 0) - before;
  };
  expect(await polls(10)).toBeGreaterThanOrEqual(5);
  expect(await polls(20)).toBeLessThanOrEqual(5);
});

it('polls as often as the user chose, from the change on, and at once by another way to the service', async () => {
  day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }));
  day.user.preferences = { ...day.user.preferences, refreshEvery: 'minutes-60' };
  day.runtime.preferencesChanged();
  expect(untilNextMs(day)).toBeGreaterThan(59 * minuteMs);
  day.user.preferences = { ...day.user.preferences, refreshEvery: 'minutes-2' };
  day.runtime.preferencesChanged();
  expect(untilNextMs(day)).toBeLessThanOrEqual(2.2 * minuteMs);
  day.user.preferences = { ...day.user.preferences, proxy: 'none' };
  day.runtime.preferencesChanged();
  expect(untilNextMs(day)).toBeLessThanOrEqual(minuteMs / 6);
});

it('polls faster once Qwen Code’s own log grows', async () => {
  day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }), { withLogs: true });
  const { clock } = day;
  expect(untilNextMs(day)).toBeGreaterThan(4 * minuteMs);
  answered(day);
  // The log is read at least every half minute; reading it takes real time.
  await clock.advance(minuteMs / 2);
  const aheadMs = await eventually('a faster pace', () => {
    const ms = day === null ? 0 : untilNextMs(day);
    return ms <= 2 * minuteMs && ms;
  });
  expect(aheadMs).toBeLessThanOrEqual(1.5 * minuteMs);
});
