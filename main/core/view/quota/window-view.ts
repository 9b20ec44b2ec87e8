import { lengthMs, minuteMs } from '../../quota/calendar.ts';
import type { RunningOut } from '../../quota/forecast/forecast.ts';
import type { QuotaWindow, WindowId } from '../../quota/model.ts';
import { isFull, percentDown, usedPercent } from '../../quota/share.ts';
import { formatAmount, formatClock, formatDuration, formatNumber, formatPercent, type Locale } from '../format.ts';
import { type Level, levelOf, levelText } from '../level.ts';

/** The texts of one quota window, the same for popover, tray, notices and terminal. */
export interface WindowView {
  readonly id: WindowId;
  readonly name: string;
  /** How a rolling window renews; null for one that resets as a whole. */
  readonly rollingText: string | null;
  /** Whole percent used, 0..100. */
  readonly percent: number;
  /** "42%" */
  readonly exactPercentText: string;
  /** The same, with a mark if it is an estimate: "≈ 42%". */
  readonly percentText: string;
  readonly isEstimate: boolean;
  readonly level: Level;
  /** "plenty left", or that it will not last at this pace. */
  readonly levelText: string;
  /** "2,520 used", or the range of an estimate; empty if only a share is known. */
  readonly usedText: string;
  /** "3,480 left of 6,000 requests" */
  readonly leftText: string;
  /** "3,480 requests left" */
  readonly amountLeftText: string;
  /**
   * "Resets in 2 h 14 min", or that the reset is due or unknown. Of a rolling window "Starts coming back at 14:00, ≈ +190 by
   * 15:00", and empty if that is unknown.
   */
  readonly resetText: string;
  /** The next reset, or when the first request of a rolling window comes back; null if it is unknown or has passed. */
  readonly reset: {
    /** "14:00" */
    readonly clockText: string;
    /** "2 h 14 min" */
    readonly durationText: string;
    /** "resets 14:00", "starts coming back at 14:00" */
    readonly atText: string;
  } | null;
  /** "≈ +190 by 15:00" of a rolling window; null if that is unknown. */
  readonly backByText: string | null;
  readonly runOutText: string | null;
  /** What is left in the packs that follow the plan; null without packs. */
  readonly packsText: string | null;
  /** The meter as a screen reader reads it. */
  readonly spoken: string;
}

export interface WindowInput {
  readonly window: QuotaWindow;
  readonly currency: string;
  /** When the window will be used up; null or left out without a forecast. */
  readonly runOut?: Omit<RunningOut, 'pool' | 'windowId'> | null;
  /** The packs that follow the window: the Credits left in them, and the window with them; null or left out without. */
  readonly packs?: { readonly left: number; readonly inAll: QuotaWindow } | null;
  /** How much of a rolling window comes back, and by when; null or left out if that is unknown. */
  readonly recovery?: { readonly byMs: number; readonly amount: number } | null;
  readonly nowMs: number;
  readonly locale: Locale;
}

/**
 * Writes the texts of a window. Reset and run-out are both labelled, so that none is taken for the other (CodexBar
 * #960).
 */
export function windowView(input: WindowInput): WindowView {
  const { window, locale, nowMs } = input;
  const { words } = locale;
  const percent = usedPercent(window);
  const exactPercentText = formatPercent(percent, words);
  const whole = input.packs?.inAll ?? window;
  const level = levelOf(whole);
  const isEstimate = window.certainty === 'estimate';
  const isRolling = window.renewal === 'rolling';
  const reset = comingReset(window, nowMs, locale);
  const backByText = backBySentence(input);
  const runOutText = runOutSentence(input);
  const levelSentence =
    level === 'calm' && runOutText !== null ? words.quota.willNotLast : levelText(level, usedPercent(whole), words);
  return {
    id: window.id,
    name: words.quota.window[window.id],
    rollingText: isRolling ? words.quota.rolling(formatDuration(lengthMs(window), words)) : null,
    percent,
    exactPercentText,
    percentText: isEstimate ? `≈ ${exactPercentText}` : exactPercentText,
    isEstimate,
    level,
    levelText: levelSentence,
    usedText: usedSentence(input),
    leftText: leftSentence(input),
    amountLeftText: words.quota.left(withUnit(amountLeft(window), input)),
    resetText: resetTextOf(input, reset, backByText),
    reset,
    backByText,
    runOutText,
    packsText: packsSentence(input),
    spoken: words.common.list([
      words.quota.percentUsed(exactPercentText),
      levelSentence,
      ...(isEstimate ? [words.quota.estimate] : []),
    ]),
  };
}

