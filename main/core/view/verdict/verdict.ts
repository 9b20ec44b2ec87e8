import { hasReset, hourMs, minuteMs } from '../../quota/calendar.ts';
import type { RunningOut } from '../../quota/forecast/forecast.ts';
import type { PoolId, PoolStatus, QuotaWindow, Reading, WindowId } from '../../quota/model.ts';
import { isOldReading } from '../../quota/old-reading.ts';
import { windowsInAll } from '../../quota/packs.ts';
import { poolInUse } from '../../quota/pool-in-use.ts';
import { isFull, leftOf, percentDown, readingOf, tightestOf, tightestWindow, usedPercent } from '../../quota/share.ts';
import { spanOf } from '../../quota/window-span.ts';
import { formatAge, formatClock, formatDuration, formatPercent, type Locale } from '../format.ts';
import { currencyOf, type Level, levelOf } from '../level.ts';
import { expectationsOf } from '../quota/pool-view.ts';
import type { QuotaInput } from '../quota/quota-view.ts';
import { amountLeft, withUnit } from '../quota/window-amounts.ts';
import { sureFrom } from '../quota/window-outlook.ts';
import { windowView } from '../quota/window-view.ts';
import type { Words } from '../words/index.ts';
import { verdictOfModels } from './model-verdict.ts';

/** How the quota stands, in one sentence, and what to do or know in one line. */
export interface Verdict {
  readonly sentence: string;
  /** The part of the sentence that is shown in the colour of the level; null: none. */
  readonly strongText: string | null;
  readonly line: string | null;
  /** That of a pool which is not in use is calm. */
  readonly level: Level;
  readonly isOld: boolean;
  readonly pool: PoolId;
  /** The window that is spoken of; null for a pool without windows. */
  readonly windowId: WindowId | null;
}

/** From this share used on, nobody would call it plenty. */
const plentyBelowPercent = 50;
/** An end nearer than this is pressing. */
const pressingMs = hourMs;

/** What is said of one pool. */
export interface Speaker {
  readonly input: QuotaInput;
  readonly status: PoolStatus;
  readonly reading: Reading;
  /** The windows that still count what was read, with the packs that follow them. */
  readonly windows: readonly QuotaWindow[];
}

type Said = Omit<Verdict, 'pool' | 'isOld'>;

/**
 * The verdict on the pool in use; if that is not known or cannot be read, on the tightest pool of all. Null: nothing
 * has been read.
 */
export function verdictView(input: QuotaInput): Verdict | null {
  const { snapshot, settings, nowMs, locale } = input;
  const inUse = input.inUse ?? poolInUse(settings, snapshot, nowMs);
  const status =
    inUse.kind === 'known'
      ? snapshot.pools.find(({ pool }) => pool === inUse.pool)
      : tightestWindow(snapshot, nowMs)?.status;
  const reading = status === undefined ? null : readingOf(status);
  if (status === undefined || reading === null) return null;
  const windows = windowsInAll(reading, nowMs)
    .filter((window) => !hasReset(window, reading.takenAtMs, nowMs))
    // A calendar week ends on Monday, also where the service does not say so.
    .map((window) => ({ ...window, resetsAtMs: spanOf(reading, window)?.toMs ?? null }));
  const speaker: Speaker = { input, status, reading, windows };
  const isOld = isOldReading(status, nowMs);
  const said = isOld ? oldVerdict(speaker) : (windowsVerdict(speaker) ?? verdictOfModels(speaker));
  if (said === null) return null;
  const verdict: Verdict = { ...said, pool: reading.pool, isOld };
  if (inUse.kind !== 'elsewhere' || isOld) return verdict;
  const { words } = locale;
  const line = words.verdict.notInUse(words.quota.pool[reading.pool]);
  return { ...verdict, level: 'calm', strongText: null, line };
}

