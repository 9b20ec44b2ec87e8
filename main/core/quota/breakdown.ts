import type { Breakdown, BreakdownRow, Granularity, Usage } from './breakdown-model.ts';
import { type DateRange, daysOf, periodOf } from './breakdown-period.ts';
import type { SourceId } from './model.ts';

/** One line of a bill, read: what a model used on one day, and what it cost. */
export interface BillLine {
  /** YYYY-MM-DD, as billed. */
  readonly date: string;
  readonly cost: number;
  /** null: the line says no amount. */
  readonly usage: { readonly unit: string; readonly amount: number } | null;
}

interface Asked extends DateRange {
  readonly model: string;
  readonly granularity: Granularity;
  readonly currency: string;
  readonly sourceId: SourceId;
  readonly takenAtMs: number;
}

interface Sum {
  cost: number;
  readonly usage: Map<string, number>;
}

/** Beyond what any bill states: sums keep no dust of binary fractions. */
const exactMoney = (cost: number): number => Math.round(cost * 1e8) / 1e8;

/**
 * One model's bill over time. Amounts are rounded to whole units day by day, as the official client does, so that the
 * numbers are the same by day, month and quarter; costs keep all their digits (the official client rounds each day to
 * four, and so loses what costs less than 0.00005 a day). Lines of days outside the range do not count.
 */
export function breakdownOf(lines: readonly BillLine[], asked: Asked): Breakdown {
  const { model, granularity, currency, sourceId, takenAtMs, fromDate, toDate } = asked;
  const days = new Map(daysOf(asked).map((day) => [day, emptySum()]));
  for (const line of lines) add(days.get(line.date), line.cost, line.usage === null ? [] : [line.usage]);
  const periods = new Map<string, Sum>();
  const total = emptySum();
  for (const [day, sum] of days) {
    const period = periodOf(day, granularity);
    const known = periods.get(period) ?? emptySum();
    periods.set(period, known);
    const { cost, usage } = shown(sum);
    add(known, cost, usage);
    add(total, cost, usage);
  }
  const rows: readonly BreakdownRow[] = [...periods].map(([period, sum]) => ({ period, ...shown(sum) }));
  return { model, sourceId, takenAtMs, fromDate, toDate, granularity, currency, rows, total: shown(total) };
}

const emptySum = (): Sum => ({ cost: 0, usage: new Map() });

function add(sum: Sum | undefined, cost: number, usage: Usage): void {
  if (sum === undefined) return;
  sum.cost = exactMoney(sum.cost + cost);
  for (const { unit, amount } of usage) sum.usage.set(unit, (sum.usage.get(unit) ?? 0) + amount);
}

const shown = ({ cost, usage }: Sum): { readonly cost: number; readonly usage: Usage } => ({
  cost,
  usage: [...usage].map(([unit, amount]) => ({ unit, amount: Math.round(amount) })).filter(({ amount }) => amount > 0),
});
