import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { isLoopbackHost } from './overrides.ts';
import { proxiesFromPac, proxyFromVariable } from './proxy-addresses.ts';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from './undici.ts';

/** A connection to a host, direct or through one proxy. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** Puts this route behind the others for five minutes, because it reached nobody. */
  setAside(): void;
}

export interface Routes {
  /** Best first. Empty if the proxy that is set cannot be used: it must not be bypassed. */
  routesFor(url: URL): Promise<readonly Route[]>;
  close(): Promise<void>;
}

export interface RoutesDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * The system's proxy for a URL as a PAC result ("DIRECT", "PROXY host:port; DIRECT"), like the one of Electron's
   * `session.resolveProxy`. Used only if the environment names no proxy.
   */
  readonly resolveProxy?: ((url: string) => Promise<string>) | undefined;
  /** The user's choice: `system` (as without it), `none`, or an address that comes before all else. */
  readonly chosenProxy?: (() => string) | undefined;
  /** Certificates (PEM) to trust beside the public ones. */
  readonly certificates?: readonly string[] | undefined;
}

interface StrictTls {
  readonly rejectUnauthorized: true;
  readonly secureContext?: SecureContext;
}

/**
 * Always checks certificates, whatever NODE_TLS_REJECT_UNAUTHORIZED says. All connections share one context, because
 * parsing some 280 certificates takes 40 ms.
 */
const strictTlsWith = (certificates: readonly string[]): StrictTls => {
  if (certificates.length === 0) return { rejectUnauthorized: true };
  return {
    rejectUnauthorized: true,
    secureContext: createSecureContext({ ca: [...rootCertificates, ...certificates] }),
  };
};

/** Short, because requests come minutes apart: after a sleep a kept socket is dead, and the next request times out on it. */
const keepAlive = { keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 } as const;

/** Options of a proxy agent. For SOCKS, undici takes `proxyTls` as "use TLS to the proxy", which no SOCKS proxy supports. */
const proxyOptions = (strictTls: StrictTls, proxyUrls: readonly string[]) => {
  const options = { connect: strictTls, requestTls: strictTls, ...keepAlive };
  return proxyUrls.some((url) => url.startsWith('socks')) ? options : { ...options, proxyTls: strictTls };
};

/** The time for which browsers avoid a proxy that they could not reach. */
const setAsideMs = 5 * 60_000;

/**
 * Takes the proxy that the user chose, else from the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, upper or lower case), else from the system.
 * This machine itself is always reached directly.
 */
export function createRoutes({ environment, resolveProxy, chosenProxy, certificates = [] }: RoutesDeps): Routes {
  const strictTls = strictTlsWith(certificates);
  const direct = new Agent({ connect: strictTls, ...keepAlive });
  const fromEnvironment = environmentAgent(environment, strictTls);
  const byProxy = new Map<string, Dispatcher>();
  const setAsideUntilMs = new Map<Dispatcher, number>();

  const throughProxy = (proxyUrl: string): Dispatcher => {
    const known = byProxy.get(proxyUrl);
    if (known !== undefined) return known;
    const agent = agentFor({ https: proxyUrl, http: proxyUrl }, environment, strictTls);
    byProxy.set(proxyUrl, agent);
    return agent;
  };

  const routeBy = (dispatcher: Dispatcher): Route => ({
    dispatcher,
    setAside: () => void setAsideUntilMs.set(dispatcher, performance.now() + setAsideMs),
  });

  async function fromSystem(resolve: (url: string) => Promise<string>, url: URL): Promise<readonly Route[]> {
    const proxies = proxiesFromPac(await resolve(url.origin));
    const dispatchers = [...new Set(proxies.map((proxyUrl) => (proxyUrl === null ? direct : throughProxy(proxyUrl))))];
    const isSetAside = (dispatcher: Dispatcher): number =>
      Number((setAsideUntilMs.get(dispatcher) ?? 0) > performance.now());
    return dispatchers.toSorted((one, other) => isSetAside(one) - isSetAside(other)).map(routeBy);
  }

  async function routesFor(url: URL): Promise<readonly Route[]> {
    if (isLoopbackHost(url.hostname)) return [routeBy(direct)];
    const chosen = chosenProxy?.() ?? 'system';
    if (chosen === 'none') return [routeBy(direct)];
    if (chosen !== 'system') return URL.canParse(chosen) ? [routeBy(throughProxy(chosen))] : [];
    if (fromEnvironment === 'unusable') return [];
    if (fromEnvironment !== null) return [routeBy(fromEnvironment)];
    return resolveProxy === undefined ? [routeBy(direct)] : fromSystem(resolveProxy, url);
  }

  async function close(): Promise<void> {
    const all = [direct, ...byProxy.values()];
    if (fromEnvironment !== null && fromEnvironment !== 'unusable') all.push(fromEnvironment);
    await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
  }

  return { routesFor, close };
}

type Environment = RoutesDeps['environment'];

const variable = (environment: Environment, name: string): string =>
  environment[name.toLowerCase()] || environment[name.toUpperCase()] || '';

function environmentAgent(environment: Environment, strictTls: StrictTls): Dispatcher | 'unusable' | null {
  const [https, http] = [variable(environment, 'https_proxy'), variable(environment, 'http_proxy')];
  if (https === '' && http === '') return null;
  const usable = (value: string): string | null => (value === '' ? '' : proxyFromVariable(value));
  const [httpsProxy, httpProxy] = [usable(https), usable(http)];
  if (httpsProxy === null || httpProxy === null) return 'unusable';
  return agentFor({ https: httpsProxy, http: httpProxy }, environment, strictTls);
}

/** NO_PROXY makes exceptions from any proxy, also the system's. An empty address means no proxy for that scheme. */
const agentFor = (
  { https, http }: { readonly https: string; readonly http: string },
  environment: Environment,
  strictTls: StrictTls,
): Dispatcher =>
  new EnvHttpProxyAgent({
    httpsProxy: https,
    httpProxy: http,
    noProxy: variable(environment, 'no_proxy'),
    ...proxyOptions(strictTls, [https, http]),
  });
