import type { Preferences } from '../../preferences.ts';
import { currentProvider } from '../../provider/current-provider.ts';
import type { SettingsView } from '../../provider/model.ts';
import { payingPools } from '../../provider/paying-pools.ts';
import type { LocalCounts } from '../../quota/local-counts.ts';
import { codingPlanSizes } from '../../quota/plan-sizes.ts';
import type { LocalUse } from '../../usage/local-use.ts';
import { formatNumber, type Locale } from '../format.ts';
import { countedText } from '../quota/counted-view.ts';
import type { Words } from '../words/index.ts';

type CodingPlan = NonNullable<Preferences['codingPlan']>;

/** What can be had without an account, from what is found on this computer. */
export interface FirstRunView {
  /** The installed programs whose sign-in is used where there is one; null: there are none. */
  readonly programsText: string | null;
  /** What was found of Qwen Code: the program, and its logs. What its settings choose is shown apart. */
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
  const found = [inSettings, inLogs, notCountedText(settings, words)].filter((text) => text !== null);
  const isMissing = settings.state === 'readable' && !settings.exists;
  return {
    programsText,
    foundTexts: found.length === 0 && isMissing ? [firstRun.nothing] : found,
    plans: [],
    hasUse: inLogs !== null,
  };
}

/** Why the settings say nothing of Qwen Code; null: they do, or neither they nor the program are there. */
function settingsText({ settings, officialClients, locale: { words } }: FirstRunInput): string | null {
  const { firstRun } = words;
  if (settings.state === 'refused') return firstRun.settingsRefused;
  if (settings.state === 'readable' && settings.exists) return null;
  return officialClients.includes(program) ? firstRun.noSettings : null;
}

/** What the logs do not tell of the plan in use; null: nothing is known of it. */
function notCountedText(settings: SettingsView, { firstRun }: Words): string | null {
  const current = currentProvider(settings);
  const pools = current === null ? [] : payingPools(current);
  if (pools.some((pool) => pool.startsWith('token-plan'))) return firstRun.noCredits;
  return pools.includes('pay-as-you-go') ? firstRun.noCosts : null;
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
