import type { PoolStatus, QuotaWindow, Reading, Snapshot } from './model.ts';

/** Used part of a window, 0..1; a window over its limit is full, never more than full. */
export const usedShare = (window: QuotaWindow): number => Math.min(1, window.used / window.limit);

/** Whole percent used, rounded down so that 89.99 % never reads as 90 %; 100 only when the window is really full. */
export const usedPercent = (window: QuotaWindow): number => Math.floor(usedShare(window) * 100);

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
