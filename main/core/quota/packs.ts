import type { AddOns, QuotaWindow, Reading } from './model.ts';

/** The packs of Credits a reading names; none for pools that have none. */
export const addOnsOf = (reading: Reading | null): AddOns =>
  reading !== null && 'addOns' in reading ? reading.addOns : [];

/** The packs that can still be used at `nowMs`, in the order in which the service uses them: the first to end first. */
export const usablePacks = (reading: Reading | null, nowMs: number): AddOns =>
  addOnsOf(reading)
    .filter(({ remainingCredits, endsAtMs }) => remainingCredits > 0 && (endsAtMs === null || endsAtMs > nowMs))
    .toSorted((one, other) => endOf(one) - endOf(other));

const endOf = ({ endsAtMs }: AddOns[number]): number => endsAtMs ?? Number.MAX_SAFE_INTEGER;

/** The Credits left in packs at `nowMs`. */
export const packsLeft = (reading: Reading | null, nowMs: number): number =>
  usablePacks(reading, nowMs).reduce((sum, { remainingCredits }) => sum + remainingCredits, 0);

/**
 * What limits a plan whose window is followed by packs (docs/facts/plans.md §2: the plan is used first, then the packs).
 * Credits of plan and packs add up. Where only a share of the plan is known, it counts until it is used up, and then the
 * packs alone.
 */
export function withPacks(reading: Reading, window: QuotaWindow, nowMs: number): QuotaWindow {
  const left = packsLeft(reading, nowMs);
  if (left === 0) return window;
  const total = usablePacks(reading, nowMs).reduce(
    (sum, { totalCredits, remainingCredits }) => sum + Math.max(totalCredits ?? 0, remainingCredits),
    0,
  );
  if (window.unit === 'credits') {
    return { ...window, used: Math.min(window.used, window.limit) + total - left, limit: window.limit + total };
  }
  return window.used < window.limit ? window : { ...window, unit: 'credits', used: total - left, limit: total };
}

/** The windows of a reading as they limit the user: with the packs that follow them. */
export const windowsInAll = (reading: Reading, nowMs: number): readonly QuotaWindow[] =>
  reading.windows.map((window) => withPacks(reading, window, nowMs));
