import { endpointKindOf } from '../keys.ts';
import type { Protocol } from '../model.ts';
import { sameBaseUrl, shownUrl, typedBaseUrl, urlParts } from '../url.ts';
import { catalogue } from './catalogue.ts';

/** A fault of an address that the app can see without a request. `values` fill the placeholders of its sentence. */
export interface AddressFault {
  readonly code: 'address-unresolved' | 'address-with-request-path' | 'wrong-address';
  readonly values: Readonly<Record<string, string>>;
}

const originOf = (baseUrl: string): string => /^[^:]+:\/\/[^/?#]*/.exec(baseUrl)?.[0] ?? '';

const familyOf = (protocol: Protocol): Protocol => (protocol === 'openai-responses' ? 'openai' : protocol);

/** The path at which Alibaba's hosts serve a protocol (docs/facts/plans.md §2, §3); undefined where it is unknown. */
function alibabaPath(protocol: Protocol, baseUrl: string): string | undefined {
  if (protocol === 'anthropic') return '/apps/anthropic';
  if (protocol !== 'openai') return undefined;
  return /^coding[.-]/.test(urlParts(baseUrl)?.host ?? '') ? '/v1' : '/compatible-mode/v1';
}

/**
 * Whether the catalogue knows that this host does not serve the protocol at this path, and the right address if it
 * knows one. null: there is no objection to the address.
 */
function wrongAddress(protocol: Protocol, baseUrl: string): { readonly right: string } | null {
  if (endpointKindOf(baseUrl) !== 'other') {
    const path = alibabaPath(protocol, baseUrl);
    const right = path === undefined ? null : `${originOf(baseUrl)}${path}`;
    return right === null || sameBaseUrl(right, baseUrl) ? null : { right };
  }
  const bare = (url: string): string => typedBaseUrl('anthropic', url);
  const same = catalogue.filter((endpoint) => sameBaseUrl(bare(endpoint.baseUrl), bare(baseUrl)));
  const serves = same.some((endpoint) => familyOf(endpoint.protocol) === familyOf(protocol));
  return same.length === 0 || serves ? null : { right: '' };
}

/** Finds a fault of an address, worst first; null: none is known. Total. */
export function addressFault(protocol: Protocol, baseUrl: string): AddressFault | null {
  const address = shownUrl(baseUrl);
  const [, bare, braced] = /\$(?:(\w+)|\{([^}]+)\})/.exec(baseUrl) ?? [];
  const variable = bare ?? braced;
  if (variable !== undefined) return { code: 'address-unresolved', values: { baseUrl: address, variable } };
  const right = typedBaseUrl(protocol, baseUrl);
  if (!sameBaseUrl(right, baseUrl)) {
    return { code: 'address-with-request-path', values: { baseUrl: address, becomes: shownUrl(right) } };
  }
  const wrong = wrongAddress(protocol, baseUrl);
  return wrong === null
    ? null
    : { code: 'wrong-address', values: { baseUrl: address, becomes: shownUrl(wrong.right) } };
}
