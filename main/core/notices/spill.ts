import * as z from 'zod';
import { hourMs, minuteMs } from '../quota/calendar.ts';
import {
  type PoolId,
  PoolIdSchema,
  type PoolStatus,
  type QuotaWindow,
  type ReadingOf,
  WindowIdSchema,
} from '../quota/model.ts';
import { windowsInAll } from '../quota/packs.ts';
import { isFull } from '../quota/share.ts';
import type { Decision } from './decision.ts';
import { isWanted, type NoticeSwitches } from './wanted.ts';

const amount = z.number();

/** The plans that stand still, and what was paid beside them when that was first seen. */
const SpillWatchSchema = z.strictObject({
  windows: z.array(z.strictObject({ pool: PoolIdSchema, windowId: WindowIdSchema, used: amount })).readonly(),
  sinceMs: z.number().int(),
  /** null: not read since. */
  bill: z.strictObject({ fromDate: z.string(), currency: z.string(), cost: amount }).nullable(),
  /** What was left of each free amount that runs; null: not read since, or kept by an earlier version as one sum. */
  free: z
    .array(z.strictObject({ model: z.string(), remaining: amount, total: amount }))
    .readonly()
    .nullable()
    .catch(null),
  /** The user was told, or does not want to know. */
  isTold: z.boolean(),
});
export const SpillSchema = SpillWatchSchema.nullable();
/** null: no plan is known to stand still. */
export type Spill = z.infer<typeof SpillSchema>;
type SpillWatch = NonNullable<Spill>;

/** Requests that a plan should pay for are billed, or taken from the free tier. */
export interface SpillAlert {
  readonly kind: 'spill';
  /** The plan that stands still. */
  readonly pool: PoolId;
  readonly sinceMs: number;
  readonly requests: number;
  /** By how much the bill rose; null: only the free tier is used up. */
  readonly cost: number | null;
  readonly currency: string;
}

export interface SpillFacts {
  readonly pools: readonly PoolStatus[];
  readonly preferences: NoticeSwitches;
  readonly nowMs: number;
  /** How many answers Qwen Code logged in a time, without those that another service than Alibaba's surely gave. */
  answersBetween(fromMs: number, toMs: number): number;
}

export interface SpillDecision {
  readonly due: SpillAlert | null;
  readonly spill: Spill;
  readonly decisions: readonly Decision[];
}

const plans: readonly PoolId[] = ['coding-plan', 'token-plan-personal', 'token-plan-team'];
/** Fewer may be too little for a plan whose use is only told in coarse steps. */
const leastRequests = 20;
/** A plan counts a request at the latest so long after it. */
const countedAfterMs = 10 * minuteMs;
const plansTooOldMs = hourMs;
/** Bills and free amounts are asked for once an hour. */
const paidTooOldMs = 2 * hourMs;
const roundingError = 1e-6;

/**
 * Decides whether requests are paid for beside the plans: all of these stand still by fresh and exact readings, Qwen Code
 * goes on, and the bill or the free tier moves between two readings since. A plan that is used up stands still rightly. It
 * is told once, until a plan moves again. Stays due until {@link afterSpill} records it.
 */
export function decideSpill(facts: SpillFacts, spill: Spill): SpillDecision {
  const standing = standingOf(facts);
  if (standing === 'unknown') return { due: null, spill, decisions: [] };
  if (standing === 'none') return { due: null, spill: null, decisions: [] };
  const { takenAtMs, windows } = standing;
  const hasMoved = spill === null || JSON.stringify(spill.windows) !== JSON.stringify(windows);
  const watch: SpillWatch = hasMoved ? { windows, sinceMs: takenAtMs, bill: null, free: null, isTold: false } : spill;
  const { cost, isFreeUsed, ...paid } = paidSince(facts, watch);
  const after = isSame(watch, paid) ? watch : { ...watch, ...paid };
  const [first] = windows;
  if (watch.isTold || first === undefined || (cost === null && !isFreeUsed)) {
    return { due: null, spill: after, decisions: [] };
  }
  const requests = facts.answersBetween(watch.sinceMs, takenAtMs - countedAfterMs);
  if (requests < leastRequests) return { due: null, spill: after, decisions: [] };
  const { pool } = first;
  if (!isWanted('spill', facts.preferences)) {
    const about = { atMs: facts.nowMs, kind: 'spill', pool, windowId: null, thresholdPercent: null } as const;
    return { due: null, spill: { ...after, isTold: true }, decisions: [{ ...about, outcome: 'switched-off' }] };
  }
  const { sinceMs } = watch;
  const currency = paid.bill?.currency ?? '';
  return { due: { kind: 'spill', pool, sinceMs, requests, cost, currency }, spill: after, decisions: [] };
}

