import { hourMs } from '../quota/calendar.ts';
import type { PoolId, Snapshot } from '../quota/model.ts';
import { windowsInAll } from '../quota/packs.ts';
import { leftOf, shownLeftPercent, tightestOf } from '../quota/share.ts';

/** Another plan that can be used instead, and how much of it is left at least. */
export interface NextBest {
  readonly pool: PoolId;
  readonly leftPercent: number;
}

/** With less left, a plan is no way out. */
const leastLeftShare = 0.1;

/** The plan with the most left, by a fresh and recent reading; not one of `pools`. Pay-as-you-go is none: it costs. */
export function nextBest(snapshot: Pick<Snapshot, 'pools'>, pools: readonly PoolId[], nowMs: number): NextBest | null {
  const others = snapshot.pools.flatMap((status): readonly NextBest[] => {
    if (status.state !== 'fresh' || pools.includes(status.pool) || status.pool === 'pay-as-you-go') return [];
    if (nowMs - status.reading.takenAtMs > hourMs) return [];
    const tightest = tightestOf(windowsInAll(status.reading, nowMs));
    if (tightest === null || leftOf(tightest) < leastLeftShare * tightest.limit) return [];
    return [{ pool: status.pool, leftPercent: shownLeftPercent(tightest) }];
  });
  return others.reduce<NextBest | null>(
    (best, other) => (best === null || other.leftPercent > best.leftPercent ? other : best),
    null,
  );
}
