import { containsKey } from '../secrets.ts';
import { maskSecret } from './settings-text/mask.ts';
import type { KeyProblem } from './switch-model.ts';
import { urlParts } from './url.ts';

/**
 * The kind of a key by its prefix. `plan`: `sk-sp-…` of a subscription; `billed`: any other `sk-…`; `other`: everything
 * else.
 */
export type KeyKind = 'plan' | 'billed' | 'other';

/** How requests to an endpoint are paid: by a plan, by use, or unknown. */
export type EndpointKind = 'plan' | 'billed' | 'other';

export function keyKindOf(key: string): KeyKind {
  if (key.startsWith('sk-sp-')) return 'plan';
  return key.startsWith('sk-') ? 'billed' : 'other';
}

/**
 * The kind of an Alibaba endpoint by its host (docs/facts/plans.md §3; hosts as in docs/facts/qwen-code.md §3 and
 * §3.5): `WORKSPACE.REGION.maas.aliyuncs.com` bills by use, unless the workspace is `token-plan`. Every other endpoint
 * is `other`: its billing cannot be derived from the address.
 */
export function endpointKindOf(baseUrl: string): EndpointKind {
  const host = urlParts(baseUrl)?.host ?? '';
  if (/^coding(-intl)?\.dashscope\.aliyuncs\.com$/.test(host)) return 'plan';
  if (/^token-plan\.[a-z0-9-]+\.maas\.aliyuncs\.com$/.test(host)) return 'plan';
  if (/^[a-z0-9-]+\.[a-z0-9-]+\.maas\.aliyuncs\.com$/.test(host)) return 'billed';
  if (/^(?:[a-z0-9-]+\.)*dashscope(?:-[a-z0-9]+)?\.aliyuncs\.com$/.test(host)) return 'billed';
  return 'other';
}

/**
 * A variable reference as Qwen Code finds it in settings (docs/facts/qwen-code.md §1.4); the client offers no way to
 * escape it.
 */
const interpolated = /\$(?:\w+|\{[^}]+\})/;

/** A text that documents show in place of a key: `sk-sp-xxxx`, `sk-`, `<your key>`, `YOUR_API_KEY`. */
const placeholder =
  /^sk-(?:[a-z0-9]+-)*[x*.•]*$|^[x*.•]{4,}$|^<.*>$|^(?:sk-)?(?:[a-z]+[-_])*your[-_ ]|(?:^|[-_])(?:replace[-_]?me|changeme|here)$/i;

/**
 * Checks the form of a key for an endpoint; null: nothing is wrong. Sends nothing over the network.
 * `isForeignProvider`: the endpoint belongs to another known provider, which must not receive a plan key.
 */
export function keyProblem(key: string, baseUrl: string, isForeignProvider = false): KeyProblem | null {
  if (key === '') return 'missing';
  if (placeholder.test(key)) return 'placeholder';
  if (/\s/.test(key)) return 'white-space';
  if (interpolated.test(key)) return 'dollar-name';
  if (/["'`\\]/.test(key)) return 'quotes';
  if (/[^\x21-\x7e]/.test(key)) return 'not-ascii';
  const endpoint = endpointKindOf(baseUrl);
  const kind = keyKindOf(key);
  if (kind === 'plan' && (endpoint === 'billed' || isForeignProvider)) return 'plan-key-on-billed-endpoint';
  if (kind === 'plan' || endpoint !== 'plan' || takesAnyKey(baseUrl)) return null;
  return kind === 'billed' ? 'billed-key-on-plan-endpoint' : 'not-a-plan-key';
}

/** Qwen Code asks for the prefix of plan keys at the Coding Plan alone (docs/facts/plans.md §3). */
const takesAnyKey = (baseUrl: string): boolean => /^token-plan\./.test(urlParts(baseUrl)?.host ?? '');

/** Whether a user who has a plan would be billed by use at this endpoint. */
export const spillsIntoBilling = (baseUrl: string, hasPlan: boolean): boolean =>
  hasPlan && endpointKindOf(baseUrl) === 'billed';

/** Whether both a shell and a `.env` file accept the name. */
export const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** A text that is one reference and nothing else: `$NAME` or `${NAME}`. */
const wholeReference = /^\$(?:(\w+)|\{([^}]+)\})$/;

/** The name in a reference `$NAME` or `${NAME}` to a variable; null for any other text. */
export function referencedVariable(text: string): string | null {
  const found = wholeReference.exec(text);
  const name = found?.[1] ?? found?.[2] ?? '';
  return isVariableName(name) ? name : null;
}

/** Derives the name of a key's variable from the host of its endpoint. */
export function variableForHost(host: string): string {
  const name = host
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `${/^[A-Z]/.test(name) ? name : `HOST_${name}`}_API_KEY`;
}

/**
 * The name of a variable as it may be shown anywhere. Only the name of a variable and a reference to one are shown
 * whole. Anything else in its place may be a key (docs/facts/qwen-code.md §1.4), and so may what a reference was
 * filled with: both are shown as `…last4`.
 */
export function shownVariable(name: string, isFilledIn = false): string {
  const isName = isVariableName(referencedVariable(name) ?? name) && !containsKey(name);
  return isName && !isFilledIn ? name : maskSecret(name);
}
