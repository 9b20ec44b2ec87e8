import type { Protocol } from './model.ts';
import { maskKeys } from './settings-text/mask.ts';

export interface UrlParts {
  readonly scheme: string;
  /** Lower case, without user info and port. */
  readonly host: string;
  /** From the first slash; empty where there is none. */
  readonly path: string;
}

const pattern = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?([^?#]*)/i;

/** The parts of an absolute URL, or null. */
export function urlParts(url: string): UrlParts | null {
  const found = pattern.exec(url.trim());
  if (found === null) return null;
  const [, scheme = '', host = '', path = ''] = found;
  return host === '' ? null : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path };
}

/** Whether requests to the address, and the key in them, cross a network in plain text: http to another machine. */
export function isUnencrypted(url: string): boolean {
  const parts = urlParts(url);
  return parts?.scheme === 'http' && !/^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(parts.host);
}

/** The end of an address that a client appends to the base URL itself. */
const requestPath = /(?:\/(?:chat\/completions|completions|responses|messages|models|embeddings))+\/*$/i;

/**
 * The base URL to store for an address the user entered: without the path of a request, which is what documents and
 * other tools often show. Qwen Code appends `/v1/messages` itself: if an Anthropic address contained `/v1`, it would
 * call `/v1/v1/messages`.
 */
export function typedBaseUrl(protocol: Protocol, typed: string): string {
  const whole = typed.trim();
  const [address = ''] = whole.split(/[?#]/);
  const isRequest = requestPath.test(address);
  const bare = isRequest ? address.replace(requestPath, '') : whole;
  const isMessages = isRequest && /\/messages\/*$/i.test(address);
  return protocol === 'anthropic' || isMessages ? bare.replace(/\/v1\/*$/, '').replace(/\/+$/, '') : bare;
}

/** Whether two texts spell the same base URL; trailing slashes and the case of the host are ignored. */
export function sameBaseUrl(one: string, other: string): boolean {
  const normal = (url: string): string => {
    const bare = url.trim().replace(/\/+$/, '');
    const [, start, rest] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(.*)$/i.exec(bare) ?? [];
    return start === undefined ? bare : start.toLowerCase() + (rest ?? '');
  };
  return normal(one) === normal(other);
}

/**
 * Whether Qwen Code uses the requested address. Always true for an empty address or one with variables, which only Qwen
 * Code can fill in.
 */
export const isRequestedAddress = (requested: string, used: string): boolean =>
  requested === '' || requested.includes('$') || sameBaseUrl(requested, used);

/** A base URL for display, with credentials, query, fragment and what looks like a key masked. */
export const shownUrl = (url: string): string =>
  maskKeys(url.replace(/(:\/\/)[^/?#]*@/, '$1…@').replace(/([?#]).*$/s, '$1…'));
