import type { PoolId, Snapshot } from './model.ts';
import type { PoolInUse } from './pool-in-use.ts';
import { readingOf } from './share.ts';

/**
 * The quotas without those that the user hides; the one in use is shown in any case, because it can stop the user. All of
 * them if no number would be left: hiding is no reason to say there is none.
 */
export function withoutHidden(snapshot: Snapshot, hiddenPools: readonly PoolId[], inUse: PoolInUse): Snapshot {
  const isShown = (pool: PoolId): boolean =>
    !hiddenPools.includes(pool) || (inUse.kind === 'known' && inUse.pool === pool);
  const pools = snapshot.pools.filter(({ pool }) => isShown(pool));
  return pools.length === snapshot.pools.length || !pools.some((status) => readingOf(status) !== null)
    ? snapshot
    : { ...snapshot, pools };
}
