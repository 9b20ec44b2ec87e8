export interface HolderLinks {
  readonly name: string;
  /** The page on which the user makes a key. */
  readonly keys: string;
  readonly documentation: string;
  readonly terms: string;
  readonly privacy: string;
}

/**
 * Addresses the app may open; the renderer can request them by name only. When a company keeps changing the
 * addresses of its legal texts, the link leads to the page that lists them.
 */
export const holders = {
  aliyun: {
    name: '千问AI平台（阿里云百炼）',
    keys: 'https://platform.qianwenai.com/home/api-keys',
    documentation: 'https://help.aliyun.com/zh/model-studio/coding-plan',
    terms: 'https://help.aliyun.com/product/67275.html',
    privacy: 'https://help.aliyun.com/zh/model-studio/privacy-notice',
  },
  'alibaba-cloud': {
    name: 'QwenCloud (Alibaba Cloud)',
    keys: 'https://home.qwencloud.com/api-keys',
    documentation: 'https://www.alibabacloud.com/help/en/model-studio/coding-plan',
    terms: 'https://www.alibabacloud.com/help/en/legal',
    privacy: 'https://www.alibabacloud.com/help/en/legal/latest/alibaba-cloud-international-website-privacy-policy',
  },
  openrouter: {
    name: 'OpenRouter',
    keys: 'https://openrouter.ai/settings/keys',
    documentation: 'https://openrouter.ai/docs',
    terms: 'https://openrouter.ai/terms',
    privacy: 'https://openrouter.ai/privacy',
  },
  fireworks: {
    name: 'Fireworks AI',
    keys: 'https://app.fireworks.ai/settings/users/api-keys',
    documentation: 'https://docs.fireworks.ai/',
    terms: 'https://fireworks.ai/terms-of-service',
    privacy: 'https://fireworks.ai/privacy-policy',
  },
  deepseek: {
    name: 'DeepSeek',
    keys: 'https://platform.deepseek.com/api_keys',
    documentation: 'https://api-docs.deepseek.com/zh-cn/',
    terms: 'https://cdn.deepseek.com/policies/en-US/deepseek-open-platform-terms-of-service.html',
    privacy: 'https://cdn.deepseek.com/policies/en-US/deepseek-privacy-policy.html',
  },
  zai: {
    name: 'Z.AI',
    keys: 'https://z.ai/manage-apikey/apikey-list',
    documentation: 'https://docs.z.ai/',
    terms: 'https://docs.z.ai/legal-agreement/terms-of-use',
    privacy: 'https://docs.z.ai/legal-agreement/privacy-policy',
  },
  moonshot: {
    name: 'Moonshot AI',
    keys: 'https://platform.kimi.ai/console/api-keys',
    documentation: 'https://platform.kimi.ai/docs',
    terms: 'https://platform.kimi.ai/docs/agreement/modeluse',
    privacy: 'https://platform.kimi.ai/docs/agreement/userprivacy',
  },
  'moonshot-china': {
    name: '月之暗面 (moonshot.cn)',
    keys: 'https://platform.moonshot.cn/console/api-keys',
    documentation: 'https://platform.moonshot.cn/docs',
    terms: 'https://platform.moonshot.cn/docs/agreement/modeluse',
    privacy: 'https://platform.moonshot.cn/docs/agreement/userprivacy',
  },
  minimax: {
    name: 'MiniMax',
    keys: 'https://platform.minimax.io/user-center/basic-information/interface-key',
    documentation: 'https://www.minimax.io/platform',
    terms: 'https://www.minimax.io/platform/protocol/terms-of-service',
    privacy: 'https://www.minimax.io/platform/protocol/privacy-policy',
  },
  'minimax-china': {
    name: 'MiniMax (minimaxi.com)',
    keys: 'https://platform.minimaxi.com/user-center/basic-information/interface-key',
    documentation: 'https://platform.minimaxi.com',
    terms: 'https://platform.minimaxi.com/protocol/user-agreement',
    privacy: 'https://platform.minimaxi.com/protocol/privacy-policy',
  },
  modelscope: {
    name: 'ModelScope',
    keys: 'https://modelscope.cn/my/myaccesstoken',
    documentation: 'https://modelscope.cn/docs/model-service/API-Inference/intro',
    terms: 'https://modelscope.cn/protocol/Terms-and-Condition',
    privacy: 'https://modelscope.cn/protocol/Privacy-Policy',
  },
  requesty: {
    name: 'Requesty',
    keys: 'https://app.requesty.ai/api-keys',
    documentation: 'https://docs.requesty.ai',
    terms: 'https://www.requesty.ai/terms',
    privacy: 'https://www.requesty.ai/privacy',
  },
  xai: {
    name: 'xAI',
    keys: 'https://console.x.ai/',
    documentation: 'https://docs.x.ai/docs',
    terms: 'https://x.ai/legal',
    privacy: 'https://x.ai/legal/privacy-policy',
  },
  openai: {
    name: 'OpenAI',
    keys: 'https://platform.openai.com/api-keys',
    documentation: 'https://platform.openai.com/docs',
    terms: 'https://openai.com/policies',
    privacy: 'https://openai.com/policies/privacy-policy',
  },
  anthropic: {
    name: 'Anthropic',
    keys: 'https://console.anthropic.com/settings/keys',
    documentation: 'https://docs.anthropic.com/',
    terms: 'https://www.anthropic.com/legal/commercial-terms',
    privacy: 'https://www.anthropic.com/legal/privacy',
  },
  google: {
    name: 'Google',
    keys: 'https://aistudio.google.com/app/apikey',
    documentation: 'https://ai.google.dev/gemini-api/docs',
    terms: 'https://ai.google.dev/gemini-api/terms',
    privacy: 'https://policies.google.com/privacy',
  },
} as const satisfies Readonly<Record<string, HolderLinks>>;

/** The company whose terms of service and privacy notice apply to a provider: the one that issues the key. */
export type Holder = keyof typeof holders;
