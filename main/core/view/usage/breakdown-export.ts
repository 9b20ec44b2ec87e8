import type { Breakdown, Usage } from '../../usage/breakdown-model.ts';
import { csvOf } from './csv.ts';

/** One row, or the total, in the JSON format of the official client. */
type OfficialAmounts = {
  cost: number;
  currency: string;
  /** All tokens, in and out: the bill does not split them. */
  tokens_in?: number;
  usage?: Record<string, number>;
};

export interface OfficialBreakdown {
  readonly model_id: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly granularity: Breakdown['granularity'];
  readonly rows: readonly (OfficialAmounts & { readonly period: string })[];
  readonly total: OfficialAmounts;
}

/**
 * Writes a breakdown as the official client (1.4.1) prints it for `usage breakdown --format json`. It adds what that
 * client leaves out: voices and other units, costs below four decimals, and the pages of the bill after the first.
 */
export function officialBreakdown(breakdown: Breakdown): OfficialBreakdown {
  const { model, fromDate, toDate, granularity, currency, rows, total } = breakdown;
  // For a day without a line the official client prints 0 tokens, whatever the model's unit; for a month, nothing.
  const emptyDay = granularity === 'day' ? { tokens_in: 0 } : {};
  return {
    model_id: model,
    period: { from: fromDate, to: toDate },
    granularity,
    rows: rows.map(({ period, cost, usage }) => ({
      period,
      cost,
      currency,
      ...(cost === 0 && usage.length === 0 ? emptyDay : amountsOf(usage)),
    })),
    total: { cost: total.cost, currency, ...amountsOf(total.usage) },
  };
}

function amountsOf(usage: Usage): Pick<OfficialAmounts, 'tokens_in' | 'usage'> {
  const tokens = usage.find(({ unit }) => unit === 'tokens');
  const others = usage.filter(({ unit }) => unit !== 'tokens');
  return {
    ...(tokens !== undefined && { tokens_in: tokens.amount }),
    ...(others.length > 0 && { usage: Object.fromEntries(others.map(({ unit, amount }) => [unit, amount])) }),
  };
}

export const breakdownJson = (breakdown: Breakdown): string => JSON.stringify(officialBreakdown(breakdown), null, 2);

/** Writes comma-separated values: a line for each period, a column for each unit. */
export function breakdownCsv({ rows, total, currency }: Breakdown): string {
  const units = total.usage.map(({ unit }) => unit);
  const lines = rows.map(({ period, cost, usage }) => [
    period,
    ...units.map((unit) => usage.find((one) => one.unit === unit)?.amount ?? 0),
    cost,
    currency,
  ]);
  return csvOf([['period', ...units, 'cost', 'currency'], ...lines]);
}
