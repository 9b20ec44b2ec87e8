import { fiveHoursMs } from './calendar.ts';
import type { QuotaWindow, Reading } from './model.ts';
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
  const points = pointsOf(history, reading.pool, countedBy(reading, window)).filter((point) => point.atMs <= nowMs);
  const seen = rises(points).flatMap((rise) => cut(rise, sinceMs, nowMs));
  const total = seen.reduce((sum, { amount }) => sum + amount, 0);
  const watchedFromMs = Math.max(sinceMs, points[0]?.atMs ?? nowMs);
  const unseen = window.used - total;
  if (unseen > 0 && watchedFromMs > sinceMs) {
    return [{ fromMs: sinceMs, toMs: watchedFromMs, amount: unseen }, ...seen];
  }
  if (total === 0) return window.used === 0 ? [] : [{ fromMs: sinceMs, toMs: nowMs, amount: window.used }];
  return seen.map((piece) => ({ ...piece, amount: (piece.amount / total) * window.used }));
}

/** How long before `nowMs` samples reach back without looking further than `mostMs`. */
export function watchedMs(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  mostMs: number,
): number {
  const first = pointsOf(history, reading.pool, countedBy(reading, window))[0];
  return first === undefined ? 0 : Math.min(mostMs, Math.max(0, nowMs - first.atMs));
}

/** What of these pieces lies between two moments. */
export const amountBetween = (pieces: readonly Consumption[], fromMs: number, toMs: number): number =>
  pieces.flatMap((piece) => cut(piece, fromMs, toMs)).reduce((sum, { amount }) => sum + amount, 0);

function countedBy(reading: Reading, window: QuotaWindow): QuotaWindow['id'] {
  const steady =
    reading.windows.find((other) => other.id === 'week') ?? reading.windows.find((other) => other.id === 'month');
  return steady !== undefined && steady.unit === window.unit && window.unit !== 'share' ? steady.id : window.id;
}

/** A fall is a reset or a giving back: what stands after a reset of a growing count has been used since. */
function rises(points: readonly HistoryPoint[]): readonly Consumption[] {
  return points.slice(1).flatMap((point, index) => {
    const previous = points[index];
    if (previous === undefined || point.used <= previous.used) return [];
    return [{ fromMs: previous.atMs, toMs: point.atMs, amount: point.used - previous.used }];
  });
}

function cut(piece: Consumption, fromMs: number, toMs: number): readonly Consumption[] {
  const [from, to] = [Math.max(piece.fromMs, fromMs), Math.min(piece.toMs, toMs)];
  if (to <= from) return [];
  return [{ fromMs: from, toMs: to, amount: (piece.amount * (to - from)) / (piece.toMs - piece.fromMs) }];
}
