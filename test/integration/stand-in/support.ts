import { createHash, randomBytes } from 'node:crypto';
import { afterEach } from 'vitest';
import { createStandIn, type StandIn, type StandInUrls } from '../../support/stand-in/stand-in.ts';

/** 2026-11-18 08:00 UTC+8, a Wednesday. */
export const startMs = Date.UTC(2026, 10, 18);

export interface Running {
  readonly standIn: StandIn;
  readonly urls: StandInUrls;
  /** The stand-in’s clock. */
  readonly clock: { nowMs: number };
  readonly token: string;
  /** Sends a flat call with the valid token. */
  flat(product: string, action: string, params?: Record<string, string>, token?: string): Promise<Response>;
  /** Sends an enveloped call with the valid token. */
  broad(api: string, data: unknown): Promise<Response>;
}

const running: StandIn[] = [];
afterEach(async () => {
  for (const standIn of running.splice(0)) await standIn.stop();
});

export async function startStandIn(options: Partial<Parameters<typeof createStandIn>[0]> = {}): Promise<Running> {
  const clock = { nowMs: startMs };
  const standIn = createStandIn({ now: () => clock.nowMs, ...options });
  running.push(standIn);
  const urls = await standIn.start();
  const { accessToken } = standIn.issueToken();
  const call = (body: unknown, token = accessToken) =>
    fetch(`${urls.gatewayUrl}/data/v2/api.json`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
  return {
    standIn,
    urls,
    clock,
    token: accessToken,
    flat: (product, action, params = {}, token) => call({ product, action, region: 'ap-southeast-1', params }, token),
    broad: (api, data) =>
      call({
        product: 'sfm_bailian',
        action: 'IntlBroadScopeAspnGateway',
        region: 'ap-southeast-1',
        params: { Api: api, Data: JSON.stringify(data), V: '1.0' },
      }),
  };
}

export const codingPlanApi = 'zeldaEasy.broadscope-bailian.codingPlan.queryCodingPlanInstanceInfoV2';
export const codingPlanRequest = {
  queryCodingPlanInstanceInfoRequest: { commodityCode: 'sfm_codingplan_public_intl', onlyLatestOne: true },
  cornerstoneParam: { domain: 'cli.qwencloud.com', consoleSite: 'QWENCLOUD' },
};

/** Starts one device sign-in as a client does; `poll` polls once. */
export async function beginSignIn(urls: StandInUrls) {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const ask = (path: string, query: Record<string, string>) =>
    fetch(`${urls.authUrl}${path}?${new URLSearchParams(query)}`, { method: 'POST' });
  const code = await ask('/cli/device/code', {
    client_id: 'client-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  const { Data } = await code.json();
  const token: string = Data.Token;
  return {
    code: Data,
    token,
    poll: (overrides: Record<string, string> = {}) =>
      ask('/cli/device/token', { client_id: 'client-1', token, code_verifier: verifier, ...overrides }),
  };
}
