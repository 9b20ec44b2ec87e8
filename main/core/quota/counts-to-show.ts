import type { LocalCounts } from './local-counts.ts';
import type { Snapshot } from './model.ts';
import { readingOf } from './share.ts';

/**
 * The counts if they are the best information about a Coding Plan. null: there is a reading of the plan, the service
 * said that there is no plan, or nothing was counted.
 */
export function countsToShow(counts: LocalCounts | null, snapshot: Snapshot): LocalCounts | null {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  if (counts === null || plan?.state === 'not-subscribed') return null;
  if (plan !== undefined && readingOf(plan) !== null) return null;
  return counts.fiveHours + counts.week + (counts.month ?? 0) === 0 ? null : counts;
}
