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
export type FindWays = (
  reading: Reading,
  history: readonly HistorySeries[],
  nowMs: number,
  utcOffsetMs: number,
  own: OwnRequests,
) => (window: QuotaWindow) => WaysAhead;

export const waysAhead: FindWays = (reading, history, nowMs, utcOffsetMs, own) => {
  const untilMs = countedUntilMs(reading, own, nowMs);
  return waysAt(usesUntil({ reading, history, untilMs, utcOffsetMs, own }), nowMs);
};

/** {@link waysAhead} that works out again only what a new reading, another history or another own request has changed. */
export function keptWaysAhead(): FindWays {
  const last = new Map<Reading['pool'], { readonly facts: Facts; readonly usesOf: ReturnType<typeof usesUntil> }>();
  return (reading, history, nowMs, utcOffsetMs, own) => {
    const facts = { reading, history, untilMs: countedUntilMs(reading, own, nowMs), utcOffsetMs, own };
    const known = last.get(reading.pool);
    const usesOf = known !== undefined && areSame(known.facts, facts) ? known.usesOf : usesUntil(facts);
    last.set(reading.pool, { facts, usesOf });
    return waysAt(usesOf, nowMs);
  };
}

interface Facts {
  readonly reading: Reading;
  readonly history: readonly HistorySeries[];
  readonly untilMs: number;
  readonly utcOffsetMs: number;
  readonly own: OwnRequests;
}

const areSame = (one: Facts, other: Facts): boolean =>
  one.reading === other.reading &&
  one.history === other.history &&
  one.untilMs === other.untilMs &&
  one.utcOffsetMs === other.utcOffsetMs &&
  one.own === other.own;

/** What is known of the use that a window counts, until the reading. */
interface WatchedUse {
  lastUseMs(nowMs: number): number;
  /** null: it was not watched for long enough. */
  ways(): readonly Scenario[] | null;
}

const waysAt =
  (usesOf: (window: QuotaWindow) => WatchedUse | null, nowMs: number) =>
  (window: QuotaWindow): WaysAhead => {
    const use = usesOf(window);
    if (use === null) return null;
    return nowMs - use.lastUseMs(nowMs) > quietAfterMs ? 'quiet' : use.ways();
  };

function usesUntil(facts: Facts): (window: QuotaWindow) => WatchedUse | null {
  const byCounter = new Map<QuotaWindow['id'], WatchedUse | null>();
  return (window) => {
    const counter = counterOf(facts.reading, window);
    const known = byCounter.get(counter);
    if (known !== undefined) return known;
    const use = watchedUse(facts, window);
    byCounter.set(counter, use);
    return use;
  };
}

function watchedUse({ reading, history, untilMs, utcOffsetMs, own }: Facts, window: QuotaWindow): WatchedUse | null {
  const past = pastUseOf(reading, window, history, untilMs, own);
  if (past === null) return null;
  const mine = ownOf(reading, window, own);
  const lastUseMs = (nowMs: number): number => Math.max(past.lastUseMs, lastOwnMs(mine, nowMs) ?? 0);
  const watched = watchedMs(reading, window, history, untilMs, hourMs, own);
  if (watched < leastWatchedMs) return { lastUseMs, ways: () => null };
  const limit = Math.min(...reading.windows.filter(({ unit }) => unit === window.unit).map((one) => one.limit));
  let scenarios: readonly Scenario[] | null = null;
  return {
    lastUseMs,
    ways() {
      scenarios ??= scenariosOf({ past, watchedMs: watched, limit, utcOffsetMs });
      return scenarios;
    },
  };
}
