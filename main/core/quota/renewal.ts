import type { PoolId, Renewal, WindowId } from './model.ts';

/** How a window renews that an older version of the app kept without saying so (docs/facts/plans.md §1, §2). */
export function renewalOfOlder(pool: PoolId, windowId: WindowId): Renewal {
  if (windowId === 'five-hours') return pool === 'token-plan-personal' ? 'fixed' : 'rolling';
  return windowId === 'week' && pool === 'token-plan-personal' ? 'fixed' : 'calendar';
}
