import type { HttpRequest } from '../../ports/system.ts';
import { isUnreached, isUntrusted } from './http-failures.ts';
import { createRoutes, type Route, type Routes, type RoutesDeps } from './proxy.ts';
import type { Dispatcher } from './undici.ts';

export interface SenderDeps extends Omit<RoutesDeps, 'certificates'> {
  /** The certificates (PEM) that this machine trusts beside the public ones. Asked once, and only when needed. */
  readonly systemCertificates?: () => Promise<readonly string[]>;
}

/**
 * Sends a request on the first route that reaches somebody; null if there is no route. If the public certificates do
 * not vouch for the server, tries once more with those of this machine, which include the root of a company's TLS
 * proxy. No request arrives twice: an attempt is repeated only if it failed before anything was sent.
 */
export function createSender({ systemCertificates, ...deps }: SenderDeps) {
  const publicRoutes = createRoutes(deps);
  let routes: Routes = publicRoutes;
  let widening: Promise<Routes> | null = null;

  async function widenTrust(): Promise<Routes> {
    const certificates = (await systemCertificates?.()) ?? [];
    if (certificates.length > 0) routes = createRoutes({ ...deps, certificates });
    return routes;
  }

  async function sendOnce(
    url: URL,
    request: HttpRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData | null> {
    const used = routes;
    try {
      return await sendBy(await used.routesFor(url), url, request, signal);
    } catch (error) {
      if (signal.aborted || !isUntrusted(error)) throw error;
      widening ??= widenTrust();
      const widened = await widening;
      if (widened === used || signal.aborted) throw error;
      return sendBy(await widened.routesFor(url), url, request, signal);
    }
  }

  async function close(): Promise<void> {
    await Promise.all([publicRoutes.close(), routes.close()]);
  }

  return { send: sendOnce, close };
}

async function sendBy(
  [route, ...others]: readonly Route[],
  url: URL,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData | null> {
  if (route === undefined) return null;
  try {
    return await route.dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { 'user-agent': 'QwenGauge', 'accept-encoding': 'identity', ...request.headers },
      body: request.body,
      signal,
    });
  } catch (error) {
    if (others.length === 0 || signal.aborted || !isUnreached(error)) throw error;
    route.setAside();
    return sendBy(others, url, request, signal);
  }
}
