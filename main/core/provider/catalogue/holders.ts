/** The company whose terms of service and privacy notice apply to a provider: the one that issues the key. */
export type Holder =
  | 'aliyun'
  | 'alibaba-cloud'
  | 'openrouter'
  | 'fireworks'
  | 'deepseek'
  | 'zai'
  | 'moonshot'
  | 'moonshot-china'
  | 'minimax'
  | 'minimax-china'
  | 'modelscope'
  | 'requesty'
  | 'xai'
  | 'openai'
  | 'anthropic'
  | 'google';

export interface HolderLinks {
  readonly name: string;
  readonly documentation: string;
  readonly terms: string;
  readonly privacy: string;
}

/**
 * Addresses the app may open; the renderer can request them by name only. When a company keeps changing the
 * addresses of its legal texts, the link leads to the page that lists them.
 */
export const holders: Readonly<Record<Holder, HolderLinks>> = {
  aliyun: {
    name: '阿里云百炼 (aliyun.com)',
    documentation: 'https://help.aliyun.com/zh/model-studio/coding-plan',
    terms: 'https://help.aliyun.com/product/67275.html',
    privacy: 'https://help.aliyun.com/zh/model-studio/privacy-notice',
  },
  'alibaba-cloud': {
    name: 'Alibaba Cloud (alibabacloud.com)',
    documentation: 'https://www.alibabacloud.com/help/en/model-studio/coding-plan',
    terms: 'https://www.alibabacloud.com/help/en/legal',
    privacy: 'https://www.alibabacloud.com/help/en/legal/latest/alibaba-cloud-international-website-privacy-policy',
  },
  openrouter: {
    name: 'OpenRouter',
    documentation: 'https://openrouter.ai/docs',
    terms: 'https://openrouter.ai/terms',
    privacy: 'https://openrouter.ai/privacy',
  },
  fireworks: {
    name: 'Fireworks AI',
    documentation: 'https://docs.fireworks.ai/',
    terms: 'https://fireworks.ai/terms-of-service',
    privacy: 'https://fireworks.ai/privacy-policy',
  },
  deepseek: {
    name: 'DeepSeek',
    documentation: 'https://api-docs.deepseek.com/zh-cn/',
    terms: 'https://cdn.deepseek.com/policies/en-US/deepseek-open-platform-terms-of-service.html',
    privacy: 'https://cdn.deepseek.com/policies/en-US/deepseek-privacy-policy.html',
  },
  zai: {
    name: 'Z.AI',
    documentation: 'https://docs.z.ai/',
    terms: 'https://docs.z.ai/legal-agreement/terms-of-use',
    privacy: 'https://docs.z.ai/legal-agreement/privacy-policy',
  },
  moonshot: {
    name: 'Moonshot AI',
    documentation: 'https://platform.kimi.ai/docs',
    terms: 'https://platform.kimi.ai/docs/agreement/modeluse',
    privacy: 'https://platform.kimi.ai/docs/agreement/userprivacy',
  },
  'moonshot-china': {
    name: '月之暗面 (moonshot.cn)',
    documentation: 'https://platform.moonshot.cn/docs',
    terms: 'https://platform.moonshot.cn/docs/agreement/modeluse',
    privacy: 'https://platform.moonshot.cn/docs/agreement/userprivacy',
  },
  minimax: {
    name: 'MiniMax',
    documentation: 'https://www.minimax.io/platform',
    terms: 'https://www.minimax.io/platform/protocol/terms-of-service',
    privacy: 'https://www.minimax.io/platform/protocol/privacy-policy',
  },
  'minimax-china': {
    name: 'MiniMax (minimaxi.com)',
    documentation: 'https://platform.minimaxi.com',
    terms: 'https://platform.minimaxi.com/protocol/user-agreement',
    privacy: 'https://platform.minimaxi.com/protocol/privacy-policy',
  },
  modelscope: {
    name: 'ModelScope',
    documentation: 'https://modelscope.cn/docs/model-service/API-Inference/intro',
    terms: 'https://modelscope.cn/protocol/Terms-and-Condition',
    privacy: 'https://modelscope.cn/protocol/Privacy-Policy',
  },
  requesty: {
    name: 'Requesty',
    documentation: 'https://docs.requesty.ai',
    terms: 'https://www.requesty.ai/terms',
    privacy: 'https://www.requesty.ai/privacy',
  },
  xai: {
    name: 'xAI',
    documentation: 'https://docs.x.ai/docs',
    terms: 'https://x.ai/legal',
    privacy: 'https://x.ai/legal/privacy-policy',
  },
  openai: {
    name: 'OpenAI',
    documentation: 'https://platform.openai.com/docs',
    terms: 'https://openai.com/policies',
    privacy: 'https://openai.com/policies/privacy-policy',
  },
  anthropic: {
    name: 'Anthropic',
    documentation: 'https://docs.anthropic.com/',
    terms: 'https://www.anthropic.com/legal/commercial-terms',
    privacy: 'https://www.anthropic.com/legal/privacy',
  },
  google: {
    name: 'Google',
    documentation: 'https://ai.google.dev/gemini-api/docs',
    terms: 'https://ai.google.dev/gemini-api/terms',
    privacy: 'https://policies.google.com/privacy',
  },
};
