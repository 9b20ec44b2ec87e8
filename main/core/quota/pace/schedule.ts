import type { Preferences } from '../../preferences.ts';
import { hourMs, minuteMs } from '../calendar.ts';
import type { PoolId, PoolStatus, Snapshot } from '../model.ts';
import { readingOf } from '../share.ts';
import { isSignInDead, type SourceTrack } from './source-track.ts';

/** What the pace depends on, in addition to the record of each source. All times are of one clock. */
export interface PaceFacts {
  readonly nowMs: number;
  /** When the popover was last open or the session log last grew; null: not yet in this run. */
  readonly lastInterestAtMs: number | null;
  /** True if nobody is at the machine (it is locked, or had no input for a while). */
  readonly idle: boolean;
  /** When the machine last resumed, was unlocked or came online; null: not yet in this run. */
  readonly wokenAtMs: number | null;
  /** A fixed pace for the demo; null: adaptive. */
  readonly fixedEveryMs: number | null;
  /** The wait that the user chose; null: adaptive. */
  readonly chosenEveryMs: number | null;
  readonly snapshot: Snapshot;
}

/**
 * [shortest, longest] interval; jitter chooses between them. They have proved right in similar apps, see docs/facts/peers.md §1.
 */
const everyMs = {
  active: [1 * minuteMs, 2 * minuteMs],
  normal: [5 * minuteMs, 5.5 * minuteMs],
  idle: [15 * minuteMs, 30 * minuteMs],
} as const;
/** A chosen wait is stretched by up to this part, so that not all machines ask in the same second. */
const partOfChosen = 10;
const activeForMs = 10 * minuteMs;
const afterResetMs = 30_000;
const afterWakeMs = [2_000, 10_000] as const;
/** The shortest wait after a service has refused. */
export const leastBackOffMs = everyMs.normal[0];
const longestBackOffMs = 30 * minuteMs;
const firstLocalRetryMs = 30_000;
const confirmSignInAfterMs = 30_000;
/** The interval for a rarely asked pool that failed in a round that was otherwise good. */
const retryPoolMs = 10 * minuteMs;
const slowEveryMs = { tokenPlan: 15 * minuteMs, listsAndBills: hourMs } as const;

/** The wait that a preference stands for. */
export const chosenEveryMs = (refreshEvery: Preferences['refreshEvery']): number | null =>
  refreshEvery === 'automatic' ? null : Number(refreshEvery.slice('minutes-'.length)) * minuteMs;

/** The wait between two good rounds. */
export function paceMs(facts: PaceFacts, jitter: number): number {
  if (facts.fixedEveryMs !== null) return facts.fixedEveryMs;
  const { lastInterestAtMs, nowMs, chosenEveryMs } = facts;
  if (chosenEveryMs !== null) return between([chosenEveryMs, chosenEveryMs + chosenEveryMs / partOfChosen], jitter);
  // A time in the future comes from another clock, or from before this one was set back.
  const sinceInterestMs = lastInterestAtMs === null ? activeForMs : Math.abs(nowMs - lastInterestAtMs);
  if (sinceInterestMs < activeForMs) return between(everyMs.active, jitter);
  return between(facts.idle ? everyMs.idle : everyMs.normal, jitter);
}

/**
 * When a source is to be asked next; null: not before a new sign-in. A time in the past means now. Never before the
 * server's Retry-After.
 */
export function nextAskAtMs(track: SourceTrack, facts: PaceFacts): number | null {
  if (isSignInDead(track)) return null;
  const { waitingSinceMs, notBeforeMs } = track;
  const times = waitingSinceMs === null ? [facts.nowMs] : [waitingSinceMs + waitMs(track, facts)];
  if (waitingSinceMs !== null && facts.wokenAtMs !== null && facts.wokenAtMs > waitingSinceMs) {
    times.push(facts.wokenAtMs + between(afterWakeMs, track.jitter));
  }
  if (waitingSinceMs !== null && track.failures === 0 && facts.fixedEveryMs === null) {
    const earliestMs = earliestAfterResetMs(track, facts);
    const pollTimes = pollTimesAfterReset(facts.snapshot.pools).filter((atMs) => atMs > waitingSinceMs);
    times.push(...pollTimes.map((atMs) => Math.max(atMs, earliestMs)));
  }
  return Math.max(Math.min(...times), notBeforeMs ?? Number.NEGATIVE_INFINITY);
}

/**
 * A rolling window comes back bit by bit, so that a server may always name a time in a moment. Therefore, of two
 * consecutive rounds only one may come early.
 */
const earliestAfterResetMs = (track: SourceTrack, facts: PaceFacts): number =>
  track.waitedSinceMs === null ? Number.NEGATIVE_INFINITY : track.waitedSinceMs + paceMs(facts, track.jitter);

/**
 * The pools for which a source is to be asked now. Pools that change with every request are asked in each round; lists,
 * bills and token plans less often; any pool once after each of its resets.
 */
export function duePools(pools: readonly PoolId[], track: SourceTrack, facts: PaceFacts): readonly PoolId[] {
  return pools.filter((pool) => {
    const askedAtMs = track.askedAtMs[pool];
    if (askedAtMs === undefined) return true;
    const status = facts.snapshot.pools.find((candidate) => candidate.pool === pool);
    const everyPoolMs = facts.fixedEveryMs === null ? slowPaceMs(pool, status, facts.snapshot) : 0;
    if (facts.nowMs - askedAtMs >= everyPoolMs) return true;
    return pollTimesAfterReset(status ? [status] : []).some((atMs) => atMs > askedAtMs && atMs <= facts.nowMs);
  });
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
    case 'proxy':
    case 'timeout':
      return Math.min(firstLocalRetryMs * doubled, Math.max(pace, everyMs.normal[0]));
    default:
      return Math.max(pace, Math.min(leastBackOffMs * doubled, longestBackOffMs));
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

/** The moments just after each known reset. */
const pollTimesAfterReset = (pools: readonly PoolStatus[]): readonly number[] =>
  pools.flatMap((status) =>
    (readingOf(status)?.windows ?? []).flatMap((window) =>
      window.resetsAtMs === null ? [] : [window.resetsAtMs + afterResetMs],
    ),
  );

const between = ([least, most]: readonly [number, number], jitter: number): number => least + (most - least) * jitter;
