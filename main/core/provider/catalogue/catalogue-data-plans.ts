import { codingPlanModels, standardModels, tokenPlanModels } from './catalogue-data-alibaba.ts';
import type { ProviderData } from './provider-data.ts';

/**
 * Omits from an Anthropic-compatible endpoint the models that no document names for it; deepseek-v3.2 is documented as
 * OpenAI only (docs/facts/plans.md §2).
 */
const tokenPlanAnthropicModels = tokenPlanModels.filter(({ id }) =>
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

export const tokenPlan: ProviderData = {
  id: 'token-plan',
  label: 'Token Plan',
  keyVariable: 'BAILIAN_TOKEN_PLAN_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Token Plan',
  models: tokenPlanModels,
  holder: 'alibaba-cloud',
  endpoints: [
    {
      suffix: 'china',
      region: 'china',
      baseUrl: 'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
      holder: 'aliyun',
    },
    {
      suffix: 'international',
      region: 'international',
      baseUrl: 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1',
      namePrefix: 'ModelStudio Token Plan for Global/Intl',
    },
    {
      suffix: 'china/anthropic',
      region: 'china',
      protocol: 'anthropic',
      baseUrl: 'https://token-plan.cn-beijing.maas.aliyuncs.com/apps/anthropic',
      models: tokenPlanAnthropicModels,
      holder: 'aliyun',
    },
    {
      suffix: 'international/anthropic',
      region: 'international',
      protocol: 'anthropic',
      baseUrl: 'https://token-plan.ap-southeast-1.maas.aliyuncs.com/apps/anthropic',
      namePrefix: 'ModelStudio Token Plan for Global/Intl',
      models: tokenPlanAnthropicModels,
    },
  ],
};

export const modelStudio: ProviderData = {
  id: 'modelstudio',
  label: 'ModelStudio (pay-as-you-go)',
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
