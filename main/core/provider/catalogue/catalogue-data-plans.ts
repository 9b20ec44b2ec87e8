import {
  codingPlanModels,
  standardModels,
  tokenPlanPersonalModels,
  tokenPlanTeamModels,
} from './catalogue-data-alibaba.ts';
import { type Holder, type HolderLinks, holders } from './holders.ts';
import type { ModelSpec } from './model-spec.ts';
import type { EndpointData, ProviderData } from './provider-data.ts';

/**
 * Omits from the team's Anthropic-compatible endpoint the models that no document names for it; deepseek-v3.2 is
 * documented as OpenAI only (docs/facts/plans.md §2).
 */
const teamAnthropicModels = tokenPlanTeamModels.filter(({ id }) =>
  ['qwen3.6-plus', 'glm-5', 'MiniMax-M2.5'].includes(id),
);

/** The endpoints of a plan: both protocols in both regions. */
function planEndpoints(plan: {
  readonly china: string;
  readonly international: string;
  readonly openAiPath: string;
  readonly namePrefix: string;
  readonly chinaHolder: Holder | HolderLinks;
  /** Left out: the same models as with the other protocol. */
  readonly anthropicModels?: readonly ModelSpec[];
}): readonly EndpointData[] {
  const china = { region: 'china', holder: plan.chinaHolder };
  const international = { region: 'international', namePrefix: `${plan.namePrefix} for Global/Intl` };
  const anthropic = { protocol: 'anthropic', ...(plan.anthropicModels && { models: plan.anthropicModels }) } as const;
  return [
    { suffix: 'china', ...china, baseUrl: plan.china + plan.openAiPath },
    { suffix: 'international', ...international, baseUrl: plan.international + plan.openAiPath },
    { suffix: 'china/anthropic', ...china, ...anthropic, baseUrl: `${plan.china}/apps/anthropic` },
    {
      suffix: 'international/anthropic',
      ...international,
      ...anthropic,
      baseUrl: `${plan.international}/apps/anthropic`,
    },
  ];
}

export const codingPlan: ProviderData = {
  id: 'coding-plan',
  label: 'Coding Plan',
  keyVariable: 'BAILIAN_CODING_PLAN_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Coding Plan',
  models: codingPlanModels,
  holder: 'alibaba-cloud',
  endpoints: planEndpoints({
    china: 'https://coding.dashscope.aliyuncs.com',
    international: 'https://coding-intl.dashscope.aliyuncs.com',
    openAiPath: '/v1',
    namePrefix: 'ModelStudio Coding Plan',
    chinaHolder: 'aliyun',
  }),
};

const internationalTokenPlan: HolderLinks = {
  ...holders['alibaba-cloud'],
  documentation: 'https://docs.qwencloud.com/token-plan/overview',
};

/** What both editions of the Token Plan share. */
const tokenPlanAddresses = {
  china: 'https://token-plan.cn-beijing.maas.aliyuncs.com',
  international: 'https://token-plan.ap-southeast-1.maas.aliyuncs.com',
  openAiPath: '/compatible-mode/v1',
  chinaHolder: {
    ...holders.aliyun,
    documentation: 'https://help.aliyun.com/zh/model-studio/token-plan-personal-overview',
  },
};

/** The name of the Token Plan where its edition is unknown. */
export const tokenPlanLabel = 'Token Plan';

/** The personal edition has the variable of the client's preset: it is the plan most people have. */
export const tokenPlanPersonal: ProviderData = {
  id: 'token-plan',
  label: 'Token Plan Personal',
  keyVariable: 'BAILIAN_TOKEN_PLAN_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Token Plan',
  models: tokenPlanPersonalModels,
  holder: internationalTokenPlan,
  endpoints: planEndpoints({ ...tokenPlanAddresses, namePrefix: 'ModelStudio Token Plan' }),
};

/** The team edition has a variable of its own, so that the keys of both editions can exist side by side. */
export const tokenPlanTeam: ProviderData = {
  id: 'token-plan-team',
  label: 'Token Plan Team',
  keyVariable: 'BAILIAN_TOKEN_PLAN_TEAM_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Token Plan Team',
  models: tokenPlanTeamModels,
  holder: internationalTokenPlan,
  endpoints: planEndpoints({
    ...tokenPlanAddresses,
    namePrefix: 'ModelStudio Token Plan Team',
    anthropicModels: teamAnthropicModels,
  }),
};

export const modelStudio: ProviderData = {
  id: 'modelstudio',
  label: 'QwenCloud (pay-as-you-go)',
  keyVariable: 'DASHSCOPE_API_KEY',
  billing: 'billed',
  namePrefix: 'ModelStudio Standard',
  models: standardModels,
  holder: 'alibaba-cloud',
  endpoints: [
    {
      suffix: 'beijing',
      region: 'beijing',
      baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
      holder: 'aliyun',
    },
    { suffix: 'singapore', region: 'singapore', baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' },
    { suffix: 'virginia', region: 'virginia', baseUrl: 'https://dashscope-us.aliyuncs.com/compatible-mode/v1' },
    {
      suffix: 'hong-kong',
      region: 'hong-kong',
      baseUrl: 'https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1',
    },
  ],
};
