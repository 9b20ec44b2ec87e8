import type { QuotaView } from '../quota/quota-view.ts';
import type { Trouble } from '../quota/trouble.ts';
import type { Words } from '../words/index.ts';
import type { Verdict } from './verdict-model.ts';

/** What a screen reader is given to speak. It changes only when there is something else to say. */
export interface Spoken {
  readonly text: string;
  readonly saidAtMs: number;
  readonly isRefreshing: boolean;
  /** What was shown of the quota when it was last looked at; null: another panel. */
  readonly shown: Shown | null;
}

interface Shown {
  readonly trouble: Trouble['kind'] | null;
  /** What the verdict means, without its numbers and times. */
  readonly verdict: string | null;
}

interface Now {
  readonly view: Pick<QuotaView, 'verdict' | 'trouble' | 'polling'>;
  readonly isQuotaOpen: boolean;
  /** Whether main has not yet answered to a refresh that the user asked for. */
  readonly isAsked: boolean;
  /** Whether main refused to refresh. */
  readonly isRefused: boolean;
  readonly nowMs: number;
  readonly words: Words;
}

/** A text that stays would be found later, below all else, when it is no longer true. */
const staysMs = 30_000;

export const firstSpoken = (now: Now): Spoken => ({
  text: '',
  saidAtMs: now.nowMs,
  isRefreshing: now.isAsked,
  shown: shownNow(now),
});

/** Says that a refresh begins and how it ended, and what the verdict says when it means something else than before. */
export function nextSpoken(before: Spoken, now: Now): Spoken {
  const { view, isAsked, nowMs, words } = now;
  const isRefreshing = isAsked || (before.isRefreshing && view.polling);
  const say = (text: string): Spoken => ({ text, saidAtMs: nowMs, isRefreshing, shown: shownNow(now) });
  if (isRefreshing) return before.isRefreshing ? before : say(words.common.refreshing);
  if (before.isRefreshing) return say(endText(now));
  const shown = shownNow(now);
  const isTold = shown?.verdict === before.shown?.verdict && shown?.trouble === before.shown?.trouble;
  if (isTold && (shown === null) === (before.shown === null)) {
    return before.text !== '' && nowMs - before.saidAtMs > staysMs ? { ...before, text: '' } : before;
  }
  // A panel that opens is read from its beginning.
  if (shown === null || before.shown === null) return say('');
  const isNewTrouble = shown.trouble !== null && shown.trouble !== before.shown.trouble;
  const isOnlyTrouble = isNewTrouble && shown.verdict === before.shown.verdict;
  return say(textOf(isNewTrouble ? view.trouble : null, isOnlyTrouble ? null : view.verdict, words));
}

function endText({ view, isRefused, words }: Now): string {
  if (isRefused) return words.common.notRight;
  if (view.trouble !== null) return view.trouble.what;
  const { refreshed } = words.common;
  return view.verdict === null ? refreshed : words.verdict.together(refreshed, view.verdict.sentence);
}

function textOf(trouble: Trouble | null, verdict: Verdict | null, words: Words): string {
  if (trouble === null || verdict === null) return trouble?.what ?? verdict?.sentence ?? '';
  return words.verdict.together(trouble.what, verdict.sentence);
}

function shownNow({ view: { verdict, trouble }, isQuotaOpen }: Now): Shown | null {
  if (!isQuotaOpen) return null;
  const meaning =
    verdict === null ? null : JSON.stringify([verdict.pool, verdict.windowId, verdict.kind, verdict.level]);
  return { trouble: trouble?.kind ?? null, verdict: meaning };
}
