import { fiveHoursMs, minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { type HistoryPoint, type HistorySeries, pointsOf } from './samples.ts';

/** So much was used between two moments; when exactly is not known, so it counts as spread evenly. */
export interface Consumption {
  readonly fromMs: number;
  readonly toMs: number;
  readonly amount: number;
}

/**
 * When what counts in a rolling five-hour window was used, over the five hours before `nowMs`. The amounts add up to
 * the window's `used`; what no sample saw is spread over the time nobody watched.
 * The weekly count only ever grows within its week, so it says when requests were made better than the rolling count,
 * from which others drop out at the same time.
 */
export function consumptionOf(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
): readonly Consumption[] {
  const sinceMs = nowMs - fiveHoursMs;
  const counter = countedBy(reading, window);
  const points = pointsOf(history, reading.pool, counter).filter((point) => point.atMs <= nowMs);
  const seen = rises(points, counter !== window.id).flatMap((rise) => cut(rise, sinceMs, nowMs));
  const total = seen.reduce((sum, { amount }) => sum + amount, 0);
  const watchedFromMs = Math.max(sinceMs, points[0]?.atMs ?? nowMs);
  const unseen = window.used - total;
  if (unseen > 0 && watchedFromMs > sinceMs) {
    return [{ fromMs: sinceMs, toMs: watchedFromMs, amount: unseen }, ...seen];
  }
  if (total === 0) return window.used === 0 ? [] : [{ fromMs: sinceMs, toMs: nowMs, amount: window.used }];
  return seen.map((piece) => ({ ...piece, amount: (piece.amount / total) * window.used }));
}

/** Longer than the slowest pace of polling: in between nobody looked. */
const longestLookMs = 35 * minuteMs;

/**
 * How long before `nowMs` somebody has looked all the time, without looking further than `mostMs`. What was used while
 * nobody did says nothing of the pace; where the use stayed level, nothing can have been missed.
 */
export function watchedMs(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  mostMs: number,
): number {
  const points = pointsOf(history, reading.pool, countedBy(reading, window)).filter((point) => point.atMs <= nowMs);
  let sinceMs = nowMs;
  let used: number | null = null;
  for (const point of points.toReversed()) {
    if (sinceMs - point.atMs > longestLookMs && point.used !== used) break;
    sinceMs = point.atMs;
    used = point.used;
  }
  return Math.min(mostMs, nowMs - sinceMs);
}

/** What of these pieces lies between two moments. */
export const amountBetween = (pieces: readonly Consumption[], fromMs: number, toMs: number): number =>
  pieces.flatMap((piece) => cut(piece, fromMs, toMs)).reduce((sum, { amount }) => sum + amount, 0);

function countedBy(reading: Reading, window: QuotaWindow): QuotaWindow['id'] {
  const steady =
    reading.windows.find((other) => other.id === 'week') ?? reading.windows.find((other) => other.id === 'month');
  return steady !== undefined && steady.unit === window.unit && window.unit !== 'share' ? steady.id : window.id;
}

/**
 * A growing count that fell to less than half has begun anew, and all of it was used since. Any other fall is a giving
 * back, or a number put right.
 */
function rises(points: readonly HistoryPoint[], grows: boolean): readonly Consumption[] {
  return points.slice(1).flatMap((point, index) => {
    const previous = points[index];
    if (previous === undefined) return [];
    const amount = grows && point.used < previous.used / 2 ? point.used : point.used - previous.used;
    return amount > 0 ? [{ fromMs: previous.atMs, toMs: point.atMs, amount }] : [];
  });
}

function cut(piece: Consumption, fromMs: number, toMs: number): readonly Consumption[] {
  const [from, to] = [Math.max(piece.fromMs, fromMs), Math.min(piece.toMs, toMs)];
  if (to <= from) return [];
  return [{ fromMs: from, toMs: to, amount: (piece.amount * (to - from)) / (piece.toMs - piece.fromMs) }];
}
