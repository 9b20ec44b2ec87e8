import { describe, expect, it } from 'vitest';
import { SnapshotSchema } from '../../../../main/core/quota/model.ts';
import { createSnapshotStore } from '../../../../main/services/polling/snapshot-store.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../../support/fakes.ts';
import { codingPlan, denying, failing, saying } from '../../../support/readings.ts';

function setUp(files = memoryFiles(), nowMs?: number) {
  const clock = fakeClock(nowMs);
  const log = memoryLog();
  return { files, clock, log, store: createSnapshotStore({ files, clock, log }) };
}

describe('within a run', () => {
  it('shows a pool as loading from the first request, then its answer', () => {
    const { store } = setUp();
    store.setActivity({ asking: ['coding-plan'], nextPollAtMs: null });
    expect(store.get()).toEqual({
      pools: [{ pool: 'coding-plan', state: 'loading' }],
      polling: true,
      nextPollAtMs: null,
    });
    store.apply([saying(codingPlan())]);
    expect(store.get().pools).toMatchObject([{ state: 'fresh' }]);
    store.setActivity({ asking: [], nextPollAtMs: 5 });
    expect(store.get()).toMatchObject({ polling: false, nextPollAtMs: 5, pools: [{ state: 'fresh' }] });
    expect(SnapshotSchema.safeParse(store.get()).success).toBe(true);
  });

  it('keeps pools in one order, whichever was asked first', () => {
    const { store } = setUp();
    store.setActivity({ asking: ['pay-as-you-go', 'free-tier', 'coding-plan'], nextPollAtMs: null });
    expect(store.get().pools.map(({ pool }) => pool)).toEqual(['coding-plan', 'free-tier', 'pay-as-you-go']);
  });

  it('notifies its subscribers until they unsubscribe', () => {
    const { store } = setUp();
    const seen: string[] = [];
    const leave = store.subscribe(({ pools }) => void seen.push(pools[0]?.state ?? 'none'));
    store.apply([saying(codingPlan())]);
    store.apply([failing('qwencloud')]);
    leave();
    leave();
    store.apply([denying('qwencloud')]);
    expect(seen).toEqual(['fresh', 'stale']);
  });

  it('adds what follows from the preferences, and again when they change', () => {
    let nextPollAtMs = 1;
    const store = createSnapshotStore({
      files: memoryFiles(),
      clock: fakeClock(),
      log: memoryLog(),
      refine: (snapshot) => ({ ...snapshot, nextPollAtMs }),
    });
    store.apply([saying(codingPlan())]);
    expect(store.get()).toMatchObject({ nextPollAtMs: 1, pools: [{ state: 'fresh' }] });
    nextPollAtMs = 2;
    store.reconsider();
    expect(store.get()).toMatchObject({ nextPollAtMs: 2, pools: [{ state: 'fresh' }] });
  });

  it('forgets an account here and on disk', async () => {
    const { store, files } = setUp();
    store.apply([saying(codingPlan())]);
    store.forget(['qwencloud']);
    await store.settled();
    expect(store.get().pools).toEqual([]);
    expect(files.contents.get('readings.json')).not.toContain('starter');
  });
});

