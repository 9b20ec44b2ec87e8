import type { QuotaWindow, WindowId } from '../../quota/model.ts';
import { leftOf, usedPercent } from '../../quota/share.ts';
import { formatAmount, formatClock, formatDuration, formatPercent, type Locale } from '../format.ts';
import { type Level, levelOf } from '../level.ts';

/** One quota window in words, for popover, tray, notices and terminal alike. */
export interface WindowView {
  readonly id: WindowId;
  readonly name: string;
  readonly hint: string | null;
  /** Whole percent used, 0..100. */
  readonly percent: number;
  /** "42%" */
  readonly exactPercentText: string;
  /** The same, with a mark where it is an estimate: "≈ 42%". */
  readonly percentText: string;
  readonly isEstimate: boolean;
  readonly level: Level;
  /** "2,520 used", of an estimate its range; empty where only a share is known. */
  readonly usedText: string;
  /** "3,480 left of 6,000 requests" */
  readonly leftText: string;
  /** "3,480 requests left" */
  readonly amountLeftText: string;
  /** "Resets in 2 h 14 min", or why there is nothing to count down. */
  readonly resetText: string;
  /** The coming reset; null where none is known or it has passed. */
  readonly reset: {
    /** "14:00" */
    readonly clockText: string;
    /** "2 h 14 min" */
    readonly durationText: string;
    /** "resets 14:00" */
    readonly atText: string;
  } | null;
  readonly runOutText: string | null;
  /** The meter as a screen reader says it. */
  readonly spoken: string;
}

export interface WindowInput {
  readonly window: QuotaWindow;
  readonly currency: string;
  /** When the forecast says it is used up; null or left out: no forecast. */
  readonly runsOutAtMs?: number | null;
  readonly nowMs: number;
  readonly place: Locale;
}

/** A window in words. Reset and run-out are both labelled: one was read as the other before (CodexBar #960). */
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

/** An estimate that is not one number says what it lies between; the likely one is what is left. */
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

/** When the window will be used up at this pace; null where nothing says so before it resets. */
function runOutSentence({ window, runsOutAtMs, nowMs, place }: WindowInput): string | null {
  if (runsOutAtMs === null || runsOutAtMs === undefined || runsOutAtMs <= nowMs) return null;
  if (window.resetsAtMs !== null && runsOutAtMs >= window.resetsAtMs) return null;
  return place.words.quota.runsOut(
    formatClock(runsOutAtMs, nowMs, place),
    formatDuration(runsOutAtMs - nowMs, place.words),
  );
}
