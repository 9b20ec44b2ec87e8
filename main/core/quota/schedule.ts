import type { Failure } from '../failure.ts';
import type { SourceAnswer } from './answer.ts';
import { hourMs, minuteMs } from './calendar.ts';
import type { PoolId, PoolStatus, Snapshot } from './model.ts';
import { readingOf } from './share.ts';

/** What bears on the pace beside the sources' own past. All times on one clock. */
export interface PaceFacts {
  readonly nowMs: number;
  /** When the popover was last open or the session log last grew; null: not in this run. */
  readonly lastInterestAtMs: number | null;
  /** Nobody is at the machine (locked, or no input for a while). */
  readonly idle: boolean;
  /** When the machine last resumed, unlocked or came online; null: not in this run. */
  readonly wokenAtMs: number | null;
  /** A fixed pace for the demo; null: adaptive. */
  readonly fixedEveryMs: number | null;
  readonly snapshot: Snapshot;
}

/** What the poller remembers of one source between rounds. */
export interface SourceTrack {
  /** When each pool was last asked for. */
  readonly askedAtMs: Readonly<Partial<Record<PoolId, number>>>;
  /** Where the wait for the next round began: when it was asked, or, after a failure, when that was known. */
  readonly waitingSinceMs: number | null;
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
  failures: 0,
  lastFailure: null,
  refusals: 0,
  notBeforeMs: null,
  jitter: 0,
};

/** [shortest, longest]: jitter chooses between them. Intervals that proved right elsewhere, see `peers`. */
const everyMs = {
  active: [1 * minuteMs, 2 * minuteMs],
  base: [5 * minuteMs, 5.5 * minuteMs],
  idle: [15 * minuteMs, 30 * minuteMs],
} as const;
const activeForMs = 10 * minuteMs;
const afterResetMs = 30_000;
const afterWakeMs = [2_000, 10_000] as const;
const longestBackOffMs = 30 * minuteMs;
const firstLocalRetryMs = 30_000;
const confirmSignInAfterMs = 30_000;
const longestRetryAfterMs = 6 * hourMs;
/** A slow pool that could not be read, in a round that went well otherwise. */
const retryPoolMs = 10 * minuteMs;
const slowEveryMs = { tokenPlan: 15 * minuteMs, listsAndBills: hourMs } as const;

/** The wait between two rounds that went well. */
export function paceMs(facts: PaceFacts, jitter: number): number {
  if (facts.fixedEveryMs !== null) return facts.fixedEveryMs;
  const { lastInterestAtMs, nowMs } = facts;
  if (lastInterestAtMs !== null && nowMs - lastInterestAtMs < activeForMs) return between(everyMs.active, jitter);
  return between(facts.idle ? everyMs.idle : everyMs.base, jitter);
}

/**
 * When a source is to be asked next; null: not until something happens (its sign-in is dead). May lie in the past:
 * then it is due. Never before the server's Retry-After.
 */
export function nextAskAtMs(track: SourceTrack, facts: PaceFacts): number | null {
  if (isSignInDead(track)) return null;
  const notBeforeMs = Math.min(track.notBeforeMs ?? facts.nowMs, facts.nowMs + longestRetryAfterMs);
  // A time ahead of now means that the system's clock was set back: what was planned by it says nothing.
  if (track.waitingSinceMs === null || track.waitingSinceMs > facts.nowMs) return Math.max(facts.nowMs, notBeforeMs);
  const times = [track.waitingSinceMs + waitMs(track, facts)];
  if (facts.wokenAtMs !== null && facts.wokenAtMs > track.waitingSinceMs) {
    times.push(facts.wokenAtMs + between(afterWakeMs, track.jitter));
  }
  if (track.failures === 0 && facts.fixedEveryMs === null) {
    const waitingSinceMs = track.waitingSinceMs;
    times.push(...resetLooks(facts.snapshot.pools).filter((atMs) => atMs > waitingSinceMs));
  }
  return track.notBeforeMs === null ? Math.min(...times) : Math.max(Math.min(...times), notBeforeMs);
}

/**
 * Two refusals in a row: one alone may be a hiccup, so it is asked once more before the sign-in counts as dead.
 * `signed-out` is no answer of a server, and needs no second opinion.
 */
