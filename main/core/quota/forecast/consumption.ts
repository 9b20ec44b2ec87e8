import { lengthMs, minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { type HistoryPoint, type HistorySeries, pointsOf } from './samples.ts';

/** An amount used between two moments. It counts as spread evenly, because the exact times are unknown. */
export interface Consumption {
  readonly fromMs: number;
  readonly toMs: number;
  readonly amount: number;
}

/**
 * When the requests were made that a rolling window counts, within its length before `nowMs`. The amounts add up to the
 * window's `used`; what no sample covers is spread over the time without samples. Nothing is older than what comes back
 * first according to the service.
 * Uses a window that resets as a whole where possible: its count only grows until then, whereas old requests leave the
 * rolling count at any time.
 */
export function consumptionOf(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
): readonly Consumption[] {
  const sinceMs = oldestMs(window, nowMs);
  const counter = counterOf(reading, window);
  const points = pointsOf(history, reading.pool, counter).filter((point) => point.atMs <= nowMs);
  const seen = increases(points, counter !== window.id).flatMap((increase) => cut(increase, sinceMs, nowMs));
  const total = seen.reduce((sum, { amount }) => sum + amount, 0);
  const watchedFromMs = Math.max(sinceMs, points[0]?.atMs ?? nowMs);
  const unseen = window.used - total;
  if (unseen > 0 && watchedFromMs > sinceMs) {
    return [{ fromMs: sinceMs, toMs: watchedFromMs, amount: unseen }, ...seen];
  }
  if (total === 0) return window.used === 0 ? [] : [{ fromMs: sinceMs, toMs: nowMs, amount: window.used }];
  return seen.map((piece) => ({ ...piece, amount: (piece.amount / total) * window.used }));
}

/** When the oldest request was made that a rolling window still counts. */
function oldestMs(window: QuotaWindow, nowMs: number): number {
  const { resetsAtMs } = window;
  const sinceMs = nowMs - lengthMs(window);
  const isAhead = resetsAtMs !== null && resetsAtMs > nowMs && resetsAtMs - lengthMs(window) < nowMs;
  return isAhead ? resetsAtMs - lengthMs(window) : sinceMs;
}

/** A longer gap between samples means that the app did not run, because even the slowest polling is faster. */
export const longestGapMs = 35 * minuteMs;

/**
 * For how long before `nowMs` there are samples without a gap, at most `mostMs`. What was used during a gap says nothing
 * about the pace. A gap over which the use stayed the same does not count, because nothing can have been missed.
 */
export function watchedMs(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  mostMs: number,
): number {
  const points = pointsOf(history, reading.pool, counterOf(reading, window)).filter((point) => point.atMs <= nowMs);
  let sinceMs = nowMs;
  let used: number | null = null;
  for (const point of points.toReversed()) {
    if (sinceMs - point.atMs > longestGapMs && point.used !== used) break;
    sinceMs = point.atMs;
    used = point.used;
  }
  return Math.min(mostMs, nowMs - sinceMs);
}

/** The amount of these pieces between two moments. */
export const amountBetween = (pieces: readonly Consumption[], fromMs: number, toMs: number): number =>
  pieces.flatMap((piece) => cut(piece, fromMs, toMs)).reduce((sum, { amount }) => sum + amount, 0);

/** How much of what a rolling window counts at `nowMs` has come back by `atMs`. */
export const comingBack = (pieces: readonly Consumption[], window: QuotaWindow, nowMs: number, atMs: number): number =>
  amountBetween(pieces, nowMs - lengthMs(window), atMs - lengthMs(window));

/** How much of it has come back by `atMs` for certain, even if each piece was used at its end. */
export const certainlyBack = (pieces: readonly Consumption[], window: QuotaWindow, atMs: number): number =>
  pieces.filter(({ toMs }) => toMs + lengthMs(window) <= atMs).reduce((sum, { amount }) => sum + amount, 0);

/** The window whose count shows best when something was used: one that only grows, where there is one. */
export function counterOf(reading: Reading, window: QuotaWindow): QuotaWindow['id'] {
  if (window.unit === 'share') return window.id;
  const [steady] = reading.windows
    .filter((other) => other.renewal !== 'rolling' && other.unit === window.unit)
    .toSorted((one, other) => lengthMs(one) - lengthMs(other));
  return steady?.id ?? window.id;
}

/**
 * The increases between samples. A growing count that fell to less than half was reset, and all of it was used since.
 * Any other fall is an expiry or a correction.
 */
export function increases(points: readonly HistoryPoint[], grows: boolean): readonly Consumption[] {
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
