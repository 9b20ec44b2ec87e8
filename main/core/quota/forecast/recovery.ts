import { lengthMs, minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading, Snapshot } from '../model.ts';
import { readingOf } from '../share.ts';
import { comingBack, consumptionOf, longestGapMs } from './consumption.ts';
import type { OwnRequests } from './own-requests.ts';
import type { HistorySeries } from './samples.ts';

/** How much of a rolling window comes back by a round time. */
export interface Recovery {
  readonly pool: Reading['pool'];
  readonly windowId: QuotaWindow['id'];
  readonly byMs: number;
  /** In the window's unit. */
  readonly amount: number;
}

/** The times that are named: full and half hours, so that they do not move with each reading. */
const roundMs = 30 * minuteMs;

/**
 * What comes back of each rolling window by a round time, at least half an hour after the first request does. Left out
 * are windows of which nothing is used, and those whose use was not watched closely enough to know.
 */
export const recoveries = (
  snapshot: Snapshot,
  history: readonly HistorySeries[],
  nowMs: number,
  own: OwnRequests = [],
): readonly Recovery[] =>
  snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    const rolling = reading?.windows.filter((window) => window.renewal === 'rolling' && window.unit !== 'share') ?? [];
    return rolling.flatMap((window) =>
      reading === null ? [] : (recoveryOf(reading, window, history, nowMs, own) ?? []),
    );
  });

function recoveryOf(
  reading: Reading,
  window: QuotaWindow,
  history: readonly HistorySeries[],
  nowMs: number,
  own: OwnRequests,
): Recovery | null {
  const pieces = consumptionOf(reading, window, history, nowMs, own);
  const firstMs = Math.max(nowMs, window.resetsAtMs ?? nowMs);
  const lastMs = nowMs + lengthMs(window);
  for (let byMs = Math.ceil(firstMs / roundMs + 1) * roundMs; byMs <= lastMs; byMs += roundMs) {
    const amount = Math.floor(comingBack(pieces, window, nowMs, byMs));
    if (amount < 1) continue;
    const isWatched = pieces.every(
      ({ fromMs, toMs }) => fromMs >= byMs - lengthMs(window) || toMs - fromMs <= longestGapMs,
    );
    return isWatched ? { pool: reading.pool, windowId: window.id, byMs, amount } : null;
  }
  return null;
}
