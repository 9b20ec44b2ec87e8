import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHttp, responseCapBytes } from '../../../main/adapters/http/http.ts';
import type { HttpRequest } from '../../../main/ports/system.ts';
import { memoryLog } from '../../support/fakes.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');

const closers: (() => Promise<void>)[] = [];
let log: ReturnType<typeof memoryLog>;

beforeEach(() => {
  log = memoryLog();
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  expect(log.lines.join('\n')).not.toContain('CANARY');
});

async function listen(server: TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<{ url: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const port = await listen(
    createServer((request, response) => {
      seen.push(request);
      listener(request, response);
    }),
  );
  return { url: `http://127.0.0.1:${port}`, seen };
}

async function serveTls(listener: RequestListener, certificate = 'certificate.pem'): Promise<number> {
  return listen(createTlsServer({ key: fixture('key.pem'), cert: fixture(certificate) }, listener));
}

function httpWith(deps: Partial<Parameters<typeof createHttp>[0]> = {}) {
  const http = createHttp({ environment: {}, log, ...deps });
  closers.push(http.close);
  return http;
}

const get = (url: string, change: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: { authorization: 'Bearer CANARY' },
  body: null,
  timeoutMs: 5_000,
  signal: new AbortController().signal,
  ...change,
});

it('returns status, lower-case headers and UTF-8 text, and sends the request as given', async () => {
  let body = '';
  const { url, seen } = await serve((request, response) => {
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => response.writeHead(418, { 'X-Odd': 'yes' }).end('{"plan":"通义"}'));
  });
  const answer = await httpWith().request(get(`${url}/a?b=c`, { method: 'POST', body: '{"x":"é"}' }));
  expect(answer).toMatchObject({
    ok: true,
    value: { status: 418, text: '{"plan":"通义"}', headers: { 'x-odd': 'yes' } },
  });
  expect(seen[0]?.method).toBe('POST');
  expect(seen[0]?.headers.authorization).toBe('Bearer CANARY');
  expect(body).toBe('{"x":"é"}');
});

it('sends an empty body with its length', async () => {
  const { url, seen } = await serve((_request, response) => response.end('{}'));
  await httpWith().request(get(url, { method: 'POST' }));
  expect(seen[0]?.headers['content-length']).toBe('0');
});

it.each([301, 302, 303, 307, 308])('never follows a %i', async (status) => {
  const other = await serve((_request, response) => response.end('{}'));
  const { url, seen } = await serve((_request, response) => response.writeHead(status, { location: other.url }).end());
  const answer = await httpWith().request(get(url));
  expect(answer).toMatchObject({ ok: true, value: { status } });
  expect(seen).toHaveLength(1);
  expect(other.seen).toHaveLength(0);
});

it.each([
  'http://cli.gauge.test/',
  'http://127.0.0.2:1/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/',
  'http://100.64.0.1/',
  'http://0.0.0.0:1/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[::]:1/',
  'http://[::ffff:127.0.0.1]:1/',
  'http://printer.local/',
  'http://localhost.gauge.test/',
  'http://127.0.0.1.gauge.test/',
  'ftp://127.0.0.1/',
  'file:///etc/passwd',
  'nonsense',
])('refuses %s, because plain http leaves this machine', async (url) => {
  expect(await httpWith().request(get(url))).toEqual({ ok: false, failure: { kind: 'tls' } });
});

it('stops reading a body above the cap, whether or not its length is announced', async () => {
  let written = 0;
  const { url } = await serve((request, response) => {
    if (request.url === '/announced') response.setHeader('content-length', responseCapBytes + 1);
    const block = 'x'.repeat(64 * 1024);
    const more = (): void => {
      while (!response.destroyed && written < 64 * 1024 * 1024) {
        written += block.length;
        if (!response.write(block)) return void response.once('drain', more);
      }
    };
    response.on('error', () => {});
    more();
  });
  const http = httpWith();
  expect(await http.request(get(`${url}/announced`))).toEqual({ ok: false, failure: { kind: 'too-large' } });
  written = 0;
  expect(await http.request(get(`${url}/unannounced`))).toEqual({ ok: false, failure: { kind: 'too-large' } });
  expect(written).toBeLessThan(16 * 1024 * 1024);
});

