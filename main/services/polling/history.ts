import * as z from 'zod';
import { minuteMs } from '../../core/quota/calendar.ts';
import {
  addSnapshot,
  type HistorySeries,
  HistorySeriesSchema,
  joinHistories,
} from '../../core/quota/forecast/samples.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

export const historyFileName = 'history.json';
const HistoryFileSchema = z.strictObject({ version: z.literal(1), series: z.array(HistorySeriesSchema).readonly() });
export type HistoryFile = z.infer<typeof HistoryFileSchema>;

/** A crash loses at most this much past usage. */
const saveEveryMs = 5 * minuteMs;

export interface History {
  /** Loads the past usage, then records each new snapshot. */
  start(): Promise<void>;
  get(): readonly HistorySeries[];
  /** Drops the past usage of these pools after a change of account. */
  forget(pools: readonly PoolId[]): void;
  /** Stops recording and writes what is not yet on disk. */
  stop(): Promise<void>;
}

/** Records each window's usage over the last weeks, in less detail as it ages, for the forecast and the chart. */
export function createHistory(deps: {
  readonly store: { get(): Snapshot; subscribe(listener: () => void): () => void };
  readonly files: DataFiles;
  readonly clock: Clock;
  readonly log: Log;
}): History {
  const { store, files, clock, log } = deps;
  const document = createDocument({ files, name: historyFileName, schema: HistoryFileSchema, log, merge: takeOver });
  const forgotten = new Set<PoolId>();
  let series: readonly HistorySeries[] = [];
  let saved = series;
  let savedAtMs = Number.NEGATIVE_INFINITY;
  let leave: (() => void) | null = null;

  function takeOver(earlier: HistoryFile): HistoryFile {
    series = joinHistories(
      earlier.series.filter(({ pool }) => !forgotten.has(pool)),
      series,
    );
    return { version: 1, series };
  }

  function save(): void {
    if (series === saved) return;
    saved = series;
    savedAtMs = clock.now();
    document.write({ version: 1, series });
  }

  function record(): void {
    series = addSnapshot(series, store.get(), clock.now());
    if (Math.abs(clock.now() - savedAtMs) >= saveEveryMs) save();
  }

  return {
    async start() {
      series = (await document.read())?.series ?? [];
      saved = series;
      leave ??= store.subscribe(record);
      record();
    },
    get: () => series,
    forget(pools) {
      for (const pool of pools) forgotten.add(pool);
      series = series.filter(({ pool }) => !pools.includes(pool));
      save();
    },
    async stop() {
      leave?.();
      leave = null;
      save();
      await document.settled();
    },
  };
}
