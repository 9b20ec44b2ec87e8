import { monthEndMs } from './calendar.ts';
import type { QuotaWindow, Reading, Snapshot } from './model.ts';

/**
 * The snapshot with the user's own monthly budget as a window of the pay-as-you-go pool, so that icon, notices and
 * forecast treat it like any other. The billing month ends on the first, 00:00 UTC+8. Null: no budget, no window.
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
    resetsAtMs: monthEndMs(reading.takenAtMs, 1),
    certainty: 'exact',
  };
  return { ...reading, windows: [...windows, budget] };
}
