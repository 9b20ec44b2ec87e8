import type { QuotaWindow } from '../../quota/model.ts';
import { windowsInAll } from '../../quota/packs.ts';
import { isFull, reachedPercent, shownLeftPercent, tightestOf } from '../../quota/share.ts';
import { formatAge, formatClock, formatPercent } from '../format.ts';
import { currencyOf, levelOf } from '../level.ts';
import { expectationsOf } from '../quota/pool-view.ts';
import { windowView } from '../quota/window-view.ts';
import { backLine, comesBackLine, together } from './end-verdict.ts';
import type { Said, Speaker, Told } from './verdict-model.ts';

/** From this share used on, nobody would call it plenty. */
export const plentyBelowPercent = 50;

/** How old the numbers are. The rows say what was left then; of what has reset since nothing is known. */
export function oldVerdict({ input: { nowMs, locale }, reading, windows }: Speaker): Said {
  const { verdict } = locale.words;
  return {
    sentence: verdict.old(formatAge(reading.takenAtMs, nowMs, locale.words)),
    strongText: null,
    line: verdict.notKnownNow,
    level: 'calm',
    kind: 'old',
    windowId: tightestOf(windows)?.id ?? tightestOf(windowsInAll(reading, nowMs))?.id ?? null,
    told: [],
  };
}

export const isEstimate = ({ certainty }: QuotaWindow): boolean => certainty === 'estimate';
/** A number of a window, with a mark if it is an estimate. */
const marked = (window: QuotaWindow, text: string): string => (isEstimate(window) ? `≈ ${text}` : text);

export const calm = (sentence: string, line: string | null, { id }: QuotaWindow, told: readonly Told[] = []): Said => ({
  ...{ sentence, line, strongText: null, level: 'calm', kind: 'plenty', windowId: id, told },
});

export function usedUpVerdict(speaker: Speaker, window: QuotaWindow): Said {
  const { words } = speaker.input.locale;
  const usedUp = isEstimate(window) ? words.verdict.usedUpByEstimate : words.verdict.usedUp;
  return {
    sentence: usedUp(words.quota.windowInSentence[window.id]),
    strongText: words.verdict.usedUpWord,
    line: together(speaker, backLine(speaker, window), alsoLowLine(speaker, window)),
    level: 'red',
    kind: 'used-up',
    windowId: window.id,
    told: ['left', 'outcome', 'back', 'back-exactly'],
  };
}

/** That another window is nearly used up, or getting low; its row says what is left of it. null: none is. */
function alsoLowLine({ input, windows }: Speaker, usedUp: QuotaWindow): string | null {
  const { verdict, quota } = input.locale.words;
  const low = tightestOf(windows.filter((window) => window !== usedUp && !isFull(window)));
  if (low === null || levelOf(low) === 'calm') return null;
  return verdict.alsoLow(quota.windowInSentence[low.id], levelOf(low) === 'red');
}

/** Little is left, or how long it lasts is not known. */
export function leftVerdict(speaker: Speaker, window: QuotaWindow): Said {
  const { locale, nowMs } = speaker.input;
  const { words } = locale;
  const percentText = marked(window, formatPercent(shownLeftPercent(window), words));
  const level = levelOf(window);
  const lasts = lastsText(speaker, window) === null ? null : words.verdict.lasts;
  const back = comesBackLine(window, nowMs, locale);
  return {
    sentence: words.verdict.left(percentText, words.quota.windowInSentence[window.id]),
    strongText: level === 'calm' ? null : percentText,
    line: together(speaker, lasts, back.text),
    level,
    kind: 'left',
    windowId: window.id,
    told: [...leftAsPercent(window), ...(lasts === null ? [] : (['outcome'] as const)), ...back.told],
  };
}

/** The sentence says the percentage; the row says how much that is, where that is known. */
const leftAsPercent = ({ unit }: QuotaWindow): readonly Told[] => (unit === 'share' ? ['left'] : []);

export function lastsText({ input, reading }: Speaker, window: QuotaWindow): string | null {
  const currency = currencyOf(input.snapshot);
  const { runOuts = [], recoveries = [], outlooks = [] } = input;
  const expected = expectationsOf({ runOuts, recoveries, outlooks }, reading.pool, window.id);
  return windowView({ ...input, window, currency, ...expected }).lastsText;
}

export function calmVerdict(speaker: Speaker, window: QuotaWindow): Said {
  const { nowMs, locale } = speaker.input;
  const { verdict, quota } = locale.words;
  const name = quota.windowInSentence[window.id];
  const tightest = speaker.windows.length < 2 ? null : verdict.tightest(name);
  if (lastsText(speaker, window) === null) return calm(verdict.plenty, tightest, window);
  if (window.renewal === 'rolling') {
    if (reachedPercent(window) >= plentyBelowPercent) return calm(verdict.lastsAtPace, tightest, window, ['outcome']);
    return calm(verdict.plenty, together(speaker, verdict.lasts, tightest), window, ['outcome']);
  }
  if (window.resetsAtMs === null) return calm(verdict.plenty, tightest, window);
  const reset = verdict.windowResets(name, formatClock(window.resetsAtMs, nowMs, locale));
  return calm(verdict.lastsToReset, together(speaker, verdict.atYourPace, reset), window, ['outcome', 'back']);
}
