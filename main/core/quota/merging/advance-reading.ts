import { hasReset, minuteMs } from '../calendar.ts';
import type { PoolStatus, QuotaWindow, Reading } from '../model.ts';
import { usedShare } from '../share.ts';

type Disagreement = Extract<PoolStatus, { state: 'fresh' }>['disagreements'][number];

/** Sources that differ by more than this in used/limit are shown as disagreeing. */
const noticeableShare = 0.05;
/** Readings further apart in time are not compared, because both may be right. */
const comparableMs = 10 * minuteMs;
/** The most by which an estimate may precede a server reading and still describe the same moment. */
const oldestBaselineMs = 5 * minuteMs;
/** The most by which an estimate may follow a server reading and still belong to the same round of polling. */
const sameRoundMs = 5_000;

/** True if any window of the reading is an estimate. */
export const isEstimate = (reading: Reading): boolean =>
  reading.windows.some((window) => window.certainty === 'estimate');

/**
 * False for an estimate that counted nothing: logs without a request of the plan do not show that it is used elsewhere,
 * because nobody knows whether its requests would be in them.
 */
export const hasCounted = (reading: Reading): boolean =>
  !isEstimate(reading) || reading.windows.some(({ used }) => used > 0);

/**
 * The estimate that describes the moment of an exact reading: the nearest one that is not noticeably later, or else the
 * first later one. Requests before that later one count in neither, which errs towards the server's own number.
 */
export function nearerBaseline(exact: Reading, known: Reading | null, estimates: readonly Reading[]): Reading | null {
  return estimates.reduce<Reading | null>((best, estimate) => {
    const aheadMs = estimate.takenAtMs - exact.takenAtMs;
    if (aheadMs < -oldestBaselineMs) return best;
    if (best === null) return estimate;
    if (aheadMs > sameRoundMs) return best;
    return Math.abs(aheadMs) < Math.abs(best.takenAtMs - exact.takenAtMs) ? estimate : best;
  }, known);
}

/**
 * An exact reading brought up to date with a later local estimate. Adds the estimate's change since `baseline` to the
 * server's number, but no more than the service can soon confirm ({@link mostSince}, and never the last request); a window
 * that has reset in the meantime takes the estimate alone. Changed windows are marked as estimates, with a lower bound
 * where the estimate is not sure of all that it added; the others stay exact. Plan, source and age stay those of the
 * server.
 */
export function advanceReading(exact: Reading, baseline: Reading | null, estimate: Reading): Reading {
  if (estimate.takenAtMs <= exact.takenAtMs) return exact;
  const windows = exact.windows.map((window) => {
    const now = windowOf(estimate, window);
    if (now === null) return window;
    if (hasReset(window, exact.takenAtMs, estimate.takenAtMs)) return restarted(window, now);
    const then = baseline === null ? null : windowOf(baseline, window);
    return then === null ? window : advanced(window, then, now, mostSince(exact.takenAtMs, estimate.takenAtMs));
  });
  return { ...exact, windows };
}

/** The windows in which readings of about the same moment differ noticeably. */
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

/** Several busy sessions together make fewer requests than this. */
const mostPerMinute = 60;

/** The most requests that a local estimate may add to a server's number: logs are easily forged or damaged. */
const mostSince = (fromMs: number, toMs: number): number => mostPerMinute * Math.max(1, (toMs - fromMs) / minuteMs);

function advanced(window: QuotaWindow, then: QuotaWindow, now: QuotaWindow, mostRequests: number): QuotaWindow {
  const isSameUnit = now.unit === window.unit && then.unit === window.unit;
  const change = isSameUnit ? now.used - then.used : (usedShare(now) - usedShare(then)) * window.limit;
  const most = isSameUnit && window.unit === 'requests' ? Math.min(change, mostRequests) : change;
  // Only the service can state that the last request is used.
  const highest = window.unit === 'requests' ? Math.max(window.used, window.limit - 1) : Number.POSITIVE_INFINITY;
  const used = Math.max(0, Math.min(highest, whole(window, window.used + most)));
  if (used === window.used) return window;
  const sureChange = isSameUnit ? leastUsed(now) - leastUsed(then) : change;
  const from = Math.max(0, whole(window, window.used + Math.max(0, sureChange)));
  const moved = { ...window, used, certainty: 'estimate' } as const;
  return from < used ? { ...moved, usedBetween: { from, to: null } } : moved;
}

const leastUsed = ({ used, usedBetween }: QuotaWindow): number => usedBetween?.from ?? used;

const whole = (window: QuotaWindow, used: number): number => (window.unit === 'requests' ? Math.round(used) : used);
