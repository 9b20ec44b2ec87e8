import type { LocalCounts } from './local-counts.ts';
import type { Snapshot } from './model.ts';
import { readingOf } from './share.ts';

/**
 * The counts where they are the best that is known of a Coding Plan. null: a reading of the plan says more, the service
 * said that there is no plan, or nothing was counted.
 */
export function countsWorthTelling(counts: LocalCounts | null, snapshot: Snapshot): LocalCounts | null {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  if (counts === null || plan?.state === 'not-subscribed') return null;
  if (plan !== undefined && readingOf(plan) !== null) return null;
  return counts.fiveHours + counts.week + (counts.month ?? 0) === 0 ? null : counts;
}
