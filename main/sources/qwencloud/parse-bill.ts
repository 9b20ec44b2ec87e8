import type { ReadingOf } from '../../core/quota/model.ts';
import { unitOf } from './parse-free-tier.ts';
import { type Origin, type Parsed, unknownShape } from './parsed.ts';
import { type JsonObject, readNumber, readText } from './values.ts';

type BillModel = ReadingOf<'pay-as-you-go'>['models'][number];

export interface BillPeriod {
  /** YYYY-MM-DD, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly currency: string;
}

/** Month to date. Days are UTC, as the official client's service counts them (§4.1). */
export function monthToDate(nowMs: number): { readonly fromDate: string; readonly toDate: string } {
  const toDate = new Date(nowMs).toISOString().slice(0, 10);
  return { fromDate: `${toDate.slice(0, 8)}01`, toDate };
}

const skippedCategories = ['Rounding Adjustment', 'Refund', 'Credit Adjustment'];

function isBilled(row: JsonObject): boolean {
  const category = readText(row['LineItemCategory']) ?? '';
  return !skippedCategories.includes(category) && !/free/i.test(category);
}

/** The first cost field that is there (§4.6); null where it cannot be read: a bill with a hole is no bill. */
function costOf(row: JsonObject): number | null {
  const fields = ['RequireAmount', 'Amount', 'Cost', 'ListPrice'];
  const field = fields.find((name) => row[name] !== undefined && row[name] !== null);
  return field === undefined ? null : readNumber(row[field]);
}

/** How many units one billed step stands for: "1K tokens", "Per 1M", "tenthousand", "万字". */
function stepOf(unit: string): number {
  if (/ten\s*thousand|万/i.test(unit)) return 1e4;
  const found = /(\d+(?:\.\d+)?)?\s*(?<![a-z])(million|thousand|m|k)(?![a-z])/i.exec(unit);
  if (found === null) return 1;
  return Number(found[1] ?? 1) * (/^m/i.test(found[2] ?? '') ? 1e6 : 1e3);
}

const codeUnits: readonly (readonly [RegExp, string])[] = [
  [/image/i, 'images'],
  [/video|duration/i, 'seconds'],
  [/char/i, 'characters'],
  [/voice/i, 'voices'],
  [/token/i, 'tokens'],
];

function usageOf(row: JsonObject): { readonly unit: string; readonly amount: number } | null {
  const quantity = readNumber(row['BillQuantity']);
  if (quantity === null || quantity < 0) return null;
  const step = readText(row['StepQuantityUnit']) ?? '';
  const code = readText(row['BillingItemCode']) ?? '';
  const unit = codeUnits.find(([pattern]) => pattern.test(code))?.[1] ?? unitOf(step);
  return { unit, amount: quantity * stepOf(step) };
}

const modelOf = (row: JsonObject): string =>
  [row['ModelName'], row['Model'], row['JobId'], row['MaasTypeName']].map(readText).find((name) => name !== null) ??
  'Other';

const rounded = (value: number): number => Math.round(value * 1e8) / 1e8;

/** Reads the rows of `MaasListConsumeSummary` (§4.6) as one bill by model, dearest first, then by name. No rows → a bill of 0. */
export function parseBill(rows: readonly JsonObject[], period: BillPeriod, origin: Origin): Parsed<'pay-as-you-go'> {
  const models = new Map<string, { cost: number; readonly usage: Map<string, number> }>();
  let totalCost = 0;
  for (const row of rows.filter(isBilled)) {
    const cost = costOf(row);
    if (cost === null) return unknownShape('MaasListConsumeSummary.cost');
    const model = modelOf(row);
    const entry = models.get(model) ?? { cost: 0, usage: new Map<string, number>() };
    models.set(model, entry);
    entry.cost += cost;
    totalCost += cost;
    const usage = usageOf(row);
    if (usage !== null) entry.usage.set(usage.unit, (entry.usage.get(usage.unit) ?? 0) + usage.amount);
  }
  const listed: readonly BillModel[] = [...models]
    .map(([model, { cost, usage }]) => ({
      model,
      usage: [...usage].map(([unit, amount]) => ({ unit, amount: rounded(amount) })),
      cost: rounded(cost),
    }))
    .toSorted((one, other) => other.cost - one.cost || one.model.localeCompare(other.model, 'en'));
  const reading = { pool: 'pay-as-you-go', ...origin, windows: [], ...period } as const;
  return { outcome: 'reading', reading: { ...reading, totalCost: rounded(totalCost), models: listed } };
}
