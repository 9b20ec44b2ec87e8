import { expect, it, onTestFinished } from 'vitest';
import { type AccountState, liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { openSimulatedDay, type SimulatedDay } from '../../support/simulated-day.ts';
import type { GatewayMode } from '../../support/stand-in/modes.ts';

const hourMs = 3_600_000;
const days = 30;
const windowHours = 5;
/** The service answers in the first and in the last hour of a window, and fails in these ways in between. */
const failures: readonly GatewayMode[] = [
  'ok',
  'gw500',
  'malformed-json',
  'drop',
  'html200',
  'gw429',
  'business-fail',
  'empty-data',
  'gw302',
  'missing-windows',
  'null-init-capacity',
];

/** A Coding Plan whose 5 hours are nearly used up in the last hour of each window, and never before. */
function plan(nowMs: number, startMs: number): AccountState['codingPlan'] {
  const hour = Math.floor((nowMs - startMs) / hourMs);
  const windowStartMs = startMs + Math.floor(hour / windowHours) * windowHours * hourMs;
  const isLast = hour % windowHours === windowHours - 1;
  return {
    ...liteCodingPlan(nowMs),
    fiveHours: { used: isLast ? 1100 : 300, limit: 1200, nextRefreshMs: windowStartMs + windowHours * hourMs },
    week: { used: 100, limit: 9000, nextRefreshMs: nowMs + 72 * hourMs },
    month: { used: 100, limit: 18_000, nextRefreshMs: nowMs + 300 * hourMs },
  };
}

/**
 * In how many windows the app asked both in the first hour and in the last one, by the hours since the start. Asked for the
 * first time when the quota is nearly used up, it raises no notice: the user may know that for long.
 */
function seenCrossings(atHours: readonly number[]): number {
  const hours = new Set(atHours.map(Math.floor));
  const windows = Array.from({ length: 500 }, (_, index) => index * windowHours);
  return windows.filter((first) => hours.has(first) && hours.has(first + windowHours - 1)).length;
}

const yearMs = 365 * 24 * hourMs;

/** What happens in the middle of a window. Each leaves the app signed in, and the clock right again. */
const troubles: Record<string, (day: SimulatedDay) => Promise<void>> = {
  'a silent network': async ({ network, clock }) => {
    network.isSilent = true;
    await clock.advance(hourMs);
    network.isSilent = false;
    // The round under way still fails.
    await clock.advance(2 * 60_000);
  },
  'one refusal': async ({ standIn, runtime, clock }) => {
    standIn.setMode({ gateway: 'gw401' });
    await Promise.all([runtime.quota.refresh(), clock.advance(1_000)]);
    standIn.setMode({ gateway: 'ok' });
  },
  'the end of the session': async ({ standIn, runtime, clock }) => {
    standIn.expireTokens();
    await clock.advance(hourMs);
    runtime.signIn.start('international');
    await clock.advance(10_000);
  },
  'a clock that is years ahead': (day) => wrongClock(day, 3 * yearMs),
  'a clock that is years back': (day) => wrongClock(day, -5 * yearMs),
  'a clock that is set right while the machine sleeps': async (day) => {
    await wrongClock(day, 10 * yearMs);
    day.runtime.machineWoke();
  },
};

async function wrongClock({ clock, runtime }: SimulatedDay, byMs: number): Promise<void> {
  clock.jump(byMs);
  runtime.machineWoke();
  await clock.advance(hourMs / 2);
  clock.jump(-byMs);
  await clock.advance(hourMs / 2);
}

const sizes = (files: ReadonlyMap<string, string>): number =>
  [...files.values()].reduce((sum, text) => sum + text.length, 0);

it('runs for 30 days with errors, sleep and clock changes, and loses and doubles no notice', {
  timeout: 600_000,
}, async () => {
  const day = await openSimulatedDay((nowMs) => ({ codingPlan: plan(nowMs, nowMs) }));
  onTestFinished(day.close);
  const { clock, standIn, runtime } = day;
  const startMs = clock.now();
  const timers: number[] = [];
  const bytes: number[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    const passed = Math.floor((clock.now() - startMs) / hourMs);
    const isLast = passed % windowHours === windowHours - 1;
    standIn.account.update({ codingPlan: plan(clock.now(), startMs) });
    const answers = isLast || passed % windowHours === 0;
    const failure = failures[hour % failures.length] ?? 'ok';
    standIn.setMode({ gateway: answers ? 'ok' : failure, retryAfterSeconds: 60 });
    day.user.idle = hour % 7 === 3;
    day.user.interestAtMs = hour % 11 === 0 ? clock.now() : day.user.interestAtMs;
    await clock.advance(hourMs / 2);
    if (hour % 13 === 0) runtime.machineWoke();
    // The clock is corrected by a minute, and the machine sleeps through whole windows.
    if (hour % 31 === 0) clock.jump(hour % 2 === 0 ? 60_000 : -60_000);
    await clock.advance(startMs + (passed + 1) * hourMs - clock.now());
    if (isLast && hour % 3 === 0) {
      clock.jump(2 * windowHours * hourMs);
      runtime.machineWoke();
    }
    if (hour % 24 === 23) {
      timers.push(clock.timerCount());
      bytes.push(sizes(day.files));
    }
  }
  const warnings = day.notices.filter(({ tag }) => tag.includes('five-hours'));
  const crossings = seenCrossings(day.rounds().map(({ atMs }) => (atMs - startMs) / hourMs));
  expect(crossings).toBeGreaterThan(50);
  expect(warnings).toHaveLength(crossings);
  const others = day.notices.map(({ tag }) => tag).filter((tag) => !tag.includes('five-hours'));
  expect(others, 'the end of the session').toEqual(['session']);
  expect(Math.max(...timers.slice(10))).toBeLessThanOrEqual(Math.max(...timers.slice(0, 10)));
  expect(Math.max(...bytes.slice(20))).toBeLessThan(1.1 * Math.max(...bytes.slice(10, 20)));
  expect(day.mostAtOnce()).toBe(1);
  await runtime.stop();
  expect(clock.timerCount()).toBe(0);
});

it('loses and doubles no notice through time-outs, refusals, ended sessions and clocks that are years off', {
  timeout: 600_000,
}, async () => {
  const day = await openSimulatedDay((nowMs) => ({ codingPlan: plan(nowMs, nowMs) }), { tokenLifeMs: 20 * yearMs });
  onTestFinished(day.close);
  const { clock, standIn, runtime } = day;
  const refresh = (): Promise<unknown> => Promise.all([runtime.quota.refresh(), clock.advance(60_000)]);
  const warned = () => day.notices.filter(({ tag }) => tag.includes('five-hours')).length;
  const timers: number[] = [];
  const cycles = 3;
  const windows = Array.from({ length: cycles }, () => Object.entries(troubles)).flat();
  for (const [index, [name, happen]] of windows.entries()) {
    const startMs = clock.now();
    const use = (used: number): void => {
      const fiveHours = { used, limit: 1200, nextRefreshMs: startMs + windowHours * hourMs };
      standIn.account.update({ codingPlan: { ...plan(startMs, startMs), fiveHours } as AccountState['codingPlan'] });
    };
    use(300);
    await refresh();
    expect(warned(), `before ${name}`).toBe(index);
    await happen(day);
    use(1100);
    await refresh();
    expect(warned(), `after ${name}`).toBe(index + 1);
    await happen(day);
    await refresh();
    expect(warned(), `after ${name} again`).toBe(index + 1);
    await clock.advance(startMs + windowHours * hourMs - clock.now());
    timers.push(clock.timerCount());
  }
  expect(
    day.notices.filter(({ tag }) => tag === 'session'),
    'the end of a session',
  ).toHaveLength(2 * cycles);
  expect(Math.max(...timers.slice(6))).toBeLessThanOrEqual(Math.max(...timers.slice(0, 6)));
  await runtime.stop();
  expect(clock.timerCount()).toBe(0);
});
