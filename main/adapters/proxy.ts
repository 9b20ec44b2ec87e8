import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { isLoopbackHost } from './overrides.ts';

/** How one request reaches its host. `unusable`: a proxy is set that cannot be used, and going round it is no option. */
export type Route = { readonly kind: 'via'; readonly dispatcher: Dispatcher } | { readonly kind: 'unusable' };

export interface Routes {
  routeFor(url: URL): Promise<Route>;
  close(): Promise<void>;
}

interface RouteDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * The system's answer for a URL in the form of a PAC result ("DIRECT", "PROXY host:port; DIRECT"), as Electron's
   * `session.resolveProxy` gives it. Asked only where the environment names no proxy.
   */
  readonly resolveProxy?: ((url: string) => Promise<string>) | undefined;
  /** Certificates (PEM) trusted beside the public ones: those of the machine, where the runtime can tell them. */
  readonly certificates?: readonly string[] | undefined;
}

// "SOCKS" says version 4, which we do not speak; most such proxies speak 5 as well, and a failed try is only offline.
const pacSchemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS5: 'socks5',
};

/** The first usable entry of a PAC result as a proxy URL; null: go direct; undefined: nothing we can speak. */
export function proxyFromPac(answer: string): string | null | undefined {
  for (const entry of answer.split(';')) {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return null;
    const scheme = pacSchemes[kind.toUpperCase()];
    if (scheme !== undefined && URL.canParse(`${scheme}://${address}`)) return `${scheme}://${address}`;
  }
  return undefined;
}

/** A proxy variable's value with the scheme people leave out; null when it is no URL at all. */
export function proxyFromVariable(value: string): string | null {
  const withScheme = value.includes('://') ? value : `http://${value}`;
  return URL.canParse(withScheme) && /^(https?|socks5):$/.test(new URL(withScheme).protocol) ? withScheme : null;
}

interface StrictTls {
  readonly rejectUnauthorized: true;
  ca?: string[];
}

/** Certificates are always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
const strictTlsWith = (certificates: readonly string[]): StrictTls =>
  certificates.length === 0
    ? { rejectUnauthorized: true }
    : { rejectUnauthorized: true, ca: [...rootCertificates, ...certificates] };

/** Requests come minutes apart: a socket kept longer is dead after a sleep and costs the next request its time limit. */
const keepAlive = { keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 } as const;

/** What a proxy agent needs. undici takes `proxyTls` for SOCKS as "speak TLS to the proxy", which no SOCKS proxy does. */
const proxyOptions = (strictTls: StrictTls, proxyUrls: readonly string[]) => {
  const options = { connect: strictTls, requestTls: strictTls, ...keepAlive };
  return proxyUrls.some((url) => url.startsWith('socks')) ? options : { ...options, proxyTls: strictTls };
};

/** Environment first (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, either case), then the system; loopback is always direct. */
export function createRoutes({ environment, resolveProxy, certificates = [] }: RouteDeps): Routes {
  const strictTls = strictTlsWith(certificates);
  const direct = new Agent({ connect: strictTls, ...keepAlive });
  const fromEnvironment = environmentAgent(environment, strictTls);
  const byProxy = new Map<string, Dispatcher>();

  const throughProxy = (proxyUrl: string): Dispatcher => {
    const known = byProxy.get(proxyUrl);
    if (known !== undefined) return known;
    const made = new ProxyAgent({ uri: proxyUrl, ...proxyOptions(strictTls, [proxyUrl]) });
    byProxy.set(proxyUrl, made);
    return made;
  };

  async function routeFor(url: URL): Promise<Route> {
    if (isLoopbackHost(url.hostname)) return { kind: 'via', dispatcher: direct };
    if (fromEnvironment === 'unusable') return { kind: 'unusable' };
    if (fromEnvironment !== null) return { kind: 'via', dispatcher: fromEnvironment };
    if (resolveProxy === undefined) return { kind: 'via', dispatcher: direct };
    const proxyUrl = proxyFromPac(await resolveProxy(url.origin));
    if (proxyUrl === undefined) return { kind: 'unusable' };
    return { kind: 'via', dispatcher: proxyUrl === null ? direct : throughProxy(proxyUrl) };
  }

  async function close(): Promise<void> {
    const all = [direct, ...byProxy.values()];
    if (fromEnvironment !== null && fromEnvironment !== 'unusable') all.push(fromEnvironment);
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
  }

  return { routeFor, close };
}

function environmentAgent(environment: RouteDeps['environment'], strictTls: StrictTls): Dispatcher | 'unusable' | null {
  const variable = (name: string): string => environment[name.toLowerCase()] || environment[name.toUpperCase()] || '';
  const https = variable('https_proxy');
  const http = variable('http_proxy');
  if (https === '' && http === '') return null;
  const usable = (value: string): string | null => (value === '' ? '' : proxyFromVariable(value));
  const httpsProxy = usable(https);
  const httpProxy = usable(http);
  if (httpsProxy === null || httpProxy === null) return 'unusable';
  return new EnvHttpProxyAgent({
    httpsProxy,
    httpProxy,
    noProxy: variable('no_proxy'),
    ...proxyOptions(strictTls, [httpsProxy, httpProxy]),
  });
}
