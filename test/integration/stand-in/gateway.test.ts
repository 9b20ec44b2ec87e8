import { describe, expect, it } from 'vitest';
import { codingPlanApi, codingPlanRequest, startMs, startStandIn } from './support.ts';

const hourMs = 3_600_000;

describe('coding plan of the stand-in', () => {
  it('answers with the numbers of the account, in the known wire shape', async () => {
    const { broad, standIn } = await startStandIn();
    const answer = await (await broad(codingPlanApi, codingPlanRequest)).json();
    expect(answer).toMatchObject({ code: '200', message: null, httpStatusCode: '200', successResponse: true });
    expect(answer.data.DataV2.ret[0]).toMatch(/^SUCCESS::/);
    const [instance] = answer.data.DataV2.data.data.codingPlanInstanceInfos;
    expect(instance).toMatchObject({
      instanceType: 'starter',
      status: 'VALID',
      autoRenewFlag: true,
      remainingDays: 19,
    });
    expect(instance.codingPlanQuotaInfo).toEqual({
      per5HourTotalQuota: 1200,
      per5HourUsedQuota: 321,
      per5HourQuotaNextRefreshTime: startMs + 2 * hourMs,
      perWeekTotalQuota: 9000,
      perWeekUsedQuota: 4080,
      perWeekQuotaNextRefreshTime: startMs + 72 * hourMs,
      perBillMonthTotalQuota: 18_000,
      perBillMonthUsedQuota: 7211,
      perBillMonthQuotaNextRefreshTime: startMs + 288 * hourMs,
    });
    expect(standIn.requests()).toEqual({ 'POST /data/v2/api.json': 1, [`sfm_bailian/${codingPlanApi}`]: 1 });
  });

  it('accepts the wrapped request too, and responds in every shape', async () => {
    const { broad, standIn } = await startStandIn();
    const ask = async () => (await (await broad(codingPlanApi, { reqDTO: codingPlanRequest })).json()).data;
    const inner = (await ask()).DataV2.data.data;
    standIn.setMode({ codingPlanShape: 'variant' });
    expect(await ask()).toEqual({ ret: ['SUCCESS::success'], data: inner });
    standIn.setMode({ codingPlanShape: 'doubly-nested' });
    expect((await ask()).DataV2.data.data.DataV2.data.data).toEqual(inner);
  });

  it('follows the account while it runs, and returns an empty list without a plan', async () => {
    const { broad, standIn, clock } = await startStandIn();
    const infos = async () =>
      (await (await broad(codingPlanApi, codingPlanRequest)).json()).data.DataV2.data.data.codingPlanInstanceInfos;
    const first = standIn.account.get();
    standIn.account.follow((nowMs) => ({
      ...first,
      codingPlan: first.codingPlan && {
        ...first.codingPlan,
        fiveHours: { used: (nowMs - startMs) / 1000, limit: 1200, nextRefreshMs: null },
        week: null,
      },
    }));
    clock.nowMs += 90_000;
    expect((await infos())[0].codingPlanQuotaInfo).toMatchObject({ per5HourUsedQuota: 90 });
    expect((await infos())[0].codingPlanQuotaInfo).not.toHaveProperty('perWeekTotalQuota');
    standIn.account.update({ codingPlan: null });
    expect(await infos()).toEqual([]);
  });
});
