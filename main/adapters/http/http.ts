import { fail, type Result, succeed } from '../../core/failure.ts';
import type { Http, HttpRequest, HttpResponse, Log } from '../../ports/system.ts';
import { codeOf, failureOf } from './http-failures.ts';
import { isLoopbackHost } from './overrides.ts';
import type { createSender, SenderDeps } from './sender.ts';

/** Far above any response of the services: the largest known is a free-tier list of some 300 kB. */
export const responseCapBytes = 2 * 1024 * 1024;

interface HttpDeps extends SenderDeps {
  readonly log: Log;
}

/**
 * The only way in which the app sends anything. Never follows a redirect (a 3xx is a response), never leaves https
 * except to this machine, always checks certificates, reads at most 2 MiB. Failures: offline, timeout, tls, proxy,
 * too-large. `close` ends every request under way (they fail as `offline`) and every socket; later requests fail as
 * `offline`.
 */
export function createHttp({ log, ...deps }: HttpDeps): Http & { close(): Promise<void> } {
  let loading: Promise<ReturnType<typeof createSender>> | null = null;
  const closing = new AbortController();

  /** undici is loaded with the first request: it takes long, and nobody who is signed out needs it. */
  const sender = (): Promise<ReturnType<typeof createSender>> => {
    loading ??= import('./sender.ts').then(({ createSender }) => createSender(deps));
    return loading;
  };

  async function send(request: HttpRequest): Promise<Result<HttpResponse>> {
    const url = URL.canParse(request.url) ? new URL(request.url) : null;
    if (url === null || !isAllowed(url)) {
      log.warn('http: refused an address that is neither https nor this machine');
      return fail({ kind: 'tls' });
    }
    const ending = new AbortController();
    const abort = (): void => ending.abort();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort();
    }, request.timeoutMs);
    // Not AbortSignal.any, which leaks on a signal that lives as long as the app (nodejs/node #54614, in Node 20).
    const outer = [request.signal, closing.signal];
    for (const signal of outer) signal.addEventListener('abort', abort);
    if (outer.some((signal) => signal.aborted)) abort();
    try {
      return await exchange(url, request, ending.signal);
    } catch (error) {
      if (timedOut) return fail({ kind: 'timeout' });
      const failure = failureOf(error);
      if (!ending.signal.aborted) log.warn(`http: ${url.hostname} ${failure.kind} ${codeOf(error)}`);
      return fail(failure);
    } finally {
      clearTimeout(timer);
      for (const signal of outer) signal.removeEventListener('abort', abort);
    }
  }

  async function exchange(url: URL, request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse>> {
    signal.throwIfAborted();
    // undici ignores its signal while it waits for a proxy to open a tunnel.
    const { send } = await sender();
    signal.throwIfAborted();
    const response = await untilAborted(send(url, request, signal), signal);
    if (response === null) {
      log.warn('http: the proxy that is set cannot be used');
      return fail({ kind: 'proxy', status: null });
    }
    const headers = plainHeaders(response.headers);
    const text = Number(headers['content-length'] ?? 0) > responseCapBytes ? null : await readCapped(response.body);
    if (text === null) {
      response.body.on('error', ignoreOwnDestroy).destroy();
      return fail({ kind: 'too-large' });
    }
    return succeed({ status: response.statusCode, headers, text });
  }

  async function close(): Promise<void> {
    closing.abort();
    await (await loading)?.close();
  }

  return { request: send, close };
}

const isAllowed = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));

/** Settles like `work`, but rejects at once when the signal is aborted. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** The body as text; null as soon as it is larger than the cap. */
async function readCapped(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > responseCapBytes) return null;
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks));
}

function plainHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** The body reports an error because this adapter destroyed it: there is nothing to handle. */
const ignoreOwnDestroy = (): void => {};
