import type { QuotaWindow, WindowId } from '../../quota/model.ts';
import { leftOf, usedPercent } from '../../quota/share.ts';
import { formatAmount, formatClock, formatDuration, formatPercent, type Locale } from '../format.ts';
import { type Level, levelOf } from '../level.ts';

/** The texts of one quota window, the same for popover, tray, notices and terminal. */
export interface WindowView {
  readonly id: WindowId;
  readonly name: string;
  readonly hint: string | null;
  /** Whole percent used, 0..100. */
  readonly percent: number;
  /** "42%" */
  readonly exactPercentText: string;
  /** The same, with a mark if it is an estimate: "≈ 42%". */
  readonly percentText: string;
  readonly isEstimate: boolean;
  readonly level: Level;
  /** "2,520 used", or the range of an estimate; empty if only a share is known. */
  readonly usedText: string;
  /** "3,480 left of 6,000 requests" */
  readonly leftText: string;
  /** "3,480 requests left" */
  readonly amountLeftText: string;
  /** "Resets in 2 h 14 min", or that the reset is due or unknown. */
  readonly resetText: string;
  /** The next reset; null if it is unknown or has passed. */
  readonly reset: {
    /** "14:00" */
    readonly clockText: string;
    /** "2 h 14 min" */
    readonly durationText: string;
    /** "resets 14:00" */
    readonly atText: string;
  } | null;
  readonly runOutText: string | null;
  /** The meter as a screen reader reads it. */
  readonly spoken: string;
}

export interface WindowInput {
  readonly window: QuotaWindow;
  readonly currency: string;
  /** When the window will be used up; null or left out without a forecast. */
  readonly runsOutAtMs?: number | null;
  readonly nowMs: number;
  readonly place: Locale;
}

/**
 * Writes the texts of a window. Reset and run-out are both labelled, so that none is taken for the other (CodexBar
 * #960).
 */
export function windowView(input: WindowInput): WindowView {
  const { window, place, nowMs } = input;
  const { words } = place;
  const percent = usedPercent(window);
  const exactPercentText = formatPercent(percent, words);
  const level = levelOf(window);
  const isEstimate = window.certainty === 'estimate';
  return {
    id: window.id,
    name: words.quota.window[window.id],
    hint: window.id === 'five-hours' ? words.quota.rollingHint : null,
    percent,
    exactPercentText,
    percentText: isEstimate ? `≈ ${exactPercentText}` : exactPercentText,
    isEstimate,
    level,
    usedText: usedSentence(input),
    leftText: leftSentence(input),
    amountLeftText: words.quota.left(withUnit(leftOf(window), input)),
    resetText: resetSentence(window.resetsAtMs, nowMs, place),
    reset: comingReset(window.resetsAtMs, nowMs, place),
    runOutText: runOutSentence(input),
    spoken: words.common.list([
      words.quota.percentUsed(exactPercentText),
      words.quota.level[level],
      ...(isEstimate ? [words.quota.estimate] : []),
    ]),
  };
}

const amountText = (amount: number, { window, currency, place }: WindowInput): string =>
  formatAmount(amount, window.unit, currency, place.words);

const withUnit = (amount: number, input: WindowInput): string =>
  input.place.words.quota.amount[input.window.unit](amount, amountText(amount, input));

/** An estimate with a range shows the range; what is left is computed from its likely value. */
function usedSentence(input: WindowInput): string {
  const { window, place } = input;
  const { quota } = place.words;
  if (window.unit === 'share') return '';
  if (window.usedBetween === undefined) return quota.used(amountText(window.used, input));
  const { from, to } = window.usedBetween;
  return quota.usedBetween(amountText(from, input), to === null ? null : amountText(to, input));
}

function leftSentence(input: WindowInput): string {
  const { window, place } = input;
  const { quota } = place.words;
  const left = amountText(leftOf(window), input);
  return window.unit === 'share' ? quota.percentLeft(left) : quota.leftOf(left, withUnit(window.limit, input));
}

function resetSentence(resetsAtMs: number | null, nowMs: number, place: Locale): string {
  const { quota } = place.words;
  if (resetsAtMs === null) return quota.resetUnknown;
  const aheadMs = resetsAtMs - nowMs;
  if (aheadMs <= 0) return quota.resetDue(formatClock(resetsAtMs, nowMs, place));
  return aheadMs < 60_000 ? quota.resetsSoon : quota.resetsIn(formatDuration(aheadMs, place.words));
}

function comingReset(resetsAtMs: number | null, nowMs: number, place: Locale): WindowView['reset'] {
  if (resetsAtMs === null || resetsAtMs <= nowMs) return null;
  const clockText = formatClock(resetsAtMs, nowMs, place);
  const durationText = formatDuration(resetsAtMs - nowMs, place.words);
  return { clockText, durationText, atText: place.words.quota.resets(clockText) };
}

/** When the window will be used up at this pace; null without a forecast that lies before the reset. */
function runOutSentence({ window, runsOutAtMs, nowMs, place }: WindowInput): string | null {
  if (runsOutAtMs === null || runsOutAtMs === undefined || runsOutAtMs <= nowMs) return null;
  if (window.resetsAtMs !== null && runsOutAtMs >= window.resetsAtMs) return null;
  return place.words.quota.runsOut(
    formatClock(runsOutAtMs, nowMs, place),
    formatDuration(runsOutAtMs - nowMs, place.words),
  );
}
