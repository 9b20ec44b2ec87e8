import type { LocalCounts } from '../quota/local-counts.ts';
import type { Snapshot } from '../quota/model.ts';
import { readingOf } from '../quota/share.ts';
import { formatNumber, type Place } from './format.ts';

/** The user's own count, where nothing better is known of the plan. */
export interface CountedView {
  readonly amountsText: string;
}

/** Null where a plan's card says more, where the service said that there is no plan, and where nothing was counted. */
export function countedView(counts: LocalCounts | null, snapshot: Snapshot, { words }: Place): CountedView | null {
  const plan = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  if (counts === null || plan?.state === 'not-subscribed') return null;
  if (plan !== undefined && readingOf(plan) !== null) return null;
  const { fiveHours, week, month } = counts;
  if (fiveHours + week + (month ?? 0) === 0) return null;
  const text = (count: number): string => words.quota.amount.requests(count, formatNumber(count, words));
  return { amountsText: words.counted.amounts(text(fiveHours), text(week), month === null ? null : text(month)) };
}
