import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, type EndedRun, learnHabit } from '../../../../main/sources/session-log/habit.ts';

const runs = fc.array(
  fc.record({ seen: fc.nat(200), hidden: fc.nat(300) }).map(({ seen, hidden }) => ({ seen, requests: seen + hidden })),
  { maxLength: 30 },
);

describe('learnHabit', () => {
  it('knows nothing before a session has ended that hid something', () => {
    expect(learnHabit([])).toBeNull();
    expect(learnHabit([{ seen: 12, requests: 12 }])).toBeNull();
    expect(learnHabit([{ seen: 0, requests: 12 }])).toBeNull();
  });

  it('takes the ratio of the sessions that hid something, and does not let the others thin it', () => {
    const alone = Array.from({ length: 40 }, (): EndedRun => ({ seen: 1, requests: 1 }));
    expect(learnHabit([...alone, { seen: 10, requests: 17 }])?.hiddenPerSeen).toBeCloseTo(0.7);
  });

  it('gives a wide range after one session, and a narrow one after ten similar ones', () => {
    const same = (times: number) => learnHabit(Array.from({ length: times }, () => ({ seen: 10, requests: 17 })));
    expect(same(1)?.below).toBeCloseTo(0.95);
    expect(same(10)?.below).toBeCloseTo(0.95 / Math.sqrt(10));
  });

  it('limits the habit to a plausible maximum', () => {
    const habit = learnHabit([{ seen: 1, requests: 1000 }]);
    expect(habit?.hiddenPerSeen).toBe(3);
  });

  it('is below no session that it learned from', () =>
    fc.assert(
      fc.property(runs, (ended) => {
        const habit = learnHabit(ended);
        const within = ended.filter(({ seen, requests }) => seen > 0 && requests <= seen * 4);
        fc.pre(habit !== null && habit.hiddenPerSeen < 3 && within.length === ended.length);
        for (const { seen, requests } of ended) {
          expect(countOf(seen, habit).from).toBeLessThanOrEqual(requests + 1e-9);
        }
      }),
    ));

  it('puts the likely number into the range, and never below what is seen', () =>
    fc.assert(
      fc.property(runs, fc.nat(500), (ended, seen) => {
        const habit = learnHabit(ended);
        if (habit === null) return;
        const { likely, from } = countOf(seen, habit);
        expect(from).toBeGreaterThanOrEqual(seen);
        expect(likely).toBeGreaterThanOrEqual(from - 1e-9);
      }),
    ));
});
