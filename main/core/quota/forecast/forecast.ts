import { fiveHoursMs, hourMs, minuteMs, monthBeforeMs, weekEndMs, weekMs } from '../calendar.ts';
import type { QuotaWindow, Reading, Snapshot } from '../model.ts';
import { readingOf } from '../share.ts';
import { amountBetween, type Consumption, consumptionOf, watchedMs } from './consumption.ts';
import type { HistorySeries } from './samples.ts';

/** When a window will be used up at the present pace. Never to be read as its reset, which stands beside it. */
export type RunOut =
  | { readonly kind: 'already' }
  | { readonly kind: 'at'; readonly atMs: number }
  /** Not before it resets, or, for the rolling window, never at this pace. */
  | { readonly kind: 'lasts' }
  | { readonly kind: 'unknown'; readonly why: 'too-early' | 'no-reset-time' | 'no-history' | 'has-reset' };

interface WindowForecast {
  readonly window: QuotaWindow;
  /** Used part of the limit when the whole window has passed at this pace, above 1 if it runs out; null: unknown. */
  readonly projectedShare: number | null;
  readonly runOut: RunOut;
  /** The next reset; null: nobody said, or it has passed since the reading. */
  readonly resetsAtMs: number | null;
}

/** Below this part of the window a pace says nothing: one question would be an alarm. */
const tooEarlyShare = 0.03;
/** The rolling window's pace is that of the last hour. */
const paceOverMs = hourMs;
/** How exactly the rolling window's run-out is sought. */
const lookEveryMs = 5 * minuteMs;

/** The forecast of each window of a reading. Total: whatever the numbers, every answer is finite or null. */
export function forecastReading(
  reading: Reading,
  history: readonly HistorySeries[],
  nowMs: number,
): readonly WindowForecast[] {
  return reading.windows.map((window) => {
    const resetsAtMs = window.resetsAtMs !== null && window.resetsAtMs > nowMs ? window.resetsAtMs : null;
    const common = { window, resetsAtMs };
    if (hasReset(reading, window, nowMs)) return { ...common, ...unknown('has-reset') };
    if (window.id === 'five-hours') return { ...common, ...rolling(reading, window, history, nowMs) };
    return { ...common, ...steady(reading, window, nowMs) };
  });
}

/** A window that will be used up before it resets. */
export interface RunningOut {
  readonly pool: Reading['pool'];
  readonly windowId: QuotaWindow['id'];
  readonly runsOutAtMs: number;
}

/** Every window of a snapshot that will be used up before it resets, old readings included: their pace was the last known. */
export const runningOut = (
  snapshot: Snapshot,
  history: readonly HistorySeries[],
  nowMs: number,
): readonly RunningOut[] =>
  snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    if (reading === null) return [];
    return forecastReading(reading, history, nowMs).flatMap(({ window, runOut }) =>
      runOut.kind === 'at' ? [{ pool: reading.pool, windowId: window.id, runsOutAtMs: runOut.atMs }] : [],
    );
  });

type Outlook = Pick<WindowForecast, 'projectedShare' | 'runOut'>;
type Unknown = Extract<RunOut, { kind: 'unknown' }>['why'];

const unknown = (why: Unknown): Outlook => ({ projectedShare: null, runOut: { kind: 'unknown', why } });

const finite = (share: number): number | null => (Number.isFinite(share) ? share : null);

const hasReset = (reading: Reading, window: QuotaWindow, nowMs: number): boolean =>
  window.id === 'five-hours'
    ? nowMs - reading.takenAtMs >= fiveHoursMs
    : window.resetsAtMs !== null && window.resetsAtMs <= nowMs;

/** Week, month, credits, budget: used so far over the time passed, carried on to the reset. */
function steady(reading: Reading, window: QuotaWindow, nowMs: number): Outlook {
  const span = spanOf(reading, window);
  const full = window.used >= window.limit;
  if (span === null) return full ? { projectedShare: null, runOut: { kind: 'already' } } : unknown('no-reset-time');
  const passedMs = reading.takenAtMs - span.fromMs;
  const passedShare = passedMs / (span.toMs - span.fromMs);
  const projectedShare =
    passedShare >= tooEarlyShare ? finite(window.used / window.limit / Math.min(1, passedShare)) : null;
  if (full) return { projectedShare, runOut: { kind: 'already' } };
  if (projectedShare === null) return unknown('too-early');
  if (projectedShare <= 1) return { projectedShare, runOut: { kind: 'lasts' } };
  const atMs = Math.round(span.fromMs + passedMs * (window.limit / window.used));
  return { projectedShare, runOut: { kind: 'at', atMs: Math.max(nowMs, atMs) } };
}

/** Where a window that resets at one moment began. The server's time is trusted; only the week's is known without it. */
function spanOf(reading: Reading, window: QuotaWindow): { readonly fromMs: number; readonly toMs: number } | null {
  if (window.id === 'week') {
    const toMs = window.resetsAtMs ?? weekEndMs(reading.takenAtMs);
    return { fromMs: toMs - weekMs, toMs };
  }
  return window.resetsAtMs === null ? null : { fromMs: monthBeforeMs(window.resetsAtMs), toMs: window.resetsAtMs };
}

/** The five hours: the pace of the last hour against what comes back meanwhile. */
function rolling(reading: Reading, window: QuotaWindow, history: readonly HistorySeries[], nowMs: number): Outlook {
  const full = window.used >= window.limit;
  const watched = watchedMs(reading, window, history, nowMs, paceOverMs);
  if (watched < tooEarlyShare * fiveHoursMs) {
    return full ? { projectedShare: null, runOut: { kind: 'already' } } : unknown('no-history');
  }
  const pieces = consumptionOf(reading, window, history, nowMs);
  const perMs = amountBetween(pieces, nowMs - watched, nowMs) / watched;
  const projectedShare = finite((perMs * fiveHoursMs) / window.limit);
  if (full) return { projectedShare, runOut: { kind: 'already' } };
  for (let aheadMs = 0; aheadMs <= fiveHoursMs; aheadMs += lookEveryMs) {
    const level = window.used - givenBackBy(pieces, nowMs, nowMs + aheadMs) + perMs * aheadMs;
    if (level >= window.limit) return { projectedShare, runOut: { kind: 'at', atMs: nowMs + aheadMs } };
  }
  return { projectedShare, runOut: { kind: 'lasts' } };
}

const givenBackBy = (pieces: readonly Consumption[], nowMs: number, atMs: number): number =>
  amountBetween(pieces, nowMs - fiveHoursMs, atMs - fiveHoursMs);
