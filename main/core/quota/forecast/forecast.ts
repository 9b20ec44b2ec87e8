import { hasReset, hourMs, lengthMs, minuteMs, monthBeforeMs, weekEndMs } from '../calendar.ts';
import type { QuotaWindow, Reading, Snapshot } from '../model.ts';
import { withPacks } from '../packs.ts';
import { isFull, readingOf } from '../share.ts';
import { amountBetween, comingBack, consumptionOf, watchedMs } from './consumption.ts';
import type { HistorySeries } from './samples.ts';

/** A window that will be used up before it resets, at the present pace; a rolling one, within its length. */
export interface RunningOut {
  readonly pool: Reading['pool'];
  readonly windowId: QuotaWindow['id'];
  /** Now or later. Never to be read as the window's reset. */
  readonly runsOutAtMs: number;
}

/**
 * Every window of a snapshot that will be used up before it resets. Old readings count too: their pace is the last one
 * known. Left out are windows that last, are used up already, have reset since the reading, or have no known pace.
 */
export const runningOut = (
  snapshot: Snapshot,
  history: readonly HistorySeries[],
  nowMs: number,
): readonly RunningOut[] =>
  snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    if (reading === null) return [];
    return reading.windows.flatMap((window) => {
      const runsOutAtMs = runOutOf(reading, window, history, nowMs);
      return runsOutAtMs === null ? [] : [{ pool: reading.pool, windowId: window.id, runsOutAtMs }];
    });
  });

/** Before this share of the window has passed, its pace means nothing: one question would raise an alarm. */
const tooEarlyShare = 0.03;
/** The pace of a rolling window is that of the last hour. */
const paceOverMs = hourMs;
/** The precision with which the run-out of a rolling window is searched. */
const searchStepMs = 5 * minuteMs;

function runOutOf(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
): number | null {
  if (isFull(withPacks(reading, window, nowMs)) || hasReset(window, reading.takenAtMs, nowMs)) return null;
  return window.renewal === 'rolling'
    ? rollingRunOut(reading, window, history, nowMs)
    : steadyRunOut(reading, window, nowMs);
}

/**
 * A window that resets as a whole continues at the average pace since it began, through the packs that follow it. Packs
 * are used in a window only once it is used up; null where only a share of it is known and packs are being used.
 */
function steadyRunOut(reading: Reading, window: QuotaWindow, nowMs: number): number | null {
  const span = spanOf(reading, window);
  if (span === null) return null;
  const passedMs = reading.takenAtMs - span.fromMs;
  if (passedMs < tooEarlyShare * (span.toMs - span.fromMs)) return null;
  const inAll = withPacks(reading, window, nowMs);
  if (inAll.unit !== window.unit) return null;
  const used = isFull(window) ? inAll.used : window.used;
  const atMs = Math.round(reading.takenAtMs + (inAll.limit - inAll.used) * (passedMs / used));
  return atMs < span.toMs ? Math.max(nowMs, atMs) : null;
}

/** Where a window begins and ends. Without the server's word only the end of a calendar week is known. */
function spanOf(reading: Reading, window: QuotaWindow): { readonly fromMs: number; readonly toMs: number } | null {
  const isCalendar = window.renewal === 'calendar';
  const isWeek = isCalendar && window.id === 'week';
  const toMs = window.resetsAtMs ?? (isWeek ? weekEndMs(reading.takenAtMs) : null);
  if (toMs === null) return null;
  return { fromMs: isCalendar && !isWeek ? monthBeforeMs(toMs) : toMs - lengthMs(window), toMs };
}

/** A rolling window continues at the pace of the last hour, while requests that are as old as it is long come back. */
function rollingRunOut(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
): number | null {
  const watched = watchedMs(reading, window, history, nowMs, paceOverMs);
  if (watched < tooEarlyShare * lengthMs(window)) return null;
  const pieces = consumptionOf(reading, window, history, nowMs);
  const perMs = amountBetween(pieces, nowMs - watched, nowMs) / watched;
  for (let aheadMs = 0; aheadMs <= lengthMs(window); aheadMs += searchStepMs) {
    const used = window.used - comingBack(pieces, window, nowMs, nowMs + aheadMs) + perMs * aheadMs;
    if (used >= window.limit) return nowMs + aheadMs;
  }
  return null;
}
