import { lengthMs, monthBeforeMs, weekEndMs } from './calendar.ts';
import type { QuotaWindow, Reading } from './model.ts';

/** Where a window begins and ends. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * When a window resets: a calendar week on Monday, also where the service does not say so, but not where it named a time that
 * cannot be right. null: not known.
 */
export const resetOf = (reading: Pick<Reading, 'takenAtMs'>, window: QuotaWindow): number | null =>
  window.resetImpossible ? window.resetsAtMs : (spanOf(reading, window)?.toMs ?? null);

/** Where a window begins and ends. Without the server's word only the end of a calendar week is known. */
export function spanOf(reading: Pick<Reading, 'takenAtMs'>, window: QuotaWindow): Span | null {
  const isCalendar = window.renewal === 'calendar';
  const isWeek = isCalendar && window.id === 'week';
  const toMs = window.resetsAtMs ?? (isWeek ? weekEndMs(reading.takenAtMs) : null);
  if (toMs === null) return null;
  return { fromMs: isCalendar && !isWeek ? monthBeforeMs(toMs) : toMs - lengthMs(window), toMs };
}

/** When all of a window is back at once; null: it comes back bit by bit, or nobody knows when. */
export const wholeAtMs = (window: QuotaWindow, nowMs: number): number | null =>
  window.renewal === 'rolling' ? null : (spanOf({ takenAtMs: nowMs }, window)?.toMs ?? null);
