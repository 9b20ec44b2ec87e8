import type { HistoryRecord } from '../../history/record.ts';
import { csvOf } from './csv.ts';

const columns = [
  'at',
  'kind',
  ...['pool', 'window', 'certainty', 'used', 'limit', 'resets_at'],
  ...['provider', 'model', 'about', 'threshold_percent', 'outcome'],
  ...['runs_out_at', 'from', 'to', 'likelihood', 'known_at', 'ran_out_at'],
] as const;
type Row = Partial<Readonly<Record<(typeof columns)[number], string | number | null>>>;

const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

/** The names are a promise to scripts: more may be added, none goes. */
function rowOf(record: HistoryRecord): Row {
  const { kind } = record;
  const common = { at: iso(record.atMs), kind };
  switch (kind) {
    case 'reading': {
      const { pool, windowId, certainty, used, limit, resetsAtMs } = record;
      return { ...common, pool, window: windowId, certainty, used, limit, resets_at: iso(resetsAtMs) };
    }
    case 'switch':
    case 'settings-changed':
      return { ...common, provider: record.providerId, model: record.model };
    case 'notice': {
      const { pool, windowId, about, thresholdPercent, outcome } = record;
      return { ...common, pool, window: windowId, about, threshold_percent: thresholdPercent, outcome };
    }
    case 'forecast': {
      const { pool, windowId, runsOutAtMs, fromMs, toMs, likelihood, outcome } = record;
      const times = { runs_out_at: iso(runsOutAtMs), from: iso(fromMs), to: iso(toMs), likelihood };
      const known = outcome && { known_at: iso(outcome.knownAtMs), ran_out_at: iso(outcome.ranOutAtMs) };
      return { ...common, pool, window: windowId, ...times, ...known };
    }
  }
}

/** One object for each record, with times in ISO 8601. */
export const historyRows = (records: readonly HistoryRecord[]): readonly object[] => records.map(rowOf);

export const historyJson = (records: readonly HistoryRecord[]): string => JSON.stringify(historyRows(records), null, 2);

/** A line for each record, in the same columns for all kinds. */
export function historyCsv(records: readonly HistoryRecord[]): string {
  const lines = records.map(rowOf).map((row) => columns.map((column) => row[column] ?? ''));
  return csvOf([columns, ...lines]);
}
