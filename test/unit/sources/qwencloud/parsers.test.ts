import { describe, expect, it } from 'vitest';
import { monthToDate, parseBill } from '../../../../main/sources/qwencloud/parse/parse-bill.ts';
import { parseCodingPlan } from '../../../../main/sources/qwencloud/parse/parse-coding-plan.ts';
import { parseAddOns, parseCreditInstances } from '../../../../main/sources/qwencloud/parse/parse-credit-instances.ts';
import { parseFreeTier, parseMapping } from '../../../../main/sources/qwencloud/parse/parse-free-tier.ts';
import { parseSeatSummary, withRenewal } from '../../../../main/sources/qwencloud/parse/parse-seat-summary.ts';
import {
  billRows,
  codingPlan,
  codingPlanInstance,
  creditRows,
  freeRows,
  rows,
  seats,
  wide,
  wideShapes,
} from './answers.ts';

const origin = { sourceId: 'qwencloud', takenAtMs: Date.UTC(2026, 9, 7, 4) } as const;
const period = { ...monthToDate(origin.takenAtMs), currency: 'USD' };

describe('the Coding Plan', () => {
  const read = (instance: unknown) => parseCodingPlan(wide(wideShapes.dataV2(codingPlan(instance))), origin);

  it.each(Object.entries(wideShapes))('is found in the shape %s', (_name, shape) => {
    expect(parseCodingPlan(wide(shape(codingPlan(codingPlanInstance))), origin)).toEqual({
      outcome: 'reading',
      reading: {
        pool: 'coding-plan',
        ...origin,
        plan: 'pro',
        status: 'VALID',
        endsAtMs: Date.UTC(2026, 10, 7, 16),
        autoRenews: true,
        windows: [
          {
            id: 'five-hours',
            unit: 'requests',
            used: 1200,
            limit: 6000,
            resetsAtMs: 1_791_360_000_000,
            renewal: 'rolling',
            certainty: 'exact',
          },
          {
            id: 'week',
            unit: 'requests',
            used: 9000,
            limit: 45_000,
            resetsAtMs: 1_791_734_400_000,
            renewal: 'calendar',
            certainty: 'exact',
          },
          {
            id: 'month',
            unit: 'requests',
            used: 18_000,
            limit: 90_000,
            resetsAtMs: Date.UTC(2026, 10, 7, 16),
            renewal: 'calendar',
            certainty: 'exact',
          },
        ],
      },
    });
    expect(parseCodingPlan(wide(shape(codingPlan())), origin)).toEqual({ outcome: 'not-subscribed' });
  });

  it('takes its name and quota from where other services put them', () => {
    const { codingPlanQuotaInfo, instanceType: _none, ...bare } = codingPlanInstance;
    for (const name of ['planName', 'packageName']) {
      const payload = { ...codingPlan({ ...bare, [name]: 'Coding Plan Pro' }), codingPlanQuotaInfo };
      expect(parseCodingPlan(wide(wideShapes.dataV2(payload)), origin)).toMatchObject({
        reading: { plan: 'Coding Plan Pro', windows: [{ used: 1200 }, { used: 9000 }, { used: 18_000 }] },
      });
    }
  });

  it('does not read a missing, null or unconfirmed list as "no plan"', () => {
    for (const data of [
      null,
      {},
      { data: {} },
      wideShapes.dataV2({}),
      wideShapes.dataV2({ codingPlanInstanceInfos: null }),
    ]) {
      expect(parseCodingPlan(wide(data), origin)).toMatchObject({ failure: { kind: 'unknown-shape' } });
    }
    expect(parseCodingPlan(wide({ DataV2: { data: { data: codingPlan() } } }), origin).outcome).toBe('failed');
  });

  it.each([
    ['perWeek', 'week'],
    ['perBillMonth', 'month'],
  ])('names an unreadable %s beside the windows that it can read', (field, id) => {
    const { codingPlanQuotaInfo } = codingPlanInstance;
    const keys = [`${field}UsedQuota`, `${field}TotalQuota`];
    const odd = keys.flatMap((key) => ['many', -1, {}, undefined].map((value) => ({ [key]: value })));
    for (const one of [...odd, { [keys[0] ?? '']: { n: 1 }, [keys[1] ?? '']: [] }]) {
      const parsed = read({ ...codingPlanInstance, codingPlanQuotaInfo: { ...codingPlanQuotaInfo, ...one } });
      expect(parsed).toMatchObject({ reading: { windows: [{}, {}], unreadableWindows: [id] } });
    }
    const absent = Object.fromEntries(keys.map((key) => [key, null]));
    const parsed = read({ ...codingPlanInstance, codingPlanQuotaInfo: { ...codingPlanQuotaInfo, ...absent } });
    expect(parsed.outcome === 'reading' && parsed.reading).not.toHaveProperty('unreadableWindows');
  });

  it('leaves out windows that are missing or without a limit, and names incomplete ones', () => {
    const parsed = read({
      ...codingPlanInstance,
      codingPlanQuotaInfo: {
        per5HourTotalQuota: 0,
        per5HourUsedQuota: 0,
        perWeekTotalQuota: 45_000,
        perBillMonthTotalQuota: 90_000,
        perBillMonthUsedQuota: 90_012,
        perBillMonthQuotaNextRefreshTime: 0,
      },
    });
    expect(parsed).toMatchObject({
      reading: {
        windows: [{ id: 'month', used: 90_012, limit: 90_000, resetsAtMs: null }],
        unreadableWindows: ['week'],
      },
    });
  });

  it('distinguishes a plan without windows from an unreadable one', () => {
    expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: null })).toMatchObject({ reading: { windows: [] } });
    const renamed = { fiveHourTotal: 6000, fiveHourUsed: 1 };
    expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: renamed })).toMatchObject({
      failure: { kind: 'unknown-shape' },
    });
    expect(read({})).toMatchObject({ failure: { kind: 'unknown-shape' } });
  });

  it('treats a limit of 0 as no window only if there is no other window', () => {
    const none = { per5HourTotalQuota: 0, perWeekTotalQuota: '0', perBillMonthTotalQuota: 0, perWeekUsedQuota: 0 };
    expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: none })).toMatchObject({ reading: { windows: [] } });
    for (const said of [{ perWeekTotalQuota: 45_000 }, { perWeekTotalQuota: 'many' }, { perWeekUsedQuota: 12 }]) {
      expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: { per5HourTotalQuota: 0, ...said } })).toMatchObject({
        failure: { kind: 'unknown-shape' },
      });
    }
  });

  it.each(['valid', 'Valid', { Code: 'VALID', Name: 'x' }])('recognises the active status %j', (status) => {
    const expired = { ...codingPlanInstance, status: 'EXPIRED' };
    const running = { ...codingPlanInstance, status };
    const both = parseCodingPlan(wide(wideShapes.dataV2(codingPlan(expired, running))), origin);
    expect(both).toMatchObject({ reading: { windows: [{}, {}, {}] } });
  });

  it('shows a plan that is stopped rather than one that has ended', () => {
    const [ended, stopped] = ['EXPIRED', 'FROZEN'].map((status) => ({ ...codingPlanInstance, status }));
    const both = parseCodingPlan(wide(wideShapes.dataV2(codingPlan(ended, stopped))), origin);
    expect(both).toMatchObject({ reading: { status: 'FROZEN' } });
  });

  it('reports an expired plan as expired, without windows, and prefers a valid one', () => {
    const expired = { ...codingPlanInstance, status: 'EXPIRED' };
    expect(read(expired)).toMatchObject({ outcome: 'reading', reading: { status: 'EXPIRED', windows: [] } });
    const both = parseCodingPlan(wide(wideShapes.dataV2(codingPlan(expired, codingPlanInstance))), origin);
    expect(both).toMatchObject({ reading: { status: 'VALID' } });
    expect(read({ ...codingPlanInstance, status: 'FROZEN' })).toMatchObject({ reading: { status: 'FROZEN' } });
  });
});

