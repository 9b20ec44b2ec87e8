import { describe, expect, it } from 'vitest';
import { wayToEnd, windowPictures } from '../../../../main/core/history/window-picture.ts';
import { dayMs, hourMs } from '../../../../main/core/quota/calendar.ts';
import type { QuotaWindow, Reading } from '../../../../main/core/quota/model.ts';
import type { Outlook } from '../../../../main/core/quota/outlook/outlook.ts';
import { windowChart } from '../../../../main/core/view/usage/window-chart.ts';
import { codingPlan, noonMs, snapshotOf, window } from '../../../support/readings.ts';

const resetsAtMs = noonMs + 4 * dayMs;
const week: QuotaWindow = window({ id: 'week', used: 4_500, limit: 9_000, resetsAtMs });
const reading: Reading = { ...codingPlan(), windows: [window({ used: 300 }), week] };
const runOut = { pool: 'coding-plan', windowId: 'week', likelihood: null, between: null } as const;
const outlook: Outlook = {
  ...{ pool: 'coding-plan', windowId: 'week', leftAtReset: 900, highestAheadPercent: null, halfBackAtMs: null },
  ...{ perHour: null, fiveHoursLeft: null, stopsFirst: false },
};
const none = { runOuts: [], outlooks: [], nowMs: noonMs };

describe('the way ahead of a window that ends as a whole', () => {
  it('leads to where it is used up, or else to what is left at its reset', () => {
    const points = (way: ReturnType<typeof wayToEnd>) => way.map(({ atMs, likely }) => [atMs, likely]);
    const runOuts = [{ ...runOut, runsOutAtMs: noonMs + dayMs }];
    expect(points(wayToEnd(reading, week, { ...none, runOuts }))).toEqual([
      [noonMs, 50],
      [noonMs + dayMs, 100],
    ]);
    expect(points(wayToEnd(reading, week, { ...none, outlooks: [outlook] }))).toEqual([
      [noonMs, 50],
      [resetsAtMs, 90],
    ]);
  });

  it('is not known without a forecast or a reset, once that has passed, and where packs follow the plan', () => {
    const runOuts = [{ ...runOut, runsOutAtMs: noonMs - 1 }];
    expect(wayToEnd(reading, week, none)).toEqual([]);
    expect(wayToEnd(reading, week, { ...none, runOuts })).toEqual([]);
    const fixed: QuotaWindow = { ...week, renewal: 'fixed', resetsAtMs: null };
    expect(wayToEnd(reading, fixed, { ...none, outlooks: [outlook] })).toEqual([]);
    const addOns = [{ totalCredits: 100, remainingCredits: 50, endsAtMs: null }];
    const team = { ...reading, pool: 'token-plan-team', plan: null, status: null, seatTiers: [], addOns } as Reading;
    const told = [{ ...outlook, pool: team.pool }];
    expect(wayToEnd(team, week, { ...none, outlooks: told })).toEqual([]);
    expect(wayToEnd({ ...team, addOns: [] } as Reading, week, { ...none, outlooks: told })).toHaveLength(2);
  });

  it('is drawn from the first reading on: what comes back of five hours, and the even pace of a week', () => {
    const used = window({ used: 300, resetsAtMs: noonMs + 2 * hourMs });
    const first: Reading = { ...codingPlan(), takenAtMs: noonMs, windows: [used, week] };
    const history = (['five-hours', 'week'] as const).map((windowId) => ({
      ...{ pool: 'coding-plan' as const, windowId, certainty: 'exact' as const },
      points: [{ atMs: noonMs, used: 300, limit: 1_200 }],
    }));
    const drawnOf = (of: Reading) => {
      const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading: of, disagreements: [] });
      return windowPictures({ ...none, snapshot, history, levels: [], utcOffsetAt: () => 0 });
    };
    const [fiveHours, ofWeek] = drawnOf(first);
    expect(fiveHours?.ahead.map(({ atMs, ifStopped }) => [(atMs - noonMs) / hourMs, ifStopped])).toEqual([
      [0, 25],
      [2, 25],
      [5, 0],
    ]);
    // No pace is known.
    expect(
      fiveHours?.ahead.every(({ low, likely, high, ifStopped }) =>
        [low, likely, high].every((one) => one === ifStopped),
      ),
    ).toBe(true);
    expect([ofWeek?.ahead, ofWeek?.cycle]).toEqual([[], { fromMs: resetsAtMs - 7 * dayMs, toMs: resetsAtMs }]);
    const unused = { ...first, windows: [{ ...used, used: 0 }, week] };
    const over = { ...first, takenAtMs: noonMs - 6 * hourMs, windows: [{ ...used, resetsAtMs: null }, week] };
    for (const none of [unused, over]) expect(drawnOf(none)[0]?.ahead).toEqual([]);
  });

  it('is drawn as one line beside the even pace, while the next hours of the five hours keep theirs', () => {
    const levels = (['five-hours', 'week'] as const).map((windowId) => ({
      ...{ pool: 'coding-plan' as const, windowId },
      levels: [0, 5].map((hours) => ({
        atMs: noonMs + hours * hourMs,
        ...{ ifStopped: 25 - 5 * hours, low: 25, likely: 25 + hours, high: 25 + 2 * hours },
      })),
    }));
    const history = (['five-hours', 'week'] as const).map((windowId) => ({
      ...{ pool: 'coding-plan' as const, windowId, certainty: 'exact' as const },
      points: [2, 1, 0].map((hours) => ({ atMs: noonMs - hours * hourMs, used: 300 - hours, limit: 1_200 })),
    }));
    const snapshot = snapshotOf({ pool: 'coding-plan', state: 'fresh', reading, disagreements: [] });
    const facts = { ...none, snapshot, history, levels, outlooks: [outlook], utcOffsetAt: () => 0 };
    const plot = { width: 340, height: 90, left: 4, right: 4, top: 6, bottom: 18 };
    const drawn = windowPictures(facts).map((picture) => windowChart(picture, noonMs, plot));
    const shapes = drawn.map(({ likely, ifStopped, evenPace }) => [likely, ifStopped, evenPace].map(Boolean));
    expect(shapes).toEqual([
      [true, true, false],
      [true, false, true],
    ]);
  });
});
