import type { Decision } from '../../notices/decision.ts';
import { formatClock, formatPercent, type Locale } from '../format.ts';

/** One decision about a notice, in words. */
export interface DecisionView {
  /** "Sat 14:05", or the time alone if it was today. */
  readonly atText: string;
  /** What was decided about, and how. */
  readonly text: string;
}

export function decisionView(decision: Decision, nowMs: number, locale: Locale): DecisionView {
  const { quota, why } = locale.words;
  const { windowId, thresholdPercent, kind, outcome } = decision;
  const what =
    windowId === null || thresholdPercent === null
      ? [why.kinds[kind], ...(windowId === null ? [] : [quota.window[windowId]])].join(' · ')
      : why.threshold(quota.window[windowId], formatPercent(thresholdPercent, locale.words));
  return { atText: formatClock(decision.atMs, nowMs, locale), text: why.entry(what, why.outcomes[outcome]) };
}
