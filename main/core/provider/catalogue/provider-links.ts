import type { ProviderOption } from '../model.ts';
import { defaultBaseUrls } from '../precedence/client-rules.ts';
import { endpointAt, findEndpoint } from './catalogue.ts';
import type { HolderLinks } from './holders.ts';

export type ProviderPage = Exclude<keyof HolderLinks, 'name'>;

/** The address of a page about a provider; null when the company is unknown. */
export function providerPage(option: ProviderOption, page: ProviderPage): string | null {
  const { id, protocol, baseUrl, keyVariable } = option;
  const address = baseUrl === '' ? defaultBaseUrls[protocol] : baseUrl;
  const endpoint = findEndpoint(id) ?? endpointAt(protocol, address, keyVariable);
  return option.custom === true ? null : (endpoint?.links[page] ?? null);
}
