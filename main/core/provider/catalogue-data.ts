import { codingPlanModels, standardModels, tokenPlanModels } from './catalogue-data-alibaba.ts';
import {
  anthropicModels,
  deepseekModels,
  fireworksModels,
  geminiModels,
  grokModels,
  kimiModels,
  minimaxModels,
  modelscopeModels,
  openAiModels,
  openRouterModels,
  requestyModels,
  zaiModels,
} from './catalogue-data-others.ts';
import type { Holder } from './holders.ts';
import type { JsonObject } from './json.ts';
import type { Protocol } from './model.ts';
import type { ModelSpec } from './model-spec.ts';

/** One endpoint of a provider: what differs between its regions and faces. */
export interface FaceData {
  /** Appended to the provider's id; empty where the provider has one endpoint. */
  readonly suffix: string;
  readonly region: string | null;
  readonly baseUrl: string;
  readonly protocol?: Protocol;
  readonly namePrefix?: string;
  readonly models?: readonly ModelSpec[];
  readonly holder?: Holder;
}

export interface ProviderData {
  readonly id: string;
  readonly label: string;
  readonly keyVariable: string;
  readonly billing: 'plan' | 'billed';
  readonly namePrefix: string;
  readonly models: readonly ModelSpec[];
  readonly holder: Holder;
  readonly customHeaders?: JsonObject;
  readonly faces: readonly FaceData[];
}

const repository = 'https://github.com/QwenLM/qwen-code.git';

/**
 * Models of a plan that no document names for its Anthropic-compatible face are left out there; deepseek-v3.2 is
 * named as speaking OpenAI only (`plans.md`, Token Plan).
 */
const tokenPlanAnthropicModels = tokenPlanModels.filter(({ id }) =>
  ['qwen3.6-plus', 'glm-5', 'MiniMax-M2.5'].includes(id),
);

const codingPlan: ProviderData = {
  id: 'coding-plan',
  label: 'Coding Plan',
  keyVariable: 'BAILIAN_CODING_PLAN_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Coding Plan',
  models: codingPlanModels,
  holder: 'alibaba-cloud',
  faces: [
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

const tokenPlan: ProviderData = {
  id: 'token-plan',
  label: 'Token Plan',
  keyVariable: 'BAILIAN_TOKEN_PLAN_API_KEY',
  billing: 'plan',
  namePrefix: 'ModelStudio Token Plan',
  models: tokenPlanModels,
  holder: 'alibaba-cloud',
  faces: [
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

const modelStudio: ProviderData = {
  id: 'modelstudio',
  label: 'ModelStudio (pay-as-you-go)',
  keyVariable: 'DASHSCOPE_API_KEY',
  billing: 'billed',
  namePrefix: 'ModelStudio Standard',
  models: standardModels,
  holder: 'alibaba-cloud',
  faces: [
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

const single = (baseUrl: string, protocol: Protocol = 'openai'): readonly FaceData[] => [
  { suffix: '', region: null, baseUrl, protocol },
];

/** Two regions of one company, as Qwen Code's presets name them. */
const twoRegions = (international: string, china: string): readonly FaceData[] => [
  { suffix: 'international', region: 'international', baseUrl: international },
  { suffix: 'china', region: 'china', baseUrl: china },
];

const others: readonly ProviderData[] = [
  {
    id: 'openrouter',
    label: 'OpenRouter',
    keyVariable: 'OPENROUTER_API_KEY',
    billing: 'billed',
    namePrefix: 'OpenRouter',
    models: openRouterModels,
    holder: 'openrouter',
    customHeaders: { 'HTTP-Referer': repository, 'X-OpenRouter-Title': 'Qwen Code' },
    faces: single('https://openrouter.ai/api/v1'),
  },
  {
    id: 'fireworks',
    label: 'Fireworks AI',
    keyVariable: 'FIREWORKS_API_KEY',
    billing: 'billed',
    namePrefix: 'Fireworks AI',
    models: fireworksModels,
    holder: 'fireworks',
    faces: single('https://api.fireworks.ai/inference/v1'),
  },
  {
    id: 'deepseek',
    label: 'DeepSeek',
    keyVariable: 'DEEPSEEK_API_KEY',
    billing: 'billed',
    namePrefix: 'DeepSeek',
    models: deepseekModels,
    holder: 'deepseek',
    faces: single('https://api.deepseek.com'),
  },
  {
    id: 'zai',
    label: 'Z.AI',
    keyVariable: 'ZAI_API_KEY',
    billing: 'billed',
    namePrefix: 'Z.AI',
    models: zaiModels,
    holder: 'zai',
    faces: [
      { suffix: 'standard', region: 'standard', baseUrl: 'https://api.z.ai/api/paas/v4' },
      { suffix: 'coding', region: 'coding', baseUrl: 'https://api.z.ai/api/coding/paas/v4' },
    ],
  },
  {
    id: 'kimi',
    label: 'Kimi (Moonshot AI)',
    keyVariable: 'MOONSHOT_API_KEY',
    billing: 'billed',
    namePrefix: 'Kimi',
    models: kimiModels,
    holder: 'moonshot',
    faces: twoRegions('https://api.moonshot.ai/v1', 'https://api.moonshot.cn/v1'),
  },
  {
    id: 'minimax',
    label: 'MiniMax',
    keyVariable: 'MINIMAX_API_KEY',
    billing: 'billed',
    namePrefix: 'MiniMax',
    models: minimaxModels,
    holder: 'minimax',
    faces: twoRegions('https://api.minimax.io/v1', 'https://api.minimaxi.com/v1'),
  },
  {
    id: 'modelscope',
    label: 'ModelScope',
    keyVariable: 'MODELSCOPE_API_KEY',
    billing: 'billed',
    namePrefix: 'ModelScope',
    models: modelscopeModels,
    holder: 'modelscope',
    faces: single('https://api-inference.modelscope.cn/v1'),
  },
  {
    id: 'requesty',
    label: 'Requesty',
    keyVariable: 'REQUESTY_API_KEY',
    billing: 'billed',
    namePrefix: 'Requesty',
    models: requestyModels,
    holder: 'requesty',
    customHeaders: { 'HTTP-Referer': repository, 'X-Title': 'Qwen Code' },
    faces: single('https://router.requesty.ai/v1'),
  },
  {
    id: 'grok',
    label: 'Grok (xAI)',
    keyVariable: 'XAI_API_KEY',
    billing: 'billed',
    namePrefix: 'Grok',
    models: grokModels,
    holder: 'xai',
    faces: single('https://api.x.ai/v1'),
  },
  {
    id: 'openai',
    label: 'OpenAI',
    keyVariable: 'OPENAI_API_KEY',
    billing: 'billed',
    namePrefix: 'OpenAI',
    models: openAiModels,
    holder: 'openai',
    faces: single('https://api.openai.com/v1'),
  },
  {
    id: 'anthropic',
    label: 'Anthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
    billing: 'billed',
    namePrefix: 'Anthropic',
    models: anthropicModels,
    holder: 'anthropic',
    faces: single('https://api.anthropic.com', 'anthropic'),
  },
  {
    id: 'gemini',
    label: 'Google Gemini',
    keyVariable: 'GEMINI_API_KEY',
    billing: 'billed',
    namePrefix: 'Gemini',
    models: geminiModels,
    holder: 'google',
    faces: single('https://generativelanguage.googleapis.com', 'gemini'),
  },
];

export const providerData: readonly ProviderData[] = [codingPlan, tokenPlan, modelStudio, ...others];
