import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, plain, type Question } from './messages.ts';

interface LoopbackServer {
  /** Answers the origin, without a slash at the end. */
  start(): Promise<string>;
  /** Ends open connections too, also those that hang on purpose. May be called twice. */
  stop(): Promise<void>;
}

const largestBodyBytes = 1024 * 1024;

/** The request with its whole body; null when that is too large to be one of ours. */
async function questionOf(request: IncomingMessage): Promise<Question | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= largestBodyBytes) chunks.push(bytes);
  }
  if (size > largestBodyBytes) return null;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function write(answer: Answer, response: ServerResponse): void {
  switch (answer.kind) {
    case 'hang':
      return;
    case 'drop':
      response.destroy();
      return;
    case 'reply':
      response.writeHead(answer.status, { ...answer.headers, 'cache-control': 'no-store' });
      response.end(answer.body);
  }
}

/** A server on 127.0.0.1 and a port of the system's choice: never reachable from another machine. */
export function createLoopbackServer(route: (question: Question) => Answer): LoopbackServer {
  let running: Server | null = null;
  return {
    async start() {
      const server = createServer((request, response) => {
        questionOf(request)
          .then((question) => write(question === null ? plain(413, 'Payload Too Large') : route(question), response))
          .catch((fault: unknown) => write(plain(500, `the stand-in failed: ${fault}`), response));
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
