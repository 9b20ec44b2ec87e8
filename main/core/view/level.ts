import type { Preferences } from '../preferences.ts';
import { budgetIn } from '../quota/budget.ts';
import type { QuotaWindow, Snapshot, WindowId } from '../quota/model.ts';
import { usedPercent } from '../quota/share.ts';

/** How near its end a quota is. The same steps for icon, meter and menu. */
export type Level = 'calm' | 'amber' | 'red';

const amberFromPercent = 75;
const redFromPercent = 90;

export function levelOfPercent(percent: number): Level {
  if (percent >= redFromPercent) return 'red';
  return percent >= amberFromPercent ? 'amber' : 'calm';
}

export const levelOf = (window: QuotaWindow): Level => levelOfPercent(usedPercent(window));

/** The currency the account is billed in, for a budget shown beside it; dollars where no bill is known. */
export function currencyOf(snapshot: Snapshot): string {
  for (const status of snapshot.pools) {
    if ((status.state === 'fresh' || status.state === 'stale') && status.reading.pool === 'pay-as-you-go') {
      return status.reading.currency;
    }
  }
  return 'USD';
}

/** The budget as it stands beside that currency; null: none, or one meant in another. */
export const budgetShown = (
  snapshot: Snapshot,
  preferences: Pick<Preferences, 'monthlyBudget' | 'monthlyBudgetCurrency'>,
): number | null => budgetIn(currencyOf(snapshot), preferences);

/** The order windows are shown in. Spelt out here: the model's list would bring zod into the renderer. */
const windowOrder: Readonly<Record<WindowId, number>> = { 'five-hours': 0, week: 1, month: 2, credits: 3, budget: 4 };

/** The windows of a reading, the shortest first. */
export const inOrder = (windows: readonly QuotaWindow[]): readonly QuotaWindow[] =>
  windows.toSorted((left, right) => windowOrder[left.id] - windowOrder[right.id]);
