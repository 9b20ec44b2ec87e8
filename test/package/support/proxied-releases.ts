import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { openProxyBefore, type ProxyServer, shownWith } from '../../support/proxied-service.ts';

/** GitHub's list of releases under its real name, reachable only through a proxy on this machine. */
export interface ProxiedReleases extends ProxyServer {
  /** Each request for it, oldest first. */
  readonly requests: readonly IncomingMessage[];
}

/** Answers each request with this release. */
export async function openProxiedReleases(release: object): Promise<ProxiedReleases> {
  const requests: IncomingMessage[] = [];
  const server = createServer(shownWith('service.pem'), (request, response) => {
    requests.push(request);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(release));
  });
  return { ...(await openProxyBefore(server)), requests };
}
