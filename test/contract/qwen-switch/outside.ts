import { readFileSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const tls = path.resolve(import.meta.dirname, '../../fixtures/tls');
const certificate = {
  key: readFileSync(path.join(tls, 'key.pem')),
  cert: readFileSync(path.join(tls, 'certificate.pem')),
};

/** Requests that ask a model; the client also reports, discovers and looks for updates. */
const asksModel = /\/chat\/completions|\/messages|:(?:stream)?[gG]enerateContent/;

export interface Outside {
  /** For the client: sends its encrypted connections here, and trusts a certificate of ours. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Stands for every host of the internet: the client's TLS connections end here, and each model request goes on to the
 * loopback server at `origin`, with the host asked for in front of its path: `/api.deepseek.com/chat/completions`.
 * Whatever else the client asks of the world gets 404. No request of a test leaves the machine.
 */
export async function startOutside(origin: string): Promise<Outside> {
  const server = createServer(certificate, (incoming, response) => {
    const url = incoming.url ?? '';
    if (asksModel.test(url)) forward(incoming, response, `${origin}/${incoming.headers.host}${url}`);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    env: {
      NODE_OPTIONS: `--require=${path.join(import.meta.dirname, 'to-loopback.cjs')}`,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      QWEN_GAUGE_TEST_TLS_PORT: String((server.address() as AddressInfo).port),
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, to: string): void {
  const { host: _host, ...headers } = incoming.headers;
  const onward = request(to, { method: incoming.method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  incoming.pipe(onward);
}
