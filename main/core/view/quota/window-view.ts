import type { QuotaWindow, WindowId } from '../../quota/model.ts';
import { leftOf, usedPercent } from '../../quota/share.ts';
import { formatAmount, formatClock, formatDuration, formatPercent, type Place } from '../format.ts';
import { type Level, levelOf } from '../level.ts';

/** One quota window as the screen shows it: nothing left to compute. */
export interface WindowView {
  readonly id: WindowId;
  readonly name: string;
  readonly hint: string | null;
  /** Whole percent used, 0..100. */
  readonly percent: number;
  /** An estimate bears its mark. */
  readonly percentText: string;
  readonly level: Level;
  readonly usedText: string;
  readonly leftText: string;
  readonly resetText: string;
  /** The local time of the reset; null where none is known or it has passed. */
  readonly resetClockText: string | null;
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
  readonly place: Place;
}

/** A window in words. Reset and run-out are both labelled: one was read as the other before (CodexBar #960). */
export function windowView(input: WindowInput): WindowView {
  const { window, place, nowMs } = input;
  const { words } = place;
  const percent = usedPercent(window);
  const exactText = formatPercent(percent, words);
  const name = words.quota.window[window.id];
  const resetText = resetSentence(window.resetsAtMs, nowMs, place);
  const level = levelOf(window);
  const estimate = window.certainty === 'estimate';
  return {
    id: window.id,
    name,
    hint: window.id === 'five-hours' ? words.quota.rollingHint : null,
    percent,
    percentText: estimate ? `≈ ${exactText}` : exactText,
    level,
    usedText: usedSentence(input),
    leftText: leftSentence(input),
    resetText,
    resetClockText: clockAhead(window.resetsAtMs, nowMs, place),
    runOutText: runOutSentence(input),
    spoken: words.common.list([
      words.quota.percentUsed(exactText),
      words.quota.level[level],
      ...(estimate ? [words.quota.estimate] : []),
    ]),
  };
}

/** What is left with its unit: "3,480 requests left". */
export function leftHeadline(window: QuotaWindow, currency: string, place: Place): string {
  const { words } = place;
  if (window.used >= window.limit) return words.quota.headlineEmpty;
  const left = leftOf(window);
  return words.quota.headline(words.quota.amount[window.unit](left, formatAmount(left, window.unit, currency, words)));
}

const amountText = (window: QuotaWindow, amount: number, { currency, place }: WindowInput): string =>
  formatAmount(amount, window.unit, currency, place.words);

/** An estimate that is not one number says what it lies between; the likely one is what is left. */
function usedSentence(input: WindowInput): string {
  const { window, place } = input;
  const { quota } = place.words;
  if (window.unit === 'share') return '';
  if (window.usedBetween === undefined) return quota.used(amountText(window, window.used, input));
  const { from, to } = window.usedBetween;
  return quota.usedBetween(amountText(window, from, input), to === null ? null : amountText(window, to, input));
}

function leftSentence(input: WindowInput): string {
  const { window, place } = input;
  const { words } = place;
  const left = amountText(window, leftOf(window), input);
  if (window.unit === 'share') return words.quota.percentLeft(left);
  return words.quota.leftOf(
    left,
    words.quota.amount[window.unit](window.limit, amountText(window, window.limit, input)),
  );
}

function resetSentence(resetsAtMs: number | null, nowMs: number, place: Place): string {
  const { words } = place;
  if (resetsAtMs === null) return words.quota.resetUnknown;
  const aheadMs = resetsAtMs - nowMs;
  if (aheadMs <= 0) return words.quota.resetDue(formatClock(resetsAtMs, nowMs, place));
  if (aheadMs < 60_000) return words.quota.resetsSoon;
  return words.quota.resetsIn(formatDuration(aheadMs, words));
}

const clockAhead = (timeMs: number | null, nowMs: number, place: Place): string | null =>
  timeMs === null || timeMs <= nowMs ? null : formatClock(timeMs, nowMs, place);

/** When the window will be used up at this pace; null where nothing says so before it resets. */
export function runOutSentence({ window, runsOutAtMs, nowMs, place }: Omit<WindowInput, 'currency'>): string | null {
  if (runsOutAtMs === null || runsOutAtMs === undefined || runsOutAtMs <= nowMs) return null;
  if (window.resetsAtMs !== null && runsOutAtMs >= window.resetsAtMs) return null;
  return place.words.quota.runsOut(
    formatClock(runsOutAtMs, nowMs, place),
    formatDuration(runsOutAtMs - nowMs, place.words),
  );
}
