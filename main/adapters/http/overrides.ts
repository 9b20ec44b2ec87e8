/** Addresses that replace the services' real hosts, for the demo and the tests. null: the real host. */
export interface Overrides {
  readonly gatewayUrl: string | null;
  readonly authUrl: string | null;
  readonly catalogueUrl: string | null;
}

const noOverrides: Overrides = { gatewayUrl: null, authUrl: null, catalogueUrl: null };

const variables = {
  gatewayUrl: 'QWEN_GAUGE_GATEWAY_URL',
  authUrl: 'QWEN_GAUGE_AUTH_URL',
  catalogueUrl: 'QWEN_GAUGE_CATALOGUE_URL',
} as const satisfies Record<keyof Overrides, string>;

export type OverridesRead =
  | { readonly kind: 'accepted'; readonly overrides: Overrides }
  /** The app must not start. `sentence` gives the reason, without the value, which may hold credentials. */
  | { readonly kind: 'refused'; readonly variable: string; readonly sentence: string };

/** True only for these three names of this machine. A look-alike host or a decimal address is refused. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';

/**
 * Reads the three overrides from the environment. Accepts only http and https to this machine, without user name,
 * password, query or fragment, because a credential may be sent there. Any other value is refused, never ignored.
 */
export function readOverrides(environment: Readonly<Record<string, string | undefined>>): OverridesRead {
  const found: { -readonly [Key in keyof Overrides]: string | null } = { ...noOverrides };
  for (const key of ['gatewayUrl', 'authUrl', 'catalogueUrl'] as const) {
    const value = environment[variables[key]];
    if (value === undefined || value === '') continue;
    if (!isLoopbackUrl(value)) return refuse(variables[key]);
    found[key] = value.replace(/\/+$/, '');
  }
  return { kind: 'accepted', overrides: found };
}

function isLoopbackUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  // The host as typed is compared too, because the parser turns "127.1" and "0x7f.1" into 127.0.0.1.
  const typedHost = /^https?:\/\/(\[::1\]|[a-z0-9.]+)(?=[:/?#]|$)/.exec(value)?.[1];
  if (typedHost === undefined || !isLoopbackHost(typedHost) || !isLoopbackHost(url.hostname)) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

function refuse(variable: string): OverridesRead {
  const sentence =
    `${variable} may only point at this machine (http://127.0.0.1:PORT, http://[::1]:PORT or ` +
    'http://localhost:PORT), because a sign-in would be sent there. Remove it or correct it, then start again.';
  return { kind: 'refused', variable, sentence };
}
