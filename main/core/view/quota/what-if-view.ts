import type { WhatIf } from '../../quota/outlook/what-if.ts';
import { formatNumber } from '../format.ts';
import type { Words } from '../words/index.ts';
import { capitalized } from './plan-name.ts';

/** How often other plans would have been full. */
export interface WhatIfView {
  /** Over how many days, and that it is an estimate. */
  readonly titleText: string;
  /** A sentence for each plan, and one for those that cannot be told. */
  readonly texts: readonly string[];
}

export function whatIfView(whatIf: WhatIf | undefined, words: Words): WhatIfView | null {
  if (whatIf === undefined) return null;
  const { quota, common } = words;
  const plans = whatIf.plans.map(({ plan, full }) => {
    const often = full
      .filter(({ times }) => times > 0)
      .map(({ windowId, times }) => quota.whatIf.full(quota.window[windowId], formatNumber(times, words)));
    return quota.whatIf.plan(capitalized(plan), often.length === 0 ? quota.whatIf.never : common.list(often));
  });
  const unknown = whatIf.pool === 'coding-plan' ? quota.whatIf.noCredits : quota.whatIf.noRequests;
  return { titleText: quota.whatIf.title(formatNumber(whatIf.days, words)), texts: [...plans, unknown] };
}
