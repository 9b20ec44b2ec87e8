import type { Preferences } from '../../preferences.ts';
import type { SettingsView } from '../../provider/model.ts';
import { payingPools } from '../../provider/paying-pools.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import { codingPlanSizes } from '../../quota/plan-sizes.ts';
import { formatNumber, type Locale } from '../format.ts';
import { nameOf } from '../providers/provider-text.ts';
import { countedText } from '../quota/counted-view.ts';

type CodingPlan = NonNullable<Preferences['codingPlan']>;

/** What can be had without an account, from what is found on this computer. */
export interface FirstRunView {
  /** What was found of Qwen Code: its logs, and what its settings point at. */
  readonly foundTexts: readonly string[];
  /** The sizes of the plan to count for; none where there is nothing to count. */
  readonly plans: readonly { readonly plan: CodingPlan; readonly isLikely: boolean; readonly text: string }[];
}

interface FirstRunInput {
  readonly settings: SettingsView;
  readonly localCounts: LocalCounts | null;
  readonly locale: Locale;
}

const plans = ['lite', 'pro'] as const;

export function firstRunView({ settings, localCounts, locale }: FirstRunInput): FirstRunView {
  const { words } = locale;
  const { firstRun } = words;
  const current = settings.state === 'readable' ? settings.options.find((option) => option.current) : undefined;
  const uses = current === undefined ? [] : [firstRun.uses(nameOf(current, words))];
  const usesPlan = current !== undefined && payingPools(current).includes('coding-plan');
  const counts = localCounts ?? { fiveHours: 0, week: 0, month: null };
  const hasCounted = counts.fiveHours + counts.week + (counts.month ?? 0) > 0;
  if (!usesPlan && !hasCounted) {
    return { foundTexts: [...uses, current === undefined ? firstRun.nothing : firstRun.onlyCodingPlan], plans: [] };
  }
  const likely = exceedsLite(counts) ? 'pro' : null;
  return {
    foundTexts: [...uses, ...(localCounts === null ? [] : [firstRun.counted(countedText(counts, words))])],
    plans: plans.map((plan) => ({
      plan,
      isLikely: plan === likely,
      text: firstRun.plan[plan](formatNumber(codingPlanSizes[plan]['five-hours'], words)),
    })),
  };
}

/** Whether more was counted than the smaller plan allows. */
function exceedsLite({ fiveHours, week, month }: LocalCounts): boolean {
  const { lite } = codingPlanSizes;
  return fiveHours > lite['five-hours'] || week > lite.week || (month ?? 0) > lite.month;
}
