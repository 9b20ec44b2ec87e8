import type { ProviderOption, RecentProvider, SettingsView } from '../../provider/model.ts';
import type { Words } from '../words/index.ts';
import { hostOf, keyText, nameOf, regionText } from './popover-providers.ts';

/** One line of the list: a provider in one region, with all the protocols it can be spoken to by. */
export interface ProviderRow {
  readonly name: string;
  readonly regionText: string | null;
  readonly aboutText: string;
  readonly current: boolean;
  readonly favourite: boolean;
  /** The face to begin with: the one in use, else the first. */
  readonly option: ProviderOption;
  readonly faces: readonly ProviderOption[];
}

export interface ProviderGroup {
  readonly title: string;
  readonly rows: readonly ProviderRow[];
}

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

/** The providers that match, the user's own first; in each group the current one, favourites, what was used lately. */
export function providerGroups(
  settings: ReadableSettings,
  query: string,
  favouriteIds: readonly string[],
  words: Words,
  recent: readonly RecentProvider[] = [],
): readonly ProviderGroup[] {
  const rows = familiesOf(settings.options)
    .filter((faces) => faces.some((face) => matches(face, query, words)))
    .flatMap((faces) => rowOf(faces, settings, favouriteIds, words))
    .toSorted((left, right) => weightOf(left, recent) - weightOf(right, recent));
  const isOwn = (row: ProviderRow): boolean => row.faces.some((face) => face.origin === 'file');
  return [
    { title: words.providers.fromFile, rows: rows.filter(isOwn) },
    { title: words.providers.fromCatalogue, rows: rows.filter((row) => !isOwn(row)) },
  ].filter((group) => group.rows.length > 0);
}

/** The row a provider stands in; undefined: there is none by that id any more. */
export const rowOfProvider = (settings: ReadableSettings, providerId: string, words: Words): ProviderRow | undefined =>
  providerGroups(settings, '', [], words)
    .flatMap(({ rows }) => rows)
    .find(({ faces }) => faces.some(({ id }) => id === providerId));

/** Faces of one provider in one region, in the order of the first of each. What is only in the file stands alone. */
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
    option.region ?? '',
    regionText(option, words) ?? '',
    option.baseUrl,
    ...option.models.flatMap((model) => [model.id, model.name]),
  ].some((text) => text.toLowerCase().includes(wanted));
}

function rowOf(
  faces: readonly ProviderOption[],
  { currentModel }: ReadableSettings,
  favouriteIds: readonly string[],
  words: Words,
): readonly ProviderRow[] {
  const option = faces.find((face) => face.current) ?? faces[0];
  if (option === undefined) return [];
  return [
    {
      name: nameOf(option, words),
      regionText: regionText(option, words),
      aboutText: aboutOf(option, faces, currentModel, words),
      current: option.current,
      favourite: faces.some((face) => favouriteIds.includes(face.id)),
      option,
      faces,
    },
  ];
}

function aboutOf(
  option: ProviderOption,
  faces: readonly ProviderOption[],
  currentModel: string | null,
  words: Words,
): string {
  const model = option.current ? currentModel : null;
  const protocol = faces.length === 1 && option.protocol !== 'openai';
  const parts = [
    model,
    option.custom === true ? null : hostOf(option.baseUrl),
    protocol && option.custom !== true ? words.providers.protocolNames[option.protocol] : null,
    model !== null || option.key.state === 'missing' ? null : keyText(option.key, words),
  ];
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function weightOf({ current, favourite, faces }: ProviderRow, recent: readonly RecentProvider[]): number {
  if (current) return -2;
  if (favourite) return -1;
  const place = recent.findIndex(({ providerId }) => faces.some(({ id }) => id === providerId));
  return place < 0 ? recent.length : place;
}

/** The favourites after one press on a row's star: with its shown face, or without any of its faces. */
export const toggledFavourites = (favouriteIds: readonly string[], row: ProviderRow): readonly string[] =>
  row.favourite
    ? favouriteIds.filter((id) => !row.faces.some((face) => face.id === id))
    : [...favouriteIds, row.option.id];