/** What is used, rounded down to what is shown, so that used and left add up to the limit. */
function amountUsed({ used, limit, unit }: QuotaWindow): number {
  if (unit === 'share') return percentDown(used, limit) / 100;
  const steps = unit === 'money' || limit < 100 ? 100 : 1;
  return Math.floor(used * steps + 1e-6) / steps;
}

const amountLeft = (window: QuotaWindow): number =>
  Math.max(0, Math.round((window.limit - amountUsed(window)) * 100) / 100);

const amountText = (amount: number, { window, currency, locale }: WindowInput): string =>
  formatAmount(amount, window.unit, currency, locale.words);

const withUnit = (amount: number, input: WindowInput): string =>
  input.locale.words.quota.amount[input.window.unit](amount, amountText(amount, input));

/** An estimate with a range shows the range; what is left is computed from its likely value. */
function usedSentence(input: WindowInput): string {
  const { window, locale } = input;
  const { quota } = locale.words;
  if (window.unit === 'share') return '';
  if (window.usedBetween === undefined) return quota.used(amountText(amountUsed(window), input));
  const { from, to } = window.usedBetween;
  return quota.usedBetween(amountText(from, input), to === null ? null : amountText(to, input));
}

function leftSentence(input: WindowInput): string {
  const { window, locale } = input;
  const { quota } = locale.words;
  const left = amountText(amountLeft(window), input);
  return window.unit === 'share' ? quota.percentLeft(left) : quota.leftOf(left, withUnit(window.limit, input));
}

function resetTextOf({ window, nowMs, locale }: WindowInput, reset: WindowView['reset'], backByText: string | null) {
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

/** When and how much of a rolling window comes back, as far as it is known. */
function recoverySentence(reset: WindowView['reset'], backByText: string | null, { words }: Locale): string {
  return words.common.list([
    ...(reset === null ? [] : [words.quota.comesBackFrom(reset.clockText)]),
    ...(backByText === null ? [] : [backByText]),
  ]);
}

function backBySentence(input: WindowInput): string | null {
  const { window, recovery = null, nowMs, locale } = input;
  if (window.renewal !== 'rolling' || recovery === null || recovery.byMs <= nowMs) return null;
  return locale.words.quota.comesBackBy(amountText(recovery.amount, input), formatClock(recovery.byMs, nowMs, locale));
}

function comingReset({ resetsAtMs, renewal, used }: QuotaWindow, nowMs: number, locale: Locale): WindowView['reset'] {
  if (resetsAtMs === null || resetsAtMs <= nowMs || (renewal === 'rolling' && used === 0)) return null;
  const { quota } = locale.words;
  const clockText = formatClock(resetsAtMs, nowMs, locale);
  const durationText = formatDuration(resetsAtMs - nowMs, locale.words);
  const atText = renewal === 'rolling' ? quota.comesBack(clockText) : quota.resets(clockText);
  return { clockText, durationText, atText };
}

function packsSentence({ window, packs = null, locale: { words } }: WindowInput): string | null {
  if (packs === null) return null;
  const leftText = words.quota.amount.credits(packs.left, formatNumber(packs.left, words));
  return isFull(window) ? words.quota.packsInUse(leftText) : words.quota.packsNext(leftText);
}

/** A forecast that is less sure is not told as if it were. */
const sureFrom = 0.6;
/** A shorter time between two clock times is not worth naming. */
const leastBandMs = 10 * minuteMs;

/** When the window will be used up; null without a forecast that lies before the reset of a whole window. */
function runOutSentence({ window, runOut, nowMs, locale }: WindowInput): string | null {
  if (runOut === null || runOut === undefined || runOut.runsOutAtMs <= nowMs) return null;
  const { runsOutAtMs, likelihood, between } = runOut;
  const wholeAtMs = window.renewal === 'rolling' ? null : window.resetsAtMs;
  if (wholeAtMs !== null && runsOutAtMs >= wholeAtMs) return null;
  const { runsOut, mayRunOut, runOutBetween } = locale.words.quota;
  const clock = (atMs: number): string => formatClock(atMs, nowMs, locale);
  const when = [clock(runsOutAtMs), formatDuration(runsOutAtMs - nowMs, locale.words)] as const;
  const sentence = likelihood === null || likelihood >= sureFrom ? runsOut(...when) : mayRunOut(...when);
  if (between === null || between.toMs === null || between.toMs - between.fromMs < leastBandMs) return sentence;
  return runOutBetween(sentence, clock(between.fromMs), clock(between.toMs));
}
