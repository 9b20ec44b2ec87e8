import type { Level } from '../level.ts';
import type { Verdict } from '../verdict/verdict-model.ts';
import type { PoolView } from './pool-view.ts';
import type { WindowView } from './window-view.ts';

/**
 * Gives the parts of a pool the levels that they show. `isPressing`: whether it can stop the user; otherwise all are calm, and
 * no end is foreseen, since nobody uses it.
 */
export function withShownLevels(view: PoolView, verdict: Verdict | null, isPressing: boolean): PoolView {
  const { windows, details } = view;
  if (isPressing) return { ...view, windows: windows.map((one) => ({ ...one, level: shownLevel(one, verdict) })) };
  const calm = <Part extends { readonly level: Level }>(part: Part): Part => ({ ...part, level: 'calm' });
  const unused = windows.map((one) => ({ ...calm(one), outcomeText: null, runOutText: null, lastsText: null }));
  return { ...view, windows: unused, details: calmDetails(details) };
}

/** A window is as loud as the verdict on it; one that will not last is marked, however little of it is used. */
function shownLevel({ id, level, runOutText }: WindowView, verdict: Verdict | null): Level {
  if (verdict?.windowId === id && verdict.level === 'red') return 'red';
  return level === 'calm' && runOutText !== null ? 'amber' : level;
}

function calmDetails(details: PoolView['details']): PoolView['details'] {
  switch (details.kind) {
    case 'credits':
    case 'bill':
      return { ...details, rows: details.rows.map((row) => ({ ...row, level: 'calm' })) };
    case 'free-tier':
      return { ...details, isCalm: true };
    case 'none':
      return details;
  }
}
