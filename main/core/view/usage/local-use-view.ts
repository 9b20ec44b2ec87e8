import { shownPercent } from '../../quota/share.ts';
import type { LocalUse } from '../../usage/local-use.ts';
import { addDays, daysBetween } from '../../usage/plain-date.ts';
import { formatNumber, formatPercent, type Locale } from '../format.ts';
import { periodText } from './breakdown-view.ts';
import { csvOf } from './csv.ts';

export const useGroupings = ['day', 'model', 'project'] as const;
export type UseGrouping = (typeof useGroupings)[number];

interface UseRow {
  readonly key: string;
  readonly name: string;
  readonly requests: number;
  /** Rounded, as all logs leave some requests out. */
  readonly text: string;
  /** Its part of the sum. */
  readonly shareText: string;
}

export interface LocalUseView {
  /** Every day in order, or the models or projects by their use. */
  readonly rows: readonly UseRow[];
  readonly totalText: string;
  readonly fromText: string;
  readonly toText: string;
}

/** The user's requests by day, model or project; null: there are none. */
export function localUseView(use: LocalUse, by: UseGrouping, nowMs: number, locale: Locale): LocalUseView | null {
  const { words } = locale;
  const total = use.rows.reduce((sum, { requests }) => sum + requests, 0);
  if (total === 0) return null;
  const sums = new Map<string, number>();
  const days = by === 'day' ? daysBetween(use.fromDate, use.toDate) + 1 : 0;
  for (let day = 0; day < days; day += 1) sums.set(addDays(use.fromDate, day), 0);
  for (const row of use.rows) {
    const key = by === 'day' ? row.date : (row[by] ?? '');
    sums.set(key, (sums.get(key) ?? 0) + row.requests);
  }
  const nameOf = (key: string): string =>
    by === 'day' ? periodText(key, nowMs, locale) : key || words.history.use.unknown;
  const rows = [...sums].map(([key, requests]) => ({
    key,
    name: nameOf(key),
    requests,
    text: formatNumber(Math.round(requests), words),
    shareText: formatPercent(shownPercent(requests, total), words),
  }));
  return {
    rows: by === 'day' ? rows : rows.sort((one, other) => other.requests - one.requests),
    totalText: formatNumber(Math.round(total), words),
    fromText: periodText(use.fromDate, nowMs, locale),
    toText: periodText(use.toDate, nowMs, locale),
  };
}

const rounded = (requests: number): number => Math.round(requests * 100) / 100;

export const localUseJson = ({ fromDate, toDate, rows }: LocalUse): string =>
  JSON.stringify(
    { from: fromDate, to: toDate, rows: rows.map((row) => ({ ...row, requests: rounded(row.requests) })) },
    null,
    2,
  );

export const localUseCsv = ({ rows }: LocalUse): string =>
  csvOf([
    ['date', 'model', 'project', 'requests'],
    ...rows.map(({ date, model, project, requests }) => [date, model, project ?? '', rounded(requests)]),
  ]);
