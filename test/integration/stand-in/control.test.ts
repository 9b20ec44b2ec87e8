import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { beginSignIn, startStandIn } from './support.ts';

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), headers });

/** `fetch` cannot set another Host, which a page with DNS rebinding would send. */
const statusForHost = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });

describe('the control route of the stand-in', () => {
  it('returns and changes account and modes for another process', async () => {
    const { urls, standIn } = await startStandIn();
    const answer = await (
      await post(urls.controlUrl, { modes: { gateway: 'gw429' }, account: { codingPlan: null } })
    ).json();
    expect(answer.modes).toMatchObject({ gateway: 'gw429', signIn: 'ok' });
    expect(standIn.modes().gateway).toBe('gw429');
    expect(standIn.account.get()).toMatchObject({ codingPlan: null, user: { aliyunId: 'demo-account' } });
    const state = await (await fetch(urls.controlUrl)).json();
    expect(state).toMatchObject({ account: { codingPlan: null }, requests: {}, decided: null });
  });

  it('decides a sign-in and ends sessions', async () => {
    const { urls, token } = await startStandIn();
    expect(await (await post(urls.controlUrl, { decide: 'approved' })).json()).toMatchObject({ decided: false });
    const { poll } = await beginSignIn(urls);
    expect(await (await post(urls.controlUrl, { decide: 'approved' })).json()).toMatchObject({ decided: true });
    expect((await (await poll()).json()).Data.Status).toBe('complete');
    await post(urls.controlUrl, { expireTokens: true });
    expect((await fetch(urls.accountUrl, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it('refuses unknown commands, and everything from a web page', async () => {
    const { urls, standIn } = await startStandIn();
    expect((await post(urls.controlUrl, { modes: { gateway: 'explode' } })).status).toBe(400);
    expect((await fetch(urls.controlUrl, { method: 'POST', body: 'no json' })).status).toBe(400);
    const fromPage = { origin: 'https://example.com' };
    expect((await post(urls.controlUrl, { modes: { gateway: 'gw500' } }, fromPage)).status).toBe(403);
    expect(await statusForHost(urls.controlUrl, 'rebound.example.com')).toBe(403);
    expect(standIn.modes().gateway).toBe('ok');
  });
});
