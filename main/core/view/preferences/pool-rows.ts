import type { Preferences } from '../../preferences.ts';
import { poolIds } from '../../quota/ids.ts';
import type { PoolId, Snapshot } from '../../quota/model.ts';
import { everyPoolInOrder, mostPools } from '../../quota/pool-order.ts';

/** A quota in the list in which the user hides and moves it. */
export interface PoolRow {
  readonly pool: PoolId;
  readonly isShown: boolean;
  /** The only one that is shown cannot be hidden. */
  readonly canHide: boolean;
}

/** Every quota in the order in which it is shown. */
export function poolRows(
  { pools }: Pick<Snapshot, 'pools'>,
  { hiddenPools, poolOrder }: Pick<Preferences, 'hiddenPools' | 'poolOrder'>,
  nowMs: number,
): readonly PoolRow[] {
  const all = everyPoolInOrder(pools, { order: poolOrder, nowMs });
  const shown = all.filter((pool) => !hiddenPools.includes(pool));
  return all.map((pool) => ({ pool, isShown: shown.includes(pool), canHide: shown.length > 1 || shown[0] !== pool }));
}

/**
 * The order with one quota a place further up (-1) or down (1); the same order where there is no such place. What a later
 * version of the app has in the stored order keeps its place there.
 */
export function movedPool(
  order: readonly PoolId[],
  pool: PoolId,
  by: -1 | 1,
  stored: readonly string[] | null,
): readonly string[] {
  const from = order.indexOf(pool);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return order;
  const moved: readonly string[] = order.toSpliced(from, 1).toSpliced(to, 0, pool);
  const ofLater = (stored ?? []).flatMap((name, index) => (isKnown(name) ? [] : [{ name, index }]));
  return ofLater
    .slice(0, mostPools - moved.length)
    .reduce((all, { name, index }) => all.toSpliced(index, 0, name), moved);
}

const isKnown = (name: string): boolean => poolIds.some((pool) => pool === name);
