import type { Failure } from '../../failure.ts';
import { leastBackOffMs } from '../../quota/pace/schedule.ts';
import { longestRetryAfterMs } from '../../quota/pace/source-track.ts';

/**
 * A failure as it stands now: of a Retry-After what is left of the wait, in which the app's own pace counts too. Once that
 * is over nobody knows to the minute (null). Any other failure as it is.
 */
export function asOfNow(failure: Failure, failedAtMs: number, nowMs: number): Failure {
  if (failure.kind !== 'rate-limited' || failure.retryAfterMs === null) return failure;
  const waitMs = Math.min(Math.max(failure.retryAfterMs, leastBackOffMs), longestRetryAfterMs);
  const leftMs = waitMs - Math.max(0, nowMs - failedAtMs);
  return { ...failure, retryAfterMs: leftMs > 0 ? leftMs : null };
}
