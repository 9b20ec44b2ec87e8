import type { ProviderOption, RecentProvider, SettingsView } from '../../provider/model.ts';
import { printable } from '../../text/printable.ts';
import type { Words } from '../words/index.ts';
import { hostOf, idText, keyText, nameOf, regionText } from './provider-text.ts';
import { startFaultText } from './start-fault-text.ts';

/** One row of the list: a provider in one region, with an endpoint for each of its protocols. */
export interface ProviderRow {
  readonly name: string;
  readonly regionText: string | null;
  readonly aboutText: string;
  /** Models of the user's file, or those that were searched for; empty: none to name. */
  readonly modelsText: string;
  /** The model that the query names; null: it names the provider, or nothing. */
  readonly foundModel: string | null;
  readonly current: boolean;
  /** Why Qwen Code does not start with it; null: it does, or would with a key. */
  readonly faultText: string | null;
  readonly favourite: boolean;
  /** The endpoint selected at first: the one in use, otherwise the first. */
  readonly option: ProviderOption;
  readonly endpoints: readonly ProviderOption[];
}

/** A provider with a row for each of its regions. */
export interface ProviderFamily {
  readonly name: string;
  readonly rows: readonly ProviderRow[];
}

export interface ProviderGroup {
  readonly title: string;
  readonly families: readonly ProviderFamily[];
}

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

/**
 * The providers that match the query by name: favourites, then those of the user's file, then all others. Each group
 * lists the current one first, then recently used ones.
 */
export function providerGroups(
  settings: ReadableSettings,
  query: string,
  favouriteIds: readonly string[],
  words: Words,
  recent: readonly RecentProvider[] = [],
): readonly ProviderGroup[] {
  const rows = rowsOf(settings, query, favouriteIds, words).toSorted(
    (left, right) => weightOf(left, recent) - weightOf(right, recent),
  );
  const isOwn = (row: ProviderRow): boolean => row.endpoints.some((endpoint) => endpoint.origin === 'file');
  const { favourites, fromFile, fromCatalogue } = words.providers;
  const group = (title: string, isIn: (row: ProviderRow) => boolean): ProviderGroup => ({
    title,
    families: familiesOf(rows.filter(isIn)),
  });
  return [
    group(favourites, (row) => row.favourite),
    group(fromFile, (row) => !row.favourite && isOwn(row)),
    group(fromCatalogue, (row) => !row.favourite && !isOwn(row)),
  ].filter(({ families }) => families.length > 0);
}

function familiesOf(rows: readonly ProviderRow[]): readonly ProviderFamily[] {
  const families = new Map<string, ProviderRow[]>();
  for (const row of rows) families.set(row.name, [...(families.get(row.name) ?? []), row]);
  return [...families].map(([name, members]) => ({ name, rows: members }));
}

const rowsOf = (
  settings: ReadableSettings,
  query: string,
  favouriteIds: readonly string[],
  words: Words,
): readonly ProviderRow[] =>
  endpointsByRow(settings.options).flatMap((endpoints) => rowOf(endpoints, settings, { query, favouriteIds, words }));

/** The row that contains a provider; undefined when it no longer exists. */
export const rowOfProvider = (settings: ReadableSettings, providerId: string, words: Words): ProviderRow | undefined =>
  rowsOf(settings, '', [], words).find(({ endpoints }) => endpoints.some(({ id }) => id === providerId));

/**
 * Groups the endpoints of one provider in one region, in order of first appearance. Endpoints that only the file
 * declares form groups of their own.
 */
function endpointsByRow(options: readonly ProviderOption[]): readonly (readonly ProviderOption[])[] {
  const families = new Map<string, ProviderOption[]>();
  for (const option of options) {
    const alone = option.id.startsWith('file/') || option.custom === true;
    const family = alone ? option.id : `${option.label}\0${option.region ?? ''}`;
    families.set(family, [...(families.get(family) ?? []), option]);
  }
  return [...families.values()];
}

