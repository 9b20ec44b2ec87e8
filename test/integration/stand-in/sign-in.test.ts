import { describe, expect, it } from 'vitest';
import { beginSignIn, startStandIn } from './support.ts';

const statusOf = async (response: Response) => (await response.json()).Data.Status;

describe('device sign-in of the stand-in', () => {
  it('waits until the user approves on the page, then issues one token that works', async () => {
    const { urls, clock } = await startStandIn({ tokenPrefix: 'CANARY-' });
    const { code, token, poll } = await beginSignIn(urls);
    expect(code).toMatchObject({ ExpiresIn: 300, Interval: 1 });
    expect(await statusOf(await poll())).toBe('authorization_pending');

    const page = await (await fetch(code.VerificationUrl)).text();
    expect(page).toContain('Approve');
    expect(page).toContain(`value="${token}"`);
    const approved = await fetch(`${urls.authUrl}/device/approve`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });
    expect(await approved.text()).toContain('Approved');

    clock.nowMs += 1000;
    const { Data } = await (await poll()).json();
    expect(Data.Status).toBe('complete');
    expect(Data.Credentials.AccessToken).toMatch(/^CANARY-/);
    expect(Date.parse(Data.Credentials.ExpireTime)).toBe(clock.nowMs + 30 * 86_400_000);
    const info = await fetch(urls.accountUrl, {
      headers: { authorization: `Bearer ${Data.Credentials.AccessToken}` },
    });
    expect(await info.json()).toEqual({ data: { aliyunId: 'demo-account', email: 'demo@example.com' } });

    clock.nowMs += 1000;
    expect(await statusOf(await poll())).toBe('expired_token');
  });

  it('refuses a verifier that does not match the challenge, and another client', async () => {
    const { standIn, urls } = await startStandIn();
    const { poll, token } = await beginSignIn(urls);
    standIn.approve(token);
    expect((await poll({ code_verifier: 'x'.repeat(43) })).status).toBe(400);
    expect((await poll({ client_id: 'another' })).status).toBe(400);
    expect(await statusOf(await poll())).toBe('complete');
  });

  it('refuses a plain challenge and a missing client', async () => {
    const { urls } = await startStandIn();
    const ask = (query: string) => fetch(`${urls.authUrl}/cli/device/code?${query}`, { method: 'POST' });
    const challenge = 'a'.repeat(43);
    expect((await ask(`client_id=c&code_challenge=${challenge}&code_challenge_method=plain`)).status).toBe(400);
    expect((await ask(`code_challenge=${challenge}&code_challenge_method=S256`)).status).toBe(400);
  });

  it('asks a client that polls too often to slow down, and reports denial and expiry', async () => {
    const { standIn, urls, clock } = await startStandIn({ intervalSeconds: 5 });
    const hasty = await beginSignIn(urls);
    await hasty.poll();
    expect(await statusOf(await hasty.poll())).toBe('slow_down');
    clock.nowMs += 5000;
    expect(await statusOf(await hasty.poll())).toBe('authorization_pending');
    expect(standIn.deny()).toBe(true);
    expect(await statusOf(await hasty.poll())).toBe('access_denied');

    const late = await beginSignIn(urls);
    clock.nowMs += 300_000;
    expect(await statusOf(await late.poll())).toBe('expired_token');
    expect(standIn.approve(late.token)).toBe(false);
    expect(await (await fetch(late.code.VerificationUrl)).text()).toContain('expired');
  });

  it('rejects a token after log-out and after its expiry', async () => {
    const { urls, clock, token, standIn } = await startStandIn({ tokenLifeMs: 1000 });
    const info = (bearer: string) => fetch(urls.accountUrl, { headers: { authorization: `Bearer ${bearer}` } });
    expect((await info(token)).status).toBe(200);
    clock.nowMs += 1000;
    expect((await info(token)).status).toBe(401);
    const { accessToken } = standIn.issueToken();
    const headers = { authorization: `Bearer ${accessToken}` };
    await fetch(`${urls.authUrl}/cli/device/logout`, { method: 'POST', headers });
    expect((await info(accessToken)).status).toBe(401);
  });

  it.each([
    ['access-denied', 'access_denied'],
    ['expired-token', 'expired_token'],
    ['slow-down', 'slow_down'],
    ['no-credentials', 'complete'],
  ] as const)('responds as mode %s demands', async (signIn, status) => {
    const { standIn, urls } = await startStandIn();
    const { poll } = await beginSignIn(urls);
    standIn.setMode({ signIn });
    const { Data } = await (await poll()).json();
    expect(Data).toEqual({ Status: status });
  });

  it('responds in the second shape, with a 400 for an expired token, and approves automatically when configured', async () => {
    const { standIn, urls } = await startStandIn();
    standIn.setMode({ approval: 'automatic' });
    const { poll } = await beginSignIn(urls);
    standIn.setMode({ signIn: 'http400-expired' });
    const expired = await poll();
    expect([expired.status, await expired.text()]).toEqual([400, 'device token expired']);
    standIn.setMode({ signIn: 'snake-case' });
    const answer = await (await poll()).json();
    expect(answer.status).toBe('complete');
    expect(answer.credentials.access_token).toMatch(/^stand-in-/);
    expect(answer.credentials.user).toMatchObject({ aliyunId: 'demo-account' });
  });
});
