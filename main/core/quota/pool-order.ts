import { poolIds } from './ids.ts';
import type { PoolId, PoolStatus } from './model.ts';
import { windowsInAll } from './packs.ts';
import { reachedPercent, readingOf, tightestOf } from './share.ts';

/** So many quotas an order may name. */
export const mostPools = 50;

interface Place {
  /** The user's order; null: by need. It may name quotas that this version does not know, and lack others. */
  readonly order: readonly string[] | null;
  readonly nowMs: number;
}

/** Each quota there is, once: in the user's order, and what that does not name by need, the fullest first. */
export function everyPoolInOrder(pools: readonly PoolStatus[], { order, nowMs }: Place): readonly PoolId[] {
  const placeOf = (pool: PoolId): number => {
    const place = order?.indexOf(pool) ?? -1;
    return place < 0 ? poolIds.length + (order?.length ?? 0) : place;
  };
  const needs = new Map(pools.map((status) => [status.pool, needOf(status, nowMs)]));
  const needed = (pool: PoolId): number => needs.get(pool) ?? -1;
  return poolIds.toSorted((one, other) => placeOf(one) - placeOf(other) || needed(other) - needed(one));
}

/** These quotas in that order, behind the one that comes first in any case. */
export function inPoolOrder(
  pools: readonly PoolStatus[],
  { first, ...place }: Place & { readonly first: PoolId | null },
): readonly PoolStatus[] {
  const all = everyPoolInOrder(pools, place);
  const placeOf = ({ pool }: PoolStatus): number => (pool === first ? -1 : all.indexOf(pool));
  return pools.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The used percent of the tightest window; less than any where none is known. */
function needOf(status: PoolStatus, nowMs: number): number {
  const reading = readingOf(status);
  const window = reading === null ? null : tightestOf(windowsInAll(reading, nowMs));
  return window === null ? -1 : reachedPercent(window);
}

/** The order in a file of preferences, read without their schema, which would cost a terminal half of its time. */
export function poolOrderIn(preferences: unknown): readonly string[] | null {
  const order =
    typeof preferences === 'object' && preferences !== null && 'poolOrder' in preferences && preferences.poolOrder;
  return Array.isArray(order) ? order.filter((pool) => typeof pool === 'string') : null;
}
