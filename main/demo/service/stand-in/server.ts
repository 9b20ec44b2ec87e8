import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { plain, type Routes, type ServiceRequest, type ServiceResponse } from './messages.ts';

interface LoopbackServer {
  /** Returns the origin, without a trailing slash. */
  start(): Promise<string>;
  /** Closes all connections, including those that hang on purpose. May be called twice. */
  stop(): Promise<void>;
}

const largestBodyBytes = 1024 * 1024;

/** Reads the request with its whole body; null: it is larger than any of ours. */
async function requestOf(message: IncomingMessage): Promise<ServiceRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= largestBodyBytes) chunks.push(bytes);
  }
  if (size > largestBodyBytes) return null;
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function write(reply: ServiceResponse, response: ServerResponse): void {
  switch (reply.kind) {
    case 'hang':
      return;
    case 'drop':
      response.destroy();
      return;
    case 'reply':
      response.writeHead(reply.status, { ...reply.headers, 'cache-control': 'no-store' });
      response.end(reply.body);
  }
}

/** A server on 127.0.0.1 and a free port, so that no other machine can reach it. */
export function createLoopbackServer(routes: Routes): LoopbackServer {
  let running: Server | null = null;
  const respond = (request: ServiceRequest): ServiceResponse =>
    routes[`${request.method} ${request.path}`]?.(request) ?? plain(404, 'Not Found');
  return {
    async start() {
      const server = createServer((message, response) => {
        requestOf(message)
          .then((request) => write(request === null ? plain(413, 'Payload Too Large') : respond(request), response))
          .catch((error: unknown) => write(plain(500, `the stand-in failed: ${error}`), response));
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      running = server;
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the server has no port');
      return `http://127.0.0.1:${address.port}`;
    },
    async stop() {
      const server = running;
      running = null;
      if (server === null) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
