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

/** Two spellings of one base URL: trailing slashes and the case of the host do not count. */
export function sameBaseUrl(one: string, other: string): boolean {
  const normal = (url: string): string => {
    const bare = url.trim().replace(/\/+$/, '');
    const [, start, rest] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(.*)$/i.exec(bare) ?? [];
    return start === undefined ? bare : start.toLowerCase() + (rest ?? '');
  };
  return normal(one) === normal(other);
}

/** A base URL as it may be shown: a log-in in it is masked, and so is a query. */
export const shownUrl = (url: string): string => url.replace(/(:\/\/)[^/?#@]*@/, '$1…@').replace(/\?.*$/, '?…');
