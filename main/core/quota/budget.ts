import type { Preferences } from '../preferences.ts';
import { addDays, monthLast } from '../usage/plain-date.ts';
import type { QuotaWindow, Reading, ReadingOf, Snapshot } from './model.ts';

type Budget = Pick<Preferences, 'monthlyBudget' | 'monthlyBudgetCurrency'>;

/** The budget for a bill in `currency`; null: there is none, or it is set in another currency. */
export function budgetIn(currency: string, { monthlyBudget, monthlyBudgetCurrency }: Budget): number | null {
  return monthlyBudgetCurrency === null || monthlyBudgetCurrency === currency ? monthlyBudget : null;
}

/**
 * Adds the user's own monthly budget to the pay-as-you-go pool as a window, so that icon, notices and forecast treat it
 * like any other. It resets with the bill, whose days are counted in UTC (docs/facts/qwencloud-protocol.md §4.1).
 */
export function withBudget(snapshot: Snapshot, budget: Budget): Snapshot {
  if (!snapshot.pools.some((status) => status.pool === 'pay-as-you-go')) return snapshot;
  return {
    ...snapshot,
    pools: snapshot.pools.map((status) =>
      status.state === 'fresh' || status.state === 'stale'
        ? { ...status, reading: readingWithBudget(status.reading, budget) }
        : status,
    ),
  };
}

function readingWithBudget(reading: Reading, budget: Budget): Reading {
  if (reading.pool !== 'pay-as-you-go') return reading;
  const windows = reading.windows.filter((window) => window.id !== 'budget');
  const limit = budgetIn(reading.currency, budget);
  return { ...reading, windows: limit === null ? windows : [...windows, budgetWindow(reading, limit)] };
}

const budgetWindow = (bill: ReadingOf<'pay-as-you-go'>, limit: number): QuotaWindow => ({
  id: 'budget',
  unit: 'money',
  used: Math.max(0, bill.totalCost),
  limit,
  resetsAtMs: monthAfterMs(bill.fromDate),
  renewal: 'calendar',
  certainty: 'exact',
});

/** The first moment after the month of a YYYY-MM-DD, in UTC; null: the text is no date. */
function monthAfterMs(date: string): number | null {
  const last = monthLast(date);
  return last === '' ? null : Date.parse(`${addDays(last, 1)}T00:00:00Z`);
}
