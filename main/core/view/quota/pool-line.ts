import type { PoolStatus } from '../../quota/model.ts';
import { packsLeft, withPacks } from '../../quota/packs.ts';
import { isFull, readingOf, shownPercent, tightestOf } from '../../quota/share.ts';
import { formatMoney, formatPercent, type Locale } from '../format.ts';
import type { PoolView } from './pool-view.ts';
import { windowView } from './window-view.ts';

/** A pool that is not in use, in one line. */
export interface PoolLine {
  readonly noteText: string;
  /** Used, 0..100; null: no share is known. */
  readonly percent: number | null;
  /** "26% used", "used up", or an amount of money; empty if neither is known. */
  readonly valueText: string;
}

interface Input {
  readonly status: PoolStatus;
  readonly view: Pick<PoolView, 'details' | 'over' | 'trouble'>;
  readonly currency: string;
  readonly nowMs: number;
  readonly locale: Locale;
}

/** Says in one line how a pool stands: what is left of its tightest window, or what else is known of it. */
export function poolLine({ status, view, currency, nowMs, locale }: Input): PoolLine {
  const { words } = locale;
  const reading = readingOf(status);
  if (reading === null) return { noteText: view.trouble?.what ?? words.quota.loading, percent: null, valueText: '' };
  if (view.over !== null) return { noteText: view.over.what, percent: null, valueText: '' };
  const hasPacks = packsLeft(reading, nowMs) > 0;
  const window = tightestOf(reading.windows.map((one) => (hasPacks ? withPacks(reading, one, nowMs) : one)));
  if (window !== null) {
    const { amountLeftText, name } = windowView({ window, currency, locale, nowMs });
    const percent = shownPercent(window.used, window.limit);
    // What is left of a share follows from what is used of it.
    const leftText = window.unit === 'share' ? '' : amountLeftText;
    return {
      // What is left of a budget is no balance.
      noteText:
        reading.windows.length > 1 || window.id === 'budget' ? words.rows.ofWindow(amountLeftText, name) : leftText,
      percent,
      valueText: isFull(window) ? words.quota.usedUp : words.quota.percentUsed(formatPercent(percent, words)),
    };
  }
  const { details } = view;
  if (reading.pool === 'pay-as-you-go') {
    const noteText = details.kind === 'bill' ? details.periodText : '';
    return { noteText, percent: null, valueText: formatMoney(reading.totalCost, reading.currency, words) };
  }
  return { noteText: details.kind === 'free-tier' ? details.summary : '', percent: null, valueText: '' };
}
