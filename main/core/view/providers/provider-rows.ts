import { isVariableName } from '../../provider/keys.ts';
import type { ProviderOption, RecentProvider, SettingsView } from '../../provider/model.ts';
import type { Words } from '../words/index.ts';
import { hostOf, keyText, nameOf, regionText } from './provider-text.ts';

/** One row of the list: a provider in one region, with an endpoint for each of its protocols. */
export interface ProviderRow {
  readonly name: string;
  readonly regionText: string | null;
  readonly aboutText: string;
  readonly current: boolean;
  /** Why Qwen Code does not start with it; null: it does, or would with a key. */
  readonly faultText: string | null;
  readonly favourite: boolean;
  /** The endpoint selected at first: the one in use, otherwise the first. */
  readonly option: ProviderOption;
  readonly endpoints: readonly ProviderOption[];
}

export interface ProviderGroup {
  readonly title: string;
  readonly rows: readonly ProviderRow[];
}

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

/**
 * The providers that match the query, the user's own first. Each group lists the current one, then favourites, then
 * recently used ones.
 */
export function providerGroups(
  settings: ReadableSettings,
  query: string,
  favouriteIds: readonly string[],
  words: Words,
  recent: readonly RecentProvider[] = [],
): readonly ProviderGroup[] {
  const rows = familiesOf(settings.options)
    .filter((endpoints) => endpoints.some((endpoint) => matches(endpoint, query, words)))
    .flatMap((endpoints) => rowOf(endpoints, settings, favouriteIds, words))
    .toSorted((left, right) => weightOf(left, recent) - weightOf(right, recent));
  const isOwn = (row: ProviderRow): boolean => row.endpoints.some((endpoint) => endpoint.origin === 'file');
  return [
    { title: words.providers.fromFile, rows: rows.filter(isOwn) },
    { title: words.providers.fromCatalogue, rows: rows.filter((row) => !isOwn(row)) },
  ].filter((group) => group.rows.length > 0);
}

/** The row that contains a provider; undefined when it no longer exists. */
export const rowOfProvider = (settings: ReadableSettings, providerId: string, words: Words): ProviderRow | undefined =>
  providerGroups(settings, '', [], words)
    .flatMap(({ rows }) => rows)
    .find(({ endpoints }) => endpoints.some(({ id }) => id === providerId));

/**
 * Groups the endpoints of one provider in one region, in order of first appearance. Endpoints that only the file
 * declares form groups of their own.
 */
function familiesOf(options: readonly ProviderOption[]): readonly (readonly ProviderOption[])[] {
  const families = new Map<string, ProviderOption[]>();
  for (const option of options) {
    const alone = option.id.startsWith('file/') || option.custom === true;
    const family = alone ? option.id : `${option.label}\0${option.region ?? ''}`;
    families.set(family, [...(families.get(family) ?? []), option]);
  }
  return [...families.values()];
}

function matches(option: ProviderOption, query: string, words: Words): boolean {
  const wanted = query.trim().toLowerCase();
  return [
    nameOf(option, words),
    option.id,
    option.label,
    option.region ?? '',
    regionText(option, words) ?? '',
    option.baseUrl,
    ...option.models.flatMap((model) => [model.id, model.name]),
  ].some((text) => text.toLowerCase().includes(wanted));
}

function rowOf(
  endpoints: readonly ProviderOption[],
  { currentModel }: ReadableSettings,
  favouriteIds: readonly string[],
  words: Words,
): readonly ProviderRow[] {
  const option = endpoints.find((endpoint) => endpoint.current) ?? endpoints[0];
  if (option === undefined) return [];
  return [
    {
      name: nameOf(option, words),
      regionText: regionText(option, words),
      aboutText: aboutOf(option, endpoints, currentModel, words),
      current: option.current,
      faultText: faultText(option, words),
      favourite: endpoints.some((endpoint) => favouriteIds.includes(endpoint.id)),
      option,
      endpoints,
    },
  ];
}

/** The app does not see what a shell exports, so a key that no file sets may still be there. */
function faultText({ startFault }: ProviderOption, { providers, refusals }: Words): string | null {
  if (startFault === undefined) return null;
  const { code, subject } = startFault;
  const mayBeExported = code === 'missing-key' && isVariableName(subject);
  return mayBeExported ? providers.keyInShellAlone(subject) : providers.startFault(refusals[code](subject));
}

function aboutOf(
  option: ProviderOption,
  endpoints: readonly ProviderOption[],
  currentModel: string | null,
  words: Words,
): string {
  const model = option.current ? currentModel : null;
  const protocol = endpoints.length === 1 && option.protocol !== 'openai';
  const parts = [
    model,
    option.custom === true || nameOf(option, words).includes(hostOf(option.baseUrl)) ? null : hostOf(option.baseUrl),
    protocol && option.custom !== true ? words.providers.protocolNames[option.protocol] : null,
    model !== null || option.key.state === 'missing' || option.startFault !== undefined
      ? null
      : keyText(option.key, words),
  ];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function weightOf({ current, favourite, endpoints }: ProviderRow, recent: readonly RecentProvider[]): number {
  if (current) return -2;
  if (favourite) return -1;
  const place = recent.findIndex(({ providerId }) => endpoints.some(({ id }) => id === providerId));
  return place < 0 ? recent.length : place;
}

/** The favourites after a press on the star of a row: adds its selected endpoint, or removes all its endpoints. */
export const toggledFavourites = (favouriteIds: readonly string[], row: ProviderRow): readonly string[] =>
  row.favourite
    ? favouriteIds.filter((id) => !row.endpoints.some((endpoint) => endpoint.id === id))
    : [...favouriteIds, row.option.id];
