import type { BreakdownRow, Usage } from '../../core/usage/breakdown-model.ts';
import { isDate } from '../../core/usage/plain-date.ts';
import { at, isObject, type JsonObject, readAmount, readNumber, readText } from '../values.ts';

export interface OfficialDays {
  readonly currency: string;
  readonly rows: readonly BreakdownRow[];
}

/**
 * Reads `usage breakdown --granularity day --format json` (docs/facts/qwencloud-protocol.md §4.6); null: not in its
 * shape, or about another model.
 */
export function parseDays(json: unknown, model: string): OfficialDays | null {
  const list = at(json, 'rows');
  const currency = readText(at(json, 'total', 'currency'));
  if (at(json, 'model_id') !== model || currency === null || !Array.isArray(list)) return null;
  const rows = list.map((row: unknown) => (isObject(row) ? rowOf(row) : null));
  return rows.every((row) => row !== null) ? { currency, rows } : null;
}

function rowOf(row: JsonObject): BreakdownRow | null {
  const period = readText(row['period']);
  const cost = readNumber(row['cost']);
  if (period === null || !isDate(period) || cost === null) return null;
  return { period, cost, usage: usageOf(row) };
}

/** "tokens_in" holds all tokens: the bill does not split them. */
function usageOf(row: JsonObject): Usage {
  const tokens = (readAmount(row['tokens_in']) ?? 0) + (readAmount(row['tokens_out']) ?? 0);
  const others = isObject(row['usage']) ? Object.entries(row['usage']) : [];
  return [['tokens', tokens] as const, ...others.map(([unit, amount]) => [unit, readAmount(amount) ?? 0] as const)]
    .filter(([, amount]) => amount > 0)
    .map(([unit, amount]) => ({ unit, amount }));
}
