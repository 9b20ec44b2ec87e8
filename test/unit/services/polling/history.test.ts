import { expect, it } from 'vitest';
import { pointsOf } from '../../../../main/core/quota/forecast/samples.ts';
import { createHistory } from '../../../../main/services/polling/history.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';
import { codingPlan, saying } from '../../../support/readings.ts';

function setUp(files = memoryFiles(), clock = fakeClock()) {
  const log = memoryLog();
  const store = createSnapshotStore({ files: memoryFiles(), clock, log });
  const history = createHistory({ store, files, clock, log });
  const use = (fiveHours: number) => store.apply([saying(codingPlan({ fiveHours, takenAtMs: clock.now() }))]);
  const used = () => pointsOf(history.get(), 'coding-plan', 'five-hours').map((point) => point.used);
  return { files, clock, log, store, history, use, used };
}

it('records each snapshot and restores the record after a restart', async () => {
  const first = setUp();
  await first.history.start();
  for (const used of [100, 120, 150]) {
    first.use(used);
    first.clock.jump(2 * 60_000);
  }
  await first.history.stop();
  first.use(999);
  expect(first.used()).toEqual([100, 120, 150]);

  const second = setUp(first.files, first.clock);
  await second.history.start();
  second.use(180);
  expect(second.used()).toEqual([100, 120, 150, 180]);
  await second.history.stop();
});

it('does not write at every reading', async () => {
  const { history, use, files, clock } = setUp();
  await history.start();
  let writes = 0;
  const { write } = files;
  files.write = (name, bytes) => {
    writes++;
    return write.call(files, name, bytes);
  };
  for (let minute = 0; minute < 30; minute++) {
    use(100 + minute);
    await settle();
    clock.jump(60_000);
  }
  await history.stop();
  expect(writes).toBeGreaterThan(3);
  expect(writes).toBeLessThanOrEqual(8);
});

it('forgets another account', async () => {
  const { history, use, used, files } = setUp();
  await history.start();
  use(100);
  history.forget(['coding-plan']);
  expect(used()).toEqual([]);
  await history.stop();
  expect(files.contents.get('history.json')).toBe('{"version":1,"series":[]}');
});

it('sets a broken file aside', async () => {
  const { history, files, use, used } = setUp(memoryFiles({ 'history.json': 'x' }));
  await history.start();
  use(100);
  expect(used()).toEqual([100]);
  expect(files.contents.get('history.json.broken-1')).toBe('x');
  await history.stop();
});

it('keeps the earlier record when it can be read only after the start', async () => {
  const first = setUp();
  await first.history.start();
  first.use(100);
  await first.history.stop();
  const second = setUp(first.files, first.clock);
  first.files.failing.add('history.json');
  await second.history.start();
  second.clock.jump(2 * 60_000);
  second.use(170);
  await settle();
  first.files.failing.clear();
  second.clock.jump(6 * 60_000);
  second.use(180);
  await second.history.stop();
  expect(second.used()).toEqual([100, 170, 180]);
  const third = setUp(first.files, first.clock);
  await third.history.start();
  expect(third.used()).toEqual([100, 170, 180]);
});

it('does not take over what was forgotten before it could be read', async () => {
  const first = setUp();
  await first.history.start();
  first.use(100);
  await first.history.stop();
  const second = setUp(first.files, first.clock);
  first.files.failing.add('history.json');
  await second.history.start();
  second.history.forget(['coding-plan']);
  second.clock.jump(2 * 60_000);
  second.use(170);
  await settle();
  first.files.failing.clear();
  second.clock.jump(6 * 60_000);
  second.use(180);
  await second.history.stop();
  expect(second.used()).toEqual([170, 180]);
});
