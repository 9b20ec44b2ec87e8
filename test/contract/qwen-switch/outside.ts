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

/** Matches model requests; the client also sends telemetry, discovery and update checks. */
const asksModel = /\/chat\/completions|\/messages|:(?:stream)?[gG]enerateContent/;

export interface Outside {
  /** The client's environment: redirects its TLS connections here and makes it trust the test's certificate. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Replaces every host of the internet. The client's TLS connections end here, and each model request is forwarded to
 * the loopback server at `origin` with its host name in front of the path: `/api.deepseek.com/chat/completions`. Every
 * other request of the client gets 404. No request of a test leaves the machine.
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
