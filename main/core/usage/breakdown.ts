import type { SourceId } from '../quota/model.ts';
import type { Breakdown, BreakdownRow, Granularity, Usage } from './breakdown-model.ts';
import { type DateRange, daysOf } from './breakdown-period.ts';
import { periodOf } from './plain-date.ts';

/** One line of a bill: what a model used on one day, and what it cost. */
export interface BillLine {
  /** YYYY-MM-DD, as billed. */
  readonly date: string;
  readonly cost: number;
  /** null: the line has no amount. */
  readonly usage: { readonly unit: string; readonly amount: number } | null;
}

interface BreakdownSubject extends DateRange {
  readonly model: string;
  readonly currency: string;
  readonly sourceId: SourceId;
  readonly takenAtMs: number;
}

interface Sum {
  cost: number;
  readonly usage: Map<string, number>;
}

/** Removes the rounding errors of binary fractions, far below the precision of any bill. */
const exactMoney = (cost: number): number => Math.round(cost * 1e8) / 1e8;

/**
 * One model's bill day by day. Amounts are rounded to whole units each day, like in the official client. Costs keep all
 * digits, whereas the official client rounds each day to four and loses what costs less than 0.00005 a day. Ignores
 * lines of days outside the range.
 */
export function breakdownOf(lines: readonly BillLine[], subject: BreakdownSubject): Breakdown {
  const days = new Map(daysOf(subject).map((day) => [day, emptySum()]));
  for (const { date, cost, usage } of lines) add(days.get(date), cost, usage === null ? [] : [usage]);
  return breakdownOfRows([...days].map(rowOf), subject);
}

/** A breakdown made of known days. Missing days of the range get an empty row. */
export function breakdownOfDays(known: readonly BreakdownRow[], subject: BreakdownSubject): Breakdown {
  const byDay = new Map(known.map((row) => [row.period, row]));
  return breakdownOfRows(
    daysOf(subject).map((period) => byDay.get(period) ?? { period, cost: 0, usage: [] }),
    subject,
  );
}

/** The same breakdown by month or quarter. Adds up the days as shown, so the total stays the same. */
export function groupedBy(daily: Breakdown, granularity: Granularity): Breakdown {
  const periods = new Map<string, Sum>();
  for (const { period: day, cost, usage } of daily.rows) {
    const period = periodOf(day, granularity);
    const sum = periods.get(period) ?? emptySum();
    periods.set(period, sum);
    add(sum, cost, usage);
  }
  return { ...daily, granularity, rows: [...periods].map(rowOf) };
}

function breakdownOfRows(rows: readonly BreakdownRow[], subject: BreakdownSubject): Breakdown {
  const { model, sourceId, takenAtMs, fromDate, toDate, currency } = subject;
  const sum = emptySum();
  for (const { cost, usage } of rows) add(sum, cost, usage);
  const { period: _, ...total } = rowOf(['', sum]);
  return { model, sourceId, takenAtMs, fromDate, toDate, granularity: 'day', currency, rows, total };
}

const emptySum = (): Sum => ({ cost: 0, usage: new Map() });

function add(sum: Sum | undefined, cost: number, usage: Usage): void {
  if (sum === undefined) return;
  sum.cost = exactMoney(sum.cost + cost);
  for (const { unit, amount } of usage) sum.usage.set(unit, (sum.usage.get(unit) ?? 0) + amount);
}

const rowOf = ([period, { cost, usage }]: readonly [string, Sum]): BreakdownRow => ({
  period,
  cost,
  usage: [...usage].map(([unit, amount]) => ({ unit, amount: Math.round(amount) })).filter(({ amount }) => amount > 0),
});
