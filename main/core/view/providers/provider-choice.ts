import type { Protocol, ProviderOption } from '../../provider/model.ts';
import { nearNames } from '../../text/near-names.ts';
import { hostOf } from './provider-text.ts';

export type ProviderFound =
  | { readonly kind: 'found'; readonly option: ProviderOption }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly options: readonly ProviderOption[] };

export interface ProviderQuery {
  readonly text: string;
  readonly region: string | null;
  readonly protocol: Protocol | null;
}

/** Normalizes a name: "Coding Plan", "coding_plan" and "coding-plan" become the same text. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/**
 * Other names of the regions, including former names in Qwen Code. The plans name a region by its country, other
 * providers by its city.
 */
const regionNames: Readonly<Record<string, string>> = {
  intl: 'international',
  global: 'international',
  singapore: 'international',
  cn: 'china',
  beijing: 'china',
};
const regionOf = (name: string): string => regionNames[name] ?? name;

/** Every name that identifies a provider on the command line and in a link. */
function namesOf({ id, origin, label, region, baseUrl, custom }: ProviderOption): readonly string[] {
  if (custom === true) return [id];
  const family = origin === 'file' && id.startsWith('file/') ? [] : [id.split('/')[0] ?? ''];
  const address = [baseUrl, baseUrl.replace(/^[^:]+:\/\//, ''), hostOf(baseUrl)];
  return [id, ...family, label, `${label} ${region ?? ''}`, ...address].map(slug).filter((name) => name !== '');
}

const offers = ({ models }: ProviderOption, text: string): boolean =>
  models.some(({ id }) => id.toLowerCase() === text.trim().toLowerCase());

function fits(option: ProviderOption, { region, protocol }: ProviderQuery): boolean {
  if (protocol !== null && option.custom !== true && option.protocol !== protocol) return false;
  if (region === null) return true;
  if (option.region === null) return false;
  const [wanted, own] = [slug(region), slug(option.region)];
  return own.startsWith(wanted) || regionOf(own) === regionOf(wanted);
}

/** The endpoint whose id is the beginning of all other ids: "coding-plan/china" of "coding-plan/china/anthropic". */
const parentOf = (options: readonly ProviderOption[]): ProviderOption | undefined =>
  options.find(({ id }) => options.every((other) => other.id === id || other.id.startsWith(`${id}/`)));

/**
 * The providers that match a text: by id, otherwise by full name or address, otherwise by a model, those of the settings
 * first, otherwise by the variable of a key there, otherwise by the beginning of a name, otherwise by words of one. Pure.
 */
export function providersNamed(options: readonly ProviderOption[], text: string): readonly ProviderOption[] {
  const wanted = slug(text);
  const ways: readonly ((option: ProviderOption) => boolean)[] = [
    ({ id }) => id === text,
    (option) => namesOf(option).includes(wanted),
    (option) => option.origin === 'file' && offers(option, text),
    (option) => offers(option, text),
    (option) => option.origin === 'file' && option.keyVariable === text.trim(),
    (option) => namesOf(option).some((name) => name.startsWith(wanted)),
    (option) => namesOf(option).some((name) => `-${name}-`.includes(`-${wanted}-`)),
  ];
  return wanted === '' ? [] : (ways.map((way) => options.filter(way)).find((found) => found.length > 0) ?? []);
}

/** The names that a mistyped text may have meant, nearest first. Pure. */
export const namesNear = (options: readonly ProviderOption[], text: string): readonly string[] =>
  nearNames(
    text,
    options.flatMap(({ id, label, models }) => [
      ...(id.startsWith('file/') ? [] : [id.split('/')[0] ?? '', id]),
      slug(label),
      ...models.map((model) => model.id),
    ]),
  );

/** The first names of all providers, as `switch` takes them. Pure. */
export const familiesOf = (options: readonly ProviderOption[]): readonly string[] => [
  ...new Set(options.flatMap(({ id, label }) => (id.startsWith('file/') ? slug(label) : (id.split('/')[0] ?? [])))),
];

/** The single provider that matches the query, or why there is none. Pure. */
export function findProvider(options: readonly ProviderOption[], query: ProviderQuery): ProviderFound {
  const usable = options.filter((option) => fits(option, query));
  const found = providersNamed(usable, query.text);
  const only = found.length === 1 ? found[0] : parentOf(found);
  if (only !== undefined) return { kind: 'found', option: only };
  return found.length > 1 ? { kind: 'several', options: found } : { kind: 'none' };
}

/** Whether no two of these have a value in common. */
const areApart = (all: readonly (readonly string[])[]): boolean => {
  const values = all.flatMap((own) => [...new Set(own)]);
  return new Set(values).size === values.length;
};

/** What a user can give to name one of several providers; the id always does. */
export type TellingApart = 'address' | 'model' | 'variable';

/** What tells these providers apart. Pure. */
export function tellingApart(options: readonly ProviderOption[]): readonly TellingApart[] {
  const isOneAddress = new Set(options.map(({ baseUrl }) => baseUrl)).size === 1;
  const areOwn = options.every(({ origin }) => origin === 'file');
  return [
    ...(isOneAddress ? [] : (['address'] as const)),
    ...(areApart(options.map(({ models }) => models.map(({ id }) => id))) ? (['model'] as const) : []),
    ...(areOwn && areApart(options.map((option) => [option.keyVariable])) ? (['variable'] as const) : []),
  ];
}

/** What the user named: a model, or the provider by the id of a model. */
interface NamedModel {
  readonly model: string | null;
  readonly text: string;
}

/**
 * The model to use: the named one, otherwise the current one if the provider lists it, otherwise the first listed;
 * null: none.
 */
export function chooseModel(
  option: ProviderOption,
  { model, text }: NamedModel,
  current: string | null,
): string | null {
  const isName = namesOf(option).includes(slug(text));
  const named = option.models.find(({ id }) => !isName && id.toLowerCase() === text.trim().toLowerCase())?.id;
  if (model !== null || named !== undefined) return model ?? named ?? null;
  if (current !== null && option.models.some(({ id }) => id === current)) return current;
  return option.models[0]?.id ?? null;
}
