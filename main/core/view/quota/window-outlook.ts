import { dayMs, hourMs, minuteMs } from '../../quota/calendar.ts';
import type { QuotaWindow } from '../../quota/model.ts';
import { shownPercent } from '../../quota/share.ts';
import { formatClock, formatDate, formatDuration, formatNumber, formatPercent, type Locale } from '../format.ts';
import { withUnit } from './window-amounts.ts';
import type { WindowInput } from './window-view.ts';

/** A forecast that is less sure is not told as if it were. */
const sureFrom = 0.6;
/** Whether an end is told without a doubt. Without a likelihood it follows from the average since the window began. */
export const isSureEnd = (likelihood: number | null): boolean => likelihood === null || likelihood >= sureFrom;
/** A shorter time between two clock times is not worth naming. */
const leastBandMs = 10 * minuteMs;
/** Of an end further away than this, the day says enough. */
const farMs = 2 * dayMs;

/** "empty Dec 3" or "lasts", for a row; null: neither is foreseen. */
export function outcomeOf(input: WindowInput): string | null {
  const { runOut, nowMs, locale } = input;
  const { rows } = locale.words;
  if (runOut && runOutSentence(input) !== null) {
    const isFar = runOut.runsOutAtMs - nowMs > farMs;
    const when = isFar ? formatDate(runOut.runsOutAtMs, nowMs, locale) : formatClock(runOut.runsOutAtMs, nowMs, locale);
    return (isSureEnd(runOut.likelihood) ? rows.empty : rows.mayBeEmpty)(when);
  }
  return lastsSentence(input) === null ? null : rows.lasts;
}

/** When the window will be used up; null without a forecast that lies before the reset of a whole window. */
export function runOutSentence(input: WindowInput): string | null {
  const { window, runOut, nowMs, locale } = input;
  if (runOut === null || runOut === undefined || runOut.runsOutAtMs <= nowMs) return null;
  const { runsOutAtMs, likelihood } = runOut;
  const wholeAtMs = window.renewal === 'rolling' ? null : window.resetsAtMs;
  if (wholeAtMs !== null && runsOutAtMs >= wholeAtMs) return null;
  const { runsOut, mayRunOut, runOutBetween } = locale.words.quota;
  const clock = (atMs: number): string => formatClock(atMs, nowMs, locale);
  const when = [clock(runsOutAtMs), formatDuration(runsOutAtMs - nowMs, locale.words)] as const;
  const sentence = isSureEnd(likelihood) ? runsOut(...when) : mayRunOut(...when);
  const band = bandOf(input);
  return band === null ? sentence : runOutBetween(sentence, ...band);
}

/** The times between which a window will most likely be used up; null: they are not known, or too near to be named. */
function bandOf({ runOut, nowMs, locale }: WindowInput): readonly [string, string] | null {
  const between = runOut?.between ?? null;
  if (between === null || between.toMs === null || between.toMs - between.fromMs < leastBandMs) return null;
  return [formatClock(between.fromMs, nowMs, locale), formatClock(between.toMs, nowMs, locale)];
}

/** What a row does not say of the time at which the window will be used up. */
export function runOutDetail(input: WindowInput): string | null {
  const sentence = runOutSentence(input);
  const likelihood = input.runOut?.likelihood ?? 1;
  const band = bandOf(input);
  if (sentence === null || likelihood < sureFrom) return sentence;
  return band === null ? null : input.locale.words.quota.likelyBetween(...band);
}

/**
 * That a window lasts until its reset, and what is left of it then; or that a rolling one lasts for the next hours, and how
 * full it gets. null: it does not, or that is unknown.
 */
export function lastsSentence(input: WindowInput): string | null {
  const { outlook = null, window, nowMs, locale } = input;
  if (window.renewal === 'rolling') return lastsForHours(input);
  if (outlook === null || outlook.leftAtReset === null || hasPassed(window.resetsAtMs, nowMs)) return null;
  const left = roughly(outlook.leftAtReset, window.unit, Math.round);
  return left === 0 ? null : locale.words.quota.lasts(withUnit(left, input));
}

