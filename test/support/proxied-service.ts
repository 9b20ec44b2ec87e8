import { readFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { StandIn } from './stand-in/stand-in.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** The target of the service's redirects, which the app must never follow. */
export const elsewhere = 'https://elsewhere.gauge.test';

/** The service under its real host names, reachable only through a proxy on this machine. */
export interface ProxiedService {
  /** Host and port of the proxy, separated by a space as in KDE's settings. */
  readonly proxyAddress: string;
  readonly proxyUrl: string;
  /** The root certificate that the app must trust to accept this service, like that of a company. */
  readonly certificateFile: string;
  /** A certificate that did not sign this service's certificate. */
  readonly untrustedFile: string;
  /** The number of requests that reached the service. */
  answered(): number;
  /** The targets that the proxy was asked to connect to, in order. */
  asked(): readonly string[];
  /** Everything else that the proxy received. */
  told(): string;
  /** null makes the proxy forward again; a status makes it refuse with that and close all its connections. */
  setRefusal(status: number | null): void;
  /** false makes the service show a certificate that nobody signed, in new connections; closes those that are open. */
  setTrusted(trusted: boolean): void;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // Closing one side first causes an error on the other, which is expected.
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What a TLS server shows: one of the certificates of the tests, with their key. */
export const shownWith = (certificate: string) => ({
  cert: readFileSync(fixture(certificate)),
  key: readFileSync(fixture('key.pem')),
});

/** Serves TLS under the service's host names in front of a stand-in and hides the stand-in's address. */
function serviceBefore(standInOrigin: string, onRequest: () => void): TlsServer {
  const { hostname, port } = new URL(standInOrigin);
  const named = (text: string, host: string): string => text.replaceAll(standInOrigin, host);
  return createTlsServer(shownWith('service.pem'), (question, answer) => {
    onRequest();
    const { method, url, headers } = question;
    const onward = forward({ hostname, port, method, path: url, headers }, (found) => {
      const chunks: Buffer[] = [];
      found.on('data', (chunk: Buffer) => chunks.push(chunk));
      found.on('end', () => {
        const { location, 'content-length': _, ...rest } = found.headers;
        const leading = location === undefined ? {} : { location: named(location, elsewhere) };
        answer.writeHead(found.statusCode ?? 500, { ...rest, ...leading });
        answer.end(named(Buffer.concat(chunks).toString('utf8'), `https://${headers.host}`));
      });
    });
    onward.on('error', () => answer.destroy());
    question.pipe(onward);
  });
}

/** A proxy on this machine that leads every connection to one server, whatever its target. */
export type ProxyServer = Omit<ProxiedService, 'answered' | 'setTrusted'> & { readonly closeConnections: () => void };

export async function openProxyBefore(tlsServer: TlsServer): Promise<ProxyServer> {
  const service = await listen(tlsServer);
  const asked: string[] = [];
  const told: string[] = [];
  const led = new Set<Socket>();
  const closeConnections = (): void => {
    for (const client of led) client.destroy();
  };
  let refusal: number | null = null;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client: Socket) => {
    asked.push(String(request.url));
    told.push(JSON.stringify(request.rawHeaders));
    if (refusal !== null) return void client.end(`HTTP/1.1 ${refusal} Refused\r\ncontent-length: 0\r\n\r\n`);
    const inner = connect(service.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      inner.pipe(client).pipe(inner);
    });
    for (const socket of [client, inner]) socket.on('error', () => {});
    led.add(client);
    client.on('close', () => {
      led.delete(client);
      inner.destroy();
    });
  });
  const proxy = await listen(server);
  return {
    proxyAddress: `http://127.0.0.1 ${proxy.port}`,
    proxyUrl: `http://127.0.0.1:${proxy.port}`,
    certificateFile: fixture('service.pem'),
    untrustedFile: fixture('company-root.pem'),
    asked: () => asked,
    told: () => told.join('\n'),
    setRefusal(status) {
      refusal = status;
      if (status !== null) closeConnections();
    },
    closeConnections,
    async close() {
      await proxy.close();
      await service.close();
    },
  };
}

export async function openProxiedService(standIn: StandIn): Promise<ProxiedService> {
  const { gatewayUrl } = await standIn.start();
  let answered = 0;
  const tlsServer = serviceBefore(gatewayUrl, () => {
    answered += 1;
  });
  const proxy = await openProxyBefore(tlsServer);
  return {
    ...proxy,
    answered: () => answered,
    setTrusted(trusted) {
      tlsServer.setSecureContext(shownWith(trusted ? 'service.pem' : 'certificate.pem'));
      proxy.closeConnections();
    },
    async close() {
      await proxy.close();
      await standIn.stop();
    },
  };
}
