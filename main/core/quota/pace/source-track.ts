import type { Failure } from '../../failure.ts';
import type { SourceAnswer } from '../answer.ts';
import { hourMs } from '../calendar.ts';
import type { PoolId } from '../model.ts';

/** What the poller remembers of one source between rounds. */
export interface SourceTrack {
  /** When each pool was last asked for. */
  readonly askedAtMs: Readonly<Partial<Record<PoolId, number>>>;
  /** Where the wait for the next round began: when it was asked, or, after a failure, when that was known. */
  readonly waitingSinceMs: number | null;
  /** The same of the round before. */
  readonly waitedSinceMs: number | null;
  /** Rounds in a row without a single good answer, and what the last one said. */
  readonly failures: number;
  readonly lastFailure: Failure['kind'] | null;
  /** Rounds in a row in which the server called the session ended. */
  readonly refusals: number;
  /** The server's Retry-After: nothing is asked before, not even by hand. */
  readonly notBeforeMs: number | null;
  /** 0..1, drawn once a round so that the next time stays put while it is looked at. */
  readonly jitter: number;
}

export const newTrack: SourceTrack = {
  askedAtMs: {},
  waitingSinceMs: null,
  waitedSinceMs: null,
  failures: 0,
  lastFailure: null,
  refusals: 0,
  notBeforeMs: null,
  jitter: 0,
};

/** However long a service asks us to wait. */
export const longestRetryAfterMs = 6 * hourMs;

/**
 * Two refusals in a row: one alone may be a hiccup, so it is asked once more before the sign-in counts as dead.
 * `signed-out` is no answer of a server, and needs no second opinion.
 */
export function isSignInDead(track: SourceTrack): boolean {
  return track.lastFailure === 'signed-out' || track.refusals >= 2;
}

/** What a round taught about its source. `jitter`: 0..1. */
export function afterRound(
  track: SourceTrack,
  asked: readonly PoolId[],
  answers: readonly SourceAnswer[],
  askedAtMs: number,
  nowMs: number,
  jitter: number,
): SourceTrack {
  const common = { waitingSinceMs: askedAtMs, waitedSinceMs: track.waitingSinceMs, jitter };
  if (asked.length === 0) return { ...track, ...common };
  const failed = answers.flatMap((answer) => (answer.outcome === 'failed' ? [answer.failure] : []));
  const pools = Object.fromEntries(asked.map((pool) => [pool, askedAtMs]));
  const round = { ...common, askedAtMs: { ...track.askedAtMs, ...pools }, notBeforeMs: retryAfter(failed, nowMs) };
  const [first] = failed;
  if (first === undefined || failed.length < answers.length) {
    return { ...round, failures: 0, lastFailure: null, refusals: 0 };
  }
  const refusals = first.kind === 'session-expired' ? track.refusals + 1 : 0;
  return { ...round, failures: track.failures + 1, lastFailure: first.kind, refusals, waitingSinceMs: nowMs };
}

function retryAfter(failed: readonly Failure[], nowMs: number): number | null {
  const waits = failed.map((failure) => ('retryAfterMs' in failure ? (failure.retryAfterMs ?? 0) : 0));
  const longestMs = Math.max(0, ...waits);
  return longestMs > 0 ? nowMs + Math.min(longestMs, longestRetryAfterMs) : null;
}

/**
 * The track by a clock that may have been set back since: every distance is kept, so that nothing waits for the old
 * time to come again, and Retry-After is obeyed in full.
 */
export function atClock(track: SourceTrack, nowMs: number): SourceTrack {
  const backMs = Math.max(
    (track.waitingSinceMs ?? nowMs) - nowMs,
    (track.notBeforeMs ?? nowMs) - nowMs - longestRetryAfterMs,
  );
  if (backMs <= 0) return track;
  const moved = (atMs: number | null): number | null => (atMs === null ? null : atMs - backMs);
  return {
    ...track,
    askedAtMs: Object.fromEntries(Object.entries(track.askedAtMs).map(([pool, atMs]) => [pool, atMs - backMs])),
    waitingSinceMs: moved(track.waitingSinceMs),
    waitedSinceMs: moved(track.waitedSinceMs),
    notBeforeMs: moved(track.notBeforeMs),
  };
}
