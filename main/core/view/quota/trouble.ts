import type { Failure } from '../../failure.ts';
import type { PoolStatus } from '../../quota/model.ts';
import { leastBackOffMs } from '../../quota/pace/schedule.ts';
import { longestRetryAfterMs } from '../../quota/pace/source-track.ts';
import { explainFailure, explainOnce } from '../explain.ts';
import type { Locale } from '../format.ts';
import type { Explanation } from '../words/explanation.ts';

/** The button that helps against a failure; null if waiting is all one can do. */
type Remedy = 'retry' | 'sign-in' | 'console' | null;

export interface Trouble extends Explanation {
  readonly kind: Failure['kind'];
  readonly remedy: Remedy;
}

const remedies: Readonly<Record<Failure['kind'], Remedy>> = {
  offline: 'retry',
  timeout: 'retry',
  tls: 'retry',
  proxy: 'retry',
  'signed-out': 'sign-in',
  'session-expired': 'sign-in',
  'no-right': 'console',
  'rate-limited': null,
  'server-error': 'retry',
  'login-page': 'sign-in',
  'business-error': 'console',
  'unknown-shape': 'retry',
  'empty-answer': 'retry',
  'too-large': 'retry',
  'program-failed': 'retry',
  'program-could-not-tell': 'sign-in',
  'program-shows-none': 'sign-in',
  'not-asked-yet': null,
  unreadable: 'retry',
};

/** Explains why a pool has no reading or no newer one; null if nothing failed. */
export function troubleOf(status: PoolStatus, isAskedAgain: boolean, nowMs: number, locale: Locale): Trouble | null {
  if (status.state !== 'stale' && status.state !== 'failed') return null;
  const { failure, failedAtMs } = status;
  const explain = isAskedAgain ? explainFailure : explainOnce;
  const { kind } = failure;
  return { kind, remedy: remedies[kind], ...explain(asOfNow(failure, failedAtMs, nowMs), locale.words) };
}

/**
 * Updates a failure to the present: the wait of a `rate-limited` one becomes what is left of it, or null once it is over.
 * The wait is at least the scheduler's own back-off. Other failures stay as they are.
 */
function asOfNow(failure: Failure, failedAtMs: number, nowMs: number): Failure {
  if (failure.kind !== 'rate-limited' || failure.retryAfterMs === null) return failure;
  const waitMs = Math.min(Math.max(failure.retryAfterMs, leastBackOffMs), longestRetryAfterMs);
  const leftMs = waitMs - Math.max(0, nowMs - failedAtMs);
  return { ...failure, retryAfterMs: leftMs > 0 ? leftMs : null };
}
