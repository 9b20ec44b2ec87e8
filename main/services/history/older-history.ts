import * as z from 'zod';
import type { ReadingRecord } from '../../core/history/record.ts';
import { HistorySeriesSchema } from '../../core/quota/forecast/samples.ts';
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
