import * as z from 'zod';
import { type HistoryRecord, HistoryRecordSchema } from './record.ts';

/**
 * A month of the history as text: a header, then one record on each line. A record brings the end of the line before it,
 * so that what a crash cut off cannot spoil the record added next.
 */
export const header = '{"historyVersion":1}';
export const lineOf = (record: HistoryRecord): string => `\n${JSON.stringify(record)}`;
export const textOf = (records: readonly HistoryRecord[]): string => header + records.map(lineOf).join('');

/** The name of the month to which a moment belongs, in UTC: "2026-11". */
export const monthOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 7);

const HeaderSchema = z.object({ historyVersion: z.number().int().positive() });
const KindSchema = z.object({ kind: z.string() });

export interface MonthFile {
  /** In the order in which they were added, each once. */
  readonly records: readonly HistoryRecord[];
  /** The lines that are no records. The last line is not among them: it may have been cut off while it was written. */
  readonly damaged: readonly string[];
  /** A newer version of the app wrote it, so this one may not rewrite it. */
  readonly isNewer: boolean;
}

/** After so many lines the reader of a month stops; they take some 1 ms. */
export const linesInSlice = 250;

/** Reads a month in slices, between which the caller can let others run. */
export function* readMonthInSlices(text: string): Generator<undefined, MonthFile> {
  const firstEnd = endOfLine(text, 0);
  const found = HeaderSchema.safeParse(jsonOf(text.slice(0, firstEnd)));
  const isNewer = found.success && found.data.historyVersion > 1;
  const seen = new Set<string>();
  const records: HistoryRecord[] = [];
  const damaged: string[] = [];
  let lastDamaged: string | null = null;
  let count = 0;
  for (let start = found.success ? firstEnd + 1 : 0; start < text.length; start = endOfLine(text, start) + 1) {
    const line = text.slice(start, endOfLine(text, start));
    count += 1;
    if (count % linesInSlice === 0) yield;
    if (line === '' || seen.has(line)) continue;
    seen.add(line);
    if (lastDamaged !== null) damaged.push(lastDamaged);
    const content = jsonOf(line);
    const record = HistoryRecordSchema.safeParse(content);
    if (record.success) records.push(record.data);
    lastDamaged = record.success || (isNewer && KindSchema.safeParse(content).success) ? null : line;
  }
  return { records, damaged, isNewer };
}

/** Reads a month at once. */
export function readMonth(text: string): MonthFile {
  const slices = readMonthInSlices(text);
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

const PoolLineSchema = z.object({ pool: z.string(), atMs: z.number() });

/**
 * The text of a month without the records of some pools up to a time. All other lines stay as they are, also what a newer
 * version of the app wrote; '' if no record is left.
 */
export function withoutPools(text: string, pools: readonly string[], untilMs: number): string {
  const kept = text.split('\n').filter((line) => {
    const found = PoolLineSchema.safeParse(jsonOf(line));
    return !(found.success && pools.includes(found.data.pool) && found.data.atMs <= untilMs);
  });
  const isEmpty = kept.every((line) => line === '' || HeaderSchema.safeParse(jsonOf(line)).success);
  return isEmpty ? '' : kept.join('\n');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // No JSON: the line is treated as damaged.
    return undefined;
  }
}
