import { describe, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { emptyAccount, type FreeTierModelState } from '../../../main/demo/service/stand-in/account/account.ts';
import { startMs, startStandIn } from './support.ts';

const bss = 'BssOpenAPI-V3';
const dayMs = 86_400_000;

/** A stand-in with the demo's account, and its flat calls reduced to their payload. */
async function whole() {
  const running = await startStandIn();
  running.standIn.account.update(demoAccount(startMs));
  const payload = async (product: string, action: string, params?: Record<string, string>) => {
    const answer = await (await running.flat(product, action, params)).json();
    expect(answer).toMatchObject({ code: '200', message: null, successResponse: true });
    return answer.data;
  };
  return { ...running, payload };
}

describe('token plan of the stand-in', () => {
  it('reports seats with decimal strings, and the refresh apart from the end', async () => {
    const { payload } = await whole();
    expect(await payload(bss, 'QuerySubscriptionGray')).toMatchObject({ IsGray: true });
    const productCode = 'sfm_tokenplanteams_dp_intl';
    const { Data } = await payload(bss, 'GetSeatSubscriptionSummary', { productCode });
    expect(Data).toMatchObject({ ProductCode: productCode, PlanName: 'Token Plan Team', RemainingDays: 200 });
    expect(Data.EndTime).toBe(startMs + 200 * dayMs);
    expect(Data.SubscriptionGroupList[0]).toEqual({
      SpecType: 'standard',
      SubscriptionTotalNumber: 3,
      SubscriptionAssignedNumber: 3,
      NextCycleFlushTime: startMs + 18 * dayMs,
      TotalValue: '75000',
      SurplusValue: '41373.93922996',
      EquityList: [{ EquityCode: 'credit_value', TotalValue: '75000', SurplusValue: '41373.93922996' }],
    });
    expect(await payload('BssOpenApi', 'CheckTokenPlanAutoRenewal', { CommodityCode: productCode })).toEqual({
      Data: { AutoRenewal: 1, RenewalPeriod: 1, RenewalPeriodUnit: 'M' },
    });
  });

  it('lists purchases by commodity of both sites, with the status as word and as code', async () => {
    const { payload, standIn } = await whole();
    const [addon] = standIn.account.get().creditInstances;
    if (addon === undefined) throw new Error('the demo account has an add-on');
    const team = { ...addon, instanceId: 'team-1', commodity: 'teams', statusShape: 'word' } as const;
    standIn.account.update({ creditInstances: [addon, { ...team, periodLeftCredits: 12.5 }] });
    const list = (CommodityCode: string) => payload(bss, 'DescribeFrInstances', { Group: 'tokenPlan', CommodityCode });
    expect((await list('sfm_tokenplanteamsaddon_dp_intl')).Data).toMatchObject([
      { InstanceId: 'addon-1', Status: { Code: 'valid' }, CurrCapacityBaseValue: '18250', EndTime: expect.any(Number) },
    ]);
    expect((await list('sfm_tokenplanteams_dp_cn')).Data).toMatchObject([
      { Status: 'valid', CapacityTypeCode: 'periodMonthlyShift', periodCapacityBaseValue: '12.5' },
    ]);
    expect(await list('sfm_tokenplanpersonal_dp_intl')).toMatchObject({ TotalCount: 0, Data: [] });
  });

  it('returns an empty Data without a plan, as public reports show', async () => {
    const { payload, standIn } = await whole();
    standIn.account.update(emptyAccount);
    expect(await payload(bss, 'QuerySubscriptionGray')).toMatchObject({ IsGray: false });
    expect(await payload(bss, 'GetSeatSubscriptionSummary', { productCode: 'x' })).toEqual({ Data: {} });
  });
});

describe('free tier of the stand-in', () => {
  it('lists instances with what remains, narrowed by template codes, and maps models without amounts', async () => {
    const { payload, urls } = await whole();
    const mapping = await (await fetch(urls.catalogueUrl)).json();
    expect(mapping).toMatchObject({ 'qwen3-max': 'tpl-qwen3-max', 'qwen3-omni-flash': 'tpl-qwen3-omni-flash' });
    const templateCodes = JSON.stringify(['tpl-qwen3-max', 'tpl-qwen3-omni-flash']);
    const { Data, TotalCount } = await payload(bss, 'DescribeFqInstance', { templateCodes, PageSize: '500' });
    expect(TotalCount).toBe(1);
    expect(Data[0]).toMatchObject({
      Status: 'valid',
      InitCapacity: { BaseValue: 1_000_000, ShowUnit: 'Tokens', ShowValue: '1,000,000' },
      CurrCapacity: { BaseValue: 803_312 },
      Template: { Code: 'tpl-qwen3-max', Name: 'qwen3-max' },
      CurrentCycleEndTime: new Date(startMs + 41 * dayMs).toISOString(),
    });
  });

  it('pages through hundreds of models without losing or repeating one', async () => {
    const { payload, standIn } = await whole();
    const [sample] = standIn.account.get().freeTier;
    const quota = sample?.quota ?? null;
    const freeTier: readonly FreeTierModelState[] = Array.from({ length: 345 }, (_, index) => ({
      model: `m-${index}`,
      templateCode: `t-${index}`,
      quota,
    }));
    standIn.account.update({ freeTier });
    const seen = new Set<string>();
    for (const CurrentPage of ['1', '2', '3', '4', '5']) {
      const page = await payload(bss, 'DescribeFqInstance', { PageSize: '100', CurrentPage });
      expect(page.TotalCount).toBe(345);
      for (const { Template } of page.Data) seen.add(Template.Code);
    }
    expect(seen.size).toBe(345);
  });
});

describe('bill of the stand-in', () => {
  const ask = { Console: 'true', Granularity: 'DAILY', ChargeTypes: '["postpaid"]' };
  const november = { ...ask, StartBillingDate: '2026-11-01', EndBillingDate: '2026-11-30' };

  it('keeps to the requested dates and models, newest first, amounts as strings', async () => {
    const { payload } = await whole();
    const { Data } = await payload(bss, 'MaasListConsumeSummary', { ...november, ModelNames: '["qwen-plus"]' });
    expect(Data[0]).toMatchObject({
      BillingDate: '2026-11-18',
      BillingMonth: '2026-11',
      ModelName: 'qwen-plus',
      BillQuantity: '336',
      StepQuantityUnit: '1K tokens',
      RequireAmount: '0.136',
    });
    const dates = Data.map((row: { BillingDate: string }) => row.BillingDate);
    expect(dates).toEqual(dates.toSorted().toReversed());
    expect(dates.every((date: string) => date.startsWith('2026-11'))).toBe(true);
    expect(new Set(Data.map((row: { ModelName: string }) => row.ModelName))).toEqual(new Set(['qwen-plus']));
  });

  it('never returns more than a hundred rows on a page', async () => {
    const { payload, standIn } = await whole();
    const [row] = standIn.account.get().bill;
    if (row === undefined) throw new Error('the demo account has a bill');
    standIn.account.update({ bill: Array.from({ length: 230 }, () => ({ ...row, date: '2026-11-03' })) });
    const sizes = [];
    for (const CurrentPage of ['1', '2', '3', '4']) {
      const page = await payload(bss, 'MaasListConsumeSummary', { ...november, MaxResults: '500', CurrentPage });
      sizes.push(page.Data.length);
    }
    expect(sizes).toEqual([100, 100, 30, 0]);
  });

  it('names every model it knows', async () => {
    const { payload } = await whole();
    const { Data } = await payload('AliyunDeliveryService', 'ListModelSeries', { Language: 'en-US' });
    const models = Data.flatMap((series: { Items: { Model: string }[] }) => series.Items.map((item) => item.Model));
    expect(models).toEqual(expect.arrayContaining(['qwen-plus', 'qwen3-omni-flash']));
  });
});

describe('the Chinese site on the same server', () => {
  const usage = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage';
  const reset = startMs + dayMs;
  const personalPlan = {
    tier: 'standard',
    status: 'VALID',
    startsAtMs: startMs,
    endsAtMs: startMs + 20 * dayMs,
    autoRenews: false,
    fiveHours: { usedShare: 0.25, resetsAtMs: reset },
    week: null,
    month: { usedShare: 0.5, resetsAtMs: reset },
  } as const;

  const consoleCall = (consoleUrl: string, api: string, token: string) =>
    fetch(
      `${consoleUrl}/cli/api.json?${new URLSearchParams({ action: 'BroadScopeAspnGateway', product: 'sfm_bailian', api })}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: new URLSearchParams({ params: JSON.stringify({ Api: api, V: '1.0', Data: {} }), region: 'cn-beijing' }),
      },
    ).then((response) => response.json());

  it('returns the personal token plan only with a console token', async () => {
    const { payload, standIn, urls, token } = await whole();
    standIn.account.update({ personalPlan });
    const { cliAccessToken } = await payload('ModelStudioRegional', 'GenerateCLIAccessToken');
    expect((await consoleCall(urls.consoleUrl, usage, cliAccessToken)).data.DataV2.data.data).toEqual({
      per5HourPercentage: 0.25,
      per5HourResetTime: reset,
      per1MonthPercentage: 0.5,
      per1MonthResetTime: reset,
    });
    const subscription = await consoleCall(urls.consoleUrl, usage.replace('usage', 'subscription'), cliAccessToken);
    expect(subscription.data.DataV2.data.data).toMatchObject({
      specCode: 'standard',
      remainingDays: 20,
      status: 'VALID',
    });
    const stranger = await consoleCall(urls.consoleUrl, usage, token);
    expect(stranger.data.errorCode).toBe('BailianGateway.Login.NotLogined');
    standIn.expireTokens();
    const late = await consoleCall(urls.consoleUrl, usage, cliAccessToken);
    expect(late.data.errorCode).toBe('BailianGateway.Login.NotLogined');
  });

  it('refuses the personal plan at the gateway by default, because the real response is unknown', async () => {
    const { standIn, broad } = await whole();
    standIn.account.update({ personalPlan });
    const data = async () => (await (await broad(usage, {})).json()).data;
    expect((await data()).DataV2.ret[0]).toMatch(/^FAIL_/);
    standIn.setMode({ personalPlanAtGateway: 'answered' });
    expect((await data()).DataV2.data.data).toMatchObject({ per5HourPercentage: 0.25 });
    standIn.setMode({ personalPlanAtGateway: 'not-logined' });
    expect((await data()).errorCode).toBe('BailianGateway.Login.NotLogined');
  });
});
