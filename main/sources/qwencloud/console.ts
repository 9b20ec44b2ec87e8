import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import type { Clock, Http, Log } from '../../ports/system.ts';
import { at, type JsonObject } from '../values.ts';
import { readJson } from './classify.ts';
import { openEnvelope, openWideEnvelope, type WideAnswer } from './envelope.ts';
import { type Gateway, requestTimeoutMs } from './gateway.ts';
import type { Site } from './sites.ts';

export interface Console {
  /** Sends a Type B request to the console's own endpoint. Renews an expired console session once. */
  callWide(api: string, data: JsonObject, signal: AbortSignal): Promise<Result<WideAnswer>>;
  /** Sends a Type B request that needs no sign-in, without any credential. */
  callOpen(api: string, signal: AbortSignal): Promise<Result<WideAnswer>>;
}

interface ConsoleDeps {
  readonly site: Site;
  /** The full URL of the console's endpoint. */
  readonly url: string;
  readonly gateway: Gateway;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
  /** The access token that is exchanged for a console token. */
  readonly token: () => Result<string>;
}

/**
 * Calls the console's endpoint with a console token that is created from the access token
 * (docs/facts/qwencloud-protocol.md §4.5; confirmed for the Chinese site only). A refusal here does not mean that the
 * user's own session has ended: once a new console token is refused too, the failure is `no-right`.
 */
export function createConsole({ site, url, gateway, http, clock, log, token }: ConsoleDeps): Console {
  let made: { readonly forToken: string; readonly token: string } | null = null;

  async function consoleToken(signal: AbortSignal): Promise<Result<string>> {
    const access = token();
    if (!access.ok) return access;
    if (made !== null && made.forToken === access.value) return succeed(made.token);
    const call = {
      product: 'ModelStudioRegional',
      action: 'GenerateCLIAccessToken',
      version: '2026-02-10',
      params: {},
    };
    const answer = await gateway.call(call, signal);
    if (!answer.ok) return answer;
    const value = at(answer.value, 'cliAccessToken') ?? at(answer.value, 'Data', 'cliAccessToken');
    if (typeof value !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(value)) {
      return fail({ kind: 'unknown-shape', where: call.action });
    }
    made = { forToken: access.value, token: value };
    return succeed(value);
  }

  async function ask(api: string, data: JsonObject, signal: AbortSignal): Promise<Result<WideAnswer>> {
    const bearer = await consoleToken(signal);
    return bearer.ok ? send(api, data, { authorization: `Bearer ${bearer.value}` }, signal) : bearer;
  }

  async function send(
    api: string,
    data: JsonObject,
    credential: { readonly authorization?: string },
    signal: AbortSignal,
  ): Promise<Result<WideAnswer>> {
    const query = new URLSearchParams({ action: site.wideAction, product: 'sfm_bailian', api });
    const params = JSON.stringify({ Api: api, V: '1.0', Data: { ...data, cornerstoneParam: cornerstoneOf(site) } });
    const response = await http.request({
      method: 'POST',
      url: `${url}?${query}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        ...credential,
      },
      body: `${new URLSearchParams({ params, region: site.gatewayRegion })}`,
      timeoutMs: requestTimeoutMs,
      signal,
    });
    if (!response.ok) return response;
    const body = readJson(response.value, `console/${api}`, clock.now());
    if (!body.ok) return body;
    const opened = openEnvelope(body.value);
    return opened.ok ? openWideEnvelope(opened.value) : opened;
  }

  const callWide: Console['callWide'] = async (api, data, signal) => {
    const first = await ask(api, data, signal);
    if (first.ok || made === null || !isOfSession(first.failure)) return first;
    made = null;
    log.info(`${site.sourceId}: the console asks for a new token`);
    const second = await ask(api, data, signal);
    // A new token cannot have expired, so a refusal means that the account lacks the right.
    if (second.ok || second.failure.kind !== 'session-expired' || made === null) return second;
    return fail({ kind: 'no-right', code: 'console-login-required' });
  };

  return { callWide, callOpen: (api, signal) => send(api, {}, {}, signal) };
}

/** The console also asks for a sign-in by a redirect (docs/facts/qwencloud-protocol.md §4.5). */
const isOfSession = ({ kind }: Failure): boolean => kind === 'session-expired' || kind === 'login-page';

const cornerstoneOf = (site: Site): JsonObject => ({
  protocol: 'V2',
  console: 'ONE_CONSOLE',
  productCode: 'p_efm',
  switchUserType: 3,
  consoleSite: site.consoleSite,
});