export function isSignInDead(track: SourceTrack): boolean {
  return track.lastFailure === 'signed-out' || track.refusals >= 2;
}

/**
 * The pools a source is to be asked for now. What moves with every request is asked each round; lists, bills and token
 * plans at a slower rate of their own; any pool once after each of its resets.
 */
export function duePools(pools: readonly PoolId[], track: SourceTrack, facts: PaceFacts): readonly PoolId[] {
  return pools.filter((pool) => {
    const askedAtMs = track.askedAtMs[pool];
    if (askedAtMs === undefined || askedAtMs > facts.nowMs) return true;
    const status = facts.snapshot.pools.find((candidate) => candidate.pool === pool);
    const everyPoolMs = facts.fixedEveryMs === null ? slowPaceMs(pool, status, facts.snapshot) : 0;
    if (facts.nowMs - askedAtMs >= everyPoolMs) return true;
    return resetLooks(status ? [status] : []).some((atMs) => atMs > askedAtMs && atMs <= facts.nowMs);
  });
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
  if (asked.length === 0) return { ...track, waitingSinceMs: askedAtMs, jitter };
  const failed = answers.flatMap((answer) => (answer.outcome === 'failed' ? [answer.failure] : []));
  const pools = Object.fromEntries(asked.map((pool) => [pool, askedAtMs]));
  const common = { askedAtMs: { ...track.askedAtMs, ...pools }, waitingSinceMs: askedAtMs, jitter };
  const retryAfterMs = Math.max(
    0,
    ...failed.map((each) => (each.kind === 'rate-limited' ? (each.retryAfterMs ?? 0) : 0)),
  );
  const notBeforeMs = retryAfterMs > 0 ? nowMs + Math.min(retryAfterMs, longestRetryAfterMs) : null;
  const [first] = failed;
  if (first === undefined || failed.length < answers.length) {
    return { ...common, failures: 0, lastFailure: null, refusals: 0, notBeforeMs };
  }
  const refusals = first.kind === 'session-expired' ? track.refusals + 1 : 0;
  const failing = { failures: track.failures + 1, lastFailure: first.kind, refusals };
  return { ...common, ...failing, waitingSinceMs: nowMs, notBeforeMs };
}

function waitMs(track: SourceTrack, facts: PaceFacts): number {
  const pace = paceMs(facts, track.jitter);
  if (track.failures === 0) return pace;
  const doubled = 2 ** Math.min(track.failures - 1, 16);
  if (facts.fixedEveryMs !== null) return facts.fixedEveryMs * Math.min(doubled, 8);
  switch (track.lastFailure) {
    case 'session-expired':
      return confirmSignInAfterMs;
    case 'offline':
    case 'timeout':
      return Math.min(firstLocalRetryMs * doubled, Math.max(pace, everyMs.base[0]));
    default:
      return Math.max(pace, Math.min(everyMs.base[0] * doubled, longestBackOffMs));
  }
}

function slowPaceMs(pool: PoolId, status: PoolStatus | undefined, snapshot: Snapshot): number {
  if (status?.state === 'not-subscribed') return slowEveryMs.listsAndBills;
  if (pool === 'coding-plan') return 0;
  if (status?.state === 'stale' || status?.state === 'failed') return retryPoolMs;
  switch (pool) {
    case 'token-plan-team':
    case 'token-plan-personal': {
      const codingPlan = snapshot.pools.find((candidate) => candidate.pool === 'coding-plan');
      return codingPlan?.state === 'not-subscribed' ? 0 : slowEveryMs.tokenPlan;
    }
    case 'free-tier':
    case 'pay-as-you-go':
      return slowEveryMs.listsAndBills;
  }
}

/** The moments just after each known reset, at which a look is worth while. */
const resetLooks = (pools: readonly PoolStatus[]): readonly number[] =>
  pools.flatMap((status) =>
    (readingOf(status)?.windows ?? []).flatMap((window) =>
      window.resetsAtMs === null ? [] : [window.resetsAtMs + afterResetMs],
    ),
  );

const between = ([least, most]: readonly [number, number], jitter: number): number => least + (most - least) * jitter;
