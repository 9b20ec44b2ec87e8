import type { AppState } from '../../preload/contract.ts';
import { type ProviderPage, providerPage } from '../core/provider/catalogue/provider-links.ts';
import type { ServiceRegion } from '../core/session.ts';

type LinkName = 'console' | 'plans' | 'documentation' | 'tray-extension';

/** The extension of GNOME that shows tray icons (docs/facts/desktop.md §5). */
const trayExtension = 'https://extensions.gnome.org/extension/615/appindicator-support/';

/** What the renderer may ask to have opened: a page by its name, or one of a provider's. */
type Link = LinkName | { readonly providerId: string; readonly page: ProviderPage };

const links: Readonly<Record<ServiceRegion, Readonly<Record<LinkName, string>>>> = {
  international: {
    console: 'https://home.qwencloud.com/',
    plans: 'https://www.alibabacloud.com/help/en/model-studio/token-plan-overview',
    documentation: 'https://docs.qwencloud.com/',
    'tray-extension': trayExtension,
  },
  china: {
    console: 'https://bailian.console.aliyun.com/cn-beijing',
    plans: 'https://help.aliyun.com/zh/model-studio/token-plan-overview',
    documentation: 'https://help.aliyun.com/zh/model-studio/',
    'tray-extension': trayExtension,
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
