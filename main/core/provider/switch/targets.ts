import { containsKey } from '../../secrets.ts';
import { type CatalogueEndpoint, catalogue, endpointAt, endpointsAt } from '../catalogue/catalogue.ts';
import { modelStudio, tokenPlanLabel } from '../catalogue/catalogue-data-plans.ts';
import { endOfModel } from '../catalogue/model-facts.ts';
import { endpointKindOf, shownVariable } from '../keys.ts';
import type { Protocol } from '../model.ts';
import { defaultBaseUrls } from '../precedence/client-rules.ts';
import { type EntryGroup, groupEntries, groupIdOf, type ModelEntry, readEntries } from '../precedence/entries.ts';
import type { JsonObject } from '../settings-text/json.ts';
import { maskKeys } from '../settings-text/mask.ts';
import { urlParts } from '../url.ts';
import { withDistinctLabels } from './target-labels.ts';

/** Something the user can switch to: entries of the user's file, an endpoint of the catalogue, or both. */
export interface Target {
  readonly id: string;
  readonly label: string;
  readonly region: string | null;
  /** The key of `modelProviders` that holds its entries. */
  readonly listKey: string;
  readonly selectedType: Protocol;
  readonly protocol: Protocol;
  readonly baseUrl: string;
  readonly keyVariable: string;
  readonly billing: 'plan' | 'billed' | 'unknown';
  readonly group: EntryGroup | null;
  readonly endpoint: CatalogueEndpoint | null;
}

/** The company name that all entries share: clients name entries "[Company] model". */
function commonPrefix(entries: readonly ModelEntry[]): string | null {
  const prefixes = new Set(entries.map(({ name }) => /^\[([^\]]+)\]/.exec(name)?.[1] ?? null));
  const [only] = prefixes;
  return prefixes.size === 1 && only !== undefined ? only : null;
}

/** The label of the catalogue company with this host, whatever the path of the address. */
function knownLabel(baseUrl: string): string | null {
  const host = urlParts(baseUrl)?.host;
  if (host === undefined) return null;
  // A workspace of Model Studio has a host of its own (docs/facts/plans.md §3).
  if (endpointKindOf(baseUrl) === 'billed') return modelStudio.label;
  return catalogue.find((endpoint) => urlParts(endpoint.baseUrl)?.host === host)?.label ?? null;
}

function groupLabel(group: EntryGroup): string {
  const host = urlParts(group.baseUrl)?.host;
  return maskKeys(commonPrefix(group.entries) ?? knownLabel(group.baseUrl) ?? host ?? group.protocol);
}

/**
 * The label of entries at a known address. Two editions of the Token Plan share one, and the client's own entries do
 * not say which of them pays: only entries that one edition allows without exception are called by its name.
 */
function labelAt(endpoint: CatalogueEndpoint, group: Pick<EntryGroup, 'keyVariable' | 'entries'>): string {
  const isShared = endpointsAt(endpoint.protocol, endpoint.baseUrl).length > 1;
  const isOf = ({ id }: ModelEntry): boolean => endpoint.models.some((model) => model.id === id);
  const isSure = endpoint.keyVariable === group.keyVariable && group.entries.every(isOf);
  return isShared && !isSure ? tokenPlanLabel : endpoint.label;
}

const billingOf = (baseUrl: string): Target['billing'] => {
  const kind = endpointKindOf(baseUrl);
  return kind === 'other' ? 'unknown' : kind;
};

function groupTarget(group: EntryGroup): Target {
  const address = group.baseUrl === '' ? defaultBaseUrls[group.protocol] : group.baseUrl;
  const endpoint = endpointAt(group.protocol, address, group.keyVariable);
  const isStock = endpoint?.keyVariable === group.keyVariable && group.listKey === endpoint.protocol;
  const known = endpoint === undefined ? null : labelAt(endpoint, group);
  return {
    id: isStock && endpoint !== undefined ? endpoint.id : group.id,
    label: isStock || known === null ? (known ?? groupLabel(group)) : `${known} (${shownVariable(group.keyVariable)})`,
    region: endpoint?.region ?? null,
    listKey: group.listKey,
    selectedType: group.selectedType,
    protocol: group.protocol,
    baseUrl: group.baseUrl,
    keyVariable: group.keyVariable,
    billing: endpoint?.billing ?? billingOf(group.baseUrl),
    group,
    endpoint: endpoint ?? null,
  };
}

export const endpointTarget = (endpoint: CatalogueEndpoint): Target => ({
  id: endpoint.id,
  label: endpoint.label,
  region: endpoint.region,
  listKey: endpoint.protocol,
  selectedType: endpoint.protocol,
  protocol: endpoint.protocol,
  baseUrl: endpoint.baseUrl,
  keyVariable: endpoint.keyVariable,
  billing: endpoint.billing,
  group: null,
  endpoint,
});

/** Every target: first the user's own entries in file order, then the endpoints that only the catalogue has. */
export function targetsOf(settings: JsonObject): readonly Target[] {
  const seen = new Set<string>();
  const own: Target[] = [];
  for (const group of groupEntries(readEntries(settings))) {
    const target = groupTarget(group);
    const unique = seen.has(target.id) ? { ...target, id: group.id } : target;
    seen.add(unique.id);
    if (target.endpoint !== null || group.entries.some(({ serviceOnly }) => !serviceOnly)) own.push(unique);
  }
  const known = catalogue.filter(({ id }) => !seen.has(id)).map(endpointTarget);
  return withDistinctLabels([...own, ...known]);
}

/** The target for an address the user enters that is not in the file yet. */
export const customTarget = (protocol: Protocol, baseUrl: string, keyVariable: string): Target => ({
  id: groupIdOf({ listKey: protocol, protocol, baseUrl, keyVariable }),
  label: maskKeys(urlParts(baseUrl)?.host ?? ''),
  region: null,
  listKey: protocol,
  selectedType: protocol,
  protocol,
  baseUrl,
  keyVariable,
  billing: billingOf(baseUrl),
  group: null,
  endpoint: null,
});

/** What variables or `security.auth` choose, in no list: the endpoint at this address, or the address. */
export function unlistedTarget(protocol: Protocol, baseUrl: string, keyVariable: string): Target {
  const target = customTarget(protocol, baseUrl, keyVariable);
  const endpoint = endpointAt(protocol, baseUrl, keyVariable);
  if (endpoint === undefined) return { ...target, label: knownLabel(baseUrl) ?? target.label };
  return { ...endpointTarget(endpoint), label: labelAt(endpoint, { keyVariable, entries: [] }) };
}

/**
 * The models the user can choose, the user's own entries first. Models that the file reserves for a service, and those
 * that ended, are left out, and so are ids that look like a key.
 */
export function modelsOf(target: Target): readonly { readonly id: string; readonly name: string }[] {
  const entries = target.group?.entries ?? [];
  const models = new Map<string, string>();
  for (const { id, name, serviceOnly } of entries) {
    if (!serviceOnly && !models.has(id) && !containsKey(id)) models.set(id, maskKeys(name));
  }
  const hidden = new Set(entries.filter(({ serviceOnly }) => serviceOnly).map(({ id }) => id));
  for (const { id } of target.endpoint?.models ?? []) if (!models.has(id) && !hidden.has(id)) models.set(id, id);
  return [...models].flatMap(([id, name]) => (endOfModel(id, target.baseUrl) === null ? [{ id, name }] : []));
}
