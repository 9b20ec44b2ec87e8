import { hasReset, minuteMs } from '../calendar.ts';
import type { PoolStatus, QuotaWindow, Reading } from '../model.ts';
import { usedShare } from '../share.ts';

type Disagreement = Extract<PoolStatus, { state: 'fresh' }>['disagreements'][number];

/** Sources this far apart in used/limit are shown as disagreeing. */
const noticeableShare = 0.05;
/** Readings further apart in time than this may differ and both be right. */
const comparableMs = 10 * minuteMs;
/** An estimate this much older than a server reading no longer stands for the same moment. */
const baselineAgeMs = 5 * minuteMs;
/** An estimate this much later still belongs to the round of the server reading. */
const sameRoundMs = 5_000;

/** A reading is an estimate as soon as one of its windows is. */
export const isEstimate = (reading: Reading): boolean =>
  reading.windows.some((window) => window.certainty === 'estimate');

/**
 * The estimate that stands for the moment of an exact reading: the nearest one not noticeably later. Without any, the
 * first that comes: what was used before it is then in neither, which errs towards the server's own number.
 */
export function nearerBaseline(exact: Reading, known: Reading | null, estimates: readonly Reading[]): Reading | null {
  return estimates.reduce<Reading | null>((best, estimate) => {
    const aheadMs = estimate.takenAtMs - exact.takenAtMs;
    if (aheadMs < -baselineAgeMs) return best;
    if (best === null) return estimate;
    if (aheadMs > sameRoundMs) return best;
    return Math.abs(aheadMs) < Math.abs(best.takenAtMs - exact.takenAtMs) ? estimate : best;
  }, known);
}

/**
 * An exact reading carried on by what the local estimate saw since: the server's number plus the estimate's change
 * since `baseline`, or the estimate alone for a window that has begun anew meanwhile. Windows that moved are marked as
 * estimates, the others stay exact; plan, source and age stay the server's.
 */
export function moveNeedle(exact: Reading, baseline: Reading | null, estimate: Reading): Reading {
  if (estimate.takenAtMs <= exact.takenAtMs) return exact;
  const windows = exact.windows.map((window) => {
    const now = windowOf(estimate, window);
    if (now === null) return window;
    if (hasReset(window, exact.takenAtMs, estimate.takenAtMs)) return restarted(window, now);
    const then = baseline === null ? null : windowOf(baseline, window);
    return then === null ? window : advanced(window, then, now);
  });
  return { ...exact, windows };
}

/** Where readings of about the same moment differ by more than a little, window by window. */
export function disagreementsWith(shown: Reading, others: readonly Reading[]): readonly Disagreement[] {
  return others
    .filter((other) => Math.abs(other.takenAtMs - shown.takenAtMs) <= comparableMs)
    .flatMap((other) =>
      shown.windows.flatMap((window) => {
        const otherWindow = windowOf(other, window);
        if (otherWindow === null) return [];
        const [shownShare, otherShare] = [usedShare(window), usedShare(otherWindow)];
        if (Math.abs(shownShare - otherShare) <= noticeableShare) return [];
        return [{ windowId: window.id, otherSourceId: other.sourceId, shownShare, otherShare }];
      }),
    );
}

const windowOf = (reading: Reading, like: QuotaWindow): QuotaWindow | null =>
  reading.windows.find((window) => window.id === like.id) ?? null;

function restarted(window: QuotaWindow, now: QuotaWindow): QuotaWindow {
  const isSameUnit = now.unit === window.unit;
  const used = isSameUnit ? now.used : usedShare(now) * window.limit;
  const counted = { ...window, used: whole(window, used), resetsAtMs: now.resetsAtMs, certainty: 'estimate' } as const;
  return isSameUnit && now.usedBetween !== undefined ? { ...counted, usedBetween: now.usedBetween } : counted;
}

function advanced(window: QuotaWindow, then: QuotaWindow, now: QuotaWindow): QuotaWindow {
  const sameUnit = now.unit === window.unit && then.unit === window.unit;
  const change = sameUnit ? now.used - then.used : (usedShare(now) - usedShare(then)) * window.limit;
  const used = Math.max(0, whole(window, window.used + change));
  return used === window.used ? window : { ...window, used, certainty: 'estimate' };
}

const whole = (window: QuotaWindow, used: number): number => (window.unit === 'requests' ? Math.round(used) : used);
