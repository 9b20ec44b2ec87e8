import type { Protocol } from '../model.ts';
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
import { codingPlan, modelStudio, tokenPlanPersonal, tokenPlanTeam } from './catalogue-data-plans.ts';
import type { Holder } from './holders.ts';
import type { EndpointData, ProviderData } from './provider-data.ts';

const repository = 'https://github.com/QwenLM/qwen-code.git';

const single = (baseUrl: string, protocol: Protocol = 'openai'): readonly EndpointData[] => [
  { suffix: '', region: null, baseUrl, protocol },
];

/** The endpoints of two regions of one company, named as in the presets of Qwen Code. */
const twoRegions = (international: string, china: string, chinaHolder: Holder): readonly EndpointData[] => [
  { suffix: 'international', region: 'international', baseUrl: international },
  { suffix: 'china', region: 'china', baseUrl: china, holder: chinaHolder },
];

/** All of them bill by use. */
const others: readonly Omit<ProviderData, 'billing'>[] = [
  {
    id: 'openrouter',
    label: 'OpenRouter',
    keyVariable: 'OPENROUTER_API_KEY',
    models: openRouterModels,
    holder: 'openrouter',
    customHeaders: { 'HTTP-Referer': repository, 'X-OpenRouter-Title': 'Qwen Code' },
    endpoints: single('https://openrouter.ai/api/v1'),
  },
  {
    id: 'fireworks',
    label: 'Fireworks AI',
    keyVariable: 'FIREWORKS_API_KEY',
    models: fireworksModels,
    holder: 'fireworks',
    endpoints: single('https://api.fireworks.ai/inference/v1'),
  },
  {
    id: 'deepseek',
    label: 'DeepSeek',
    keyVariable: 'DEEPSEEK_API_KEY',
    models: deepseekModels,
    holder: 'deepseek',
    endpoints: single('https://api.deepseek.com'),
  },
  {
    id: 'zai',
    label: 'Z.AI',
    keyVariable: 'ZAI_API_KEY',
    models: zaiModels,
    holder: 'zai',
    endpoints: [
      { suffix: 'standard', region: 'standard', baseUrl: 'https://api.z.ai/api/paas/v4' },
      { suffix: 'coding', region: 'coding', baseUrl: 'https://api.z.ai/api/coding/paas/v4' },
    ],
  },
  {
    id: 'kimi',
    label: 'Kimi (Moonshot AI)',
    keyVariable: 'MOONSHOT_API_KEY',
    namePrefix: 'Kimi',
    models: kimiModels,
    holder: 'moonshot',
    endpoints: twoRegions('https://api.moonshot.ai/v1', 'https://api.moonshot.cn/v1', 'moonshot-china'),
  },
  {
    id: 'minimax',
    label: 'MiniMax',
    keyVariable: 'MINIMAX_API_KEY',
    models: minimaxModels,
    holder: 'minimax',
    endpoints: twoRegions('https://api.minimax.io/v1', 'https://api.minimaxi.com/v1', 'minimax-china'),
  },
  {
    id: 'modelscope',
    label: 'ModelScope',
    keyVariable: 'MODELSCOPE_API_KEY',
    models: modelscopeModels,
    holder: 'modelscope',
    endpoints: single('https://api-inference.modelscope.cn/v1'),
  },
  {
    id: 'requesty',
    label: 'Requesty',
    keyVariable: 'REQUESTY_API_KEY',
    models: requestyModels,
    holder: 'requesty',
    customHeaders: { 'HTTP-Referer': repository, 'X-Title': 'Qwen Code' },
    endpoints: single('https://router.requesty.ai/v1'),
  },
  {
    id: 'grok',
    label: 'Grok (xAI)',
    keyVariable: 'XAI_API_KEY',
    namePrefix: 'Grok',
    models: grokModels,
    holder: 'xai',
    endpoints: single('https://api.x.ai/v1'),
  },
  {
    id: 'openai',
    label: 'OpenAI',
    keyVariable: 'OPENAI_API_KEY',
    models: openAiModels,
    holder: 'openai',
    endpoints: single('https://api.openai.com/v1'),
  },
  {
    id: 'anthropic',
    label: 'Anthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
    models: anthropicModels,
    holder: 'anthropic',
    endpoints: single('https://api.anthropic.com', 'anthropic'),
  },
  {
    id: 'gemini',
    label: 'Google Gemini',
    keyVariable: 'GEMINI_API_KEY',
    namePrefix: 'Gemini',
    models: geminiModels,
    holder: 'google',
    endpoints: single('https://generativelanguage.googleapis.com', 'gemini'),
  },
];

export const providerData: readonly ProviderData[] = [
  codingPlan,
  tokenPlanPersonal,
  tokenPlanTeam,
  modelStudio,
  ...others.map((provider): ProviderData => ({ ...provider, billing: 'billed' })),
];
