import { hourMs } from '../../quota/calendar.ts';
import type { RunningOut } from '../../quota/forecast/forecast.ts';
import type { QuotaWindow } from '../../quota/model.ts';
import { formatClock, formatDuration, type Locale } from '../format.ts';
import { currencyOf, levelOf } from '../level.ts';
import { withUnit } from '../quota/window-amounts.ts';
import { freeOnceHalfIsBack, isSureEnd } from '../quota/window-outlook.ts';
import type { Said, Speaker, Told } from './verdict-model.ts';

/** An end nearer than this is pressing. */
const pressingMs = hourMs;

/** When a window will be used up, and what can be done. */
export function endVerdict(speaker: Speaker, { runsOutAtMs, likelihood }: RunningOut, window: QuotaWindow): Said {
  const { nowMs, locale } = speaker.input;
  const { verdict, quota } = locale.words;
  const clockText = formatClock(runsOutAtMs, nowMs, locale);
  const durationText = formatDuration(runsOutAtMs - nowMs, locale.words);
  const isToday = clockText === formatClock(runsOutAtMs, runsOutAtMs, locale);
  const isSure = isSureEnd(likelihood);
  const sentence = (isSure ? verdict.emptyIn : verdict.mayBeEmptyIn)(durationText, clockText, isToday);
  const isPressing = isSure && runsOutAtMs - nowMs <= pressingMs;
  const advice = adviceOf(speaker, window);
  const first = speaker.windows.length > 1 ? verdict.stopsFirst(quota.windowInSentence[window.id], isSure) : null;
  return {
    sentence,
    strongText: durationText,
    line: together(speaker, first, advice.text),
    level: isPressing || levelOf(window) === 'red' ? 'red' : 'amber',
    kind: isSure ? 'ends' : 'may-end',
    windowId: window.id,
    told: ['outcome', ...advice.told],
  };
}

/** A sentence about a window, and what it tells of it; null: there is none. */
interface Line {
  readonly text: string | null;
  readonly told: readonly Told[];
}
const noLine: Line = { text: null, told: [] };

/** What can be done about a window that ends, or when it resets. */
function adviceOf({ input, reading }: Speaker, window: QuotaWindow): Line {
  const { nowMs, locale, outlooks = [] } = input;
  const { verdict } = locale.words;
  if (window.renewal !== 'rolling') {
    const { resetsAtMs } = window;
    return resetsAtMs === null
      ? noLine
      : { text: verdict.resets(formatClock(resetsAtMs, nowMs, locale)), told: ['back'] };
  }
  const halfBackAtMs =
    outlooks.find(({ pool, windowId }) => pool === reading.pool && windowId === window.id)?.halfBackAtMs ?? null;
  return halfBackAtMs === null || halfBackAtMs <= nowMs
    ? comesBackLine(window, nowMs, locale)
    : { text: verdict.pause(formatClock(halfBackAtMs, nowMs, locale), freeOnceHalfIsBack(window, locale)), told: [] };
}

/** When a window that is not used up comes back; no line: it is not known, or due. */
export function comesBackLine({ resetsAtMs, renewal }: QuotaWindow, nowMs: number, locale: Locale): Line {
  if (resetsAtMs === null || resetsAtMs <= nowMs) return noLine;
  const { verdict } = locale.words;
  const clockText = formatClock(resetsAtMs, nowMs, locale);
  if (renewal === 'rolling') return { text: verdict.backFrom(clockText), told: ['back'] };
  const text = verdict.resetsAt(clockText, formatDuration(resetsAtMs - nowMs, locale.words));
  return { text, told: ['back', 'back-exactly'] };
}

/** Two sentences in one line, or the one that there is. */
export const together = ({ input }: Speaker, one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : input.locale.words.verdict.together(one, other);

/** When a window that is used up comes back. */
export function backLine({ input, reading }: Speaker, window: QuotaWindow): string {
  const { nowMs, locale, recoveries = [] } = input;
  const { verdict } = locale.words;
  const clock = (atMs: number): string => formatClock(atMs, nowMs, locale);
  const { resetsAtMs } = window;
  if (resetsAtMs === null) return verdict.backUnknown;
  if (resetsAtMs <= nowMs) return verdict.backDue(clock(resetsAtMs));
  if (window.renewal !== 'rolling') {
    return verdict.backAt(clock(resetsAtMs), formatDuration(resetsAtMs - nowMs, locale.words));
  }
  const recovery = recoveries.find(({ pool, windowId }) => pool === reading.pool && windowId === window.id);
  if (recovery === undefined || recovery.byMs <= nowMs) return verdict.backFrom(clock(resetsAtMs));
  const amount = withUnit(recovery.amount, { ...input, window, currency: currencyOf(input.snapshot) });
  return verdict.backFromWith(clock(resetsAtMs), amount, clock(recovery.byMs));
}
