import type { KeyState, Protocol, ProviderOption, SettingsProblem } from '../../provider/model.ts';
import type { Words } from '../words/index.ts';

/** What a provider is called. The custom endpoint has no name before it has an address. */
export function nameOf({ id, label, baseUrl }: ProviderOption, words: Words): string {
  if (id.startsWith('modelstudio/')) return words.providers.modelStudio;
  return label || hostOf(baseUrl) || words.providers.custom;
}

/** Clients write what an entry is for before the name: "[ModelStudio Coding Plan] qwen3.5-plus". Here that is known. */
export const modelText = ({ id, name }: ProviderOption['models'][number]): string =>
  name.replace(/^\[[^\]]*\]\s*/, '').trim() || id;

/** The region as people know it; null where a provider has only one. */
export function regionText({ id, region }: ProviderOption, { providers }: Words): string | null {
  if (region === null) return null;
  const names = /^(coding|token)-plan\b/.test(id) ? { ...providers.region, ...providers.planRegion } : providers.region;
  return Object.entries(names).find(([name]) => name === region)?.[1] ?? region;
}

/** Name and region in one line, and the protocol where there is more than one by that name. */
export function fullName(option: ProviderOption, others: readonly ProviderOption[], words: Words): string {
  const parts = (one: ProviderOption): readonly (string | null)[] => [nameOf(one, words), regionText(one, words)];
  const isTwin = (other: ProviderOption): boolean =>
    other.id !== option.id && parts(other).every((part, index) => part === parts(option)[index]);
  const protocol = others.some(isTwin) ? words.providers.protocolNames[option.protocol] : null;
  return [...parts(option), protocol].filter((part) => part !== null).join(' · ');
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
