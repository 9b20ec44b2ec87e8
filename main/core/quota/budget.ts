import type { QuotaWindow, Reading, Snapshot } from './model.ts';
import { addDays, monthLast } from './plain-date.ts';

/**
 * The snapshot with the user's own monthly budget as a window of the pay-as-you-go pool, so that icon, notices and
 * forecast treat it like any other. It starts anew when the bill does: its days are counted in UTC (§4.1). Null: no
 * budget, no window.
 */
export function withBudget(snapshot: Snapshot, monthlyBudget: number | null): Snapshot {
  if (!snapshot.pools.some((status) => status.pool === 'pay-as-you-go')) return snapshot;
  return {
    ...snapshot,
    pools: snapshot.pools.map((status) =>
      status.state === 'fresh' || status.state === 'stale'
        ? { ...status, reading: readingWithBudget(status.reading, monthlyBudget) }
        : status,
    ),
  };
}

function readingWithBudget(reading: Reading, monthlyBudget: number | null): Reading {
  if (reading.pool !== 'pay-as-you-go') return reading;
  const windows = reading.windows.filter((window) => window.id !== 'budget');
  if (monthlyBudget === null) return { ...reading, windows };
  const budget: QuotaWindow = {
    id: 'budget',
    unit: 'money',
    used: Math.max(0, reading.totalCost),
    limit: monthlyBudget,
    resetsAtMs: monthAfterMs(reading.fromDate),
    certainty: 'exact',
  };
  return { ...reading, windows: [...windows, budget] };
}

/** The first moment after the month of a YYYY-MM-DD, in UTC; null: it is no date. */
function monthAfterMs(date: string): number | null {
  const last = monthLast(date);
  return last === '' ? null : Date.parse(`${addDays(last, 1)}T00:00:00Z`);
}
