import { lengthMs } from '../../quota/calendar.ts';
import type { RunningOut } from '../../quota/forecast/forecast.ts';
import type { QuotaWindow, WindowId } from '../../quota/model.ts';
import type { Outlook } from '../../quota/outlook/outlook.ts';
import { isFull, shownPercent } from '../../quota/share.ts';
import { formatDuration, formatNumber, formatPercent, type Locale } from '../format.ts';
import { type Level, levelOf, levelText } from '../level.ts';
import { exactTexts } from './exact-texts.ts';
import { amountLeft, amountText, leftSentence, usedSentence, withUnit } from './window-amounts.ts';
import { isSureEnd, lastsSentence, outcomeOf, outlookSentences, runOutSentence } from './window-outlook.ts';
import { backBySentence, comingReset, evenPercent, resetTextOf, whenTextOf } from './window-times.ts';

/** The texts of one quota window, the same for popover, tray, notices and terminal. */
export interface WindowView {
  readonly id: WindowId;
  readonly name: string;
  /** How a rolling window renews; null for one that resets as a whole. */
  readonly rollingText: string | null;
  /** Whole percent used as it is shown, 0..100. */
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
  /** "6,000 requests" */
  readonly limitText: string;
  /** "3,480 left of 6,000 requests" */
  readonly leftText: string;
  /** "3,480 requests left" */
  readonly amountLeftText: string;
  /** "3,480 left", as short as the language allows; null: the verdict says what is left. */
  readonly shortLeftText: string | null;
  /** "lasts" or "empty Dec 3"; null: how it goes on is not known. */
  readonly outcomeText: string | null;
  /** "resets Sun 16:00", "back from 21:31"; or why no time is named. */
  readonly whenText: string;
  /** How much would be used by now if the whole window were used evenly, 0..100; null: it rolls, or its span is not known. */
  readonly evenPercent: number | null;
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
  /** That it lasts until its reset, with what is left then; null: it does not, or that is unknown. */
  readonly lastsText: string | null;
  /** What it still allows, a sentence each. */
  readonly outlookTexts: readonly string[];
  /** What its row and the verdict leave out, a sentence each. */
  readonly exactTexts: readonly string[];
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
  /** What it still allows; null or left out if that is unknown. */
  readonly outlook?: Outlook | null;
  /** How much of a rolling window comes back, and by when; null or left out if that is unknown. */
  readonly recovery?: { readonly byMs: number; readonly amount: number } | null;
  /** When it was read; left out: now. */
  readonly takenAtMs?: number;
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
  // The packs that follow the window limit its user too.
  const whole = input.packs?.inAll ?? window;
  const inAll = { ...input, window: whole };
  const percent = shownPercent(whole.used, whole.limit);
  const exactPercentText = formatPercent(percent, words);
  const level = levelOf(whole);
  const isEstimate = window.certainty === 'estimate';
  const isRolling = window.renewal === 'rolling';
  const reset = comingReset(window, nowMs, locale);
  const backByText = backBySentence(input);
  const runOutText = runOutSentence(input);
  const levelSentence = level === 'calm' && runOutText !== null ? notLasting(input) : levelText(level, percent, words);
  const leftUnitText = withUnit(amountLeft(whole), inAll);
  const view = {
    id: window.id,
    name: words.quota.window[window.id],
    rollingText: isRolling ? words.quota.rolling(formatDuration(lengthMs(window), words)) : null,
    percent,
    exactPercentText,
    percentText: isEstimate ? `≈ ${exactPercentText}` : exactPercentText,
    isEstimate,
    level,
    levelText: levelSentence,
    usedText: usedSentence(inAll),
    limitText: withUnit(whole.limit, inAll),
    leftText: leftSentence(inAll),
    amountLeftText: words.quota.left(leftUnitText),
    shortLeftText: words.rows.left(amountText(amountLeft(whole), inAll), leftUnitText),
    outcomeText: outcomeOf(input),
    whenText: whenTextOf(input, reset),
    // Packs need not be used evenly.
    evenPercent: whole === window ? evenPercent(window, nowMs) : null,
    resetText: resetTextOf(input, reset, backByText),
    reset,
    backByText,
    runOutText,
    lastsText: lastsSentence(input),
    outlookTexts: outlookSentences(input),
    packsText: packsSentence(input),
    spoken: words.common.list([
      words.quota.percentUsed(exactPercentText),
      levelSentence,
      ...(isEstimate ? [words.quota.estimate] : []),
    ]),
  };
  return { ...view, exactTexts: exactTexts(input, view) };
}

/** That a calm window is used up before it is back, as surely as that is foreseen. */
const notLasting = ({ runOut, locale: { words } }: WindowInput): string =>
  isSureEnd(runOut?.likelihood ?? null) ? words.quota.willNotLast : words.quota.mayNotLast;

function packsSentence({ window, packs = null, locale: { words } }: WindowInput): string | null {
  if (packs === null) return null;
  const leftText = words.quota.amount.credits(packs.left, formatNumber(packs.left, words));
  if (isFull(window)) return words.quota.packsInUse(leftText);
  return window.unit === 'credits' ? words.quota.packsAmong(leftText) : words.quota.packsNext(leftText);
}
