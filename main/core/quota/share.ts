import type { AddOns, PoolStatus, QuotaWindow, Reading, Snapshot } from './model.ts';

/** The used share of a window, 0..1. A window over its limit counts as full. */
export const usedShare = (window: QuotaWindow): number => Math.min(1, window.used / window.limit);

/** The used whole percent, rounded down so that 89.99 % never reads as 90 %; 100 only if the window is full. */
export const usedPercent = (window: QuotaWindow): number => percentDown(window.used, window.limit);

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

/** The packs of Credits a reading names; none for pools that have none. */
export const addOnsOf = (reading: Reading | null): AddOns =>
  reading !== null && 'addOns' in reading ? reading.addOns : [];

/** The window nearest to its limit among all pools, with the status of its pool; null: no window is known. */
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
