import { hourMs, minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading } from '../model.ts';
import { counterOf, watchedMs } from './consumption.ts';
import { countedUntilMs, lastOwnMs, type OwnRequests, ownOf } from './own-requests.ts';
import { pastUseOf } from './past-use.ts';
import type { HistorySeries } from './samples.ts';
import { type Scenario, scenariosOf } from './scenarios.ts';

/** The pace of the last hour needs at least so much of it. */
const leastWatchedMs = 9 * minuteMs;
/** After so long without a request nobody works, and nothing is foreseen. */
const quietAfterMs = 15 * minuteMs;

/** How the use that a window counts may go on; `quiet`: nobody works; null: the use was not watched. */
export type WaysAhead = readonly Scenario[] | 'quiet' | null;

/** Returns how the use goes on that a window counts. Windows of the same requests share the answer. */
export function waysAhead(
  reading: Reading,
  history: readonly HistorySeries[],
  nowMs: number,
  utcOffsetMs: number,
  own: OwnRequests,
): (window: QuotaWindow) => WaysAhead {
  const byCounter = new Map<QuotaWindow['id'], WaysAhead>();
  return (window) => {
    const counter = counterOf(reading, window);
    const known = byCounter.get(counter);
    if (known !== undefined) return known;
    const ways = waysOf({ reading, window, history, nowMs, utcOffsetMs, own });
    byCounter.set(counter, ways);
    return ways;
  };
}

function waysOf(asked: {
  readonly reading: Reading;
  readonly window: QuotaWindow;
  readonly history: readonly HistorySeries[];
  readonly nowMs: number;
  readonly utcOffsetMs: number;
  readonly own: OwnRequests;
}): WaysAhead {
  const { reading, window, history, nowMs, utcOffsetMs, own } = asked;
  const untilMs = countedUntilMs(reading, own, nowMs);
  const past = pastUseOf(reading, window, history, untilMs, own);
  if (past === null) return null;
  const lastUseMs = Math.max(past.lastUseMs, lastOwnMs(ownOf(reading, window, own), nowMs) ?? 0);
  if (nowMs - lastUseMs > quietAfterMs) return 'quiet';
  const watched = watchedMs(reading, window, history, untilMs, hourMs, own);
  if (watched < leastWatchedMs) return null;
  const limit = Math.min(...reading.windows.filter(({ unit }) => unit === window.unit).map((one) => one.limit));
  return scenariosOf({ past, watchedMs: watched, limit, utcOffsetMs });
}