function oldVerdict({ input: { nowMs, locale, snapshot }, reading, windows }: Speaker): Said {
  const { words } = locale;
  const { verdict, quota } = words;
  // Of what has reset since then nothing is known.
  const window = tightestOf(windows) ?? tightestOf(windowsInAll(reading, nowMs));
  const currency = currencyOf(snapshot);
  const left =
    window === null
      ? null
      : quota.left(marked(window, withUnit(amountLeft(window), { window, currency, locale, nowMs })));
  return {
    sentence: verdict.old(formatAge(reading.takenAtMs, nowMs, words)),
    strongText: null,
    line:
      left === null || window === null
        ? null
        : verdict.thenLeft(
            left,
            reading.windows.length > 1 ? quota.windowInSentence[window.id] : quota.pool[reading.pool],
          ),
    level: 'calm',
    windowId: window?.id ?? null,
  };
}

function windowsVerdict(speaker: Speaker): Said | null {
  const { windows, reading, input } = speaker;
  const full = tightestOf(windows.filter(isFull));
  if (full !== null) return usedUpVerdict(speaker, full);
  const runOut = firstRunOut(speaker);
  const ending = windows.find(({ id }) => id === runOut?.windowId);
  if (runOut !== undefined && ending !== undefined) return endVerdict(speaker, runOut, ending);
  const tightest = tightestOf(windows);
  if (tightest === null) return null;
  if (usedPercent(tightest) >= plentyBelowPercent && lastsText(speaker, tightest) === null) {
    return leftVerdict(speaker, tightest);
  }
  if (levelOf(tightest) !== 'calm') return leftVerdict(speaker, tightest);
  return reading.windows.every((window) => window.used === 0 && !isEstimate(window))
    ? calm(input.locale.words.verdict.untouched, null, tightest)
    : calmVerdict(speaker, tightest);
}

/** The window of the pool that is foreseen to be used up first. */
const firstRunOut = ({ input: { runOuts = [], nowMs }, reading, windows }: Speaker): RunningOut | undefined =>
  runOuts
    .filter(({ pool, windowId, runsOutAtMs }) => {
      const window = windows.find(({ id }) => id === windowId);
      if (pool !== reading.pool || window === undefined || runsOutAtMs <= nowMs) return false;
      return window.renewal === 'rolling' || window.resetsAtMs === null || runsOutAtMs < window.resetsAtMs;
    })
    .toSorted((one, other) => one.runsOutAtMs - other.runsOutAtMs)[0];

const isEstimate = ({ certainty }: QuotaWindow): boolean => certainty === 'estimate';
/** A number of a window, with a mark if it is an estimate. */
const marked = (window: QuotaWindow, text: string): string => (isEstimate(window) ? `≈ ${text}` : text);

const calm = (sentence: string, line: string | null, { id }: QuotaWindow): Said => ({
  ...{ sentence, line, strongText: null, level: 'calm', windowId: id },
});

function usedUpVerdict(speaker: Speaker, window: QuotaWindow): Said {
  const { words } = speaker.input.locale;
  const usedUp = isEstimate(window) ? words.verdict.usedUpByEstimate : words.verdict.usedUp;
  return {
    sentence: usedUp(words.quota.windowInSentence[window.id]),
    strongText: words.verdict.usedUpWord,
    line: backLine(speaker, window),
    level: 'red',
    windowId: window.id,
  };
}

