import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';
import { sameBaseUrl, urlParts } from '../url.ts';
import { providerData } from './catalogue-data.ts';
import { type Holder, type HolderLinks, holders } from './holders.ts';
import { type EntryConnection, entryFor, type ModelSpec } from './model-spec.ts';

/** A provider in one region and with one protocol: what the user can switch to without entering an address. */
export interface CatalogueEndpoint extends EntryConnection {
  /** "coding-plan/international", "openrouter", "token-plan/china/anthropic". */
  readonly id: string;
  readonly providerId: string;
  readonly label: string;
  readonly region: string | null;
  readonly billing: 'plan' | 'billed';
  /** Models that can be the main model; image-only models are left out. */
  readonly models: readonly ModelSpec[];
  readonly links: HolderLinks;
}

/** The id of the custom endpoint, whose address the user enters. */
export const customProviderId = 'custom';

const linksOf = (holder: Holder | HolderLinks): HolderLinks => (typeof holder === 'string' ? holders[holder] : holder);

/** Every endpoint of every provider known to the app, plans first. */
export const catalogue: readonly CatalogueEndpoint[] = providerData.flatMap((provider) =>
  provider.endpoints.map(
    (endpoint): CatalogueEndpoint => ({
      id: endpoint.suffix === '' ? provider.id : `${provider.id}/${endpoint.suffix}`,
      providerId: provider.id,
      label: provider.label,
      region: endpoint.region,
      billing: provider.billing,
      protocol: endpoint.protocol ?? 'openai',
      baseUrl: endpoint.baseUrl,
      keyVariable: provider.keyVariable,
      namePrefix: endpoint.namePrefix ?? provider.namePrefix ?? provider.label,
      customHeaders: provider.customHeaders ?? null,
      models: (endpoint.models ?? provider.models).filter(({ imageOnly }) => imageOnly !== true),
      links: linksOf(endpoint.holder ?? provider.holder),
    }),
  ),
);

export const findEndpoint = (id: string): CatalogueEndpoint | undefined =>
  catalogue.find((endpoint) => endpoint.id === id);

/** Every endpoint with this protocol and address: two where two plans share it. */
export const endpointsAt = (protocol: Protocol, baseUrl: string): readonly CatalogueEndpoint[] =>
  catalogue.filter((endpoint) => endpoint.protocol === protocol && sameBaseUrl(endpoint.baseUrl, baseUrl));

/**
 * The endpoint with this protocol and address, that of `keyVariable` if two share it. Its own key variable may differ,
 * because the user can choose one.
 */
export function endpointAt(protocol: Protocol, baseUrl: string, keyVariable = ''): CatalogueEndpoint | undefined {
  const found = endpointsAt(protocol, baseUrl);
  return found.find((endpoint) => endpoint.keyVariable === keyVariable) ?? found[0];
}

/** Whether the address belongs to a known provider other than Alibaba, which must not receive a plan key. */
export function isForeignProvider(baseUrl: string): boolean {
  const host = urlParts(baseUrl)?.host;
  return catalogue.some(
    (endpoint) => urlParts(endpoint.baseUrl)?.host === host && !/\.aliyuncs\.com$/.test(host ?? ''),
  );
}

/**
 * Models that only generate images: they use another endpoint and cannot be chosen as the main model
 * (docs/facts/plans.md §2).
 */
const imageModels = new Set([
  'qwen-image-2.0',
  'qwen-image-2.0-pro',
  'wan2.7-image',
  'wan2.7-image-pro',
  ...providerData.flatMap(({ models }) => models.filter(({ imageOnly }) => imageOnly === true).map(({ id }) => id)),
]);

export const isImageModel = (id: string): boolean => imageModels.has(id);

/** Models of the plans that support the OpenAI protocol only (docs/facts/plans.md §2). */
const openAiOnly = new Set(['deepseek-v3.2']);

/** Whether this endpoint supports the model, which may be listed or entered by the user. */
export function supportsModel(endpoint: CatalogueEndpoint, model: string): boolean {
  if (isImageModel(model)) return false;
  return endpoint.protocol === 'openai' || endpoint.billing !== 'plan' || !openAiOnly.has(model);
}

/** The entries that a switch to this endpoint adds: all its models, and the chosen one if it is not listed. */
export function entriesOf(
  endpoint: CatalogueEndpoint,
  chosen: string,
  connection: EntryConnection = endpoint,
): readonly JsonObject[] {
  const listed = endpoint.models.some(({ id }) => id === chosen);
  const specs = listed ? endpoint.models : [{ id: chosen }, ...endpoint.models];
  return specs.map((spec) => entryFor(spec, connection));
}
