import { expect, it } from 'vitest';
import { readArguments } from '../../../../main/cli/arguments.ts';
import { command } from '../../../../main/cli/commands/wait.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import type { Recovery } from '../../../../main/core/quota/forecast/recovery.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { fakeClock, memoryFiles } from '../../../support/fakes.ts';
import { codingPlan, fresh, noonMs, type PlanUse, snapshotOf } from '../../../support/readings.ts';
import { fakeContext } from '../fake-context.ts';

const minuteMs = 60_000;

interface Written {
  readonly use?: PlanUse;
  readonly recoveries?: readonly Recovery[];
}

/** `wait --need 10` of a plan that is named, so that no settings are read, with what the app writes; its next poll is due after so many milliseconds. */
function startWait(...options: readonly string[]) {
  const clock = fakeClock(noonMs);
  const dataFiles = memoryFiles();
  const said: string[] = [];
  const context = fakeContext({ nowMs: noonMs });
  const err = (line: string): void => void said.push(line);
  const need = options.includes('--need') ? [] : ['--need', '10'];
  const given = readArguments([...need, '--pool', 'coding-plan', ...options], command);
  if (!given.ok) throw new Error('wrong arguments');
  const { value } = given;
  const write = (dueInMs: number, { use = {}, recoveries = [] }: Written = {}): void => {
    const nowMs = clock.now();
    const reading = codingPlan({ takenAtMs: nowMs, ...use });
    const snapshot = { ...snapshotOf(fresh(reading)), nextPollAtMs: nowMs + dueInMs };
    const parts = { session: { state: 'unknown' }, preferences: defaultPreferences, localCounts: null } as const;
    dataFiles.contents.set(
      'status.json',
      JSON.stringify(statusJson({ ...parts, snapshot, recoveries, demo: false, nowMs })),
    );
  };
  let code: number | null = null;
  const start = (): void => {
    const running = command.run(value, { ...context, clock, dataFiles, terminal: { ...context.terminal, err } });
    void Promise.resolve(running).then((ended) => (code = ended));
  };
  return { clock, dataFiles, write, start, said, code: () => code };
}

it('goes on waiting for an app that has just woken, or whose file cannot be read for a moment', async () => {
  const { clock, write, start, code, said, dataFiles } = startWait();
  write(-11 * minuteMs);
  start();
  await clock.advance(5_000);
  expect(code()).toBe(null);
  dataFiles.failing.add('status.json');
  await clock.advance(5_000);
  expect(code()).toBe(null);
  dataFiles.failing.clear();
  write(minuteMs);
  await clock.advance(3_000);
  expect(code()).toBe(0);
  expect(said).toEqual([expect.stringContaining('not running')]);
});

it('gives up on an app that stays silent for a minute, or for the time it was given', async () => {
  const patient = startWait('--timeout', '5m');
  const plain = startWait();
  for (const { write, start } of [patient, plain]) {
    write(-11 * minuteMs);
    start();
  }
  await plain.clock.advance(minuteMs + 3_000);
  expect(plain.code()).toBe(69);
  await patient.clock.advance(4 * minuteMs);
  expect(patient.code()).toBe(null);
  await patient.clock.advance(2 * minuteMs);
  expect(patient.code()).toBe(69);
});

it('says that the file cannot be read, where there is one', async () => {
  const { clock, start, said, dataFiles } = startWait('--timeout', '0s');
  dataFiles.failing.add('status.json');
  start();
  await clock.advance(1);
  expect(said).toEqual([expect.stringContaining('status.json cannot be read')]);
});

it('says until when it waits where that is known, once, and not for what never comes', async () => {
  const byMs = noonMs + 90 * minuteMs;
  const recoveries = [{ pool: 'coding-plan', windowId: 'five-hours', amount: 50, byMs }] as const;
  const full = { use: { fiveHours: 1200, week: 9000 }, recoveries };
  const said = async (need: string, ...options: readonly string[]) => {
    const waiting = startWait('--need', need, '--timeout', '5s', ...options);
    waiting.write(5 * minuteMs, full);
    waiting.start();
    await waiting.clock.advance(6_000);
    return [waiting.code(), ...waiting.said];
  };
  expect(await said('50', '--window', 'five-hours')).toEqual([
    1,
    expect.stringMatching(/^Not enough: .*\. Waiting: enough is expected by 05:30 \(in 1 h 30 min\)\.$/),
    'The time is up.',
  ]);
  expect((await said('51', '--window', 'five-hours'))[1]).toMatch(/ Waiting: when enough is back is not known\.$/);
  expect((await said('1', '--window', 'week'))[1]).toMatch(
    / Waiting: enough is expected by Sun 16:00 \(in 4 d 12 h\)\.$/,
  );
  expect((await said('50'))[1]).toMatch(/^Not enough: 0 requests left \(Coding Plan: Week\)\. .*by Sun 16:00/);
  expect(await said('1201', '--window', 'five-hours')).toEqual([
    1,
    'Not enough: 0 requests left (Coding Plan: 5 hours), which never holds more than 1,200 requests.',
  ]);
});
