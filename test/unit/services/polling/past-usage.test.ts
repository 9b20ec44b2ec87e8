import { expect, it } from 'vitest';
import { createJournal } from '../../../../main/services/history/journal.ts';
import { createPastUsage } from '../../../../main/services/polling/past-usage.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';
import { codingPlan, saying } from '../../../support/readings.ts';

const minuteMs = 60_000;

async function setUp() {
  const clock = fakeClock();
  const log = memoryLog();
  const store = createSnapshotStore({ files: memoryFiles(), clock, log });
  const files = memoryFiles();
  const pastUsage = createPastUsage({
    store,
    breakdowns: [],
    dataFiles: files,
    journal: createJournal({ files, clock, log }),
    clock,
    log,
    session: () => ({ state: 'signed-out', lastEnd: null, cause: 'never' }),
    timeZone: () => 'Asia/Shanghai',
  });
  await pastUsage.start();
  const use = (fiveHours: number): void => {
    store.apply([
      saying(codingPlan({ fiveHours, week: 3000 + fiveHours, month: 6000 + fiveHours, takenAtMs: clock.now() })),
    ]);
    clock.jump(5 * minuteMs);
  };
  for (let used = 100; used <= 1000; used += 50) use(used);
  return { clock, use, pastUsage };
}

it('forecasts once a minute, however often it is asked', async () => {
  const { clock, use, pastUsage } = await setUp();
  const first = pastUsage.runOuts();
  expect(first).toContainEqual(expect.objectContaining({ pool: 'coding-plan', windowId: 'five-hours' }));
  expect(pastUsage.runOuts()).toBe(first);
  expect(pastUsage.recoveries()).toBe(pastUsage.recoveries());
  expect(pastUsage.levels()).toContainEqual(expect.objectContaining({ windowId: 'five-hours' }));
  expect(pastUsage.levels()).toBe(pastUsage.levels());

  clock.jump(minuteMs);
  expect(pastUsage.runOuts()).not.toBe(first);

  const before = pastUsage.runOuts();
  use(1100);
  clock.jump(-5 * minuteMs);
  expect(pastUsage.runOuts()).not.toBe(before);
  await pastUsage.stop();
});
