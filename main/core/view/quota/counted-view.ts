import { countsToShow } from '../../quota/counts-to-show.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import type { Snapshot } from '../../quota/model.ts';
import { formatNumber, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';

/** The user's own count, where nothing better is known of the plan. */
export interface CountedView {
  /** In requests, the shortest span first. */
  readonly counts: readonly { readonly countText: string; readonly spanText: string }[];
  /** All of it in one line. */
  readonly amountsText: string;
}

/** null: there is something better to show, or nothing. */
export function countedView(counts: LocalCounts | null, snapshot: Snapshot, { words }: Locale): CountedView | null {
  const shown = countsToShow(counts, snapshot);
  if (shown === null) return null;
  const spans = ['fiveHours', 'week', 'month'] as const;
  return {
    amountsText: countedText(shown, words),
    counts: spans.flatMap((span) => {
      const count = shown[span];
      return count === null ? [] : [{ countText: formatNumber(count, words), spanText: words.counted.spans[span] }];
    }),
  };
}

/** Counts in words, window by window, each with its unit. */
function countedText({ fiveHours, week, month }: LocalCounts, words: Words): string {
  const text = (count: number): string => words.quota.amount.requests(count, formatNumber(count, words));
  return words.counted.amounts(text(fiveHours), text(week), month === null ? null : text(month));
}
