import { describe, expect, it } from 'vitest';
import { type Alert, decideAlerts, rememberAnnounced } from '../../../../main/core/notices/alerts.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { budgetIn, withBudget } from '../../../../main/core/quota/budget.ts';
import { runningOut } from '../../../../main/core/quota/forecast/forecast.ts';
import type { ReadingOf, Snapshot } from '../../../../main/core/quota/model.ts';
import { readingOf } from '../../../../main/core/quota/share.ts';
import { budgetShown } from '../../../../main/core/view/level.ts';
import { codingPlan, fresh, snapshotOf } from '../../../support/readings.ts';

const at = (text: string): number => Date.parse(text);

interface Bill {
  readonly takenAt: string;
  readonly from: string;
  readonly cost: number;
  readonly currency?: string;
}

const bill = ({ takenAt, from, cost, currency = 'USD' }: Bill): ReadingOf<'pay-as-you-go'> => ({
  pool: 'pay-as-you-go',
  sourceId: 'qwencloud',
  takenAtMs: at(takenAt),
  windows: [],
  fromDate: from,
  toDate: takenAt.slice(0, 10),
  currency,
  totalCost: cost,
  models: [],
});

const billed = (reading: ReadingOf<'pay-as-you-go'>): Snapshot =>
  snapshotOf({ pool: 'pay-as-you-go', state: 'fresh', reading, disagreements: [] });

const dollars = (monthlyBudget: number | null, monthlyBudgetCurrency: string | null = 'USD') => ({
  monthlyBudget,
  monthlyBudgetCurrency,
});

const windowsIn = (snapshot: Snapshot) => snapshot.pools.flatMap((status) => readingOf(status)?.windows ?? []);

describe('a monthly budget', () => {
  const october = bill({ takenAt: '2026-10-20T12:00:00Z', from: '2026-10-01', cost: 42 });

  it('is a window of the bill, which ends with the billed month', () => {
    expect(windowsIn(withBudget(billed(october), dollars(100)))).toEqual([
      {
        id: 'budget',
        unit: 'money',
        used: 42,
        limit: 100,
        resetsAtMs: at('2026-11-01T00:00:00Z'),
        renewal: 'calendar',
        certainty: 'exact',
      },
    ]);
  });

  it('disappears with the preference, and changes no other pool', () => {
    const twice = withBudget(withBudget(billed(october), dollars(100)), dollars(null));
    expect(windowsIn(twice)).toEqual([]);
    const other = snapshotOf(fresh(codingPlan()));
    expect(withBudget(other, dollars(100))).toBe(other);
  });

  it.each(['', 'this month', '2026-13-01'])('has no end if the bill names no month: %j', (from) => {
    expect(windowsIn(withBudget(billed({ ...october, fromDate: from }), dollars(100)))[0]?.resetsAtMs).toBe(null);
  });

  it('counts a credit note as nothing used', () => {
    const credited = bill({ takenAt: '2026-10-20T12:00:00Z', from: '2026-10-01', cost: -3 });
    expect(windowsIn(withBudget(billed(credited), dollars(100)))[0]?.used).toBe(0);
  });

  it('does not apply to a bill in another currency', () => {
    const yuan = billed({ ...october, currency: 'CNY' });
    expect(windowsIn(withBudget(yuan, dollars(20)))).toEqual([]);
    expect(windowsIn(withBudget(yuan, dollars(20, 'CNY')))).toHaveLength(1);
  });

  it('applies to any currency if an earlier version kept it without one', () => {
    expect(budgetIn('CNY', dollars(20, null))).toBe(20);
    expect(budgetIn('CNY', dollars(20, 'USD'))).toBe(null);
    expect(budgetIn('USD', dollars(20, 'USD'))).toBe(20);
    expect(budgetIn('USD', dollars(null))).toBe(null);
  });

  it('is shown in the billed currency, or not at all', () => {
    const yuan = billed({ ...october, currency: 'CNY' });
    expect(budgetShown(billed(october), dollars(20))).toBe(20);
    expect(budgetShown(yuan, dollars(20))).toBe(null);
    expect(budgetShown(yuan, dollars(20, 'CNY'))).toBe(20);
  });

  it('runs out at the pace of the billed month', () => {
    const [forecast] = runningOut(withBudget(billed(october), dollars(60)), [], october.takenAtMs);
    // 19.5 days for 42 of 60.
    expect(forecast?.runsOutAtMs).toBe(Math.round(at('2026-10-01T00:00:00Z') + (19.5 * 24 * 3_600_000 * 60) / 42));
  });
});

describe('the turn of the month', () => {
  const preferences = { ...defaultPreferences, warnAtUsedPercents: [80] };
  const alertsFor = (reading: ReadingOf<'pay-as-you-go'>, remembered: Parameters<typeof decideAlerts>[2]) =>
    decideAlerts(withBudget(billed(reading), dollars(100)), preferences, remembered, reading.takenAtMs);
  const afterAnnouncing = (remembered: Parameters<typeof decideAlerts>[2], due: readonly Alert[]) =>
    due.reduce(rememberAnnounced, remembered);

  /** 00:00 in China is 16:00 UTC: until 00:00 UTC the bill is still that of the old month. */
  it('does not announce the old bill again', () => {
    const low = alertsFor(bill({ takenAt: '2026-10-30T12:00:00Z', from: '2026-10-01', cost: 50 }), []);
    const high = alertsFor(bill({ takenAt: '2026-10-31T12:00:00Z', from: '2026-10-01', cost: 90 }), low.remembered);
    expect(high.due).toHaveLength(1);
    const announced = afterAnnouncing(high.remembered, high.due);
    const night = alertsFor(bill({ takenAt: '2026-10-31T18:00:00Z', from: '2026-10-01', cost: 91 }), announced);
    expect(night.due).toEqual([]);
    const young = alertsFor(bill({ takenAt: '2026-11-01T00:01:00Z', from: '2026-11-01', cost: 1 }), night.remembered);
    expect(young.due).toEqual([]);
    const again = alertsFor(bill({ takenAt: '2026-11-20T00:01:00Z', from: '2026-11-01', cost: 85 }), young.remembered);
    expect(again.due).toHaveLength(1);
  });
});
