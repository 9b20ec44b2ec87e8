import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSnapshot,
  type HistorySeries,
  historyMs,
  pointsOf,
  thinned,
} from '../../../../../main/core/quota/forecast/samples.ts';
import { codingPlan, fresh, noonMs, snapshotOf } from '../../../../support/readings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const use = (fiveHours: number, takenAtMs = noonMs) => snapshotOf(fresh(codingPlan({ fiveHours, takenAtMs })));
const fiveHours = (history: readonly HistorySeries[]) => pointsOf(history, 'coding-plan', 'five-hours');

describe('recording', () => {
  it('records each window of a fresh reading once', () => {
    const once = addSnapshot([], use(300), noonMs);
    expect(once.map(({ windowId }) => windowId)).toEqual(['five-hours', 'week', 'month']);
    expect(addSnapshot(once, use(300), noonMs + 5000)).toBe(once);
    expect(fiveHours(addSnapshot(once, use(310, noonMs + 5 * minuteMs), noonMs + 5 * minuteMs))).toEqual([
      { atMs: noonMs, used: 300, limit: 1200 },
      { atMs: noonMs + 5 * minuteMs, used: 310, limit: 1200 },
    ]);
  });

  it('records nothing of a stale reading', () => {
    const status = {
      ...fresh(codingPlan()),
      state: 'stale',
      failure: { kind: 'offline' },
      failedAtMs: noonMs,
    } as const;
    expect(addSnapshot([], snapshotOf(status as never), noonMs)).toEqual([]);
  });

  it('keeps estimates and numbers of the server in separate series, and prefers the latter', () => {
    const exact = addSnapshot([], use(300), noonMs);
    const moved = snapshotOf(fresh(codingPlan({ fiveHours: 320, certainty: 'estimate' })));
    const both = addSnapshot(exact, moved, noonMs + 2 * minuteMs);
    expect(fiveHours(both)).toHaveLength(1);
    const estimates = both.filter(({ certainty }) => certainty === 'estimate');
    expect(fiveHours(estimates)).toEqual([{ atMs: noonMs + 2 * minuteMs, used: 320, limit: 1200 }]);
  });

  it('forgets nothing while the clock is far ahead for some hours', () => {
    const days = Array.from({ length: 30 }, (_, day) => noonMs + day * dayMs);
    const all = days.reduce(
      (history, atMs, day) => addSnapshot(history, use(10 * (day % 7), atMs), atMs),
      [] as readonly HistorySeries[],
    );
    const aheadMs = noonMs + 62 * dayMs;
    const ahead = [0, 1, 2, 3].reduce(
      (history, hour) => addSnapshot(history, use(hour, aheadMs + hour * hourMs), aheadMs + hour * hourMs),
      all,
    );
    const back = addSnapshot(ahead, use(7, noonMs + 30 * dayMs), noonMs + 30 * dayMs);
    expect(fiveHours(back).map(({ atMs }) => atMs)).toEqual([...days, noonMs + 30 * dayMs]);
  });

  it('forgets what is too old once a day of points follows a long gap', () => {
    const old = addSnapshot([], use(1), noonMs);
    const hours = Array.from({ length: 26 }, (_, hour) => noonMs + 60 * dayMs + hour * hourMs);
    const later = hours.reduce((history, atMs, hour) => addSnapshot(history, use(hour, atMs), atMs), old);
    expect(fiveHours(later).map(({ atMs }) => atMs)).not.toContain(noonMs);
  });

  it('survives a clock set back', () => {
    const ahead = addSnapshot([], use(300, noonMs + dayMs), noonMs + dayMs);
    expect(fiveHours(addSnapshot(ahead, use(310, noonMs), noonMs))).toEqual([{ atMs: noonMs, used: 310, limit: 1200 }]);
  });
});

describe('thinning', () => {
  const dense = Array.from({ length: 36 * 24 * 12 }, (_, index) => ({
    atMs: noonMs - index * 5 * minuteMs,
    used: index % 97,
    limit: 1200,
  })).toReversed();

  it('keeps all points of the last hours, and a bounded number of the weeks before', () => {
    const kept = thinned(dense, noonMs);
    const within = (ageMs: number) => kept.filter(({ atMs }) => noonMs - atMs < ageMs).length;
    expect(within(6 * hourMs)).toBe(72);
    expect(kept.length).toBeLessThan(72 + 4 * 24 * 35 + 3);
    expect(noonMs - (kept[0]?.atMs ?? 0)).toBeLessThan(historyMs);
    expect(kept.at(-1)).toEqual(dense.at(-1));
  });

  it('drops the inner points of a level stretch, not its ends', () => {
    const level = [0, 10, 10, 10, 10, 20].map((used, index) => ({
      atMs: noonMs - (6 - index) * 5 * minuteMs,
      used,
      limit: 1,
    }));
    expect(thinned(level, noonMs).map(({ used }) => used)).toEqual([0, 10, 10, 20]);
  });

  it('is idempotent, keeps the order and adds no points', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 40 * 24 * 60 })), fc.nat(3), (minutes, spread) => {
        const points = minutes
          .toSorted((one, other) => other - one)
          .map((ago) => ({ atMs: noonMs - ago * minuteMs, used: ago % (spread + 1), limit: 1200 }));
        const kept = thinned(points, noonMs);
        expect(thinned(kept, noonMs)).toEqual(kept);
        expect(points).toEqual(expect.arrayContaining([...kept]));
        expect(kept).toEqual(kept.toSorted((one, other) => one.atMs - other.atMs));
      }),
      { numRuns: 500 },
    ));
});