function isNamed(option: ProviderOption, wanted: string, words: Words): boolean {
  const { id, label, region, baseUrl } = option;
  const names = [nameOf(option, words), id, label, region ?? '', regionText(option, words) ?? '', baseUrl];
  return names.some((text) => text.toLowerCase().includes(wanted));
}

/** The models of a provider that match: first the one of exactly this name. */
const modelsNamed = ({ models }: ProviderOption, wanted: string): ProviderOption['models'] =>
  models
    .filter(({ id, name }) => [id, name].some((text) => text.toLowerCase().includes(wanted)))
    .toSorted((one, other) => Number(other.id.toLowerCase() === wanted) - Number(one.id.toLowerCase() === wanted));

interface RowInput {
  readonly query: string;
  readonly favouriteIds: readonly string[];
  readonly words: Words;
}

/** The row of these endpoints; none if nothing of it matches the query. */
function rowOf(
  endpoints: readonly ProviderOption[],
  { currentModel }: ReadableSettings,
  { query, favouriteIds, words }: RowInput,
): readonly ProviderRow[] {
  const wanted = query.trim().toLowerCase();
  const byName = endpoints.some((endpoint) => isNamed(endpoint, wanted, words));
  const found = byName ? endpoints : endpoints.filter((endpoint) => modelsNamed(endpoint, wanted).length > 0);
  const option = found.find((endpoint) => endpoint.current) ?? found[0];
  if (option === undefined) return [];
  const matching = byName ? [] : modelsNamed(option, wanted);
  return [
    {
      name: nameOf(option, words),
      regionText: regionText(option, words),
      aboutText: aboutOf(option, endpoints, currentModel, words),
      modelsText: modelsText(option, matching, currentModel, words),
      foundModel: matching[0]?.id ?? null,
      current: option.current,
      faultText: option.startFault === undefined ? null : startFaultText(option.startFault, words),
      favourite: endpoints.some((endpoint) => favouriteIds.includes(endpoint.id)),
      option,
      endpoints,
    },
  ];
}

const fewModels = 4;

/** The models that were searched for, otherwise those that the user's file declares, the one in use first. */
function modelsText(
  option: ProviderOption,
  matching: ProviderOption['models'],
  currentModel: string | null,
  { common, providers }: Words,
): string {
  const declared = option.origin === 'file' ? option.models : [];
  const listed = (matching.length > 0 ? matching : declared).map(({ id }) => id);
  const inUse = matching.length === 0 && option.current && currentModel !== null ? [currentModel] : [];
  const names = [...new Set([...inUse, ...listed])].map(idText);
  const rest = names.length - fewModels;
  return common.list(rest > 1 ? [...names.slice(0, fewModels), providers.moreModels(String(rest))] : names);
}

/** What tells apart providers of one name: the address where the user chose it, the protocol, and the key. */
function aboutOf(
  option: ProviderOption,
  endpoints: readonly ProviderOption[],
  currentModel: string | null,
  words: Words,
): string {
  const isOnlyProtocol = endpoints.length === 1 && option.protocol !== 'openai' && option.custom !== true;
  const isUsed = option.current && currentModel !== null;
  const hasNoKey = option.key.state === 'missing' || option.startFault !== undefined;
  const host = printable(hostOf(option.baseUrl));
  const parts = [
    option.origin === 'catalogue' || nameOf(option, words).includes(host) ? null : host,
    isOnlyProtocol ? words.providers.protocolNames[option.protocol] : null,
    isUsed || hasNoKey ? null : keyText(option.key, words),
  ];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function weightOf({ current, endpoints }: ProviderRow, recent: readonly RecentProvider[]): number {
  if (current) return -1;
  const place = recent.findIndex(({ providerId }) => endpoints.some(({ id }) => id === providerId));
  return place < 0 ? recent.length : place;
}

/** The favourites after a press on the star of a row: adds its selected endpoint, or removes all its endpoints. */
export const toggledFavourites = (favouriteIds: readonly string[], row: ProviderRow): readonly string[] =>
  row.favourite
    ? favouriteIds.filter((id) => !row.endpoints.some((endpoint) => endpoint.id === id))
    : [...favouriteIds, row.option.id];
