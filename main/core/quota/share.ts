import { lengthMs } from './calendar.ts';
import type { PoolStatus, QuotaWindow, Reading, Snapshot } from './model.ts';
import { windowsInAll } from './packs.ts';

/** The used share of a window, 0..1. A window over its limit counts as full. */
export const usedShare = (window: Pick<QuotaWindow, 'used' | 'limit'>): number =>
  Math.min(1, window.used / window.limit);

/** The whole percent that a window has reached, for what is decided by it: 89.99 % has not reached 90 %. */
export const reachedPercent = ({ used, limit }: Pick<QuotaWindow, 'used' | 'limit'>): number =>
  percentDown(used, limit);

/**
 * `part` in percent of `whole` (above 0) as it is shown: the nearest whole percent, but 100 only if the part is at least the
 * whole, and 0 only if it is nothing.
 */
export function shownPercent(part: number, whole: number): number {
  if (part >= whole) return 100;
  return part <= 0 ? 0 : Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}

/** What is left in percent as it is shown: it makes 100 with what is shown as used. */
export const shownLeftPercent = ({ used, limit }: Pick<QuotaWindow, 'used' | 'limit'>): number =>
  100 - shownPercent(used, limit);

/** More than the floating-point error of a product (0.29 × 100 is 28.999…). */
const roundingError = 1e-9;

/**
 * `part` in percent of `whole` (above 0), 0..100, rounded down to whole percents or to fractions 1/`steps` of one. 100
 * only if the part is at least the whole.
 */
export function percentDown(part: number, whole: number, steps = 1): number {
  if (part >= whole) return 100;
  const down = Math.floor((part / whole) * 100 * steps + roundingError);
  return Math.min(100 * steps - 1, Math.max(0, down)) / steps;
}

/** What is left, never negative, in the window's unit. */
export const leftOf = (window: QuotaWindow): number => Math.max(0, window.limit - window.used);

/** The reading of a status, fresh or stale; null: it has none. */
export const readingOf = (status: PoolStatus): Reading | null =>
  status.state === 'fresh' || status.state === 'stale' ? status.reading : null;

/** Whether at least half of a window is left. */
export const isHalfLeft = (window: QuotaWindow): boolean => leftOf(window) >= window.limit / 2;

/** Whether nothing of a window is left. */
export const isFull = ({ used, limit }: Pick<QuotaWindow, 'used' | 'limit'>): boolean => used >= limit;

/** From this share on, the service may refuse requests while a few are still counted. */
const refusedFromShare = 0.99;

/** Whether so little of a window is left that the service may refuse requests. */
export const isNearlyFull = ({ used, limit }: Pick<QuotaWindow, 'used' | 'limit'>): boolean =>
  used >= refusedFromShare * limit;

/**
 * When a window is back. Of an unknown end nobody may promise that it comes before a known one; but a rolling window
 * comes back bit by bit within its length.
 */
function endOf({ resetsAtMs, renewal }: QuotaWindow): number {
  return resetsAtMs ?? (renewal === 'rolling' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
}

/** Whether a window is back later than another: of two whose end is not known, the longer one. */
function isBackLater(one: QuotaWindow, other: QuotaWindow): boolean {
  const [end, otherEnd] = [endOf(one), endOf(other)];
  return end === otherEnd ? lengthMs(one) > lengthMs(other) : end > otherEnd;
}

/** Whether one window limits the user more than another: of two that are used up, the one that ends later. */
const isTighter = (one: QuotaWindow, other: QuotaWindow): boolean =>
  isFull(one) && isFull(other) ? isBackLater(one, other) : usedShare(one) > usedShare(other);

/** The window that limits the user most; the first of several alike; null: there is none. */
export const tightestOf = (windows: readonly QuotaWindow[]): QuotaWindow | null =>
  windows.reduce<QuotaWindow | null>(
    (tightest, window) => (tightest === null || isTighter(window, tightest) ? window : tightest),
    null,
  );

/**
 * The window that limits the user most among all pools, with the packs that follow it and the status of its pool; null:
 * no window is known.
 */
export function tightestWindow(
  snapshot: Snapshot,
  nowMs: number,
): { readonly status: PoolStatus; readonly window: QuotaWindow } | null {
  const inPools = snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    const window = reading === null ? null : tightestOf(windowsInAll(reading, nowMs));
    return window === null ? [] : [{ status, window }];
  });
  const tightest = tightestOf(inPools.map(({ window }) => window));
  return inPools.find(({ window }) => window === tightest) ?? null;
}
