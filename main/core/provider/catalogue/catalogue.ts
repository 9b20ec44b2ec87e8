import type { Protocol } from '../model.ts';
import type { JsonObject } from '../settings-text/json.ts';
import { sameBaseUrl, urlParts } from '../url.ts';
import { providerData } from './catalogue-data.ts';
import { type Holder, type HolderLinks, holders } from './holders.ts';
import { type EntryPlace, entryFor, type ModelSpec } from './model-spec.ts';

/** A provider in one region and under one protocol: what a switch can lead to without the user naming an address. */
export interface CatalogueEndpoint extends EntryPlace {
  /** "coding-plan/international", "openrouter", "token-plan/china/anthropic". */
  readonly id: string;
  readonly providerId: string;
  readonly label: string;
  readonly region: string | null;
  readonly billing: 'plan' | 'billed';
  /** Models that can answer as the main model; image-only ones are not among them. */
  readonly models: readonly ModelSpec[];
  readonly links: HolderLinks;
}

/** The one option whose address the user names. */
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
      namePrefix: endpoint.namePrefix ?? provider.namePrefix,
      customHeaders: provider.customHeaders ?? null,
      models: (endpoint.models ?? provider.models).filter(({ imageOnly }) => imageOnly !== true),
      links: linksOf(endpoint.holder ?? provider.holder),
    }),
  ),
);

export const findEndpoint = (id: string): CatalogueEndpoint | undefined =>
  catalogue.find((endpoint) => endpoint.id === id);

/** The endpoint whose place this is: protocol and address decide, the key variable may be the user's own. */
export const endpointAt = (protocol: Protocol, baseUrl: string): CatalogueEndpoint | undefined =>
  catalogue.find((endpoint) => endpoint.protocol === protocol && sameBaseUrl(endpoint.baseUrl, baseUrl));

/** The address belongs to a known provider other than Alibaba: a plan key has no business there. */
export function isForeignProvider(baseUrl: string): boolean {
  const host = urlParts(baseUrl)?.host;
  return catalogue.some(
    (endpoint) => urlParts(endpoint.baseUrl)?.host === host && !/\.aliyuncs\.com$/.test(host ?? ''),
  );
}

/**
 * Ids that only make images: they go through another endpoint and never through the model choice (docs/facts/plans.md
 * §2).
 */
const imageModels = new Set([
  'qwen-image-2.0',
  'qwen-image-2.0-pro',
  'wan2.7-image',
  'wan2.7-image-pro',
  ...providerData.flatMap(({ models }) => models.filter(({ imageOnly }) => imageOnly === true).map(({ id }) => id)),
]);

export const isImageModel = (id: string): boolean => imageModels.has(id);

/** deepseek-v3.2 of the plans speaks OpenAI only (docs/facts/plans.md §2). */
const openAiOnly = new Set(['deepseek-v3.2']);

/** Whether a model, listed or named by the user, may be asked for at this endpoint. */
export function speaks(endpoint: CatalogueEndpoint, model: string): boolean {
  if (isImageModel(model)) return false;
  return endpoint.protocol === 'openai' || endpoint.billing !== 'plan' || !openAiOnly.has(model);
}

/** The entries a switch to this endpoint adds: all its models, and the chosen one if it is not among them. */
export function entriesOf(
  endpoint: CatalogueEndpoint,
  chosen: string,
  place: EntryPlace = endpoint,
): readonly JsonObject[] {
  const listed = endpoint.models.some(({ id }) => id === chosen);
  const specs = listed ? endpoint.models : [{ id: chosen }, ...endpoint.models];
  return specs.map((spec) => entryFor(spec, place));
}
