import type { BillLine } from '../../../core/usage/breakdown.ts';
import { type JsonObject, readNumber, readText } from '../../values.ts';
import { unitOf } from './parse-free-tier.ts';

/** One row of `MaasListConsumeSummary` (docs/facts/qwencloud-protocol.md §4.6). */
interface BillRow {
  readonly model: string;
  /** null: missing, or in an unknown format. */
  readonly date: string | null;
  /** null: missing or unreadable; the bill as a whole is then unreadable. */
  readonly cost: number | null;
  readonly usage: BillLine['usage'];
  /** As an ISO 4217 code; null: the row names none. */
  readonly currency: string | null;
}

const skippedCategories = ['Rounding Adjustment', 'Refund', 'Credit Adjustment'];

/** The rows that cost money: adjustments and usage covered by the free tier are left out. */
export function billedRows(rows: readonly JsonObject[]): readonly BillRow[] {
  return rows.filter(isBilled).map((row) => ({
    model: modelOf(row),
    date: dateOf(row),
    cost: costOf(row),
    usage: usageOf(row),
    currency: /^[A-Z]{3}$/.exec(readText(row['Currency']) ?? '')?.[0] ?? null,
  }));
}

/** The one currency that rows name, or that of their site where none names one; null: they name several. */
export function currencyOfRows(rows: readonly BillRow[], ofSite: string): string | null {
  const [named = ofSite, ...others] = new Set(rows.flatMap(({ currency }) => currency ?? []));
  return others.length === 0 ? named : null;
}

function isBilled(row: JsonObject): boolean {
  const category = readText(row['LineItemCategory']) ?? '';
  return !skippedCategories.includes(category) && !/free/i.test(category);
}

const modelOf = (row: JsonObject): string =>
  [row['ModelName'], row['Model'], row['JobId'], row['MaasTypeName']].map(readText).find((name) => name !== null) ??
  'Other';

/** Reads "2026-11-21", with or without a time after it, or "20261121". */
function dateOf(row: JsonObject): string | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(readText(row['BillingDate']) ?? '');
  return found === null ? null : found.slice(1).join('-');
}

/** Reads the first cost field that is present (docs/facts/qwencloud-protocol.md §4.6); null: unreadable. */
function costOf(row: JsonObject): number | null {
  const fields = ['RequireAmount', 'Amount', 'Cost', 'ListPrice'];
  const field = fields.find((name) => row[name] !== undefined && row[name] !== null);
  return field === undefined ? null : readNumber(row[field]);
}

/** How many units one billed step contains: "1K tokens", "Per 1M", "Per 100 images", "tenthousand", "万字". */
function stepOf(unit: string): number {
  if (/ten\s*thousand|万/i.test(unit)) return 1e4;
  const found = /(\d+(?:\.\d+)?)?\s*(?<![a-z])(million|thousand|m|k)(?![a-z])/i.exec(unit);
  if (found !== null) return Number(found[1] ?? 1) * (/^m/i.test(found[2] ?? '') ? 1e6 : 1e3);
  // A bare number counts as the official client reads it: "10,000 characters".
  const bare = /^(?:per\s+)?(\d[\d,]*)/i.exec(unit.trim())?.[1]?.replaceAll(',', '');
  return bare === undefined || Number(bare) === 0 ? 1 : Number(bare);
}

const codeUnits: readonly (readonly [RegExp, string])[] = [
  [/image/i, 'images'],
  [/video|duration/i, 'seconds'],
  [/char/i, 'characters'],
  [/voice/i, 'voices'],
  [/token/i, 'tokens'],
];

function usageOf(row: JsonObject): BillLine['usage'] {
  const quantity = readNumber(row['BillQuantity']);
  if (quantity === null || quantity < 0) return null;
  const step = readText(row['StepQuantityUnit']) ?? '';
  const code = readText(row['BillingItemCode']) ?? '';
  const unit = codeUnits.find(([pattern]) => pattern.test(code))?.[1] ?? unitOf(step);
  return { unit, amount: quantity * stepOf(step) };
}
