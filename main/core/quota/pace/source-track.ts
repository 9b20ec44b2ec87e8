import type { Failure } from '../../failure.ts';
import type { SourceAnswer } from '../answer.ts';
import { hourMs, minuteMs } from '../calendar.ts';
import type { PoolId } from '../model.ts';

/** What the poller remembers of one source between rounds. */
export interface SourceTrack {
  /** When each pool was last asked for. */
  readonly askedAtMs: Readonly<Partial<Record<PoolId, number>>>;
  /** When the wait for the next round began: when the source was asked or, after a failure, when it had failed. */
  readonly waitingSinceMs: number | null;
  /** {@link waitingSinceMs} of the round before. */
  readonly waitedSinceMs: number | null;
  /** Consecutive rounds without any good answer, and the failure of the last one. */
  readonly failures: number;
  readonly lastFailure: Failure['kind'] | null;
  /** Consecutive rounds in which the server called the session ended. */
  readonly refusals: number;
  /** The server's Retry-After: the source is not asked before, and by hand only as {@link notBeforeByHandMs} says. */
  readonly notBeforeMs: number | null;
  /** 0..1, drawn once a round so that the time of the next round does not change in between. */
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

/** The longest wait, however long a service asks for. */
export const longestRetryAfterMs = 6 * hourMs;

/** A refresh by hand waits no longer than this for a service, however long it asks for: the user may know better. */
const longestRetryAfterByHandMs = 15 * minuteMs;

/** When a source may be asked again by hand; null: at any time. */
export const notBeforeByHandMs = ({ notBeforeMs, waitingSinceMs }: SourceTrack): number | null =>
  notBeforeMs === null || waitingSinceMs === null
    ? notBeforeMs
    : Math.min(notBeforeMs, waitingSinceMs + longestRetryAfterByHandMs);

/**
 * True after two consecutive refusals of the session, because a single one may be an error of the server. `signed-out`
 * is not reported by a server and needs no confirmation.
 */
export function isSignInDead(track: SourceTrack): boolean {
  return track.lastFailure === 'signed-out' || track.refusals >= 2;
}

/** The track of a source after a round. `jitter`: 0..1. */
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
 * The track after the clock may have been set back. Shifts all times equally, so that nothing waits until the old time
 * is reached again and the rest of Retry-After is still respected.
 */
export function shiftedToClock(track: SourceTrack, nowMs: number): SourceTrack {
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
