import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HistorySeries } from '../../../../../main/core/quota/forecast/samples.ts';
import { WindowCurveSchema, windowCurves } from '../../../../../main/core/quota/forecast/window-curve.ts';
import { noonMs } from '../../../../support/readings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const series = (points: HistorySeries['points'], change: Partial<HistorySeries> = {}): HistorySeries => ({
  pool: 'coding-plan',
  windowId: 'five-hours',
  certainty: 'exact',
  points,
  ...change,
});
const point = (minutesAgo: number, used: number, limit = 1000) => ({
  atMs: noonMs - minutesAgo * minuteMs,
  used,
  limit,
});
const runsOf = (...points: HistorySeries['points']) =>
  windowCurves([series(points)], noonMs)[0]?.runs.map((run) =>
    run.map(({ atMs, usedPercent }) => [(noonMs - atMs) / minuteMs, usedPercent]),
  );

it('shows the time span of a window, in percent of the limit at that time', () => {
  expect(runsOf(point(301, 10), point(20, 500), point(10, 600, 2000), point(0, 2500))).toEqual([
    [
      [20, 50],
      [10, 30],
      [0, 100],
    ],
  ]);
});

it('breaks the line at a gap over which the use changed', () => {
  expect(runsOf(point(100, 100), point(69, 200), point(40, 300))).toEqual([
    [[100, 10]],
    [
      [69, 20],
      [40, 30],
    ],
  ]);
});

it('continues over a level stretch, also from before the start of the span', () => {
  expect(runsOf(point(900, 100), point(40, 100), point(20, 200))).toEqual([
    [
      [300, 10],
      [40, 10],
      [20, 20],
    ],
  ]);
});

it('shows one line per window, the exact one if there is one', () => {
  const estimate = series([point(10, 900)], { certainty: 'estimate' });
  const week = series([point(10, 1)], { windowId: 'week', certainty: 'estimate' });
  const curves = windowCurves([estimate, series([point(10, 100)]), week, series([], { windowId: 'month' })], noonMs);
  expect(curves.map(({ windowId, certainty }) => [windowId, certainty])).toEqual([
    ['five-hours', 'exact'],
    ['week', 'estimate'],
  ]);
  expect(curves[1]).toMatchObject({ fromMs: noonMs - 168 * hourMs, toMs: noonMs });
});

it('stays small, in order and within its bounds', () => {
  const used = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 * 24 * 60 }), fc.nat(3000)), { maxLength: 2000 });
  fc.assert(
    fc.property(used, fc.constantFrom('five-hours', 'week', 'month'), (raw, windowId) => {
      const points = raw.map(([ago, amount]) => point(ago, amount)).toSorted((one, other) => one.atMs - other.atMs);
      for (const curve of windowCurves([series(points, { windowId })], noonMs)) {
        expect(WindowCurveSchema.safeParse(curve).success).toBe(true);
        const times = curve.runs.flat().map(({ atMs }) => atMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        expect(times.every((atMs) => atMs >= curve.fromMs && atMs <= curve.toMs)).toBe(true);
        expect(times.length - 2 * curve.runs.length).toBeLessThanOrEqual(161);
      }
    }),
  );
});
