import * as z from 'zod';
import { dayMs, hourMs, minuteMs } from '../calendar.ts';
import {
  CertaintySchema,
  PoolIdSchema,
  type QuotaWindow,
  type Reading,
  type Snapshot,
  WindowIdSchema,
} from '../model.ts';

const PointSchema = z.strictObject({
  atMs: z.number().int(),
  used: z.number().nonnegative(),
  limit: z.number().positive(),
});
export type HistoryPoint = Readonly<z.infer<typeof PointSchema>>;

/** The use of one window over time, oldest first. Estimates and numbers of a server are kept in separate series. */
export const HistorySeriesSchema = z.strictObject({
  pool: PoolIdSchema,
  windowId: WindowIdSchema,
  certainty: CertaintySchema,
  points: z.array(PointSchema).readonly(),
});
export type HistorySeries = Readonly<z.infer<typeof HistorySeriesSchema>>;

/** How long points are kept: a month's window and a few days more. */
export const historyMs = 35 * dayMs;

/** How dense points stay, depending on their age: fine for the rolling five hours, coarser for the habits of weeks. */
const densities: readonly { readonly untilAgeMs: number; readonly everyMs: number }[] = [
  { untilAgeMs: 6 * hourMs, everyMs: minuteMs },
  { untilAgeMs: historyMs, everyMs: 15 * minuteMs },
];

/** Adds the fresh readings of a snapshot. Estimates count for `nowMs`, because their reading may be older. */
export function addSnapshot(
  history: readonly HistorySeries[],
  snapshot: Snapshot,
  nowMs: number,
): readonly HistorySeries[] {
  const readings = snapshot.pools.flatMap((status) => (status.state === 'fresh' ? [status.reading] : []));
  return readings
    .flatMap((reading) => reading.windows.map((window) => ({ reading, window })))
    .reduce((before, { reading, window }) => addWindow(before, reading, window, nowMs), history);
}

/** Joins what an earlier run recorded with what this run has; from its first point on, this run's series count. */
export function joinHistories(
  earlier: readonly HistorySeries[],
  later: readonly HistorySeries[],
): readonly HistorySeries[] {
  const keyOf = ({ pool, windowId, certainty }: HistorySeries): string => `${pool} ${windowId} ${certainty}`;
  const joined = new Map(earlier.map((series) => [keyOf(series), series]));
  for (const series of later) {
    const before = joined.get(keyOf(series))?.points ?? [];
    const startMs = series.points[0]?.atMs ?? Number.POSITIVE_INFINITY;
    const points = [...before.filter(({ atMs }) => atMs < startMs), ...series.points];
    joined.set(keyOf(series), { ...series, points });
  }
  return [...joined.values()];
}

function addWindow(
  history: readonly HistorySeries[],
  reading: Reading,
  window: QuotaWindow,
  nowMs: number,
): readonly HistorySeries[] {
  const { pool } = reading;
  const { id: windowId, certainty } = window;
  const index = history.findIndex(
    (series) => series.pool === pool && series.windowId === windowId && series.certainty === certainty,
  );
  const point = { atMs: certainty === 'exact' ? reading.takenAtMs : nowMs, used: window.used, limit: window.limit };
  const known = history[index];
  if (known === undefined) return [...history, { pool, windowId, certainty, points: [point] }];
  const last = known.points.at(-1);
  if (last !== undefined && last.atMs === point.atMs && last.used === point.used) return history;
  const points = [...before(known.points, point.atMs), point];
  return history.with(index, { ...known, points: thinned(points, Math.min(nowMs, confirmedMs(points))) });
}

/** After a longer gap in the points, the clock may be wrong. */
const suspiciousGapMs = 7 * dayMs;
/** Points over this time confirm the clock. */
const confirmedByMs = dayMs;

/** The newest time of the points; after a long gap only once they go on for a day, so that a wrong clock forgets nothing. */
export function confirmedMs(points: readonly { readonly atMs: number }[]): number {
  const newestMs = points.at(-1)?.atMs ?? 0;
  const gap = points.findLastIndex(({ atMs }, index) => atMs - (points[index - 1]?.atMs ?? atMs) > suspiciousGapMs);
  const isConfirmed = gap < 0 || newestMs - (points[gap]?.atMs ?? 0) >= confirmedByMs;
  return isConfirmed ? newestMs : (points[gap - 1]?.atMs ?? newestMs);
}

/** Drops points that are not earlier than the new one, which exist if the clock was set back. */
const before = (points: readonly HistoryPoint[], atMs: number): readonly HistoryPoint[] =>
  points.filter((point) => point.atMs < atMs);

/** Keeps the last point of each interval of its density, drops those within a level stretch and those older than 35 days. */
export function thinned(points: readonly HistoryPoint[], nowMs: number): readonly HistoryPoint[] {
  const spaced = points.filter((point, index) => {
    const everyMs = densities.find(({ untilAgeMs }) => nowMs - point.atMs < untilAgeMs)?.everyMs;
    if (everyMs === undefined) return false;
    const following = points[index + 1];
    return following === undefined || Math.floor(following.atMs / everyMs) > Math.floor(point.atMs / everyMs);
  });
  return spaced.filter((point, index) => {
    const [previous, following] = [spaced[index - 1], spaced[index + 1]];
    return (
      previous === undefined || following === undefined || !(isLevel(previous, point) && isLevel(point, following))
    );
  });
}

const isLevel = (one: HistoryPoint, other: HistoryPoint): boolean =>
  one.used === other.used && one.limit === other.limit;

/** The points of one window: those of a server, or else the estimates. */
export function pointsOf(
  history: readonly HistorySeries[],
  pool: Reading['pool'],
  windowId: QuotaWindow['id'],
): readonly HistoryPoint[] {
  const all = history.filter((series) => series.pool === pool && series.windowId === windowId);
  return (all.find((series) => series.certainty === 'exact') ?? all[0])?.points ?? [];
}