it('accepts a response of exactly the cap', async () => {
  const { url } = await serve((_request, response) => response.end('x'.repeat(responseCapBytes)));
  const answer = await httpWith().request(get(url));
  expect(answer.ok && answer.value.text.length).toBe(responseCapBytes);
});

it('limits the time of the whole exchange, whether the server is silent or sends bytes slowly', async () => {
  const timers: NodeJS.Timeout[] = [];
  const { url } = await serve((request, response) => {
    if (request.url === '/slow') timers.push(setInterval(() => response.write('x'), 20));
  });
  const http = httpWith();
  const timedOut = { ok: false, failure: { kind: 'timeout' } };
  expect(await http.request(get(url, { timeoutMs: 80 }))).toEqual(timedOut);
  expect(await http.request(get(`${url}/slow`, { timeoutMs: 150 }))).toEqual(timedOut);
  for (const timer of timers) clearInterval(timer);
});

it('ends at once when the caller aborts or the adapter is closed', async () => {
  let arrived = (): void => {};
  const { url } = await serve(() => arrived());
  const http = httpWith();
  const started = async (signal: AbortSignal) => {
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const answer = http.request(get(url, { signal }));
    await there;
    return { answer };
  };
  const caller = new AbortController();
  const one = await started(caller.signal);
  caller.abort();
  expect(await one.answer).toEqual({ ok: false, failure: { kind: 'offline' } });
  expect(await http.request(get(url, { signal: caller.signal }))).toEqual({ ok: false, failure: { kind: 'offline' } });
  const other = await started(new AbortController().signal);
  await http.close();
  expect(await other.answer).toEqual({ ok: false, failure: { kind: 'offline' } });
  expect(await http.request(get(url))).toEqual({ ok: false, failure: { kind: 'offline' } });
});

it('reports a refused connection, a dropped one and an unknown host as offline', async () => {
  const { url } = await serve((request) => request.socket.destroy());
  const http = httpWith();
  expect(await http.request(get(url))).toEqual({ ok: false, failure: { kind: 'offline' } });
  expect(await http.request(get('https://no-such-host.invalid'))).toEqual({ ok: false, failure: { kind: 'offline' } });
  const port = await listen(createServer());
  await closers.pop()?.();
  expect(await http.request(get(`http://127.0.0.1:${port}`))).toEqual({ ok: false, failure: { kind: 'offline' } });
});

