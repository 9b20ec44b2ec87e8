import * as z from 'zod';
import type { Snapshot } from './model.ts';
import { readingOf } from './share.ts';

const count = z.number().int().nonnegative();

/**
 * The user's own requests, counted on this computer in the windows of a Coding Plan whose size nobody said. Whole
 * numbers, always an estimate; `month` is null where the day on which it begins is not known either.
 */
export const LocalCountsSchema = z.strictObject({ fiveHours: count, week: count, month: count.nullable() });
export type LocalCounts = Readonly<z.infer<typeof LocalCountsSchema>>;

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