/** When a window that is used up comes back. */
function backLine({ input, reading }: Speaker, window: QuotaWindow): string {
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

function endVerdict(speaker: Speaker, { runsOutAtMs, likelihood }: RunningOut, window: QuotaWindow): Said {
  const { nowMs, locale } = speaker.input;
  const { verdict, quota } = locale.words;
  const clockText = formatClock(runsOutAtMs, nowMs, locale);
  const durationText = formatDuration(runsOutAtMs - nowMs, locale.words);
  const isToday = clockText === formatClock(runsOutAtMs, runsOutAtMs, locale);
  const isSure = likelihood === null || likelihood >= sureFrom;
  const sentence = (isSure ? verdict.emptyIn : verdict.mayBeEmptyIn)(durationText, clockText, isToday);
  const isPressing = isSure && runsOutAtMs - nowMs <= pressingMs;
  const first = speaker.windows.length > 1 ? verdict.stopsFirst(quota.windowInSentence[window.id]) : null;
  return {
    sentence,
    strongText: durationText,
    line: together(speaker, first, adviceOf(speaker, runsOutAtMs, window)),
    level: isPressing || levelOf(window) === 'red' ? 'red' : 'amber',
    windowId: window.id,
  };
}

/** What can be done about a window that ends, or how much too early that is. */
function adviceOf({ input, reading }: Speaker, runsOutAtMs: number, window: QuotaWindow): string | null {
  const { nowMs, locale, outlooks = [] } = input;
  const { verdict } = locale.words;
  if (window.renewal !== 'rolling') {
    const earlyMs = (window.resetsAtMs ?? 0) - runsOutAtMs;
    return earlyMs < minuteMs ? null : verdict.beforeReset(formatDuration(earlyMs, locale.words));
  }
  const halfBackAtMs =
    outlooks.find(({ pool, windowId }) => pool === reading.pool && windowId === window.id)?.halfBackAtMs ?? null;
  return halfBackAtMs === null || halfBackAtMs <= nowMs
    ? comesBackLine(window, nowMs, locale)
    : verdict.pause(formatClock(halfBackAtMs, nowMs, locale));
}

/** When a window that is not used up comes back; null: it is not known, or due. */
function comesBackLine({ resetsAtMs, renewal }: QuotaWindow, nowMs: number, locale: Locale): string | null {
  if (resetsAtMs === null || resetsAtMs <= nowMs) return null;
  const { verdict } = locale.words;
  const clockText = formatClock(resetsAtMs, nowMs, locale);
  if (renewal === 'rolling') return verdict.backFrom(clockText);
  return verdict.resetsAt(clockText, formatDuration(resetsAtMs - nowMs, locale.words));
}

/** Two sentences in one line, or the one that there is. */
const together = ({ input }: Speaker, one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : input.locale.words.verdict.together(one, other);

/** Little is left, or how long it lasts is not known. */
function leftVerdict(speaker: Speaker, window: QuotaWindow): Said {
  const { locale, nowMs } = speaker.input;
  const { words } = locale;
  const percentText = marked(window, leftPercentText(window, words));
  const level = levelOf(window);
  return {
    sentence: words.verdict.left(percentText, words.quota.windowInSentence[window.id]),
    strongText: level === 'calm' ? null : percentText,
    line: together(
      speaker,
      lastsText(speaker, window) === null ? null : words.verdict.lasts,
      comesBackLine(window, nowMs, locale),
    ),
    level,
    windowId: window.id,
  };
}

/** What is left in percent, rounded down: "<1%" if it is less than one. */
function leftPercentText(window: QuotaWindow, words: Words): string {
  const percent = percentDown(leftOf(window), window.limit);
  return percent === 0 ? `<${formatPercent(1, words)}` : formatPercent(percent, words);
}

function lastsText({ input, reading }: Speaker, window: QuotaWindow): string | null {
  const currency = currencyOf(input.snapshot);
  const { runOuts = [], recoveries = [], outlooks = [] } = input;
  const expected = expectationsOf({ runOuts, recoveries, outlooks }, reading.pool, window.id);
  return windowView({ ...input, window, currency, ...expected }).lastsText;
}

function calmVerdict(speaker: Speaker, window: QuotaWindow): Said {
  const { nowMs, locale } = speaker.input;
  const { verdict, quota } = locale.words;
  const name = quota.windowInSentence[window.id];
  const tightest = speaker.windows.length < 2 ? null : verdict.tightest(name);
  if (lastsText(speaker, window) === null) return calm(verdict.plenty, tightest, window);
  if (window.renewal === 'rolling') {
    if (usedPercent(window) >= plentyBelowPercent) return calm(verdict.lastsAtPace, tightest, window);
    return calm(verdict.plenty, together(speaker, verdict.lasts, tightest), window);
  }
  if (window.resetsAtMs === null) return calm(verdict.plenty, tightest, window);
  const sentence = verdict.lastsUntil(formatClock(window.resetsAtMs, nowMs, locale));
  return calm(sentence, together(speaker, verdict.atYourPace, tightest), window);
}
