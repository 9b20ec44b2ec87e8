import type { Preferences } from '../../core/preferences.ts';
import { dayOfMonthAt } from '../../core/quota/calendar.ts';
import type { QuotaWindow, Snapshot } from '../../core/quota/model.ts';
import { readingOf } from '../../core/quota/share.ts';
import type { PlanLimits } from './counter.ts';

/** Requests per window of the two sizes (docs/facts/plans.md §1). */
const sizes = {
  lite: { fiveHours: 1_200, week: 9_000, month: 18_000 },
  pro: { fiveHours: 6_000, week: 45_000, month: 90_000 },
} as const;

/**
 * What the counts are held against: the limits the server last named, else the size the user chose, else null. A window
 * that the server did not name has the limit 0, which makes no window. The day of the month follows from the server's
 * own reset where it said one. A plan without any window (it has ended) leaves nothing to count against: null, whatever
 * the user chose before.
 */
export function planLimits(
  snapshot: Snapshot,
  { codingPlan, monthDay }: Pick<Preferences, 'codingPlan' | 'monthDay'>,
): PlanLimits | null {
  const status = snapshot.pools.find(({ pool }) => pool === 'coding-plan');
  const reading = status === undefined ? null : readingOf(status);
  if (reading?.pool === 'coding-plan' && reading.sourceId !== 'session-log') {
    const limitOf = (id: QuotaWindow['id']): number => windowOf(reading.windows, id)?.limit ?? 0;
    if (reading.windows.every(({ unit }) => unit !== 'requests')) return null;
    const resetsAtMs = windowOf(reading.windows, 'month')?.resetsAtMs ?? null;
    return {
      plan: reading.plan,
      fiveHours: limitOf('five-hours'),
      week: limitOf('week'),
      month: limitOf('month'),
      monthDay: resetsAtMs === null ? monthDay : dayOfMonthAt(resetsAtMs),
    };
  }
  return codingPlan === null ? null : { plan: codingPlan, ...sizes[codingPlan], monthDay };
}

const windowOf = (windows: readonly QuotaWindow[], id: QuotaWindow['id']): QuotaWindow | null =>
  windows.find((window) => window.id === id && window.unit === 'requests') ?? null;
