import { hasReset, minuteMs } from '../calendar.ts';
import type { QuotaWindow, Reading, Snapshot } from '../model.ts';
import type { UtcOffsetAt } from '../outlook/local-time.ts';
import { wholeWindow } from '../outlook/whole-window.ts';
import { withPacks } from '../packs.ts';
import { isFull, readingOf } from '../share.ts';
import { spanOf } from '../window-span.ts';
import { comingBack, consumptionOf } from './consumption.ts';
import { type LikelyEnd, likelyEnd } from './likely-end.ts';
import { countedUntilMs, type OwnRequests } from './own-requests.ts';
import { stepMs } from './past-use.ts';
import type { HistorySeries } from './samples.ts';
import { stepsAhead } from './scenarios.ts';
import type { ForecastScore } from './score.ts';
import { type FindWays, type WaysAhead, waysAhead } from './ways-ahead.ts';

/** A window that will be used up before it resets; a rolling one, within the next hours. */
export interface RunningOut extends Foreseen {
  readonly pool: Reading['pool'];
  readonly windowId: QuotaWindow['id'];
  /** How the last forecasts of the next hours did; null or left out: they are too few to say. */
  readonly score?: ForecastScore | null | undefined;
}

interface Foreseen {
  /** Now or later. Never to be read as the window's reset. */
  readonly runsOutAtMs: number;
  /** How likely the window is used up within the next hours, 0..1; null: only its average since it began is known. */
  readonly likelihood: number | null;
  /** Between these times it is used up in 8 of 10 cases; `toMs` null: in some of them it lasts. null: not known. */
  readonly between: { readonly fromMs: number; readonly toMs: number | null } | null;
}

/**
 * Every window of a snapshot that will be used up before it resets. Old readings count too: their pace is the last one
 * known. Left out are windows that last, are used up already, have reset since the reading, or have no known pace.
 */
export const runningOut = (
  snapshot: Snapshot,
  history: readonly HistorySeries[],
  nowMs: number,
  utcOffsetAt: UtcOffsetAt = () => 0,
  own: OwnRequests = [],
  findWays: FindWays = waysAhead,
): readonly RunningOut[] =>
  snapshot.pools.flatMap((status) => {
    const reading = readingOf(status);
    if (reading === null) return [];
    const waysOf = findWays(reading, history, nowMs, utcOffsetAt(nowMs), own);
    return reading.windows.flatMap((window) => {
      const foreseen = runOutOf({ reading, window, history, nowMs, utcOffsetAt, own, ways: waysOf(window) });
      return foreseen === null ? [] : [{ pool: reading.pool, windowId: window.id, ...foreseen }];
    });
  });

/** A less likely end is not stated. */
const statedFrom = 0.3;
/** Of the cases in which the window is used up, this share ends before the stated time: late is worse than early. */
const statedQuantile = 0.4;
/**
 * In at least this share of all cases the window is used up by the stated time: in most of them if that is now, in fewer the
 * later it is. A run-out that is said to be near stops the work, so that it has to be likelier.
 */
const leastShares = { now: 0.55, later: 0.2, laterMs: 90 * minuteMs } as const;
/** A little more than 8 of 10 cases, because the cases are somewhat too alike. */
const bandShares = [0.08, 0.92] as const;

interface Asked {
  readonly reading: Reading;
  readonly window: QuotaWindow;
  readonly history: readonly HistorySeries[];
  readonly nowMs: number;
  readonly utcOffsetAt: UtcOffsetAt;
  readonly own: OwnRequests;
  readonly ways: WaysAhead;
}

function runOutOf(asked: Asked): Foreseen | null {
  const { reading, window, history, nowMs, utcOffsetAt } = asked;
  if (isFull(withPacks(reading, window, nowMs)) || hasReset(window, reading.takenAtMs, nowMs)) return null;
  const soon = endSoon(asked);
  if (soon !== null && soon.likelihood >= statedFrom)
    return stated(soon, countedUntilMs(reading, asked.own, nowMs), nowMs);
  if (window.renewal === 'rolling') return null;
  const whole = wholeWindow(reading, window, history, nowMs, utcOffsetAt);
  if (whole === null || whole.runsOutAtMs === null) return null;
  const atMs = Math.max(nowMs, whole.runsOutAtMs);
  // Of the next hours more is known than the average.
  const leastMs = soon === null ? atMs : Math.max(atMs, nowMs + stepsAhead * stepMs);
  return leastMs < whole.span.toMs ? { runsOutAtMs: leastMs, likelihood: null, between: null } : null;
}

/** The next hours of a window; null where they are not known. */
function endSoon({ reading, window, history, nowMs, own, ways }: Asked): LikelyEnd | null {
  const untilMs = countedUntilMs(reading, own, nowMs);
  const inAll = withPacks(reading, window, nowMs);
  if (ways === null || ways === 'quiet' || inAll.unit !== window.unit) return null;
  const isRolling = window.renewal === 'rolling';
  const pieces = isRolling ? consumptionOf(reading, window, history, untilMs, own) : [];
  const endsAtMs = isRolling ? null : (spanOf(reading, window)?.toMs ?? null);
  return likelyEnd(ways, (steps) => {
    const atMs = untilMs + steps * stepMs;
    if (endsAtMs !== null && atMs >= endsAtMs) return Number.POSITIVE_INFINITY;
    return inAll.limit - inAll.used + comingBack(pieces, window, untilMs, atMs);
  });
}

function stated(end: LikelyEnd, sinceMs: number, nowMs: number): Foreseen | null {
  const afterMs = statedAfterMs(end);
  if (afterMs === null) return null;
  const at = (ms: number | null): number | null => (ms === null ? null : Math.round(Math.max(nowMs, sinceMs + ms)));
  const [fromMs = null, toMs = null] = bandShares.map((share) => at(end.quantileMs(share)));
  return {
    runsOutAtMs: at(afterMs) ?? nowMs,
    likelihood: end.likelihood,
    between: fromMs === null ? null : { fromMs, toMs },
  };
}

/** The first minute by which the window is used up in enough of the cases; null: there is none. */
function statedAfterMs(end: LikelyEnd): number | null {
  const { now, later, laterMs } = leastShares;
  for (let afterMs = 0; afterMs <= stepsAhead * stepMs; afterMs += minuteMs) {
    const least = later + (now - later) * Math.max(0, 1 - afterMs / laterMs);
    if (end.shareWithin(afterMs) >= Math.max(least, statedQuantile * end.likelihood)) return afterMs;
  }
  return null;
}
