import type { PoolStatus, QuotaWindow, Reading, Snapshot } from './model.ts';

/** Used part of a window, 0..1; a window over its limit is full, never more than full. */
export const usedShare = (window: QuotaWindow): number => Math.min(1, window.used / window.limit);

/** Whole percent used, rounded down so that 89.99 % never reads as 90 %; 100 only when the window is really full. */
export const usedPercent = (window: QuotaWindow): number => percentDown(window.used, window.limit);

/** Floating point falls short of whole numbers (0.29 × 100 is 28.999…) by less than this. */
const fallsShortBy = 1e-9;

/**
 * A part in percent of `whole` (above 0), 0..100, rounded down to whole percents or to `steps` of one; 100 only for all
 * of it or more.
 */
export function percentDown(part: number, whole: number, steps = 1): number {
  if (part >= whole) return 100;
  const down = Math.floor((part / whole) * 100 * steps + fallsShortBy);
  return Math.min(100 * steps - 1, Math.max(0, down)) / steps;
}

/** What is left, never negative, in the window's unit. */
export const leftOf = (window: QuotaWindow): number => Math.max(0, window.limit - window.used);

/** The reading a status carries, old or new, or null. */
export const readingOf = (status: PoolStatus): Reading | null =>
  status.state === 'fresh' || status.state === 'stale' ? status.reading : null;

/** The window nearest its limit over all pools, with the pool it belongs to; null when no window is known. */
export function tightestWindow(
  snapshot: Snapshot,
): { readonly status: PoolStatus; readonly window: QuotaWindow } | null {
  let tightest: { readonly status: PoolStatus; readonly window: QuotaWindow } | null = null;
  for (const status of snapshot.pools) {
    for (const window of readingOf(status)?.windows ?? []) {
      if (tightest === null || usedShare(window) > usedShare(tightest.window)) tightest = { status, window };
    }
  }
  return tightest;
}
