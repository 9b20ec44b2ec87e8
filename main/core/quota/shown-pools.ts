import type { PoolId, Snapshot } from './model.ts';
import { readingOf } from './share.ts';

/** The quotas without those that the user hides. All of them if no number would be left: hiding is no reason to say there is none. */
export function withoutHidden(snapshot: Snapshot, hiddenPools: readonly PoolId[]): Snapshot {
  const pools = snapshot.pools.filter(({ pool }) => !hiddenPools.includes(pool));
  return pools.length === snapshot.pools.length || !pools.some((status) => readingOf(status) !== null)
    ? snapshot
    : { ...snapshot, pools };
}
