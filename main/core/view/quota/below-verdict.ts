import type { Told, Verdict } from '../verdict/verdict-model.ts';
import type { PoolView } from './pool-view.ts';
import type { WindowView } from './window-view.ts';

/** The pool of the verdict as it is shown below it: nothing is said twice on one screen. */
export function belowVerdict(pool: PoolView, { windowId, told }: Verdict): PoolView {
  const { windows, details } = pool;
  return {
    ...withoutOrigin(pool, pool),
    windows: windows.map((window) => (window.id === windowId ? withoutTold(window, told) : window)),
    // Without a budget the sentence is the bill's total.
    details: details.kind === 'bill' && windowId === null ? { ...details, totalText: null } : details,
  };
}

function withoutTold(window: WindowView, told: readonly Told[]): WindowView {
  const isTold = (one: Told): boolean => told.includes(one);
  const exact = isTold('back-exactly') ? [window.resetText, window.backByText] : [];
  return {
    ...window,
    shortLeftText: isTold('left') ? null : window.shortLeftText,
    outcomeText: isTold('outcome') ? null : window.outcomeText,
    whenText: isTold('back') ? '' : window.whenText,
    exactTexts: window.exactTexts.filter((text) => !exact.includes(text)),
  };
}

/** Leaves out source and age where they are those of the verdict's pool, which the foot of the screen names. */
export const withoutOrigin = (pool: PoolView, main: PoolView): PoolView =>
  pool.sourceText === main.sourceText && pool.ageText === main.ageText
    ? { ...pool, sourceText: null, ageText: null }
    : pool;
