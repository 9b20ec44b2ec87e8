import type { ServiceRegion } from '../core/session.ts';

/** What the renderer may ask to have opened, by name. */
export type LinkName = 'console' | 'coding-plan' | 'documentation';

const links: Readonly<Record<ServiceRegion, Readonly<Record<LinkName, string>>>> = {
  international: {
    console: 'https://home.qwencloud.com/',
    'coding-plan': 'https://www.alibabacloud.com/help/en/model-studio/coding-plan',
    documentation: 'https://docs.qwencloud.com/',
  },
  china: {
    console: 'https://bailian.console.aliyun.com/cn-beijing',
    'coding-plan': 'https://help.aliyun.com/zh/model-studio/coding-plan',
    documentation: 'https://help.aliyun.com/zh/model-studio/',
  },
};

/** The address behind a name: only main knows it. */
export const linkAddress = (name: LinkName, region: ServiceRegion): string => links[region][name];
