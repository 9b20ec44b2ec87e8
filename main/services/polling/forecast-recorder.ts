import type { HistoryRecord } from '../../core/history/record.ts';
import type { RunningOut } from '../../core/quota/forecast/forecast.ts';
import {
  type ForecastRecord,
  type ForecastScore,
  follow,
  noOpenForecasts,
  scoreOf,
} from '../../core/quota/forecast/score.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import type { Clock } from '../../ports/system.ts';
import type { Journal } from '../history/journal.ts';

export interface ForecastRecordDeps {
  readonly journal: Pick<Journal, 'append' | 'read'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Records each stated forecast with what became of it, and says how many of the last ones were right. */
export interface ForecastRecorder {
  /** Takes over the score of earlier runs. */
  start(earlier: readonly HistoryRecord[]): void;
  /** To be called with everything that is foreseen, whether or not it is told. */
  follow(snapshot: Snapshot, runOuts: readonly RunningOut[]): void;
  /** How the last forecasts of a pool did; null: they are too few to say. */
  score(pool: PoolId): ForecastScore | null;
  forget(pools: readonly PoolId[]): void;
  /** Records what is still open, without an outcome. */
  stop(): Promise<void>;
}

export function createForecastRecorder({ journal, clock }: ForecastRecordDeps): ForecastRecorder {
  let open = noOpenForecasts;
  let known: readonly ForecastRecord[] = [];
  let underWay: Promise<void> = Promise.resolve();

  /** A forecast does not count if the provider was switched after it was stated: the use moved elsewhere. */
  async function record(settled: readonly ForecastRecord[]): Promise<void> {
    const sinceMs = Math.min(...settled.map(({ atMs }) => atMs));
    const switches = (await journal.read(sinceMs)).filter(
      ({ kind }) => kind === 'switch' || kind === 'settings-changed',
    );
    const records = settled.map(({ outcome, ...stated }) =>
      outcome === undefined || switches.some(({ atMs }) => atMs > stated.atMs && atMs <= outcome.knownAtMs)
        ? stated
        : { ...stated, outcome },
    );
    known = [...known, ...records].slice(-mostKept);
    journal.append(...records);
  }

  return {
    start(earlier) {
      known = [...earlier.filter(isForecast), ...known].slice(-mostKept);
    },
    follow(snapshot, runOuts) {
      const next = follow(open, snapshot, runOuts, clock.now());
      open = next.open;
      if (next.settled.length > 0) underWay = underWay.then(() => record(next.settled));
    },
    score: (pool) => scoreOf(known.filter((one) => one.pool === pool)),
    forget(pools) {
      open = { ...open, records: open.records.filter(({ pool }) => !pools.includes(pool)) };
      known = known.filter(({ pool }) => !pools.includes(pool));
    },
    async stop() {
      if (open.records.length > 0) journal.append(...open.records);
      open = noOpenForecasts;
      await underWay;
    },
  };
}

/** Far more than count. */
const mostKept = 500;

const isForecast = (record: HistoryRecord): record is ForecastRecord => record.kind === 'forecast';
