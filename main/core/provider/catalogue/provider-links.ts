import type { ProviderOption } from '../model.ts';
import { defaultBaseUrls } from '../precedence/client-rules.ts';
import { faceAt, findFace } from './catalogue.ts';
import type { HolderLinks } from './holders.ts';

export type ProviderPage = Exclude<keyof HolderLinks, 'name'>;

/** The address of a provider's page, for a listed provider of a known company; null where only the user can know. */
export function providerPage(option: ProviderOption, page: ProviderPage): string | null {
  const { id, protocol, baseUrl } = option;
  const face = findFace(id) ?? faceAt(protocol, baseUrl === '' ? defaultBaseUrls[protocol] : baseUrl);
  return option.custom === true ? null : (face?.links[page] ?? null);
}
