import type { Preferences } from '../preferences.ts';
import { budgetIn } from '../quota/budget.ts';
import type { QuotaWindow, Snapshot, WindowId } from '../quota/model.ts';
import { reachedPercent } from '../quota/share.ts';
import type { Words } from './words/index.ts';

/** How much of a quota is used, in the steps that icon, meters and terminal colour alike. */
export type Level = 'calm' | 'amber' | 'red';

const amberFromPercent = 75;
const redFromPercent = 90;

function levelOfPercent(percent: number): Level {
  if (percent >= redFromPercent) return 'red';
  return percent >= amberFromPercent ? 'amber' : 'calm';
}

/** The level in words; what is used up is not "nearly" used up. `percent` is what is shown as used. */
export const levelText = (level: Level, percent: number, { quota }: Words): string =>
  percent >= 100 ? quota.usedUp : quota.level[level];

export const levelOf = (window: Pick<QuotaWindow, 'used' | 'limit'>): Level => levelOfPercent(reachedPercent(window));

/** The currency the account is billed in; US dollars as long as no bill is known. */
export function currencyOf(snapshot: Snapshot): string {
  for (const status of snapshot.pools) {
    if ((status.state === 'fresh' || status.state === 'stale') && status.reading.pool === 'pay-as-you-go') {
      return status.reading.currency;
    }
  }
  return 'USD';
}

/** The user's monthly budget in the currency of the bill; null without one, or if it was set in another currency. */
export const budgetShown = (
  snapshot: Snapshot,
  preferences: Pick<Preferences, 'monthlyBudget' | 'monthlyBudgetCurrency'>,
): number | null => budgetIn(currencyOf(snapshot), preferences);

/** The order in which windows are shown. Not taken from the model, which would bring zod into the renderer. */
const windowOrder: Readonly<Record<WindowId, number>> = { 'five-hours': 0, week: 1, month: 2, credits: 3, budget: 4 };

/** Sorts windows, the shortest first. */
export const inOrder = (windows: readonly QuotaWindow[]): readonly QuotaWindow[] =>
  windows.toSorted((left, right) => windowOrder[left.id] - windowOrder[right.id]);
