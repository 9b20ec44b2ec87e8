import { hourMs, lengthMs, weekMs } from '../calendar.ts';
import { type HistorySeries, pointsOf } from '../forecast/samples.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { withPacks } from '../packs.ts';
import { isFull } from '../share.ts';
import { type Span, spanOf } from '../window-span.ts';
import type { UtcOffsetAt } from './local-time.ts';
import { type WorkHours, workHoursOf } from './work-hours.ts';

/** Before this share of the window has passed, its pace means nothing: one question would raise an alarm. */
const tooEarlyShare = 0.03;
/** This much of a usual week counts as seen beside this window’s own use, so that its first day changes little. */
const usualShare = 0.5;

/**
 * An end is foreseen from the hours of work, and lasting is said, only if so many times the one amount is less than the other:
 * near the brim no forecast is right.
 */
export const clearlyMore = 1.1;

/** What is expected of a window that resets as a whole until it does. */
export interface WholeWindow {
  readonly span: Span;
  /** When nothing is left of it; null: it lasts until it resets. */
  readonly runsOutAtMs: number | null;
  /** What will be used between the reading and the reset, whether or not so much is left. */
  readonly aheadAmount: number;
}

/**
 * How a window that resets as a whole goes on: in the user's hours of work once they are known, before that at its average
 * since it began. Packs are used in a window only once it is used up; null where only a share of it is known and packs are
 * being used, and where its span or pace is unknown.
 */
export function wholeWindow(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  utcOffsetAt: UtcOffsetAt,
): WholeWindow | null {
  const span = spanOf(reading, window);
  const { takenAtMs } = reading;
  if (span === null || span.toMs <= takenAtMs) return null;
  const passedMs = takenAtMs - span.fromMs;
  if (passedMs < tooEarlyShare * (span.toMs - span.fromMs)) return null;
  const inAll = withPacks(reading, window, nowMs);
  if (inAll.unit !== window.unit) return null;
  const used = isFull(window) ? inAll.used : window.used;
  const left = inAll.limit - inAll.used;
  const hours =
    lengthMs(window) < weekMs ? null : workHoursOf(pointsOf(history, reading.pool, window.id), takenAtMs, utcOffsetAt);
  if (hours === null) {
    const runsOutAtMs = Math.round(takenAtMs + left * (passedMs / used));
    const aheadAmount = (used * (span.toMs - takenAtMs)) / passedMs;
    return { span, runsOutAtMs: runsOutAtMs < span.toMs ? runsOutAtMs : null, aheadAmount };
  }
  const unit = usualShare * hours.perWeek;
  const factor = (used + unit) / (hours.between(span.fromMs, takenAtMs) + unit);
  const aheadAmount = factor * hours.between(takenAtMs, span.toMs);
  const isClear = aheadAmount > clearlyMore * left;
  return { span, runsOutAtMs: isClear ? usedUpAt(hours, left / factor, takenAtMs, span.toMs) : null, aheadAmount };
}

/** When an amount will have been used in the usual hours; null: not before `untilMs`. */
function usedUpAt(hours: WorkHours, amount: number, fromMs: number, untilMs: number): number | null {
  let left = amount;
  for (let atMs = fromMs; atMs < untilMs; atMs += hourMs) {
    const use = hours.between(atMs, atMs + hourMs);
    if (use >= left) {
      const endMs = Math.round(atMs + (left / use) * hourMs);
      return endMs < untilMs ? endMs : null;
    }
    left -= use;
  }
  return null;
}
