import { hasReset, lengthMs } from '../../quota/calendar.ts';
import type { QuotaWindow } from '../../quota/model.ts';
import { spanOf } from '../../quota/window-span.ts';
import { formatClock, formatDuration, type Locale } from '../format.ts';
import { amountText } from './window-amounts.ts';
import type { WindowInput, WindowView } from './window-view.ts';

/** When a window resets, or when and how much of a rolling one comes back. */
export function resetTextOf(
  { window, nowMs, locale }: WindowInput,
  reset: WindowView['reset'],
  backByText: string | null,
): string {
  const isRolling = window.renewal === 'rolling';
  if (window.resetsAtMs === null && window.resetImpossible) {
    const { resetsWithin, comesBackWithin } = locale.words.quota;
    return (isRolling ? comesBackWithin : resetsWithin)(formatDuration(lengthMs(window), locale.words));
  }
  return isRolling ? recoverySentence(reset, backByText, locale) : resetSentence(window, nowMs, locale);
}

function resetSentence({ resetsAtMs, renewal, used }: QuotaWindow, nowMs: number, locale: Locale): string {
  const { quota } = locale.words;
  if (resetsAtMs === null) return renewal === 'fixed' && used === 0 ? quota.notBegun : quota.resetUnknown;
  const aheadMs = resetsAtMs - nowMs;
  if (aheadMs <= 0) return quota.resetDue(formatClock(resetsAtMs, nowMs, locale));
  return aheadMs < 60_000 ? quota.resetsSoon : quota.resetsIn(formatDuration(aheadMs, locale.words));
}

/** The same in a few words, for a row. */
export function whenTextOf({ window, takenAtMs, nowMs, locale }: WindowInput, reset: WindowView['reset']): string {
  const { rows, quota } = locale.words;
  const isRolling = window.renewal === 'rolling';
  if (reset !== null) return isRolling ? rows.backFrom(reset.clockText) : quota.resets(reset.clockText);
  if (window.resetsAtMs === null && window.resetImpossible) {
    return (isRolling ? rows.backWithin : rows.resetsWithin)(formatDuration(lengthMs(window), locale.words));
  }
  if (!isRolling) return resetSentence(window, nowMs, locale);
  return window.used > 0 && hasReset(window, takenAtMs ?? nowMs, nowMs) ? rows.allBack : '';
}

/** How much of a window that resets as a whole would be used by now if it were used evenly, 0..100. */
export function evenPercent(window: QuotaWindow, nowMs: number): number | null {
  const span = window.renewal === 'rolling' ? null : spanOf({ takenAtMs: nowMs }, window);
  if (span === null || span.toMs <= nowMs || span.fromMs > nowMs) return null;
  return ((nowMs - span.fromMs) / (span.toMs - span.fromMs)) * 100;
}

/** When and how much of a rolling window comes back, as far as it is known. */
function recoverySentence(reset: WindowView['reset'], backByText: string | null, { words }: Locale): string {
  return words.common.list([
    ...(reset === null ? [] : [words.quota.comesBackFrom(reset.clockText)]),
    ...(backByText === null ? [] : [backByText]),
  ]);
}

export function backBySentence(input: WindowInput): string | null {
  const { window, recovery = null, nowMs, locale } = input;
  if (window.renewal !== 'rolling' || recovery === null || recovery.byMs <= nowMs) return null;
  return locale.words.quota.comesBackBy(amountText(recovery.amount, input), formatClock(recovery.byMs, nowMs, locale));
}

export function comingReset(
  { resetsAtMs, renewal, used }: QuotaWindow,
  nowMs: number,
  locale: Locale,
): WindowView['reset'] {
  if (resetsAtMs === null || resetsAtMs <= nowMs || (renewal === 'rolling' && used === 0)) return null;
  const { quota } = locale.words;
  const clockText = formatClock(resetsAtMs, nowMs, locale);
  const durationText = formatDuration(resetsAtMs - nowMs, locale.words);
  const atText = renewal === 'rolling' ? quota.comesBack(clockText) : quota.resets(clockText);
  return { clockText, durationText, atText };
}
