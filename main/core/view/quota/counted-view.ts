import { countsToShow } from '../../quota/counts-to-show.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import type { Snapshot } from '../../quota/model.ts';
import { formatNumber, type Locale } from '../format.ts';
import type { Words } from '../words/index.ts';

/** The user's requests as counted on this computer, shown as long as the plan's own numbers are unknown. */
export interface CountedView {
  /** In requests, the shortest span first. */
  readonly counts: readonly { readonly countText: string; readonly spanText: string }[];
  /** The same in one line. */
  readonly amountsText: string;
}

/** Returns null if the plan's own numbers are known, or if nothing was counted. */
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

/** Lists the counts with their unit, window by window. */
export function countedText({ fiveHours, week, month }: LocalCounts, words: Words): string {
  const text = (count: number): string => words.quota.amount.requests(count, formatNumber(count, words));
  return words.counted.amounts(text(fiveHours), text(week), month === null ? null : text(month));
}
