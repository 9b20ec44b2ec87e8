import { beforeEach, describe, expect, it } from 'vitest';
import { demoAccount } from '../../../main/demo/service/demo-account.ts';
import { emptyAccount } from '../../../main/demo/service/stand-in/account/account.ts';
import { defaultModes, type GatewayMode } from '../../support/stand-in/modes.ts';
import { billRow, lastMonth, printedWindow, proPlan, seats, teamCredits } from './accounts.ts';
import { signedIn } from './session.ts';

const nowMs = Date.now();
const month = lastMonth(nowMs);
const summary = ['usage', 'summary', '--format', 'json', '--from', month.from, '--to', month.to];

const plan = proPlan(nowMs);
const printedPlan = {
  subscribed: true,
  plan: 'pro',
  price: { amount: 50, currency: 'USD', cycle: 'monthly' },
  windows: {
    per_5h: printedWindow(plan.fiveHours),
    weekly: printedWindow(plan.week),
    monthly: printedWindow(plan.month),
  },
};

describe.each(['1.0.2', '1.4.1'] as const)('the official client %s prints what the stand-in was set to', (version) => {
  const session = signedIn(version);
  beforeEach(() => {
    session().standIn.setMode(defaultModes);
    session().standIn.account.update({ ...emptyAccount, codingPlan: plan });
  });
  const printed = async (...args: readonly string[]) => {
    const run = await session().cli.run(...(args.length === 0 ? summary : args));
    expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
    return run.json();
  };

  if (version === '1.0.2') {
    it('the coding plan, all three windows', async () => {
      expect(await printed()).toMatchObject({ coding_plan: printedPlan });
    });
  } else {
    it('known bug "unwraps the envelope twice": the real wire shape reads as no coding plan', async () => {
      expect(await printed()).toMatchObject({ coding_plan: { subscribed: false } });
    });

    it('the coding plan, all three windows, when its payload is wrapped twice', async () => {
      session().standIn.setMode({ codingPlanShape: 'doubly-nested' });
      expect(await printed()).toMatchObject({ coding_plan: printedPlan });
    });
  }

  it('no plan of any kind', async () => {
    session().standIn.account.update(emptyAccount);
    expect(await printed()).toMatchObject({
      free_tier: [],
      coding_plan: { subscribed: false },
      token_plan: { subscribed: false },
      pay_as_you_go: { models: [], total: { cost: 0, currency: 'USD' } },
    });
  });

  it('the free tier, model by model, and a model without an amount', async () => {
    const { freeTier } = demoAccount(nowMs);
    session().standIn.account.update({ freeTier });
    const expected = freeTier.map(({ model, quota }) => ({
      model_id: model,
      quota:
        quota &&
        expect.objectContaining({
          remaining: quota.left,
          total: quota.total,
          unit: quota.unit.toLowerCase(),
          status: quota.status,
          resetDate: new Date(quota.cycleEndsAtMs).toISOString(),
        }),
    }));
    expect(await printed()).toMatchObject({ free_tier: expected });
  });

  it('a token plan listed as instances, with an add-on', async () => {
    const team = teamCredits(nowMs);
    const addon = { ...team, instanceId: 'addon-1', commodity: 'addon' as const, leftCredits: 1800.25 };
    session().standIn.account.update({ creditInstances: [team, { ...addon, statusShape: 'code' }] });
    expect(await printed()).toMatchObject({
      token_plan: {
        subscribed: true,
        totalCredits: 25_000,
        remainingCredits: 6373.93922996,
        addonRemaining: 1800.25,
      },
    });
  });

  if (version === '1.4.1') {
    it('a token plan listed as seats; known bug "reset date is the end of the plan"', async () => {
      const tokenPlan = seats(nowMs);
      session().standIn.account.update({ tokenPlan });
      expect(await printed()).toMatchObject({
        token_plan: {
          subscribed: true,
          totalCredits: 150_000,
          remainingCredits: 100_000,
          usedPct: 33,
          resetDate: new Date(tokenPlan.endsAtMs).toISOString(),
        },
      });
    });

    it('the seats tier by tier, with the true refresh, in `subscription status`', async () => {
      const tokenPlan = seats(nowMs);
      session().standIn.account.update({ tokenPlan });
      const nextCycleFlushTime = new Date(nowMs + 11 * 86_400_000).toISOString();
      expect(await printed('subscription', 'status', '--format', 'json')).toMatchObject({
        isGray: true,
        autoRenew: true,
        codingPlanStatus: 'VALID',
        seatTiers: [
          { specType: 'standard', seats: 2, totalCredits: 50_000, remainingCredits: 12_500.5, nextCycleFlushTime },
          { specType: 'pro', seats: 1, totalCredits: 100_000, remainingCredits: 87_499.5, nextCycleFlushTime },
        ],
      });
    });

    it('known bug "calls the end of a plan its refresh" in `subscription status`, for a plan listed as instances', async () => {
      const team = teamCredits(nowMs);
      session().standIn.account.update({ creditInstances: [team] });
      expect(await printed('subscription', 'status', '--plan', 'token', '--format', 'json')).toMatchObject({
        isGray: false,
        seatTiers: [{ specType: '', nextCycleFlushTime: new Date(team.endsAtMs).toISOString() }],
      });
    });
  }

  it('the bill by model', async () => {
    const bill = [
      billRow(month.day(0), 'qwen-plus', 100, 0.5),
      billRow(month.day(3), 'qwen-plus', 250.5, 1.25),
      billRow(month.day(3), 'qwen-image', 12, 0.4),
      { ...billRow(month.day(4), 'qwen-plus', 7, 9), category: 'Refund' },
    ].map((row) => (row.model === 'qwen-image' ? { ...row, itemCode: 'image_number', stepUnit: '' } : row));
    session().standIn.account.update({ bill });
    expect(await printed()).toMatchObject({
      pay_as_you_go: {
        models: expect.arrayContaining([
          { model_id: 'qwen-plus', usage: { tokens: 350_500 }, cost: 1.75, currency: 'USD' },
          { model_id: 'qwen-image', usage: { images: 12 }, cost: 0.4, currency: 'USD' },
        ]),
        total: { cost: 2.15, currency: 'USD' },
      },
    });
  });

  it('known bug "reads one page of the bill": of 130 rows the newest 100 are counted', async () => {
    const bill = Array.from({ length: 130 }, (_, index) => billRow(month.day(index % 28), `m-${index}`, 1, 1));
    session().standIn.account.update({ bill });
    expect(await printed()).toMatchObject({ pay_as_you_go: { total: { cost: 100, currency: 'USD' } } });
  });

  it('one model over time', async () => {
    const bill = [billRow(month.day(0), 'qwen-plus', 100, 0.5), billRow(month.day(9), 'qwen-plus', 50, 0.25)];
    session().standIn.account.update({ bill: [...bill, billRow(month.day(9), 'other', 7, 7)] });
    const period = ['--from', month.from, '--to', month.to, '--granularity', 'month'];
    expect(await printed('usage', 'breakdown', '--model', 'qwen-plus', '--format', 'json', ...period)).toMatchObject({
      model_id: 'qwen-plus',
      rows: [{ period: month.from.slice(0, 7), cost: 0.75, currency: 'USD', tokens_in: 150_000 }],
      total: { cost: 0.75, tokens_in: 150_000 },
    });
  });

  // The summary fails only if the bill fails, because the client ignores all other errors.
  it.each<[GatewayMode, string]>([
    ['gw401', 'HTTP 401'],
    ['gw429', 'HTTP 429'],
    ['gw500', 'HTTP 500'],
    ['gw302', version === '1.0.2' ? 'Unexpected token' : 'unexpected redirect'],
    ['html200', 'Unexpected token'],
    ['drop', 'fetch failed'],
    ['malformed-json', 'JSON'],
  ])('fails on a bill answered with %s', async (gateway, words) => {
    session().standIn.setMode({ gateway, gatewayOnly: 'MaasListConsumeSummary' });
    const run = await session().cli.run(...summary);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(words);
  });

  if (version !== '1.4.1') return;
  it.each<[GatewayMode, string]>([
    ['console-need-login', 'ConsoleNeedLogin'],
    ['business-fail', 'ServiceUnavailable'],
  ])('names the code of a bill refused with %s', async (gateway, code) => {
    session().standIn.setMode({ gateway, gatewayOnly: 'MaasListConsumeSummary' });
    const run = await session().cli.run(...summary);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(`"code": "${code}"`);
  });
});