/** Records that the user was told. */
export const afterSpill = (spill: Spill, { sinceMs }: SpillAlert): Spill =>
  spill?.sinceMs === sinceMs ? { ...spill, isTold: true } : spill;

type Standing = { readonly takenAtMs: number; readonly windows: SpillWatch['windows'] } | 'unknown' | 'none';

/** What all plans of the user count now. `none`: there is no plan, or one is used up. */
function standingOf({ pools, nowMs }: SpillFacts): Standing {
  const windows: SpillWatch['windows'][number][] = [];
  let takenAtMs = Number.POSITIVE_INFINITY;
  const known = pools.filter(({ pool }) => plans.includes(pool));
  const subscribed = known.filter(({ state }) => state !== 'not-subscribed');
  if (known.length > 0 && subscribed.length === 0) return 'none';
  for (const status of subscribed) {
    if (status.state !== 'fresh' || nowMs - status.reading.takenAtMs > plansTooOldMs) return 'unknown';
    const all = windowsInAll(status.reading, nowMs);
    if (all.some(isFull)) return 'none';
    const counting = countingOf(all);
    if (counting.some(({ certainty, unit }) => certainty !== 'exact' || unit === 'share')) return 'unknown';
    windows.push(...counting.map(({ id, used }) => ({ pool: status.pool, windowId: id, used })));
    takenAtMs = Math.min(takenAtMs, status.reading.takenAtMs);
  }
  return windows.length === 0 ? 'unknown' : { takenAtMs, windows };
}

/** The windows that only grow until their reset. A rolling window may give back as much as is used, so it is the last resort. */
function countingOf(windows: readonly QuotaWindow[]): readonly QuotaWindow[] {
  const steady = windows.filter(({ renewal }) => renewal !== 'rolling');
  return steady.length === 0 ? windows : steady;
}

interface Paid extends Pick<SpillWatch, 'bill' | 'free'> {
  /** By how much the bill rose; null: it did not. */
  readonly cost: number | null;
  readonly isFreeUsed: boolean;
}

/** What was paid by readings since the plans stand still, compared with the first ones of them. */
function paidSince({ pools, nowMs }: SpillFacts, { sinceMs, bill, free }: SpillWatch): Paid {
  let paid: Paid = { bill, free, cost: null, isFreeUsed: false };
  for (const status of pools) {
    if (status.state !== 'fresh') continue;
    const { reading } = status;
    if (reading.takenAtMs < sinceMs || nowMs - reading.takenAtMs > paidTooOldMs) continue;
    if (reading.pool === 'pay-as-you-go') {
      const { fromDate, currency, totalCost } = reading;
      const before = bill?.fromDate === fromDate && bill.currency === currency ? bill.cost : null;
      const rise = before === null ? 0 : totalCost - before;
      // A correction may be taken back: only what exceeds the highest bill is paid since.
      const cost = Math.max(totalCost, before ?? totalCost);
      paid = rise > roundingError ? { ...paid, cost: rise } : { ...paid, bill: { fromDate, currency, cost } };
    }
    if (reading.pool === 'free-tier') {
      const now = freeAmounts(reading, nowMs);
      paid = isAnyUsed(free ?? [], now)
        ? { ...paid, isFreeUsed: true }
        : { ...paid, free: withUnread(free ?? [], now) };
    }
  }
  return paid;
}

type FreeAmounts = NonNullable<SpillWatch['free']>;

const freeAmounts = ({ models }: ReadingOf<'free-tier'>, nowMs: number): FreeAmounts =>
  models.flatMap(({ model, quota, endsAtMs }) =>
    quota === null || (endsAtMs !== null && endsAtMs <= nowMs)
      ? []
      : [{ model, remaining: quota.remaining, total: quota.total }],
  );

const isAnyUsed = (before: FreeAmounts, now: FreeAmounts): boolean =>
  now.some(({ model, remaining, total }) =>
    before.some(
      (one) => one.model === model && one.total === total && (one.remaining - remaining) / total > roundingError,
    ),
  );

/** Keeps what is known of an amount that is not told now: it may be told again. */
const withUnread = (before: FreeAmounts, now: FreeAmounts): FreeAmounts => [
  ...before.filter(({ model }) => !now.some((one) => one.model === model)),
  ...now,
];

const isSame = (watch: SpillWatch, paid: Pick<SpillWatch, 'bill' | 'free'>): boolean =>
  JSON.stringify([watch.bill, watch.free]) === JSON.stringify([paid.bill, paid.free]);
