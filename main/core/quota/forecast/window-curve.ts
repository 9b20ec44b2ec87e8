import * as z from 'zod';
import { dayMs, fiveHoursMs, hourMs, minuteMs, weekMs } from '../calendar.ts';
import { CertaintySchema, PoolIdSchema, type WindowId, WindowIdSchema } from '../model.ts';
import { type HistoryPoint, type HistorySeries, pointsOf } from './samples.ts';

const PointSchema = z.strictObject({ atMs: z.number().int(), usedPercent: z.number().min(0).max(100) });
export type CurvePoint = Readonly<z.infer<typeof PointSchema>>;

/**
 * How one window filled over the time it spans, oldest first. A new run begins where nobody looked for long and the use
 * changed meanwhile: what happened between two runs is not known.
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

/** How far back a window is shown, and how long nobody may have looked before the line breaks. */
const spans: Readonly<Record<WindowId, { readonly backMs: number; readonly gapMs: number }>> = {
  'five-hours': { backMs: fiveHoursMs, gapMs: 30 * minuteMs },
  week: { backMs: weekMs, gapMs: 6 * hourMs },
  month: { backMs: 31 * dayMs, gapMs: dayMs },
  credits: { backMs: 31 * dayMs, gapMs: dayMs },
  budget: { backMs: 31 * dayMs, gapMs: dayMs },
};

/** More than a small chart can show. */
const mostPoints = 160;

/** One curve a window that the history knows, those of a server preferred to estimates. */
export function windowCurves(history: readonly HistorySeries[], nowMs: number): readonly WindowCurve[] {
  return history.flatMap(({ pool, windowId, certainty, points }) => {
    if (pointsOf(history, pool, windowId) !== points) return [];
    const { backMs, gapMs } = spans[windowId];
    const fromMs = nowMs - backMs;
    const runs = runsOf(within(points, fromMs, nowMs), gapMs);
    return runs.length === 0 ? [] : [{ pool, windowId, certainty, fromMs, toMs: nowMs, runs: runs.map(thin(backMs)) }];
  });
}

/** The points of a time. A level stretch has no points of its own inside: where it crosses the begin, it begins there. */
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
    const goesOn = last !== null && (point.atMs - last.atMs <= gapMs || isLevel(last, point));
    if (goesOn) runs.at(-1)?.push(point);
    else runs.push([point]);
    last = point;
  }
  return runs;
}

/** The first point of a run, and the last of each stretch. */
const thin =
  (backMs: number) =>
  (run: readonly HistoryPoint[]): readonly CurvePoint[] => {
    const everyMs = backMs / mostPoints;
    const stretchOf = (point: HistoryPoint | undefined) => Math.floor((point?.atMs ?? Number.NaN) / everyMs);
    return run
      .filter((point, index) => index === 0 || stretchOf(run[index + 1]) !== stretchOf(point))
      .map((point) => ({ atMs: point.atMs, usedPercent: 100 * Math.min(1, point.used / point.limit) }));
  };
