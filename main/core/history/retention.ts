import { dayMs, hourMs, minuteMs } from '../quota/calendar.ts';
import { confirmedMs } from '../quota/forecast/samples.ts';
import { lineOf } from './month-file.ts';
import type { HistoryRecord, ReadingRecord } from './record.ts';

/** How long readings stay as dense as this. A whole day, in UTC, is kept in the same density. */
const densities: readonly { readonly untilDays: number; readonly everyMs: number }[] = [
  { untilDays: 7, everyMs: 0 },
  // As the forecast needs them (main/core/quota/forecast/samples.ts).
  { untilDays: 36, everyMs: 15 * minuteMs },
  { untilDays: 90, everyMs: hourMs },
  { untilDays: 730, everyMs: dayMs },
];
const longestDays = 730;

export const seriesOf = ({ pool, windowId, certainty }: Pick<ReadingRecord, 'pool' | 'windowId' | 'certainty'>) =>
  `${pool} ${windowId} ${certainty}`;

/**
 * What is kept of the history: of each interval of readings the last and the highest one, and two years of all else.
 * Returns the same list if all is kept.
 */
export function retained(records: readonly HistoryRecord[], nowMs: number): readonly HistoryRecord[] {
  const today = Math.floor(nowMs / dayMs);
  const last = new Map<string, ReadingRecord>();
  const highest = new Map<string, ReadingRecord>();
  const whole = new Set<HistoryRecord>();
  for (const record of records) {
    const ageDays = today - Math.floor(record.atMs / dayMs);
    if (record.kind !== 'reading') {
      if (ageDays <= longestDays) whole.add(record);
      continue;
    }
    const everyMs = densities.find(({ untilDays }) => ageDays <= untilDays)?.everyMs;
    if (everyMs === 0) whole.add(record);
    if (!everyMs) continue;
    const interval = `${seriesOf(record)} ${Math.floor(record.atMs / everyMs)} ${everyMs}`;
    if (record.atMs >= (last.get(interval)?.atMs ?? 0)) last.set(interval, record);
    const most = highest.get(interval);
    if (most === undefined || shareOf(record) > shareOf(most)) highest.set(interval, record);
  }
  const kept = new Set<HistoryRecord>([...whole, ...last.values(), ...highest.values()]);
  return kept.size === records.length ? records : records.filter((record) => kept.has(record));
}

const shareOf = ({ used, limit }: ReadingRecord): number => used / limit;

/** The present, unless the clock may be wrong: then the last time that is certain, so that nothing is dropped by mistake. */
export function certainNowMs(records: readonly HistoryRecord[], nowMs: number): number {
  const times = records.filter(({ kind }) => kind === 'reading').map(({ atMs }) => ({ atMs }));
  return Math.min(nowMs, confirmedMs(times.sort((one, other) => one.atMs - other.atMs)));
}

/** The newest records that fit into a file of this many characters. */
export function fitting(records: readonly HistoryRecord[], mostCharacters: number): readonly HistoryRecord[] {
  let room = mostCharacters;
  const firstKept = records.findLastIndex((record) => {
    room -= lineOf(record).length;
    return room < 0;
  });
  return firstKept < 0 ? records : records.slice(firstKept + 1);
}
