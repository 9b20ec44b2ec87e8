import * as z from 'zod';
import { dayMs, fiveHoursMs, hourMs, minuteMs, weekMs } from '../calendar.ts';
import { CertaintySchema, PoolIdSchema, type WindowId, WindowIdSchema } from '../model.ts';
import { type HistoryPoint, type HistorySeries, pointsOf } from './samples.ts';

const PointSchema = z.strictObject({ atMs: z.number().int(), usedPercent: z.number().min(0).max(100) });
type CurvePoint = Readonly<z.infer<typeof PointSchema>>;

/**
 * The use of one window over its time span, oldest first. A gap without samples over which the use changed separates two
 * runs, because what happened in between is unknown.
 */
export const WindowCurveSchema = z.strictObject({
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  certainty: CertaintySchema,
  fromMs: z.number().int(),
  toMs: z.number().int(),
  runs: z.array(z.array(PointSchema).readonly()).readonly(),
});
export type WindowCurve = Readonly<z.infer<typeof WindowCurveSchema>>;

/** How far back a window is shown, and the longest gap between samples over which a run continues. */
const spans: Readonly<Record<WindowId, { readonly backMs: number; readonly gapMs: number }>> = {
  'five-hours': { backMs: fiveHoursMs, gapMs: 30 * minuteMs },
  week: { backMs: weekMs, gapMs: 6 * hourMs },
  month: { backMs: 31 * dayMs, gapMs: dayMs },
  credits: { backMs: 31 * dayMs, gapMs: dayMs },
  budget: { backMs: 31 * dayMs, gapMs: dayMs },
};

/** A small chart cannot show more. */
const mostPoints = 160;

/** One curve for each window in the history. The numbers of a server take precedence over estimates. */
export function windowCurves(history: readonly HistorySeries[], nowMs: number): readonly WindowCurve[] {
  return history.flatMap(({ pool, windowId, certainty, points }) => {
    if (pointsOf(history, pool, windowId) !== points) return [];
    const { backMs, gapMs } = spans[windowId];
    const fromMs = nowMs - backMs;
    const runs = runsOf(within(points, fromMs, nowMs), gapMs);
    return runs.length === 0 ? [] : [{ pool, windowId, certainty, fromMs, toMs: nowMs, runs: runs.map(thin(backMs)) }];
  });
}

/** The points from `fromMs` to `nowMs`. A level stretch that crosses `fromMs` gets a point there, as its inner points are not kept. */
function within(points: readonly HistoryPoint[], fromMs: number, nowMs: number): readonly HistoryPoint[] {
  const inside = points.filter(({ atMs }) => atMs >= fromMs && atMs <= nowMs);
  const before = points.findLast(({ atMs }) => atMs < fromMs);
  const [first] = inside;
  const level = before !== undefined && first !== undefined && isLevel(before, first);
  return level ? [{ ...before, atMs: fromMs }, ...inside] : inside;
}

const isLevel = (one: HistoryPoint, other: HistoryPoint): boolean =>
  one.used === other.used && one.limit === other.limit;

function runsOf(points: readonly HistoryPoint[], gapMs: number): readonly (readonly HistoryPoint[])[] {
  const runs: HistoryPoint[][] = [];
  let last: HistoryPoint | null = null;
  for (const point of points) {
    const continuesRun = last !== null && (point.atMs - last.atMs <= gapMs || isLevel(last, point));
    if (continuesRun) runs.at(-1)?.push(point);
    else runs.push([point]);
    last = point;
  }
  return runs;
}

/** Keeps the first point of a run and the last point of each interval that the chart can show. */
const thin =
  (backMs: number) =>
  (run: readonly HistoryPoint[]): readonly CurvePoint[] => {
    const everyMs = backMs / mostPoints;
    const intervalOf = (point: HistoryPoint | undefined) => Math.floor((point?.atMs ?? Number.NaN) / everyMs);
    return run
      .filter((point, index) => index === 0 || intervalOf(run[index + 1]) !== intervalOf(point))
      .map((point) => ({ atMs: point.atMs, usedPercent: 100 * Math.min(1, point.used / point.limit) }));
  };
