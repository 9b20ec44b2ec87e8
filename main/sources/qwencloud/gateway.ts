import { fail, type Result } from '../../core/failure.ts';
import type { Clock, Http, Log } from '../../ports/system.ts';
import type { JsonObject } from '../values.ts';
import { readJson } from './classify.ts';
import { openEnvelope, openWideEnvelope, type WideAnswer } from './envelope.ts';
import type { Site } from './sites.ts';

/** As the official client waits (docs/facts/qwencloud-protocol.md §6). */
export const requestTimeoutMs = 30_000;

interface GatewayCall {
  readonly product: string;
  readonly action: string;
  readonly params: JsonObject;
  /** Beside product and action where an action wants one. */
  readonly version?: string;
}

export interface Gateway {
  /** A Type A request; answers the payload `data`. */
  call(call: GatewayCall, signal: AbortSignal): Promise<Result<unknown>>;
  /** A Type B request (`api` with its `data`); answers the payload candidates of the inner envelope. */
  callWide(api: string, data: JsonObject, signal: AbortSignal): Promise<Result<WideAnswer>>;
}

interface GatewayDeps {
  readonly site: Site;
  /** The whole address of the gateway. */
  readonly url: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** The access token of now, or why there is none. */
  readonly token: () => Result<string>;
}

/**
 * Every value of `params` goes as a string: objects and arrays as JSON, the rest by its usual spelling
 * (docs/facts/qwencloud-protocol.md §3).
 */
export function stringified(params: JsonObject): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    texts[key] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return texts;
}

/** What the console expects beside each Type B request (docs/facts/qwencloud-protocol.md §3). */
const cornerstone = (site: Site): JsonObject => ({
  domain: site.domain,
  consoleSite: site.consoleSite,
  console: 'ONE_CONSOLE',
  xsp_lang: site.language,
  protocol: 'V2',
  productCode: 'p_efm',
});

/** A Retry-After, and whom it was told; times on the clock that was right then. */
interface Quiet {
  readonly token: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * The JSON gateway (docs/facts/qwencloud-protocol.md §3). Failures: all kinds of `Failure` but the local ones. An
 * answer that says the session has ended is asked for once more, with the token of that moment, before it is believed.
 * A Retry-After holds for every call: until then each is answered `rate-limited` without asking. One request is in
 * flight at a time, whoever asks; the others wait their turn.
 */
export function createGateway({ site, url, http, clock, log, token }: GatewayDeps): Gateway {
  let quiet: Quiet | null = null;
  let turns: Promise<void> = Promise.resolve();

  /** Ends once all who came before are done, or the caller does not want it any more. The answer lets the next one in. */
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
    return quiet === null || quiet.token !== bearer || nowMs < quiet.fromMs ? 0 : quiet.untilMs - nowMs;
  }

  async function ask(call: GatewayCall, signal: AbortSignal): Promise<Result<unknown>> {
    const leave = await turn(signal);
    try {
      return await askNow(call, signal);
    } finally {
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
