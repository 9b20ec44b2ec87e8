import type { KeyState, Protocol, ProviderOption, SettingsProblem, SettingsView } from '../provider/model.ts';
import type { Words } from './words.ts';

export interface ProviderGroup {
  readonly title: string;
  readonly options: readonly ProviderOption[];
}

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

/** The providers that match, the user's own first, favourites and the current one at the top of their group. */
export function providerGroups(
  settings: ReadableSettings,
  query: string,
  favouriteIds: readonly string[],
  words: Words,
): readonly ProviderGroup[] {
  const wanted = query.trim().toLowerCase();
  const matches = (option: ProviderOption): boolean =>
    [
      option.label,
      option.region ?? '',
      option.baseUrl,
      ...option.models.flatMap((model) => [model.id, model.name]),
    ].some((text) => text.toLowerCase().includes(wanted));
  const weight = (option: ProviderOption): number => {
    if (option.current) return 0;
    return favouriteIds.includes(option.id) ? 1 : 2;
  };
  const found = settings.options.filter(matches).toSorted((left, right) => weight(left) - weight(right));
  return [
    { title: words.providers.fromFile, options: found.filter((option) => option.origin === 'file') },
    { title: words.providers.fromCatalogue, options: found.filter((option) => option.origin === 'catalogue') },
  ].filter((group) => group.options.length > 0);
}

/** Where the key is, without the key. */
export function keyText(key: KeyState, words: Words): string {
  if (key.state === 'missing') return words.providers.keyMissing;
  return words.providers.keyPresent(key.last4, words.providers.keySource[key.source]);
}

/** The host of an address, or the address itself where it is none. No URL parser: core sees no platform. */
export const hostOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? url;

/** Line and column of a problem in words; null where the place is not known. */
export function placeText(problem: SettingsProblem, words: Words): string | null {
  if (problem.line === null) return null;
  return problem.column === null
    ? words.providers.placeLine(problem.line)
    : words.providers.place(problem.line, problem.column);
}

/** The model to offer first: what is in use, else the provider's first. */
export function firstModel(option: ProviderOption, currentModel: string | null): string {
  if (option.current && currentModel !== null) return currentModel;
  return option.models[0]?.id ?? '';
}

const protocolSet: Readonly<Record<Protocol, true>> = {
  openai: true,
  'openai-responses': true,
  anthropic: true,
  gemini: true,
  'vertex-ai': true,
};

export const isProtocol = (text: string): text is Protocol => Object.hasOwn(protocolSet, text);

/** The protocols to choose from for an endpoint of the user's own. */
export const offeredProtocols: readonly Protocol[] = Object.keys(protocolSet).filter(isProtocol);