describe('a team', () => {
  it('is read flat too', () => {
    expect(parseSeatSummary(seats.Data, origin)).toMatchObject({
      reading: {
        windows: [{ used: 18_626.060_770_04, limit: 25_000, resetsAtMs: 1_791_734_400_000 }],
        endsAtMs: 1_800_000_000_000,
      },
    });
  });

  describe('whose service names a refresh', () => {
    const endsAtMs = 1_800_000_000_000;
    const refreshed = (refreshesAtMs: number, autoRenews: boolean | null) => {
      const [group] = seats.Data.SubscriptionGroupList;
      const groups = [{ ...group, NextCycleFlushTime: refreshesAtMs }];
      const parsed = parseSeatSummary({ Data: { ...seats.Data, SubscriptionGroupList: groups } }, origin);
      if (parsed.outcome !== 'reading') throw new Error(parsed.outcome);
      const { windows, seatTiers, autoRenews: renews } = withRenewal(parsed.reading, autoRenews);
      return [windows[0]?.resetsAtMs, seatTiers[0]?.refreshesAtMs, renews];
    };

    it('has none at its end if it is not renewed, as in the official client', () => {
      expect(refreshed(endsAtMs, false)).toEqual([null, null, false]);
      expect(refreshed(endsAtMs + 1, false)).toEqual([null, null, false]);
    });

    it('has one at its end if it is renewed, or if that is unknown', () => {
      expect(refreshed(endsAtMs, true)).toEqual([endsAtMs, endsAtMs, true]);
      expect(refreshed(endsAtMs, null)).toEqual([endsAtMs, endsAtMs, null]);
    });

    it('keeps one before its end, as a plan of a year has each month', () => {
      expect(refreshed(endsAtMs - 1, false)).toEqual([endsAtMs - 1, endsAtMs - 1, false]);
    });
  });

  it('names its end in either way of the official client', () => {
    const { EndTime: _, ...without } = seats.Data;
    expect(parseSeatSummary({ ...without, PeriodEnd: '2026-08-27T11:00:00.000Z' }, origin)).toMatchObject({
      reading: { endsAtMs: Date.UTC(2026, 7, 27, 11) },
    });
  });

  it('is not subscribed without seats, and an unknown shape if unreadable', () => {
    expect(parseSeatSummary({ Data: {} }, origin).outcome).toBe('not-subscribed');
    expect(parseSeatSummary({ Data: { Uid: 1, SubscriptionGroupList: [] } }, origin).outcome).toBe('not-subscribed');
    for (const data of [null, {}, [], { Data: null }, { Data: { PlanName: 'Team' } }]) {
      expect(parseSeatSummary(data, origin).outcome).toBe('failed');
    }
  });

  it('is not "none" while the service names its plan', () => {
    for (const said of [
      { PlanName: 'Team' },
      { EndTime: 1_800_000_000_000 },
      { RemainingDays: 3 },
      { TotalValue: '5' },
    ]) {
      const data = { Data: { Uid: 1, ProductCode: 'sfm_tokenplanteams_dp_intl', ...said } };
      expect(parseSeatSummary(data, origin)).toMatchObject({ failure: { kind: 'unknown-shape' } });
    }
    const over = { Data: { Uid: 1, ProductCode: 'x', RemainingDays: 0, TotalValue: '0', PlanName: '' } };
    expect(parseSeatSummary(over, origin).outcome).toBe('not-subscribed');
  });

  const group = (values: object) => ({
    Data: { SubscriptionGroupList: [{ SpecType: 'pro', SubscriptionTotalNumber: 1, EquityList: [values] }] },
  });

  it.each([
    [
      { TotalValue: '25000', SurplusValue: '31000' },
      { used: 0, limit: 31_000 },
    ],
    [
      { TotalValue: '25000', SurplusValue: '-120.5' },
      { used: 25_120.5, limit: 25_000 },
    ],
    [{ CycleTotalValue: '25000', CycleSurplusValue: '1000', TotalValue: '9', SurplusValue: '9' }, { used: 24_000 }],
    [
      { TotalValue: '25000', TotalSurplusValue: '24000' },
      { used: 1000, limit: 25_000 },
    ],
  ])('reads its Credits %j', (values, window) => {
    expect(parseSeatSummary(group(values), origin)).toMatchObject({ reading: { windows: [window] } });
  });

  it('never pairs a value of the cycle with one of the whole term', () => {
    const half = { CycleTotalValue: '25000', SurplusValue: '1000', TotalValue: '25000' };
    expect(parseSeatSummary(group(half), origin).outcome).toBe('failed');
  });

  it('is read by its sum where the groups are missing, and is none with a count of 0', () => {
    const sum = { Uid: 1, TotalValue: '50000', TotalSurplusValue: '49000' };
    expect(parseSeatSummary({ Data: sum }, origin)).toMatchObject({
      reading: { windows: [{ used: 1000, limit: 50_000 }], seatTiers: [] },
    });
    expect(parseSeatSummary({ Data: { TotalCount: 0 } }, origin).outcome).toBe('not-subscribed');
    expect(parseSeatSummary({ Data: { TotalCount: 0, PlanName: 'Team' } }, origin).outcome).toBe('failed');
  });

  it.each([
    ['31000', { used: 0, limit: 31_000 }],
    ['-3', { used: 25_003, limit: 25_000 }],
  ])('shows bought Credits with %s left', (left, window) => {
    const row = { ...creditRows[0], CurrCapacityBaseValue: left };
    expect(parseCreditInstances([row], origin)).toMatchObject({ reading: { windows: [window] } });
  });

  it('shows Credits used up rather than those of a plan that has ended', () => {
    const [row] = creditRows;
    const ended = { ...row, Status: 'expire' };
    const used = { ...row, Status: { Code: 'exhaust' }, CurrCapacityBaseValue: '0' };
    expect(parseCreditInstances([ended, used], origin)).toMatchObject({
      reading: { status: 'exhaust', windows: [{}] },
    });
  });

  it('gives no sum when one tier cannot be read', () => {
    const [group] = seats.Data.SubscriptionGroupList;
    const broken = {
      Data: { ...seats.Data, SubscriptionGroupList: [group, { SpecType: 'pro', SubscriptionTotalNumber: 3 }] },
    };
    expect(parseSeatSummary(broken, origin)).toMatchObject({ failure: { kind: 'unknown-shape' } });
  });

  it('counts only the packs that are still valid', () => {
    const [row] = creditRows;
    expect(parseAddOns([{ ...row }, { ...row, Status: 'expire' }, { ...row, CurrCapacityBaseValue: null }])).toEqual([
      { totalCredits: 25_000, remainingCredits: 24_000, endsAtMs: 1_800_000_000_000 },
    ]);
    // Of a pack that is overdrawn nothing is left.
    expect(parseAddOns([{ ...row, CurrCapacityBaseValue: '-1' }])).toMatchObject([{ remainingCredits: 0 }]);
  });

  it('shows no usage for an instance that has ended', () => {
    const [row] = creditRows;
    expect(parseCreditInstances([{ ...row, Status: 'expire' }], origin)).toMatchObject({
      reading: { status: 'expire', windows: [] },
    });
    expect(parseCreditInstances([{ ...row, Status: 'exhaust', CurrCapacityBaseValue: '0' }], origin)).toMatchObject({
      reading: { windows: [{ used: 25_000, limit: 25_000 }] },
    });
  });
});

