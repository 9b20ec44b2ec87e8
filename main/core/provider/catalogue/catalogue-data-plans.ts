import {
  codingPlanModels,
  standardModels,
  tokenPlanPersonalModels,
  tokenPlanTeamModels,
} from './catalogue-data-alibaba.ts';
import { type HolderLinks, holders } from './holders.ts';
import type { ModelSpec } from './model-spec.ts';
import type { EndpointData, ProviderData } from './provider-data.ts';

/**
 * Omits from the team's Anthropic-compatible endpoint the models that no document names for it; deepseek-v3.2 is
 * documented as OpenAI only (docs/facts/plans.md §2).
 */
const teamAnthropicModels = tokenPlanTeamModels.filter(({ id }) =>
  ['qwen3.6-plus', 'glm-5', 'MiniMax-M2.5'].includes(id),
);

export const codingPlan: ProviderData = {
  id: 'coding-plan',
  label: 'Coding Plan',
  keyVariable: 'BAILIAN_CODING_PLAN_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Coding Plan',
  models: codingPlanModels,
  holder: 'alibaba-cloud',
  endpoints: [
    {
      suffix: 'china',
      region: 'china',
      baseUrl: 'https://coding.dashscope.aliyuncs.com/v1',
      holder: 'aliyun',
    },
    {
      suffix: 'international',
      region: 'international',
      baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/v1',
      namePrefix: 'ModelStudio Coding Plan for Global/Intl',
    },
    {
      suffix: 'china/anthropic',
      region: 'china',
      protocol: 'anthropic',
      baseUrl: 'https://coding.dashscope.aliyuncs.com/apps/anthropic',
      holder: 'aliyun',
    },
    {
      suffix: 'international/anthropic',
      region: 'international',
      protocol: 'anthropic',
      baseUrl: 'https://coding-intl.dashscope.aliyuncs.com/apps/anthropic',
      namePrefix: 'ModelStudio Coding Plan for Global/Intl',
    },
  ],
};

const chinaTokenPlan: HolderLinks = {
  ...holders.aliyun,
  documentation: 'https://help.aliyun.com/zh/model-studio/token-plan-personal-overview',
};
const internationalTokenPlan: HolderLinks = {
  ...holders['alibaba-cloud'],
  documentation: 'https://docs.qwencloud.com/token-plan/overview',
};

/** The endpoints of the Token Plan, which both editions share. */
const tokenPlanEndpoints = (
  namePrefix: string,
  anthropicModels: readonly ModelSpec[] | undefined,
): readonly EndpointData[] => [
  {
    suffix: 'china',
    region: 'china',
    baseUrl: 'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
    holder: chinaTokenPlan,
  },
  {
    suffix: 'international',
    region: 'international',
    baseUrl: 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1',
    namePrefix: `${namePrefix} for Global/Intl`,
  },
  {
    suffix: 'china/anthropic',
    region: 'china',
    protocol: 'anthropic',
    baseUrl: 'https://token-plan.cn-beijing.maas.aliyuncs.com/apps/anthropic',
    holder: chinaTokenPlan,
    ...(anthropicModels !== undefined && { models: anthropicModels }),
  },
  {
    suffix: 'international/anthropic',
    region: 'international',
    protocol: 'anthropic',
    baseUrl: 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/apps/anthropic',
    namePrefix: `${namePrefix} for Global/Intl`,
    ...(anthropicModels !== undefined && { models: anthropicModels }),
  },
];

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
  endpoints: tokenPlanEndpoints('ModelStudio Token Plan', undefined),
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
  endpoints: tokenPlanEndpoints('ModelStudio Token Plan Team', teamAnthropicModels),
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
    {
      suffix: 'singapore',
      region: 'singapore',
      baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    },
    { suffix: 'virginia', region: 'virginia', baseUrl: 'https://dashscope-us.aliyuncs.com/compatible-mode/v1' },
    {
      suffix: 'hong-kong',
      region: 'hong-kong',
      baseUrl: 'https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1',
    },
  ],
};