it('refuses an unknown certificate, even if the environment disables the check', async () => {
  let asked = 0;
  const port = await serveTls((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    const http = httpWith();
    expect(await http.request(get(`https://localhost:${port}`))).toEqual({ ok: false, failure: { kind: 'tls' } });
    expect(asked).toBe(0);
  } finally {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  }
});

it('reports plain HTTP instead of TLS as a TLS failure', async () => {
  const { url } = await serve((_request, response) => response.end('{}'));
  expect(await httpWith().request(get(url.replace('http:', 'https:')))).toEqual({
    ok: false,
    failure: { kind: 'tls' },
  });
});

it('accepts a certificate that this machine trusts, only for the names it was made for', async () => {
  const port = await serveTls((_request, response) => response.end('{"ok":1}'));
  const http = httpWith({ systemCertificates });
  expect(await http.request(get(`https://localhost:${port}`))).toMatchObject({ ok: true, value: { text: '{"ok":1}' } });
  expect(await http.request(get(`https://[::1]:${port}`))).toMatchObject({ ok: false });
});

it("accepts what a company's root in the system's store has signed, sends each request once, reads the store once", async () => {
  const received: (string | undefined)[] = [];
  const port = await serveTls((request, response) => {
    received.push(request.headers.authorization);
    response.end('{"ok":1}');
  }, 'company-service.pem');
  let reads = 0;
  const companyRoot = async () => {
    reads += 1;
    return [fixture('company-root.pem')];
  };
  const http = httpWith({ systemCertificates: companyRoot });
  const request = get(`https://localhost:${port}`, { method: 'POST', body: '{}' });
  const answers = await Promise.all([http.request(request), http.request(request)]);
  expect([...answers, await http.request(request)].every(({ ok }) => ok)).toBe(true);
  expect(received).toEqual(Array(3).fill('Bearer CANARY'));
  expect(reads).toBe(1);
});

it("refuses what neither the public roots nor the system's store vouch for, and sends nothing to it", async () => {
  let received = 0;
  const port = await serveTls(() => {
    received += 1;
  }, 'company-service.pem');
  const refused = { ok: false, failure: { kind: 'tls' } };
  for (const trusted of [[], [fixture('service.pem')]]) {
    const http = httpWith({ systemCertificates: async () => trusted });
    for (const _ of [1, 2]) expect(await http.request(get(`https://localhost:${port}`))).toEqual(refused);
  }
  expect(received).toBe(0);
});

it("never follows a redirect of a server that only a company's root vouches for", async () => {
  const other = await serve((_request, response) => response.end('{}'));
  const port = await serveTls(
    (_request, response) => response.writeHead(302, { location: other.url }).end(),
    'company-service.pem',
  );
  const http = httpWith({ systemCertificates: async () => [fixture('company-root.pem')] });
  expect(await http.request(get(`https://localhost:${port}`))).toMatchObject({ ok: true, value: { status: 302 } });
  expect(other.seen).toHaveLength(0);
});

/** A CONNECT proxy that connects every host to one local TLS server, and records the requests to itself. */
async function serveProxy(targetPort: number) {
  const asked: { readonly target: string; readonly headers: string }[] = [];
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on('connect', (request, client: Socket) => {
    asked.push({ target: request.url ?? '', headers: JSON.stringify(request.rawHeaders) });
    const upstream = connect(targetPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.on('close', () => upstream.destroy());
  });
  return { asked, port: await listen(proxy) };
}

const hosts = 'https://cli.gauge.test/data';
const systemCertificates = async () => [fixture('certificate.pem')];

it.each([
  ['HTTPS_PROXY', (port: number) => `http://127.0.0.1:${port}`],
  ['https_proxy', (port: number) => `127.0.0.1:${port}`],
  ['HTTP_PROXY', (port: number) => `http://127.0.0.1:${port}`],
] as const)('uses the proxy of %s, which learns the host and nothing else', async (variable, address) => {
  const proxy = await serveProxy(await serveTls((_request, response) => response.end('{"ok":1}')));
  const http = httpWith({ environment: { [variable]: address(proxy.port) }, systemCertificates });
  expect(await http.request(get(hosts))).toMatchObject({ ok: true, value: { text: '{"ok":1}' } });
  expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(['cli.gauge.test:443']));
  expect(JSON.stringify(proxy.asked)).not.toContain('CANARY');
});

it('uses the proxy of the system, and checks certificates behind it too', async () => {
  const proxy = await serveProxy(await serveTls((_request, response) => response.end('{"ok":1}')));
  const resolveProxy = async () => `PROXY 127.0.0.1:${proxy.port}; DIRECT`;
  const trusting = httpWith({ resolveProxy, systemCertificates });
  expect(await trusting.request(get(hosts))).toMatchObject({ ok: true });
  const otherName = await trusting.request(get('https://other.gauge.test/'));
  expect(otherName).toEqual({ ok: false, failure: { kind: 'tls' } });
  const strict = httpWith({ resolveProxy });
  expect(await strict.request(get(hosts))).toEqual({ ok: false, failure: { kind: 'tls' } });
  expect(proxy.asked.map(({ target }) => target)).toEqual([
    ...['cli.gauge.test:443', 'cli.gauge.test:443'], // Without the certificates of this machine, then with them.
    'other.gauge.test:443',
    'cli.gauge.test:443',
  ]);
});

/** A SOCKS 5 proxy without passwords that connects every host to one local server. */
async function serveSocks(targetPort: number): Promise<number> {
  const server = createTcpServer((client) => {
    client.on('error', () => {});
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', () => {
        const upstream = connect(targetPort, '127.0.0.1', () => {
          client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          upstream.pipe(client).pipe(upstream);
        });
        upstream.on('error', () => {});
      });
    });
  });
  return listen(server);
}