describe('the free tier', () => {
  it('gives each model of a shared template its own line, and a null quota where amounts are missing', () => {
    const mapping = parseMapping({ a: 'tpl-1', b: 'tpl-1', c: 'tpl-2', broken: 7 });
    const hollow = { ...freeRows[0], InitCapacity: null, Template: { Code: 'tpl-2' } };
    expect(parseFreeTier([...rows(freeRows), hollow], mapping, origin)).toMatchObject({
      reading: {
        models: [
          { model: 'a', quota: { remaining: 803_300, total: 1_000_000, unit: 'tokens' }, status: 'valid' },
          { model: 'b', quota: { remaining: 803_300 } },
          { model: 'c', quota: null, status: 'valid' },
        ],
      },
    });
  });

  it('does not show rows it cannot attribute as an empty list', () => {
    const mapping = parseMapping({ a: 'tpl-9' });
    const nameless = [{ ...freeRows[0], Template: { Id: 1 } }];
    for (const [list, known] of [
      [nameless, null],
      [nameless, mapping],
      [freeRows, mapping],
    ] as const) {
      expect(parseFreeTier(rows(list), known, origin)).toMatchObject({ failure: { kind: 'unknown-shape' } });
    }
    expect(parseFreeTier([], mapping, origin)).toMatchObject({ reading: { models: [{ model: 'a', quota: null }] } });
    expect(parseFreeTier([], null, origin)).toMatchObject({ reading: { models: [] } });
  });

  it('uses the valid one of two instances', () => {
    const old = { ...freeRows[0], Status: 'expire', CurrCapacity: { BaseValue: 0 } };
    for (const list of [
      [old, freeRows[0]],
      [freeRows[0], old],
    ]) {
      expect(parseFreeTier(rows(list), null, origin)).toMatchObject({ reading: { models: [{ status: 'valid' }] } });
    }
  });

  it.each(['pending', 'cancelled', 'refunding', 'a word of tomorrow'])(
    'gives no amount of an instance that is %s, and prefers any other',
    (status) => {
      const odd = { ...freeRows[0], Status: status };
      const gone = { ...freeRows[0], Status: 'exhaust', CurrCapacity: { BaseValue: 0 } };
      const modelsOf = (list: readonly object[]) => parseFreeTier(rows(list), null, origin);
      expect(modelsOf([odd])).toMatchObject({ reading: { models: [{ quota: null, status }] } });
      for (const list of [
        [odd, gone],
        [gone, odd],
      ]) {
        const models = [{ quota: { remaining: 0, total: 1_000_000 }, status: 'exhaust' }];
        expect(modelsOf(list)).toMatchObject({ reading: { models } });
      }
    },
  );

  it('distinguishes a mapping from any other page', () => {
    for (const body of [null, [], {}, 'x', { a: 1 }]) expect(parseMapping(body)).toBeNull();
  });
});

