import type { KeyProblem } from './model.ts';
import { urlParts } from './url.ts';

/** `plan`: `sk-sp-…` of a subscription; `billed`: any other `sk-…`; `other`: not of that family. */
export type KeyKind = 'plan' | 'billed' | 'other';

/** Who pays at an endpoint: a plan, the account by use, or nobody knows from here. */
export type EndpointKind = 'plan' | 'billed' | 'other';

export function keyKindOf(key: string): KeyKind {
  if (key.startsWith('sk-sp-')) return 'plan';
  return key.startsWith('sk-') ? 'billed' : 'other';
}

/**
 * Kind of an Alibaba endpoint by its host (docs/facts/plans.md §3; hosts as in docs/facts/qwen-code.md §3 and §3.5).
 * Everything else is `other`: what a key may do there cannot be told from its look.
 */
export function endpointKindOf(baseUrl: string): EndpointKind {
  const host = urlParts(baseUrl)?.host ?? '';
  if (/^coding(-intl)?\.dashscope\.aliyuncs\.com$/.test(host)) return 'plan';
  if (/^token-plan\.[a-z0-9-]+\.maas\.aliyuncs\.com$/.test(host)) return 'plan';
  if (/^(?:[a-z0-9-]+\.)*dashscope(?:-[a-z0-9]+)?\.aliyuncs\.com$/.test(host)) return 'billed';
  return 'other';
}

/** As Qwen Code finds variables in settings (docs/facts/qwen-code.md §1.4): there is no way to escape them. */
const interpolated = /\$(?:\w+|\{[^}]+\})/;

/**
 * What is wrong with the form of a key for an endpoint, or null. Nothing is sent anywhere to find out.
 * `isForeignProvider`: the endpoint is another known provider's, and a plan key has no business there.
 */
export function keyProblem(key: string, baseUrl: string, isForeignProvider = false): KeyProblem | null {
  if (key === '') return 'missing';
  if (/\s/.test(key)) return 'white-space';
  if (interpolated.test(key)) return 'dollar-name';
  if (/["'`\\]/.test(key)) return 'quotes';
  if (/[^\x21-\x7e]/.test(key)) return 'not-ascii';
  const endpoint = endpointKindOf(baseUrl);
  const kind = keyKindOf(key);
  if (kind === 'plan' && (endpoint === 'billed' || isForeignProvider)) return 'plan-key-on-billed-endpoint';
  if (kind !== 'plan' && endpoint === 'plan') return 'billed-key-on-plan-endpoint';
  return null;
}

/** The user has a plan and is about to use an endpoint that bills by use: it works, and it costs. */
export const spillsIntoBilling = (baseUrl: string, hasPlan: boolean): boolean =>
  hasPlan && endpointKindOf(baseUrl) === 'billed';

/** Names that a shell and a `.env` file can both hold. */
export const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
