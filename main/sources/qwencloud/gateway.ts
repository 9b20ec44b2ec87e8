import { fail, type Result } from '../../core/failure.ts';
import type { Clock, Http, Log } from '../../ports/system.ts';
import type { JsonObject } from '../values.ts';
import { readJson } from './classify.ts';
import { openEnvelope, openWideEnvelope, type WideAnswer } from './envelope.ts';
import type { Site } from './sites.ts';

/** The official client's timeout (docs/facts/qwencloud-protocol.md §6). */
export const requestTimeoutMs = 30_000;

/** How long a request or a pool may keep the next one waiting. */
export const patienceMs = 500;
/** The other questions of a round are spared for this time, if the service asks for so long; then the poller decides. */
const longestQuietMs = 10 * 60_000;

interface GatewayCall {
  readonly product: string;
  readonly action: string;
  readonly params: JsonObject;
  /** Only sent for actions that need one. */
  readonly version?: string;
}

export interface Gateway {
  /** Sends a Type A request and returns its payload `data`. */
  call(call: GatewayCall, signal: AbortSignal): Promise<Result<unknown>>;
  /** Sends a Type B request (`api` with its `data`) and returns the possible payloads of the inner envelope. */
  callWide(api: string, data: JsonObject, signal: AbortSignal): Promise<Result<WideAnswer>>;
}

interface GatewayDeps {
  readonly site: Site;
  /** The full URL of the gateway. */
  readonly url: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** The current access token, or why there is none. */
  readonly token: () => Result<string>;
}

/**
 * Turns every value of `params` into a string, as the gateway expects (docs/facts/qwencloud-protocol.md §3): objects and
 * arrays become JSON. Null and undefined values are dropped.
 */
export function stringified(params: JsonObject): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    texts[key] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return texts;
}

/** The extra parameters that the console expects with each Type B request (docs/facts/qwencloud-protocol.md §3). */
const cornerstone = (site: Site): JsonObject => ({
  domain: site.domain,
  consoleSite: site.consoleSite,
  console: 'ONE_CONSOLE',
  xsp_lang: site.language,
  protocol: 'V2',
  productCode: 'p_efm',
});

/** A Retry-After that the service sent for one token. `fromMs` detects a clock that was set back meanwhile. */
interface Quiet {
  readonly token: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * Calls the JSON gateway (docs/facts/qwencloud-protocol.md §3). Failures: all kinds of `Failure` but the local ones. A
 * `session-expired` response is retried once with the current token. A Retry-After applies to every call: until it has
 * passed, calls return `rate-limited` without a request. Requests are sent one at a time, in the order of the calls; one
 * that takes longer than `patienceMs` holds back no other.
 */
export function createGateway({ site, url, http, clock, log, token }: GatewayDeps): Gateway {
  let quiet: Quiet | null = null;
  let turns: Promise<void> = Promise.resolve();

  /** Waits until all earlier requests are done or `signal` is aborted. The returned function lets the next request start. */
  async function turn(signal: AbortSignal): Promise<() => void> {
    let leave = (): void => {};
    const before = turns;
    const mine = new Promise<void>((resolve) => {
      leave = resolve;
    });
    turns = before.then(() => mine);
    await untilAborted(before, signal);
    return leave;
  }

  function quietForMs(bearer: string): number {
    const nowMs = clock.now();
    if (quiet === null || quiet.token !== bearer || nowMs < quiet.fromMs) return 0;
    return nowMs < quiet.fromMs + longestQuietMs ? quiet.untilMs - nowMs : 0;
  }

  async function ask(call: GatewayCall, signal: AbortSignal): Promise<Result<unknown>> {
    const leave = await turn(signal);
    const cancel = clock.after(patienceMs, leave);
    try {
      return await askNow(call, signal);
    } finally {
      cancel();
      leave();
    }
  }

  async function askNow(call: GatewayCall, signal: AbortSignal): Promise<Result<unknown>> {
    const access = token();
    if (!access.ok) return access;
    const waitMs = quietForMs(access.value);
    if (waitMs > 0) return fail({ kind: 'rate-limited', retryAfterMs: waitMs });
    const answer = await send(call, access.value, signal);
    if (!answer.ok && answer.failure.kind === 'rate-limited') {
      const fromMs = clock.now();
      quiet = { token: access.value, fromMs, untilMs: fromMs + (answer.failure.retryAfterMs ?? 0) };
    }
    return answer;
  }

  async function send(call: GatewayCall, bearer: string, signal: AbortSignal): Promise<Result<unknown>> {
    const { product, action, version } = call;
    const region = site.gatewayRegion;
    const params = stringified(call.params);
    const response = await http.request({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${bearer}`,
      },
      body: JSON.stringify(
        version === undefined ? { product, action, region, params } : { product, action, version, region, params },
      ),
      timeoutMs: requestTimeoutMs,
      signal,
    });
    if (!response.ok) return response;
    const body = readJson(response.value, `${product}/${action}`, clock.now());
    return body.ok ? openEnvelope(body.value) : body;
  }

  async function twiceIfEnded<Value>(name: string, once: () => Promise<Result<Value>>): Promise<Result<Value>> {
    const first = await once();
    if (first.ok || first.failure.kind !== 'session-expired' || !token().ok) return first;
    log.info(`${site.sourceId}: ${name} says the session has ended; asking once more`);
    return await once();
  }

  const call: Gateway['call'] = (wanted, signal) => twiceIfEnded(wanted.action, () => ask(wanted, signal));

  const callWide: Gateway['callWide'] = (api, data, signal) =>
    twiceIfEnded(api, async () => {
      const params = { Api: api, Data: { ...data, cornerstoneParam: cornerstone(site) }, V: '1.0' };
      const answer = await ask({ product: 'sfm_bailian', action: site.wideAction, params }, signal);
      return answer.ok ? openWideEnvelope(answer.value) : fail(answer.failure);
    });

  return { call, callWide };
}

function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    else void work.then(end);
  });
}
