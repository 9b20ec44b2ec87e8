import { expect, it } from 'vitest';
import { readArguments } from '../../../../main/cli/arguments.ts';
import { command } from '../../../../main/cli/commands/wait.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { fakeClock, memoryFiles } from '../../../support/fakes.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../support/readings.ts';
import { fakeContext } from '../fake-context.ts';

const minuteMs = 60_000;

/** `wait --need 10`, with what the app writes; its next poll is due after so many milliseconds. */
function startWait(...options: readonly string[]) {
  const clock = fakeClock(noonMs);
  const dataFiles = memoryFiles();
  const said: string[] = [];
  const context = fakeContext({ nowMs: noonMs });
  const err = (line: string): void => void said.push(line);
  const given = readArguments(['--need', '10', ...options], command);
  if (!given.ok) throw new Error('wrong arguments');
  const { value } = given;
  const write = (dueInMs: number): void => {
    const nowMs = clock.now();
    const snapshot = { ...snapshotOf(fresh(codingPlan({ takenAtMs: nowMs }))), nextPollAtMs: nowMs + dueInMs };
    const parts = { session: { state: 'unknown' }, preferences: defaultPreferences, localCounts: null } as const;
    dataFiles.contents.set('status.json', JSON.stringify(statusJson({ ...parts, snapshot, demo: false, nowMs })));
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
