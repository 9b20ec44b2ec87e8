import { lengthMs, minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { type Consumption, type OwnRequests, ownBetween, ownOf, placed } from './own-requests.ts';
import { type HistoryPoint, type HistorySeries, pointsOf } from './samples.ts';

/**
 * When the requests were made that a rolling window counts, within its length before `nowMs`. The amounts add up to the
 * window's `used`; what no sample covers was used in the time without samples. Nothing is older than what comes back first
 * according to the service. Of this computer's own requests the times are known.
 * Uses a window that resets as a whole where possible: its count only grows until then, whereas old requests leave the
 * rolling count at any time.
 */
export function consumptionOf(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  own: OwnRequests = [],
): readonly Consumption[] {
  const sinceMs = oldestMs(window, nowMs);
  const counter = counterOf(reading, window);
  const points = pointsUntil(reading, window, history, nowMs);
  const mine = ownOf(reading, window, own);
  const recent = increases(points, counter !== window.id).filter(({ toMs }) => toMs > sinceMs);
  const seen = placed(recent, mine).flatMap((piece) => cut(piece, sinceMs, nowMs));
  const total = seen.reduce((sum, { amount }) => sum + amount, 0);
  const watchedFromMs = Math.max(sinceMs, points[0]?.atMs ?? nowMs);
  const unseen = window.used - total;
  if (unseen > 0 && watchedFromMs > sinceMs) {
    return [...placed([{ fromMs: sinceMs, toMs: watchedFromMs, amount: unseen }], mine), ...seen];
  }
  if (total === 0)
    return window.used === 0 ? [] : placed([{ fromMs: sinceMs, toMs: nowMs, amount: window.used }], mine);
  return seen.map((piece) => ({ ...piece, amount: (piece.amount / total) * window.used }));
}

/** The counts that show when something of a window was used, up to the reading itself where the log has moved it on. */
export function pointsUntil(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  untilMs: number,
): readonly HistoryPoint[] {
  const counter = counterOf(reading, window);
  const points = pointsOf(history, reading.pool, counter).filter((point) => point.atMs <= untilMs);
  const shown = reading.windows.find(({ id }) => id === counter);
  const isMovedOn = shown !== undefined && untilMs > reading.takenAtMs && (points.at(-1)?.used ?? 0) < shown.used;
  return isMovedOn && points.length > 0 ? [...points, { atMs: untilMs, used: shown.used, limit: shown.limit }] : points;
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
 * about the pace. A gap over which the use stayed the same does not count, because nothing can have been missed; nor does one
 * in which this computer used it all.
 */
export function watchedMs(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  mostMs: number,
  own: OwnRequests = [],
): number {
  const points = pointsUntil(reading, window, history, nowMs);
  const mine = ownOf(reading, window, own);
  let sinceMs = nowMs;
  let used: number | null = null;
  for (const point of points.toReversed()) {
    if (sinceMs <= nowMs - mostMs) break;
    const isGap = sinceMs - point.atMs > longestGapMs;
    if (isGap && (used === null || !isUsedHere(mine, point, { atMs: sinceMs, used }))) break;
    sinceMs = point.atMs;
    used = point.used;
  }
  return Math.min(mostMs, nowMs - sinceMs);
}

type Count = Pick<HistoryPoint, 'atMs' | 'used'>;

/** Whether nothing was used between two counts, or all of it by this computer. */
const isUsedHere = (own: OwnRequests, from: Count, to: Count): boolean =>
  to.used === from.used || (to.used > from.used && ownBetween(own, from.atMs, to.atMs) >= to.used - from.used);

/** The amount of these pieces between two moments. */
export const amountBetween = (pieces: readonly Consumption[], fromMs: number, toMs: number): number =>
  pieces.flatMap((piece) => cut(piece, fromMs, toMs)).reduce((sum, { amount }) => sum + amount, 0);

/** How much of what a rolling window counts at `nowMs` has come back by `atMs`. */
export const comingBack = (pieces: readonly Consumption[], window: QuotaWindow, nowMs: number, atMs: number): number =>
  amountBetween(pieces, nowMs - lengthMs(window), atMs - lengthMs(window));

/** How much of it has come back by `atMs` for certain, even if each piece was used at its end. */
export const certainlyBack = (pieces: readonly Consumption[], window: QuotaWindow, atMs: number): number =>
  pieces.filter(({ toMs }) => toMs + lengthMs(window) <= atMs).reduce((sum, { amount }) => sum + amount, 0);

/** How much of it can have come back by `atMs`, if each piece was used at its beginning. */
export const possiblyBack = (pieces: readonly Consumption[], window: QuotaWindow, atMs: number): number =>
  pieces.filter(({ fromMs }) => fromMs + lengthMs(window) < atMs).reduce((sum, { amount }) => sum + amount, 0);

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
