import type { Preferences } from '../../preferences.ts';
import { currentProvider } from '../../provider/current-provider.ts';
import type { SettingsView } from '../../provider/model.ts';
import { payingPools } from '../../provider/paying-pools.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import { codingPlanSizes } from '../../quota/plan-sizes.ts';
import type { LocalUse } from '../../usage/local-use.ts';
import { formatNumber, type Locale } from '../format.ts';
import { nameOf } from '../providers/provider-text.ts';
import { countedText } from '../quota/counted-view.ts';

type CodingPlan = NonNullable<Preferences['codingPlan']>;

/** What can be had without an account, from what is found on this computer. */
export interface FirstRunView {
  /** The installed programs whose sign-in is used where there is one; null: there are none. */
  readonly programsText: string | null;
  /** What was found of Qwen Code: the program, what its settings point at, and its logs. */
  readonly foundTexts: readonly string[];
  /** The sizes of the plan to count for; none where there is nothing to count. */
  readonly plans: readonly { readonly plan: CodingPlan; readonly isLikely: boolean; readonly text: string }[];
  /** Whether the logs show requests that belong to no plan of known size. */
  readonly hasUse: boolean;
}

interface FirstRunInput {
  readonly settings: SettingsView;
  readonly officialClients: readonly string[];
  readonly localCounts: LocalCounts | null;
  /** Undefined or null: not read. */
  readonly use: LocalUse | null | undefined;
  readonly locale: Locale;
}

const plans = ['lite', 'pro'] as const;
/** Qwen Code itself, whose sign-in is to no account. */
const program = 'qwen';

export function firstRunView(input: FirstRunInput): FirstRunView {
  const { settings, officialClients, localCounts, locale } = input;
  const { words } = locale;
  const { firstRun } = words;
  const programs = officialClients.filter((name) => name !== program);
  const programsText = programs.length === 0 ? null : firstRun.programs(words.common.list(programs));
  const counts = localCounts ?? { fiveHours: 0, week: 0, month: null };
  const hasCounted = counts.fiveHours + counts.week + (counts.month ?? 0) > 0;
  const inSettings = settingsText(input);
  if (hasCounted || usesCodingPlan(settings)) {
    const counted = localCounts === null ? null : firstRun.counted(countedText(counts, words));
    const likely = exceedsLite(counts) ? 'pro' : null;
    return {
      programsText,
      foundTexts: [inSettings, counted].filter((text) => text !== null),
      plans: plans.map((plan) => ({
        plan,
        isLikely: plan === likely,
        text: firstRun.plan[plan](formatNumber(codingPlanSizes[plan]['five-hours'], words)),
      })),
      hasUse: false,
    };
  }
  const logged = Math.round(input.use?.rows.reduce((sum, { requests }) => sum + requests, 0) ?? 0);
  const loggedText = words.quota.amount.requests(logged, formatNumber(logged, words));
  const inLogs = logged === 0 ? null : firstRun.counted(firstRun.lately(loggedText));
  const found = [inSettings, inLogs].filter((text) => text !== null);
  const isLookedFor = settings.state !== 'unknown';
  return {
    programsText,
    foundTexts: found.length === 0 && isLookedFor ? [firstRun.nothing] : found,
    plans: [],
    hasUse: inLogs !== null,
  };
}

/** What the settings say of Qwen Code; null: there are none, and the program is not installed either. */
function settingsText({ settings, officialClients, locale: { words } }: FirstRunInput): string | null {
  const { firstRun } = words;
  if (settings.state === 'refused') return firstRun.settingsRefused;
  const current = currentProvider(settings);
  if (current !== null) return firstRun.uses(nameOf(current, words));
  if (settings.state === 'readable' && settings.exists) return firstRun.noProvider;
  return officialClients.includes(program) ? firstRun.noSettings : null;
}

function usesCodingPlan(settings: SettingsView): boolean {
  const current = currentProvider(settings);
  return current !== null && payingPools(current).includes('coding-plan');
}

/** Whether more was counted than the smaller plan allows. */
function exceedsLite({ fiveHours, week, month }: LocalCounts): boolean {
  const { lite } = codingPlanSizes;
  return fiveHours > lite['five-hours'] || week > lite.week || (month ?? 0) > lite.month;
}
