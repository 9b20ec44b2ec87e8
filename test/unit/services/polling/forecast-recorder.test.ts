import { expect, it } from 'vitest';
import { minuteMs } from '../../../../main/core/quota/calendar.ts';
import type { RunningOut } from '../../../../main/core/quota/forecast/forecast.ts';
import { createJournal } from '../../../../main/services/history/journal.ts';
import { createForecastRecorder } from '../../../../main/services/polling/forecast-recorder.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';
import { codingPlan, fresh, snapshotOf } from '../../../support/readings.ts';

function setUp(files = memoryFiles(), clock = fakeClock()) {
  const journal = createJournal({ files, clock, log: memoryLog() });
  const recorder = createForecastRecorder({ journal, clock });
  const follow = (fiveHours: number, ...runOuts: readonly RunningOut[]): void => {
    recorder.follow(snapshotOf(fresh(codingPlan({ fiveHours, takenAtMs: clock.now() }))), runOuts);
  };
  /** A forecast of half an hour, that comes true. */
  const comeTrue = (): void => {
    const between = null;
    const runsOutAtMs = clock.now() + 30 * minuteMs;
    follow(700, { pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs, likelihood: 0.8, between });
    clock.jump(30 * minuteMs);
    follow(1200);
    clock.jump(30 * minuteMs);
  };
  return { files, clock, journal, recorder, follow, comeTrue };
}

it('keeps score over restarts, in the history, until another account comes', async () => {
  const first = setUp();
  first.recorder.start([]);
  for (let time = 0; time < 8; time += 1) first.comeTrue();
  await first.recorder.stop();
  expect(first.recorder.score('coding-plan')).toEqual({ right: 8, of: 8 });
  await first.journal.settled();

  const second = setUp(first.files, first.clock);
  second.recorder.start(await second.journal.read(0));
  second.comeTrue();
  await second.recorder.stop();
  expect(second.recorder.score('coding-plan')).toEqual({ right: 9, of: 9 });
  expect(second.recorder.score('token-plan-team')).toBeNull();
  second.recorder.forget(['coding-plan']);
  expect(second.recorder.score('coding-plan')).toBeNull();
});

it('does not count a forecast after which the provider was switched, nor one that is still open at the end', async () => {
  const { clock, journal, recorder, follow, comeTrue } = setUp();
  recorder.start([]);
  const startMs = clock.now();
  journal.append({ kind: 'switch', atMs: startMs + 5 * minuteMs, providerId: 'modelstudio', model: null });
  comeTrue();
  const runsOutAtMs = clock.now() + 60 * minuteMs;
  follow(700, { pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs, likelihood: 0.8, between: null });
  await recorder.stop();
  const records = (await journal.read(startMs)).filter(({ kind }) => kind === 'forecast');
  expect(records).toHaveLength(2);
  for (const one of records) expect(one).not.toHaveProperty('outcome');
});
