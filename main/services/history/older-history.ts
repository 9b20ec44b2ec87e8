import * as z from 'zod';
import { monthOf } from '../../core/history/month-file.ts';
import type { HistoryRecord, ReadingRecord } from '../../core/history/record.ts';
import { seriesOf } from '../../core/history/retention.ts';
import { HistorySeriesSchema, historyMs } from '../../core/quota/forecast/samples.ts';
import type { DataFiles, Log } from '../../ports/system.ts';
import { createDocument } from '../document.ts';

/** Where earlier versions of the app kept the readings of the last 35 days. It stays there for them. */
export const olderHistoryFileName = 'history.json';
const OlderHistorySchema = z.strictObject({ version: z.literal(1), series: z.array(HistorySeriesSchema).readonly() });
export type OlderHistory = z.infer<typeof OlderHistorySchema>;

/** Returns the readings that an earlier version of the app kept; null: the file cannot be read now. */
export async function readOlderHistory(files: DataFiles, log: Log): Promise<readonly ReadingRecord[] | null> {
  const document = createDocument({ files, name: olderHistoryFileName, schema: OlderHistorySchema, log });
  const found = await document.load();
  if (found.kind === 'refused') return null;
  if (found.kind === 'missing') return [];
  return found.value.series.flatMap(({ pool, windowId, certainty, points }) =>
    points.map((point): ReadingRecord => ({ kind: 'reading', pool, windowId, certainty, ...point, resetsAtMs: null })),
  );
}

/** The older readings that come after those that are known. All of them if no reading is known, else those of 35 days. */
export function lackingOf(
  older: readonly ReadingRecord[],
  known: readonly HistoryRecord[],
  nowMs: number,
): readonly ReadingRecord[] {
  // Each month is written by itself, so that one may lack what a later one has.
  const placeOf = (one: ReadingRecord): string => `${seriesOf(one)} ${monthOf(one.atMs)}`;
  const readings = known.filter((record) => record.kind === 'reading');
  const sinceMs = readings.length === 0 ? Number.NEGATIVE_INFINITY : nowMs - historyMs;
  const lastMs = new Map(readings.map((reading) => [placeOf(reading), reading.atMs]));
  return older.filter((one) => one.atMs > (lastMs.get(placeOf(one)) ?? sinceMs));
}