it('uses a SOCKS 5 proxy, and checks certificates behind it too', async () => {
  const port = await serveSocks(await serveTls((_request, response) => response.end('{"ok":1}')));
  const environment = { HTTPS_PROXY: `socks5://127.0.0.1:${port}` };
  expect(await httpWith({ environment, systemCertificates }).request(get(hosts))).toMatchObject({ ok: true });
  expect(await httpWith({ environment }).request(get(hosts))).toEqual({ ok: false, failure: { kind: 'tls' } });
  const resolveProxy = async () => `SOCKS5 127.0.0.1:${port}`;
  expect(await httpWith({ resolveProxy, systemCertificates }).request(get(hosts))).toMatchObject({ ok: true });
});

it('uses the proxy that the user chose, and no other once it fails', async () => {
  const proxy = await serveProxy(await serveTls((_request, response) => response.end('{"ok":1}')));
  const resolveProxy = async () => 'DIRECT';
  const own = httpWith({ resolveProxy, systemCertificates, chosenProxy: () => `http://127.0.0.1:${proxy.port}` });
  expect(await own.request(get(hosts))).toMatchObject({ ok: true });
  expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set(['cli.gauge.test:443']));
  const dead = httpWith({
    environment: { HTTPS_PROXY: `127.0.0.1:${proxy.port}` },
    chosenProxy: () => 'http://127.0.0.1:1',
  });
  const asked = proxy.asked.length;
  expect(await dead.request(get(hosts))).toMatchObject({ ok: false });
  expect(proxy.asked).toHaveLength(asked);
});

it('respects NO_PROXY and reaches this machine without any proxy', async () => {
  const proxy = await serveProxy(1);
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
  const { url } = await serve((_request, response) => response.end('{}'));
  expect((await httpWith({ environment }).request(get(url))).ok).toBe(true);
  const excepted = httpWith({ environment: { ...environment, NO_PROXY: '.invalid' } });
  expect(await excepted.request(get('https://no-such-host.invalid'))).toMatchObject({ ok: false });
  expect(proxy.asked).toEqual([]);
});

it.each([
  ['does not answer CONNECT', (port: number) => ({ HTTPS_PROXY: `http://127.0.0.1:${port}` })],
  ['sends nothing at all', (port: number) => ({ HTTPS_PROXY: `socks5://127.0.0.1:${port}` })],
])('ends in time, and at once when aborted, although the proxy %s', async (_, environmentFor) => {
  let arrived = (): void => {};
  const port = await listen(createTcpServer((socket) => socket.on('data', () => arrived())));
  const http = httpWith({ environment: environmentFor(port) });
  expect(await http.request(get(hosts, { timeoutMs: 100 }))).toEqual({ ok: false, failure: { kind: 'timeout' } });
  const caller = new AbortController();
  const there = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const answer = http.request(get(hosts, { timeoutMs: 60_000, signal: caller.signal }));
  await there;
  caller.abort();
  expect(await answer).toEqual({ ok: false, failure: { kind: 'offline' } });
});

it('respects NO_PROXY for the proxy of the system too', async () => {
  const proxy = await serveProxy(await serveTls((_request, response) => response.end('{}')));
  const resolveProxy = async () => `PROXY 127.0.0.1:${proxy.port}`;
  const excepted = httpWith({ environment: { no_proxy: '.invalid' }, resolveProxy });
  expect(await excepted.request(get('https://no-such-host.invalid'))).toMatchObject({ ok: false });
  expect(proxy.asked).toEqual([]);
  expect(await excepted.request(get(hosts))).toMatchObject({ ok: false });
  expect(proxy.asked).toHaveLength(1);
});

