import { describe, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { codingPlanApi, codingPlanRequest, type Running, startMs, startStandIn } from './support.ts';

const bill = ({ flat }: Running) => flat('BssOpenAPI-V3', 'MaasListConsumeSummary');
const plan = ({ broad }: Running) => broad(codingPlanApi, codingPlanRequest);

describe('simulated failures of the stand-in', () => {
  it('fails over HTTP: status, retry-after, redirect', async () => {
    const running = await startStandIn();
    const { standIn } = running;
    for (const [gateway, status] of [
      ['gw401', 401],
      ['gw403', 403],
      ['gw500', 500],
    ] as const) {
      standIn.setMode({ gateway });
      expect((await plan(running)).status).toBe(status);
    }
    standIn.setMode({ gateway: 'gw429', retryAfterSeconds: 42 });
    const limited = await bill(running);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '42']);
    standIn.setMode({ gateway: 'gw302' });
    const moved = await plan(running);
    expect([moved.status, moved.headers.get('location')]).toEqual([302, `${running.urls.gatewayUrl}/login?redirect=1`]);
  });

  it('responds 200 with an invalid body: a page, half a JSON, 8 MiB, nothing', async () => {
    const running = await startStandIn();
    const { standIn } = running;
    standIn.setMode({ gateway: 'html200' });
    const page = await plan(running);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html;charset=UTF-8']);
    standIn.setMode({ gateway: 'malformed-json' });
    await expect((await plan(running)).json()).rejects.toThrow();
    standIn.setMode({ gateway: 'huge-body' });
    expect((await (await plan(running)).text()).length).toBeGreaterThan(8 * 1024 * 1024);
    standIn.setMode({ gateway: 'empty-data' });
    expect((await (await plan(running)).json()).data).toEqual({
      DataV2: { ret: ['SUCCESS::success'], data: { data: {} } },
    });
    expect((await (await bill(running)).json()).data).toEqual({});
  });

  it('responds 200 with a refusal inside', async () => {
    const running = await startStandIn();
    const { standIn } = running;
    standIn.setMode({ gateway: 'console-need-login' });
    expect(await (await plan(running)).json()).toMatchObject({ code: 'ConsoleNeedLogin', successResponse: false });
    standIn.setMode({ gateway: 'not-logined' });
    expect((await (await plan(running)).json()).data.errorCode).toBe('BailianGateway.Login.NotLogined');
    standIn.setMode({ gateway: 'business-fail' });
    expect((await (await plan(running)).json()).data.DataV2.ret[0]).toMatch(/^FAIL_BIZ/);
    expect(await (await bill(running)).json()).toMatchObject({ code: 'ServiceUnavailable', data: null });
  });

  it('omits fields: amounts, and all windows but five hours', async () => {
    const running = await startStandIn();
    running.standIn.account.update(demoAccount(startMs));
    running.standIn.setMode({ gateway: 'null-init-capacity' });
    const models = await (await running.flat('BssOpenAPI-V3', 'DescribeFqInstance')).json();
    expect(models.data.Data[0]).toMatchObject({ InitCapacity: null, CurrCapacity: null });
    running.standIn.setMode({ gateway: 'missing-windows' });
    const [instance] = (await (await plan(running)).json()).data.DataV2.data.data.codingPlanInstanceInfos;
    expect(Object.keys(instance.codingPlanQuotaInfo).every((name) => name.startsWith('per5Hour'))).toBe(true);
  });

  it('hangs and drops, and can be stopped while a request hangs', async () => {
    const running = await startStandIn();
    running.standIn.setMode({ gateway: 'drop' });
    await expect(plan(running)).rejects.toThrow();
    running.standIn.setMode({ gateway: 'hang' });
    const hanging = expect(plan(running)).rejects.toThrow();
    while (running.standIn.requests()[`sfm_bailian/${codingPlanApi}`] !== 2) await new Promise(setImmediate);
    await running.standIn.stop();
    await hanging;
  });

  it('fails only the call that is named', async () => {
    const running = await startStandIn();
    running.standIn.setMode({ gateway: 'gw500', gatewayOnly: 'MaasListConsumeSummary' });
    expect([(await bill(running)).status, (await plan(running)).status]).toEqual([500, 200]);
  });

  it('responds to an expired or missing token as configured', async () => {
    const running = await startStandIn();
    const { standIn, flat } = running;
    const gray = async (token?: string) => await flat('BssOpenAPI-V3', 'QuerySubscriptionGray', {}, token);
    expect(await (await gray('')).json()).toMatchObject({ code: 'ConsoleNeedLogin' });
    expect(await (await gray('guessed')).json()).toMatchObject({ code: 'ConsoleNeedLogin' });
    expect(await (await gray()).json()).toMatchObject({ code: '200' });
    standIn.expireTokens();
    standIn.setMode({ deadToken: 'gw401' });
    expect((await gray()).status).toBe(401);
    standIn.setMode({ deadToken: 'not-logined' });
    expect((await (await gray()).json()).data.errorCode).toContain('NotLogined');
  });

  it('fails the catalogue too', async () => {
    const { standIn, urls } = await startStandIn();
    standIn.setMode({ catalogue: 'http-500' });
    expect((await fetch(urls.catalogueUrl)).status).toBe(500);
    standIn.setMode({ catalogue: 'html' });
    expect(await (await fetch(urls.catalogueUrl)).text()).toContain('<!doctype html>');
  });
});

describe('odd requests to the stand-in', () => {
  it('are refused without harm', async () => {
    const { urls, token, flat } = await startStandIn();
    const gateway = (body: string) =>
      fetch(`${urls.gatewayUrl}/data/v2/api.json`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      });
    for (const body of ['', 'no json', '[]', '{"product":"p"}', '{"product":1,"action":{}}']) {
      expect((await gateway(body)).status).toBe(400);
    }
    await expect(gateway('x'.repeat(2 * 1024 * 1024))).resolves.toMatchObject({ status: 413 });
    expect((await fetch(`${urls.gatewayUrl}/nowhere`)).status).toBe(404);
    expect((await fetch(urls.gatewayUrl, { method: 'HEAD' })).status).toBe(200);
    expect(await (await flat('BssOpenAPI-V3', 'NoSuchAction')).json()).toMatchObject({
      code: 'InvalidAction.NotFound',
    });
  });

  it('cannot put markup into the verification page', async () => {
    const { urls } = await startStandIn();
    const page = await fetch(`${urls.authUrl}/device?token=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(await page.text()).not.toContain('<script>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
