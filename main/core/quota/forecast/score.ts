import type { HistoryRecord } from '../../history/record.ts';
import { hourMs, minuteMs } from '../calendar.ts';
import type { Snapshot } from '../model.ts';
import { isNearlyFull, readingOf } from '../share.ts';
import { longestGapMs } from './consumption.ts';
import type { RunningOut } from './forecast.ts';

export type ForecastRecord = Extract<HistoryRecord, { kind: 'forecast' }>;

/** A forecast is right if the window is used up no more than this earlier or later. */
const rightWithinMs = 20 * minuteMs;
/** A window that is used up later than this after the stated time lasted. */
const lastedAfterMs = 2 * hourMs;

/** What became of a forecast: the window ran out when stated, sooner, later, or not at all. */
type Verdict = 'right' | 'sooner' | 'later' | 'lasted';

/** null: it is not known, or the forecast was cut short. */
export function verdictOf({ runsOutAtMs, outcome }: ForecastRecord): Verdict | null {
  if (outcome === undefined || runsOutAtMs === null) return null;
  if (outcome.ranOutAtMs === null) return 'lasted';
  const lateMs = outcome.ranOutAtMs - runsOutAtMs;
  if (Math.abs(lateMs) <= rightWithinMs) return 'right';
  return lateMs < 0 ? 'sooner' : 'later';
}

/** How many of the last forecasts were right. */
export interface ForecastScore {
  readonly right: number;
  readonly of: number;
}

const judgedForecasts = 20;
/** Fewer forecasts say nothing of the next one. */
const leastForecasts = 8;
/** Below this share nothing is foreseen, as more than three of four forecasts would mislead. */
const floorShare = 0.25;

/** The score of the last forecasts whose outcome is known; null: they are too few. */
export function scoreOf(records: readonly ForecastRecord[]): ForecastScore | null {
  const verdicts = records.map(verdictOf).filter((verdict) => verdict !== null);
  const last = verdicts.slice(-judgedForecasts);
  if (last.length < leastForecasts) return null;
  return { right: last.filter((verdict) => verdict === 'right').length, of: last.length };
}

/** Whether the forecast has been wrong so often that it is better not told. */
export const isBelowFloor = (score: ForecastScore | null): boolean =>
  score !== null && score.right < floorShare * score.of;

/** The forecasts of which it is not known yet what becomes of them, by the time at which they were stated. */
export interface OpenForecasts {
  readonly records: readonly ForecastRecord[];
  readonly followedAtMs: number;
  /** What was known then. */
  readonly followed: Snapshot | null;
}

export const noOpenForecasts: OpenForecasts = { records: [], followedAtMs: 0, followed: null };

/**
 * Goes on to what is known now. Of each window one forecast is open, from the first time it is stated until it was right or
 * is overdue; then the next one is taken. `settled` holds those whose outcome is known now, and without an outcome those
 * that were cut short: by a time in which nobody watched, by another window that was used up first, or by another limit.
 */
export function follow(
  open: OpenForecasts,
  snapshot: Snapshot,
  runOuts: readonly RunningOut[],
  nowMs: number,
): { readonly open: OpenForecasts; readonly settled: readonly ForecastRecord[] } {
  const wasWatched = nowMs >= open.followedAtMs && nowMs - open.followedAtMs <= longestGapMs;
  const seen = open.records.map((record) => ({
    record,
    settled: wasWatched && !hasNewLimit(record, open.followed, snapshot) ? settle(record, snapshot, nowMs) : record,
  }));
  const records = seen.filter(({ settled }) => settled === null).map(({ record }) => record);
  const stated = runOuts.filter((one) => !records.some((record) => isAwaited(record, one, nowMs)));
  return {
    open: { records: [...records, ...stated.flatMap(opened(nowMs))], followedAtMs: nowMs, followed: snapshot },
    settled: seen.flatMap(({ settled }) => settled ?? []),
  };
}

const isAwaited = ({ pool, windowId, runsOutAtMs }: ForecastRecord, stated: RunningOut, nowMs: number): boolean =>
  pool === stated.pool && windowId === stated.windowId && nowMs <= (runsOutAtMs ?? 0) + rightWithinMs;

/** An average until a distant reset is no forecast of a time, and a very near end would be right by chance. */
const opened =
  (nowMs: number) =>
  ({ pool, windowId, runsOutAtMs, likelihood, between }: RunningOut): readonly ForecastRecord[] =>
    likelihood === null || runsOutAtMs - nowMs < rightWithinMs
      ? []
      : [
          {
            ...{ kind: 'forecast', atMs: nowMs, pool, windowId, runsOutAtMs, likelihood },
            ...{ fromMs: between?.fromMs ?? null, toMs: between?.toMs ?? null },
          },
        ];

/** Whether the plan was changed. A reading in another unit, from another source, is none of another limit. */
function hasNewLimit(record: ForecastRecord, before: Snapshot | null, now: Snapshot): boolean {
  const [one, other] = [before && meantIn(before, record).window, meantIn(now, record).window];
  return one?.unit === other?.unit && one?.limit !== other?.limit;
}

function meantIn(snapshot: Snapshot, { pool, windowId }: ForecastRecord) {
  const status = snapshot.pools.find((one) => one.pool === pool);
  const reading = status === undefined ? null : readingOf(status);
  return { reading, window: reading?.windows.find(({ id }) => id === windowId) };
}

/** The record with its outcome, or as it is if it was cut short; null: it stays open. */
function settle(record: ForecastRecord, snapshot: Snapshot, nowMs: number): ForecastRecord | null {
  const { reading, window } = meantIn(snapshot, record);
  if (reading === null || window === undefined || nowMs - reading.takenAtMs > longestGapMs) return record;
  const { takenAtMs } = reading;
  const known = (ranOutAtMs: number | null): ForecastRecord => ({
    ...record,
    outcome: { knownAtMs: nowMs, ranOutAtMs },
  });
  if (takenAtMs > record.atMs && isNearlyFull(window)) return known(takenAtMs);
  if (reading.windows.some((other) => other.id !== window.id && isNearlyFull(other))) return record;
  return takenAtMs > (record.runsOutAtMs ?? 0) + lastedAfterMs ? known(null) : null;
}