it('is offline, not direct, when the proxy is dead', async () => {
  const dead = httpWith({ environment: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
  expect(await dead.request(get(hosts))).toEqual({ ok: false, failure: { kind: 'offline' } });
});

it('reports a proxy that refuses or cannot be used', async () => {
  for (const status of [302, 403, 407, 502]) {
    const server = createServer();
    server.on('connect', (_request, socket) =>
      socket.end(`HTTP/1.1 ${status} No\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n`),
    );
    const refusing = httpWith({ environment: { HTTPS_PROXY: `http://127.0.0.1:${await listen(server)}` } });
    expect(await refusing.request(get(hosts))).toEqual({ ok: false, failure: { kind: 'proxy', status } });
  }
  const unusable = httpWith({ environment: { HTTPS_PROXY: 'ftp://127.0.0.1:1' } });
  expect(await unusable.request(get(hosts))).toEqual({ ok: false, failure: { kind: 'proxy', status: null } });
});

it('reports a proxy whose own certificate is for another name as a TLS failure', async () => {
  const server = createTlsServer({ key: fixture('key.pem'), cert: fixture('service.pem') });
  const environment = { HTTPS_PROXY: `https://127.0.0.1:${await listen(server)}` };
  const http = httpWith({ environment, systemCertificates: async () => [fixture('service.pem')] });
  expect(await http.request(get(hosts))).toEqual({ ok: false, failure: { kind: 'tls' } });
});

/** A port on which nobody listens. */
async function deadPort(): Promise<number> {
  const port = await listen(createServer());
  await closers.pop()?.();
  return port;
}

it('uses the next route of the system if a proxy cannot be reached', async () => {
  const proxy = await serveProxy(await serveTls((_request, response) => response.end('{"ok":1}')));
  let asked = 0;
  const refusedPort = await deadPort();
  const resolveProxy = async () => {
    asked += 1;
    return `PROXY 127.0.0.1:${refusedPort}; PROXY no-such-host.invalid:1; PROXY 127.0.0.1:${proxy.port}; DIRECT`;
  };
  const http = httpWith({ resolveProxy, systemCertificates });
  for (const _ of [1, 2]) expect(await http.request(get(hosts))).toMatchObject({ ok: true });
  expect(proxy.asked).toHaveLength(3);
  expect(asked).toBe(3);
});

it('does not bypass a proxy that refuses, whatever the system names after it', async () => {
  const refusing = createServer();
  let refused = 0;
  refusing.on('connect', (_request, socket) => {
    refused += 1;
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  const port = await listen(refusing);
  const proxy = await serveProxy(await serveTls((_request, response) => response.end('{"ok":1}')));
  const resolveProxy = async () => `PROXY 127.0.0.1:${port}; PROXY 127.0.0.1:${proxy.port}; DIRECT`;
  const http = httpWith({ resolveProxy, systemCertificates });
  expect(await http.request(get(hosts))).toEqual({ ok: false, failure: { kind: 'proxy', status: 407 } });
  expect([refused, proxy.asked.length]).toEqual([1, 0]);
});

it('never repeats a request that may have arrived', async () => {
  let received = 0;
  const first = await serveProxy(
    await serveTls((request) => {
      received += 1;
      request.socket.destroy();
    }),
  );
  const second = await serveProxy(await serveTls((_request, response) => response.end('{}')));
  const resolveProxy = async () => `PROXY 127.0.0.1:${first.port}; PROXY 127.0.0.1:${second.port}`;
  const http = httpWith({ resolveProxy, systemCertificates });
  expect(await http.request(get(hosts, { method: 'POST', body: '{}' }))).toMatchObject({ ok: false });
  expect([received, second.asked.length]).toEqual([1, 0]);
});
