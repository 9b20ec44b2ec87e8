import type { Protocol } from './model.ts';

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

/** Qwen Code appends `/v1/messages` itself: with `/v1` in the address it would call `/v1/v1/messages`. */
export const typedBaseUrl = (protocol: Protocol, typed: string): string => {
  const bare = typed.trim();
  return protocol === 'anthropic' ? bare.replace(/\/v1\/*$/, '').replace(/\/+$/, '') : bare;
};

/** Two spellings of one base URL: trailing slashes and the case of the host do not count. */
export function sameBaseUrl(one: string, other: string): boolean {
  const normal = (url: string): string => {
    const bare = url.trim().replace(/\/+$/, '');
    const [, start, rest] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(.*)$/i.exec(bare) ?? [];
    return start === undefined ? bare : start.toLowerCase() + (rest ?? '');
  };
  return normal(one) === normal(other);
}

/** Whether Qwen Code uses the address that was asked for. An empty one, or one with variables, it alone can fill in. */
export const isAddressAsked = (asked: string, used: string): boolean =>
  asked === '' || asked.includes('$') || sameBaseUrl(asked, used);

/** A base URL as it may be shown: a log-in in it is masked, and so is a query. */
export const shownUrl = (url: string): string => url.replace(/(:\/\/)[^/?#@]*@/, '$1…@').replace(/\?.*$/, '?…');
