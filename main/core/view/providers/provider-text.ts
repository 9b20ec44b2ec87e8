import { tokenPlanPersonal, tokenPlanTeam } from '../../provider/catalogue/catalogue-data-plans.ts';
import type { KeyState, Protocol, ProviderOption, SettingsProblem } from '../../provider/model.ts';
import { printable } from '../../text/printable.ts';
import type { Words } from '../words/index.ts';

/** The endpoint of the site in China, which has a name of its own (docs/facts/plans.md §5). */
const chinaId = 'modelstudio/beijing';

/** What the name of a provider is made of. */
type Named = Pick<ProviderOption, 'id' | 'label' | 'region' | 'protocol' | 'baseUrl'>;

/** The display name of a provider; the editions of the Token Plan have the names of their quota. The custom endpoint has no name before it has an address. */
export function nameOf({ id, label, baseUrl }: Named, words: Words): string {
  if (id.startsWith('modelstudio/')) return words.providers.modelStudio[id === chinaId ? 'china' : 'international'];
  const pools = words.quota.pool;
  const named = label
    .replace(tokenPlanPersonal.label, pools['token-plan-personal'])
    .replace(tokenPlanTeam.label, pools['token-plan-team']);
  return named || hostOf(baseUrl) || words.providers.custom;
}

/** The id of a model as a part of a line. */
export const idText = (id: string): string => printable(id);

/**
 * The model name without the prefix that clients add, as in "[ModelStudio Coding Plan] qwen3.5-plus"; the row already
 * shows the provider.
 */
export const modelText = ({ id, name }: ProviderOption['models'][number]): string =>
  name.replace(/^\[[^\]]*\]\s*/, '').trim() || idText(id);

/** The display name of the region; null when the provider has only one. */
export function regionText({ id, region }: Named, { providers }: Words): string | null {
  if (region === null) return null;
  const names = /^(coding|token)-plan\b/.test(id) ? { ...providers.region, ...providers.planRegion } : providers.region;
  return Object.entries(names).find(([name]) => name === region)?.[1] ?? region;
}

/** Name and region in one line, with the protocol when several endpoints have the same name and region. */
export function fullName(option: Named, others: readonly Named[], words: Words): string {
  const parts = (one: Named): readonly (string | null)[] => [nameOf(one, words), regionText(one, words)];
  const isTwin = (other: Named): boolean =>
    other.id !== option.id && parts(other).every((part, index) => part === parts(option)[index]);
  const protocol = others.some(isTwin) ? words.providers.protocolNames[option.protocol] : null;
  return [...parts(option), protocol].filter((part) => part !== null).join(' · ');
}

/** Name and region as a sentence has them; the custom endpoint is named by its address. */
export function summaryName(option: ProviderOption, baseUrl: string, words: Words): string {
  const name = option.custom === true ? hostOf(baseUrl) : nameOf(option, words);
  return [name, regionText(option, words)].filter((part) => part !== null).join(words.switchSummary.comma);
}

/** The form of a key for this provider, where its issuer has one; empty where it has none. */
export function keyForm({ id, billing }: ProviderOption): string {
  if (billing === 'plan') return 'sk-sp-…';
  return id.startsWith('modelstudio/') ? 'sk-…' : '';
}

/** Describes where the key is, without the key. */
export function keyText(key: KeyState, words: Words): string {
  if (key.state === 'missing') return words.providers.keyMissing;
  return words.providers.keyPresent(key.last4, words.providers.keySource[key.source]);
}

/**
 * The host of an address, or the whole text when it is not an address. Uses no URL parser, because core uses no
 * platform API.
 */
export const hostOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? url;

/** Line and column of a problem in words; null when the place is unknown. */
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

/** The protocols offered for a custom endpoint. */
export const offeredProtocols: readonly Protocol[] = Object.keys(protocolSet).filter(isProtocol);

/** A path with the home folder as `~`. The path is unchanged outside the home folder, or if that is empty or a root. */
export function pathText(path: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, '');
  const rest = path.slice(folder.length);
  return folder !== '' && path.startsWith(folder) && /^[\\/]/.test(rest) ? `~${rest}` : path;
}
