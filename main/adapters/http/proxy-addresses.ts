// "SOCKS" means version 4, which undici does not support. Most such proxies support 5 too; for the others a request fails.
const pacSchemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS5: 'socks5',
};

/** The supported entries of a PAC result as proxy URLs, in their order; null: a direct connection. */
export function proxiesFromPac(pacResult: string): readonly (string | null)[] {
  return pacResult.split(';').flatMap((entry) => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return [null];
    const url = `${pacSchemes[kind.toUpperCase()]}://${address}`;
    return kind.toUpperCase() in pacSchemes && URL.canParse(url) ? [url] : [];
  });
}

/** The URL in a proxy variable, whose scheme may be missing; null if it is no URL of a supported proxy. */
export function proxyFromVariable(value: string): string | null {
  const withScheme = value.includes('://') ? value : `http://${value}`;
  return URL.canParse(withScheme) && /^(https?|socks5):$/.test(new URL(withScheme).protocol) ? withScheme : null;
}

/**
 * The proxies in the variables, with the name that counts first: HTTPS_PROXY before HTTP_PROXY, and lower case before upper.
 * Requests to the service go through the first.
 */
export const proxyVariables = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly { readonly name: string; readonly value: string }[] =>
  ['https_proxy', 'http_proxy'].flatMap((lower) => {
    const name = [lower, lower.toUpperCase()].find((one) => environment[one]);
    return name === undefined ? [] : [{ name, value: environment[name] ?? '' }];
  });