describe('across runs', () => {
  it('keeps a refusal until its reset, or until the service reports again', async () => {
    const atMs = fakeClock().now() + 60_000;
    const first = setUp();
    first.store.apply([saying(codingPlan())]);
    first.store.refuse({ kind: 'week', window: 'week', atMs, resetsAtMs: atMs + 1000 });
    await first.store.settled();

    const restarted = async (nowMs: number) => {
      const next = setUp(first.files, nowMs);
      await next.store.restore();
      return next.store;
    };
    const full = { id: 'week', used: 9000, limit: 9000, resetsAtMs: atMs + 1000 };
    const store = await restarted(atMs);
    expect(store.get().pools).toMatchObject([{ reading: { windows: [{}, full, {}] } }]);
    store.apply([saying(codingPlan({ takenAtMs: atMs }))]);
    expect(store.get().pools).toMatchObject([{ reading: { windows: [{}, { used: 3000 }, {}] } }]);
    const late = await restarted(atMs + 1000);
    expect(late.get().pools).toMatchObject([{ reading: { windows: [{}, { used: 3000 }, {}] } }]);
  });

  it('reads the file of an earlier version, which kept no refusals', async () => {
    const { store, files } = setUp();
    store.apply([saying(codingPlan())]);
    await store.settled();
    const { refused: _none, ...earlier } = JSON.parse(files.contents.get('readings.json') ?? '');
    files.contents.set('readings.json', JSON.stringify(earlier));
    const next = setUp(files);
    await next.store.restore();
    expect(next.store.get().pools).toMatchObject([{ state: 'stale' }]);
  });

  it('restores the last good reading as old, with its own reason, until a new answer arrives', async () => {
    const first = setUp();
    first.store.apply([saying(codingPlan({ fiveHours: 444 }))]);
    await first.store.settled();

    const second = setUp(first.files);
    await second.store.restore();
    expect(second.store.get().pools).toMatchObject([
      {
        state: 'stale',
        reading: { windows: [{ used: 444 }, {}, {}] },
        failure: { kind: 'not-asked-yet' },
        failedAtMs: second.clock.now(),
      },
    ]);
    second.store.apply([failing('qwencloud')]);
    expect(second.store.get().pools).toMatchObject([{ state: 'stale', failure: { kind: 'offline' } }]);
    second.store.apply([saying(codingPlan({ fiveHours: 500 }))]);
    expect(second.store.get().pools).toMatchObject([{ state: 'fresh' }]);
  });

  it('never replaces this run’s answers by those of an earlier run', async () => {
    const first = setUp();
    first.store.apply([saying(codingPlan({ fiveHours: 444 }))]);
    await first.store.settled();
    const second = setUp(first.files);
    second.store.apply([denying('qwencloud')]);
    await second.store.restore();
    expect(second.store.get().pools).toMatchObject([{ state: 'not-subscribed' }]);
  });

  it('prefers this run’s answers to another source’s answers of the last run', async () => {
    const first = setUp();
    first.store.apply([saying({ ...codingPlan(), sourceId: 'qwencloud-cli' })]);
    await first.store.settled();
    const second = setUp(first.files);
    second.store.apply([saying(codingPlan({ fiveHours: 500 }))]);
    await second.store.restore();
    expect(second.store.get().pools).toMatchObject([
      { state: 'fresh', reading: { sourceId: 'qwencloud', windows: [{ used: 500 }, {}, {}] } },
    ]);
  });

  it('keeps readings that can be read only after the start', async () => {
    const first = setUp();
    first.store.apply([saying(codingPlan({ fiveHours: 444 }))]);
    await first.store.settled();
    const earlier = first.files.contents.get('readings.json');
    const second = setUp(first.files);
    first.files.failing.add('readings.json');
    await second.store.restore();
    second.store.apply([failing('qwencloud')]);
    await second.store.settled();
    expect(first.files.contents.get('readings.json')).toBe(earlier);
    first.files.failing.clear();
    second.store.apply([failing('qwencloud')]);
    await second.store.settled();
    const third = setUp(first.files);
    await third.store.restore();
    expect(third.store.get().pools).toMatchObject([{ pool: 'coding-plan' }]);
  });

  it('does not restore a mere failure', async () => {
    const first = setUp();
    first.store.apply([failing('qwencloud')]);
    await first.store.settled();
    const second = setUp(first.files);
    await second.store.restore();
    expect(second.store.get().pools).toEqual([]);
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['an older shape', '{"version":0}'],
    [
      'a reading bent out of shape',
      '{"version":1,"pools":[{"pool":"coding-plan","words":[{"sourceId":"qwencloud"}]}]}',
    ],
  ])('keeps a file with %s aside and starts empty', async (_, text) => {
    const { store, files, log } = setUp(memoryFiles({ 'readings.json': text }));
    await store.restore();
    expect(store.get().pools).toEqual([]);
    expect(files.contents.get('readings.json.broken-1')).toBe(text);
    expect(log.lines.join()).toContain('readings.json.broken-1');
  });

  it('continues when the disk is full, and logs it once', async () => {
    const { store, files, log } = setUp();
    files.full = true;
    store.apply([saying(codingPlan())]);
    await store.settled();
    store.apply([saying(codingPlan())]);
    await store.settled();
    expect(store.get().pools).toMatchObject([{ state: 'fresh' }]);
    expect(log.lines).toHaveLength(1);
    files.full = false;
    store.apply([saying(codingPlan())]);
    await store.settled();
    expect(files.contents.get('readings.json')).toContain('starter');
  });
});
