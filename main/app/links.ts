import type { AppState } from '../../preload/contract.ts';
import { type ProviderPage, providerPage } from '../core/provider/catalogue/provider-links.ts';
import type { ServiceRegion } from '../core/session.ts';

type LinkName = 'console' | 'coding-plan' | 'documentation';

/** What the renderer may ask to have opened: a page by its name, or one of a provider's. */
type Link = LinkName | { readonly providerId: string; readonly page: ProviderPage };

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

/**
 * The address behind a name, which only main knows: of the service the user is signed in to, else of the one for the
 * user's language. Null for a provider that is not listed now. Pure.
 */
export function linkAddress(link: Link, { session, language, settings }: AppState): string | null {
  if (typeof link === 'object') {
    const options = settings.state === 'readable' ? settings.options : [];
    const option = options.find(({ id }) => id === link.providerId);
    return option === undefined ? null : providerPage(option, link.page);
  }
  if (session.state === 'signed-in') return links[session.region][link];
  return links[language === 'zh-CN' ? 'china' : 'international'][link];
}
