import type { HistoryRecord, ReadingRecord } from '../../core/history/record.ts';
import { readingsOf, seriesOfRecords } from '../../core/history/series.ts';
import { dayMs, minuteMs } from '../../core/quota/calendar.ts';
import { addSnapshot, type HistorySeries, historyMs, joinHistories } from '../../core/quota/forecast/samples.ts';
import type { PoolId, Snapshot } from '../../core/quota/model.ts';
import type { Clock, DataFiles, Log } from '../../ports/system.ts';
import type { Journal } from './journal.ts';
import { createLevelChanges } from './level-changes.ts';
import { lackingOf, olderHistoryFileName, readOlderHistory } from './older-history.ts';

/** A crash loses at most this much past usage. */
const usualSaveEveryMs = 5 * minuteMs;
/** The start has more urgent things to do. */
const tidyAfterMs = 2 * minuteMs;

export interface HistoryDeps {
  readonly store: { get(): Snapshot; subscribe(listener: () => void): () => void };
  readonly files: DataFiles;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** How often a played day is asked for its numbers, each of which is then saved; null or left out: this is none. */
  readonly fixedEveryMs?: number | null;
}

export interface History {
  /** Loads the past usage, then records each new snapshot. Returns what was recorded in the last 35 days. */
  start(): Promise<readonly HistoryRecord[]>;
  /** The use of each window over the last 35 days, in less detail as it ages. */
  get(): readonly HistorySeries[];
  /** Drops the past usage of these pools after a change of account. */
  forget(pools: readonly PoolId[]): void;
  /** Stops recording and writes what is not yet on disk. */
  stop(): Promise<void>;
}

/** Records each window's usage in the journal, and keeps the last weeks at hand for the forecast and the charts. */
export function createHistory({ store, files, journal, clock, log, fixedEveryMs = null }: HistoryDeps): History {
  const saveEveryMs = fixedEveryMs ?? usualSaveEveryMs;
  const forgotten = new Set<PoolId>();
  let series: readonly HistorySeries[] = [];
  let changes = createLevelChanges([]);
  let unsaved: readonly ReadingRecord[] = [];
  let savedAtMs = Number.NEGATIVE_INFINITY;
  /** Whether the file of an earlier version could not be read yet. Until then nothing is written, as it is read only once. */
  let lacksOlder = false;
  let underWay: Promise<void> = Promise.resolve();
  const endings: (() => void)[] = [];

  /** Takes over what the readings lack: an earlier version may run again, or a take-over be cut short. */
  async function takeOver(known: readonly ReadingRecord[] = []): Promise<readonly ReadingRecord[]> {
    const older = await readOlderHistory(files, log);
    lacksOlder = older === null && known.length === 0;
    const wanted = lackingOf(older ?? [], known, clock.now()).filter((one) => !forgotten.has(one.pool));
    if (wanted.length > 0) journal.append(...wanted);
    return wanted;
  }

  async function save(): Promise<void> {
    if (lacksOlder) series = joinHistories(seriesOfRecords(await takeOver(), clock.now()), series);
    if (lacksOlder || unsaved.length === 0) return;
    journal.append(...unsaved);
    unsaved = [];
  }

  function record(): void {
    const nowMs = clock.now();
    series = addSnapshot(series, store.get(), nowMs);
    unsaved = [...unsaved, ...readingsOf(store.get(), nowMs).flatMap(changes.add)];
    if (unsaved.length === 0 || Math.abs(nowMs - savedAtMs) < saveEveryMs) return;
    savedAtMs = nowMs;
    underWay = underWay.then(save);
  }

  function tidyIn(delayMs: number): void {
    const cancel = clock.after(delayMs, () => {
      journal.tidy();
      tidyIn(dayMs);
    });
    endings.push(cancel);
  }

  return {
    async start() {
      const nowMs = clock.now();
      const records = await journal.read(nowMs - historyMs);
      const readings = records.filter(isReading);
      const all = [...readings, ...(await takeOver(readings))].sort((one, other) => one.atMs - other.atMs);
      series = seriesOfRecords(all, nowMs);
      changes = createLevelChanges(all);
      endings.push(store.subscribe(record));
      tidyIn(tidyAfterMs);
      record();
      return records;
    },
    get: () => series,
    forget(pools) {
      const isForgotten = ({ pool }: { readonly pool: PoolId }): boolean => pools.includes(pool);
      for (const pool of pools) forgotten.add(pool);
      series = series.filter((one) => !isForgotten(one));
      unsaved = unsaved.filter((one) => !isForgotten(one));
      changes.forget(isForgotten);
      journal.forget(pools);
      if (!lacksOlder) underWay = underWay.then(() => files.remove(olderHistoryFileName));
    },
    async stop() {
      for (const end of endings.splice(0)) end();
      unsaved = [...unsaved, ...changes.ends()];
      underWay = underWay.then(save);
      await underWay;
      await journal.settled();
    },
  };
}

const isReading = (record: HistoryRecord): record is ReadingRecord => record.kind === 'reading';