/** From this percentage on, a window comes so near its limit that it is not said to last. */
const nearlyFullPercent = 99;

function lastsForHours({ outlook = null, runOut = null, locale: { words } }: WindowInput): string | null {
  const highest = outlook?.highestAheadPercent ?? null;
  if (runOut !== null || highest === null || highest >= nearlyFullPercent) return null;
  return words.quota.lastsAtPace(formatPercent(Math.ceil(highest), words));
}

/** What a window still allows, a sentence each; without the advice that the verdict gives. */
export const outlookSentences = (input: WindowInput, isAdviceGiven = false): readonly string[] => [
  ...(isAdviceGiven ? [] : adviceSentences(input)),
  ...allowedSentences(input),
  ...scoreSentence(input),
];

/** How often the forecast was right, where one is told. */
function scoreSentence(input: WindowInput): readonly string[] {
  const { runOut, locale } = input;
  if (runOut === null || runOut === undefined || runOutSentence(input) === null) return [];
  const { score = null } = runOut;
  if (score === null) return [];
  const { words } = locale;
  return [words.quota.forecastScore(formatNumber(score.right, words), formatNumber(score.of, words))];
}

/** The outlook of a window that has not reset. */
const currentOutlook = ({ outlook = null, window, nowMs }: WindowInput): WindowInput['outlook'] =>
  hasPassed(window.renewal === 'rolling' ? null : window.resetsAtMs, nowMs) ? null : outlook;

function adviceSentences(input: WindowInput): readonly string[] {
  const { nowMs, locale } = input;
  const { quota } = locale.words;
  const { halfBackAtMs = null, stopsFirst = false } = currentOutlook(input) ?? {};
  return [
    ...(stopsFirst ? [quota.stopsFirst] : []),
    ...(halfBackAtMs === null || halfBackAtMs <= nowMs
      ? []
      : [quota.halfBack(formatClock(halfBackAtMs, nowMs, locale), freeOnceHalfIsBack(input.window, locale))]),
  ];
}

function allowedSentences(input: WindowInput): readonly string[] {
  const outlook = currentOutlook(input) ?? null;
  if (outlook === null) return [];
  const { words } = input.locale;
  const { quota } = words;
  const fiveHours = Math.round((outlook.fiveHoursLeft ?? 0) * 10) / 10;
  return [
    ...paceSentence(input),
    ...(fiveHours === 0 ? [] : [quota.fiveHoursLeft(fiveHours, formatNumber(fiveHours, words))]),
  ];
}

/** How much of a window is free once half of what is used is back: "79%". */
export const freeOnceHalfIsBack = ({ used, limit }: QuotaWindow, { words }: Locale): string =>
  formatPercent(100 - shownPercent(used / 2, limit), words);

/** The even pace that can be kept up: by the day if the reset is further away than one. */
function paceSentence(input: WindowInput): readonly string[] {
  const { outlook = null, window, nowMs, locale } = input;
  if (outlook === null || outlook.perHour === null) return [];
  const { quota } = locale.words;
  const isRolling = window.renewal === 'rolling';
  const byDay = !isRolling && (window.resetsAtMs ?? nowMs + dayMs) - nowMs >= dayMs;
  // A pace is a promise: a higher one would not last.
  const pace = roughly(outlook.perHour * (byDay ? dayMs / hourMs : 1), window.unit, Math.floor);
  if (pace === 0) return [];
  const text = withUnit(pace, input);
  if (isRolling) return [quota.keepUp(text)];
  return [byDay ? quota.perDayUntilReset(text) : quota.perHourUntilReset(text)];
}

const hasPassed = (atMs: number | null, nowMs: number): boolean => atMs !== null && atMs <= nowMs;

/** Rounds an expected amount to two digits, which is more than is known; a share to whole percents. */
function roughly(amount: number, unit: WindowInput['window']['unit'], round: (amount: number) => number): number {
  if (unit === 'share') return round(amount * 100) / 100;
  const step = Math.max(unit === 'money' ? 0.01 : 1, 10 ** (Math.floor(Math.log10(Math.max(1, amount))) - 1));
  return round(amount / step) * step;
}
