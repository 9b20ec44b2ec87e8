import { confirmedMs, type HistoryPoint, type HistorySeries, thinned } from '../quota/forecast/samples.ts';
import type { Snapshot } from '../quota/model.ts';
import type { HistoryRecord, ReadingRecord } from './record.ts';
import { seriesOf } from './retention.ts';

/** The fresh readings of a snapshot. Estimates count for `nowMs`, because their reading may be older. */
export const readingsOf = (snapshot: Snapshot, nowMs: number): readonly ReadingRecord[] =>
  snapshot.pools.flatMap((status) =>
    status.state !== 'fresh'
      ? []
      : status.reading.windows.map(
          ({ id, certainty, used, limit, resetsAtMs }): ReadingRecord => ({
            kind: 'reading',
            atMs: certainty === 'exact' ? status.reading.takenAtMs : nowMs,
            ...{ pool: status.reading.pool, windowId: id, certainty, used, limit, resetsAtMs },
          }),
        ),
  );

/** The readings among the records, one series for each window, as dense as the forecast needs them. */
export function seriesOfRecords(records: readonly HistoryRecord[], nowMs: number): readonly HistorySeries[] {
  const found = new Map<string, Omit<HistorySeries, 'points'> & { readonly points: HistoryPoint[] }>();
  for (const record of records) {
    // A clock that was wrong for a while may have left readings of the future.
    if (record.kind !== 'reading' || record.atMs > nowMs) continue;
    const { pool, windowId, certainty, atMs, used, limit } = record;
    const series = found.get(seriesOf(record)) ?? { pool, windowId, certainty, points: [] };
    found.set(seriesOf(record), series);
    if (series.points.at(-1)?.atMs === atMs) series.points.pop();
    series.points.push({ atMs, used, limit });
  }
  return [...found.values()].map((series) => ({
    ...series,
    points: thinned(series.points, Math.min(nowMs, confirmedMs(series.points))),
  }));
}