describe('the bill', () => {
  const bill = (...list: readonly unknown[]) => parseBill(rows(list), period, origin);

  it('is 0 where nothing was billed', () => {
    expect(bill()).toMatchObject({
      reading: { totalCost: 0, models: [], fromDate: '2026-10-01', toDate: '2026-10-07', currency: 'USD' },
    });
  });

  it('is an unknown shape if one cost cannot be read', () => {
    const { RequireAmount: _gone, ...bare } = billRows[0] ?? {};
    expect(bill(billRows[0], bare).outcome).toBe('failed');
    expect(bill({ ...bare, RequireAmount: 'n/a' }).outcome).toBe('failed');
    expect(bill({ ...bare, RequireAmount: null, Amount: '1.5' })).toMatchObject({ reading: { totalCost: 1.5 } });
  });

  it('is in the currency that its rows name, else in that of the site; several have no sum', () => {
    const yuan = { ...billRows[0], Currency: 'CNY' };
    expect(bill(billRows[0])).toMatchObject({ reading: { currency: 'USD' } });
    for (const list of [[yuan], [yuan, billRows[0]], [yuan, { LineItemCategory: 'Refund', Currency: 'EUR' }]]) {
      expect(bill(...list)).toMatchObject({ reading: { currency: 'CNY' } });
    }
    for (const Currency of ['', 'yuan', 'cny', 7, null]) {
      expect(bill({ ...yuan, Currency })).toMatchObject({ reading: { currency: 'USD' } });
    }
    expect(bill(yuan, { ...yuan, Currency: 'USD' })).toMatchObject({ outcome: 'failed' });
  });

  it('skips what is not use, and names what has no model', () => {
    const categories = ['Refund', 'Rounding Adjustment', 'Credit Adjustment', 'Free Tier'];
    expect(bill(...categories.map((LineItemCategory) => ({ LineItemCategory, Amount: 9 })))).toMatchObject({
      reading: { totalCost: 0 },
    });
    expect(bill({ Amount: 1 })).toMatchObject({ reading: { models: [{ model: 'Other', usage: [], cost: 1 }] } });
  });

  it.each([
    ['1K tokens', 2, 2000],
    ['Per 1M tokens', 2, 2_000_000],
    ['10K tokens', 2, 20_000],
    ['tenthousand', 2, 20_000],
    ['万字', 2, 20_000],
    ['thousand tokens', 2, 2000],
    ['Per 100 images', 2, 200],
    ['10,000 characters', 2, 20_000],
    ['1 image', 2, 2],
    ['tokens', 2, 2],
    ['task', 2, 2],
  ])('counts a step of %j', (StepQuantityUnit, BillQuantity, amount) => {
    expect(bill({ Amount: 1, BillQuantity, StepQuantityUnit })).toMatchObject({
      reading: { models: [{ usage: [{ amount }] }] },
    });
  });

  it.each([
    ['image_number', '', 'images'],
    ['video_duration', '', 'seconds'],
    ['char_number', '', 'characters'],
    ['voice_number', '', 'voices'],
    ['token_number', 'pieces', 'tokens'],
    ['', 'Seconds', 'seconds'],
    ['', 'Pages', 'images'],
    ['', 'sec', 'seconds'],
    ['', '', 'units'],
  ])('takes the unit of %j / %j', (BillingItemCode, StepQuantityUnit, unit) => {
    expect(bill({ Amount: 1, BillQuantity: 1, BillingItemCode, StepQuantityUnit })).toMatchObject({
      reading: { models: [{ usage: [{ unit }] }] },
    });
  });

  it('adds decimals without floating-point noise', () => {
    expect(bill(...Array.from({ length: 10 }, () => ({ Amount: 0.1 })))).toMatchObject({ reading: { totalCost: 1 } });
  });

  it('starts on the first day of the month, at its very end too', () => {
    expect(monthToDate(Date.UTC(2026, 11, 31, 23, 59))).toEqual({ fromDate: '2026-12-01', toDate: '2026-12-31' });
    expect(monthToDate(Date.UTC(2027, 0, 1))).toEqual({ fromDate: '2027-01-01', toDate: '2027-01-01' });
  });
});
