import type { Preferences } from '../../core/preferences.ts';
import { dayOfMonthAt } from '../../core/quota/calendar.ts';
import type { QuotaWindow, Snapshot } from '../../core/quota/model.ts';
import { codingPlanSizes } from '../../core/quota/plan-sizes.ts';
import { readingOf } from '../../core/quota/share.ts';
import type { PlanLimits } from './counter.ts';

/**
 * Returns the limits to compare the counts with: those of the server's last reading, otherwise those of the plan size
 * the user chose, otherwise null. A window missing from the reading gets the limit 0 and is not shown. The day of the
 * month is derived from the server's reset time if there is one. If the server's reading has no request window (the plan
 * has ended), the result is null whatever the user chose.
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
  if (codingPlan === null) return null;
  const { 'five-hours': fiveHours, week, month } = codingPlanSizes[codingPlan];
  return { plan: codingPlan, fiveHours, week, month, monthDay };
}

const windowOf = (windows: readonly QuotaWindow[], id: QuotaWindow['id']): QuotaWindow | null =>
  windows.find((window) => window.id === id && window.unit === 'requests') ?? null;
