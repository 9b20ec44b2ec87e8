import type { Language } from '../../language.ts';
import { currentProvider } from '../../provider/current-provider.ts';
import { endpointKindOf } from '../../provider/keys.ts';
import type { SettingsView } from '../../provider/model.ts';
import { urlParts } from '../../provider/url.ts';
import type { ServiceRegion, Session } from '../../session.ts';

interface Known {
  readonly session: Session;
  readonly settings: SettingsView;
  readonly language: Language;
}

/** The service that holds the account: that of the last sign-in, else that of the address Qwen Code uses, else by the language. */
export function regionToOffer({ session, settings, language }: Known): ServiceRegion {
  const last = session.state === 'signed-out' ? session.region : undefined;
  return (
    last ??
    regionOfAddress(currentProvider(settings)?.baseUrl ?? '') ??
    (language === 'zh-CN' ? 'china' : 'international')
  );
}

/** The service behind an address of Alibaba (docs/facts/plans.md §3), which sells Hong Kong internationally; null for any other. */
function regionOfAddress(baseUrl: string): ServiceRegion | null {
  if (endpointKindOf(baseUrl) === 'other') return null;
  const isChina = /^(?!coding-intl\.|cn-hongkong\.)(?:.*\.)?dashscope\.aliyuncs\.com$|\.cn-(?!hongkong\.)/.test(
    urlParts(baseUrl)?.host ?? '',
  );
  return isChina ? 'china' : 'international';
}
