import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { isLoopbackHost } from './overrides.ts';

/** One way to a host. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** Nobody was reached this way: for a while it is tried after the others. */
  setAside(): void;
}

export interface Routes {
  /** Best first. None: a proxy is set that cannot be used, and going round it is no option. */
  routesFor(url: URL): Promise<readonly Route[]>;
  close(): Promise<void>;
}

export interface RoutesDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /**
   * The system's answer for a URL in the form of a PAC result ("DIRECT", "PROXY host:port; DIRECT"), as Electron's
   * `session.resolveProxy` gives it. Asked only where the environment names no proxy.
   */
  readonly resolveProxy?: ((url: string) => Promise<string>) | undefined;
  /** Certificates (PEM) to trust beside the public ones. */
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

/** The usable entries of a PAC result in their order, as proxy URLs; null: go direct. None: nothing we can speak. */
export function proxiesFromPac(answer: string): readonly (string | null)[] {
  return answer.split(';').flatMap((entry) => {
    const [kind = '', address = ''] = entry.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return [null];
    const url = `${pacSchemes[kind.toUpperCase()]}://${address}`;
    return kind.toUpperCase() in pacSchemes && URL.canParse(url) ? [url] : [];
  });
}

/** A proxy variable's value with the scheme people leave out; null when it is no URL at all. */
export function proxyFromVariable(value: string): string | null {
  const withScheme = value.includes('://') ? value : `http://${value}`;
  return URL.canParse(withScheme) && /^(https?|socks5):$/.test(new URL(withScheme).protocol) ? withScheme : null;
}

interface StrictTls {
  readonly rejectUnauthorized: true;
  readonly secureContext?: SecureContext;
}

/**
 * Checks certificates always, whatever NODE_TLS_REJECT_UNAUTHORIZED says. One context for all connections: parsing
 * some 280 certificates takes 40 ms.
 */
const strictTlsWith = (certificates: readonly string[]): StrictTls => {
  if (certificates.length === 0) return { rejectUnauthorized: true };
  return {
    rejectUnauthorized: true,
    secureContext: createSecureContext({ ca: [...rootCertificates, ...certificates] }),
  };
};

/** Requests come minutes apart: a socket kept longer is dead after a sleep and costs the next request its time limit. */
const keepAlive = { keepAliveTimeout: 1_000, keepAliveMaxTimeout: 1_000 } as const;

/** What a proxy agent needs. undici takes `proxyTls` for SOCKS as "speak TLS to the proxy", which no SOCKS proxy does. */
const proxyOptions = (strictTls: StrictTls, proxyUrls: readonly string[]) => {
  const options = { connect: strictTls, requestTls: strictTls, ...keepAlive };
  return proxyUrls.some((url) => url.startsWith('socks')) ? options : { ...options, proxyTls: strictTls };
};

/** As long as browsers keep away from a proxy that was not there. */
const setAsideMs = 5 * 60_000;

/** Environment first (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, either case), then the system; loopback is always direct. */
export function createRoutes({ environment, resolveProxy, certificates = [] }: RoutesDeps): Routes {
  const strictTls = strictTlsWith(certificates);
  const direct = new Agent({ connect: strictTls, ...keepAlive });
  const fromEnvironment = environmentAgent(environment, strictTls);
  const byProxy = new Map<string, Dispatcher>();
  const asideUntilMs = new Map<Dispatcher, number>();

  const throughProxy = (proxyUrl: string): Dispatcher => {
    const known = byProxy.get(proxyUrl);
    if (known !== undefined) return known;
    const made = agentFor({ https: proxyUrl, http: proxyUrl }, environment, strictTls);
    byProxy.set(proxyUrl, made);
    return made;
  };

  const routeBy = (dispatcher: Dispatcher): Route => ({
    dispatcher,
    setAside: () => void asideUntilMs.set(dispatcher, performance.now() + setAsideMs),
  });

  async function fromSystem(ask: (url: string) => Promise<string>, url: URL): Promise<readonly Route[]> {
    const proxies = proxiesFromPac(await ask(url.origin));
    const all = [...new Set(proxies.map((proxyUrl) => (proxyUrl === null ? direct : throughProxy(proxyUrl))))];
    const isAside = (dispatcher: Dispatcher): number => Number((asideUntilMs.get(dispatcher) ?? 0) > performance.now());
    return all.toSorted((one, other) => isAside(one) - isAside(other)).map(routeBy);
  }

  async function routesFor(url: URL): Promise<readonly Route[]> {
    if (isLoopbackHost(url.hostname)) return [routeBy(direct)];
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

/** Whoever names the proxy, NO_PROXY excepts from it. An empty address: none for that scheme. */
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
