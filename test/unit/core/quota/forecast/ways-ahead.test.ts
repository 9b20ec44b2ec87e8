import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../../../../main/core/quota/calendar.ts';
import { runningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import { levelsAhead } from '../../../../../main/core/quota/forecast/levels-ahead.ts';
import type { OwnRequests } from '../../../../../main/core/quota/forecast/own-requests.ts';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import { keptWaysAhead, waysAhead } from '../../../../../main/core/quota/forecast/ways-ahead.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

const reading = { ...codingPlan({ fiveHours: 900, week: 3000 }), takenAtMs: noonMs };
const [fiveHours = window()] = reading.windows;

/** The weekly count until noon, in steps of five minutes. */
function week(uses: readonly number[]): readonly HistorySeries[] {
  let used = 0;
  const points = uses.map((use, index) => {
    used += use;
    return { atMs: noonMs - (uses.length - 1 - index) * 5 * minuteMs, used, limit: 9000 };
  });
  return [{ pool: 'coding-plan', windowId: 'week', certainty: 'exact', points }];
}

it('works out the ways once for a reading, a history and the requests of this computer', () => {
  const findWays = keptWaysAhead();
  const history = week(Array.from({ length: 60 }, () => 12));
  const own: OwnRequests = [];
  const after = (minutes: number) => findWays(reading, history, noonMs + minutes * minuteMs, 0, own)(fiveHours);
  const first = after(0);
  expect(first).toContainEqual(expect.objectContaining({ weight: expect.any(Number) }));
  expect(after(5)).toBe(first);
  expect(after(16)).toBe('quiet');
  expect(after(6)).toBe(first);
  expect(findWays({ ...reading }, history, noonMs, 0, own)(fiveHours)).not.toBe(first);
  const other = findWays(reading, history, noonMs, 0, [{ atMs: noonMs - dayMs, requests: 3 }])(fiveHours);
  expect(other).not.toBe(after(0));
  expect(after(1)).toBe(after(2));
});

it('foresees from kept ways what it does without', () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0), fc.nat(60)), { minLength: 2, maxLength: 200 }),
      fc.nat(1200),
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }),
      (uses, used, minutes, ownMinutes) => {
        const findWays = keptWaysAhead();
        const history = week(uses);
        const windows = reading.windows.map((one) => (one.id === 'five-hours' ? { ...one, used } : one));
        const snapshot = snapshotOf(fresh({ ...reading, windows }));
        const own = ownMinutes.map((ago) => ({ atMs: noonMs - ago * minuteMs, requests: 5 }));
        const requests = own.toSorted((one, other) => one.atMs - other.atMs);
        for (const minute of minutes) {
          const facts = [snapshot, history, noonMs + minute * minuteMs, () => 8 * hourMs, requests] as const;
          expect(runningOut(...facts, findWays)).toEqual(runningOut(...facts, waysAhead));
          expect(levelsAhead(...facts, findWays)).toEqual(levelsAhead(...facts, waysAhead));
        }
      },
    ),
  ));
