import type { ReadingOf } from '../../../core/quota/model.ts';
import { type Origin, type Parsed, unknownShape } from '../../parsed.ts';
import { roundedAmount } from '../../quota-windows.ts';
import type { JsonObject } from '../../values.ts';
import { billedRows, currencyOfRows } from './bill-row.ts';

type BillModel = ReadingOf<'pay-as-you-go'>['models'][number];

interface BillPeriod {
  /** YYYY-MM-DD, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  /** That of the site, for rows that name none. */
  readonly currency: string;
}

/** Month to date. Days are UTC, as for the official client's service (docs/facts/qwencloud-protocol.md §4.1). */
export function monthToDate(nowMs: number): { readonly fromDate: string; readonly toDate: string } {
  const toDate = new Date(nowMs).toISOString().slice(0, 10);
  return { fromDate: `${toDate.slice(0, 8)}01`, toDate };
}

/**
 * Reads the rows of `MaasListConsumeSummary` (docs/facts/qwencloud-protocol.md §4.6) as one bill by model, the most
 * expensive model first, then by name. No rows → a bill of 0. Rows in several currencies have no sum: an unknown shape.
 */
export function parseBill(rows: readonly JsonObject[], period: BillPeriod, origin: Origin): Parsed<'pay-as-you-go'> {
  const models = new Map<string, { cost: number; readonly usage: Map<string, number> }>();
  let totalCost = 0;
  const billed = billedRows(rows);
  const currency = currencyOfRows(billed, period.currency);
  if (currency === null) return unknownShape('MaasListConsumeSummary.Currency', rows);
  for (const { model, cost, usage } of billed) {
    if (cost === null) return unknownShape('MaasListConsumeSummary.cost', rows);
    const entry = models.get(model) ?? { cost: 0, usage: new Map<string, number>() };
    models.set(model, entry);
    entry.cost += cost;
    totalCost += cost;
    if (usage !== null) entry.usage.set(usage.unit, (entry.usage.get(usage.unit) ?? 0) + usage.amount);
  }
  const listed: readonly BillModel[] = [...models]
    .map(([model, { cost, usage }]) => ({
      model,
      usage: [...usage].map(([unit, amount]) => ({ unit, amount: roundedAmount(amount) })),
      cost: roundedAmount(cost),
    }))
    .toSorted((one, other) => other.cost - one.cost || one.model.localeCompare(other.model, 'en'));
  const reading = { pool: 'pay-as-you-go', ...origin, windows: [], ...period, currency } as const;
  return { outcome: 'reading', reading: { ...reading, totalCost: roundedAmount(totalCost), models: listed } };
}
