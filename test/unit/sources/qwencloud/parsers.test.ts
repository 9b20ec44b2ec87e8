import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type QuotaWindow, ReadingSchema } from '../../../../main/core/quota/model.ts';
import { openWideEnvelope, type WideAnswer } from '../../../../main/sources/qwencloud/envelope.ts';
import { monthToDate, parseBill } from '../../../../main/sources/qwencloud/parse-bill.ts';
import { parseCodingPlan } from '../../../../main/sources/qwencloud/parse-coding-plan.ts';
import { parseAddOns, parseCreditInstances } from '../../../../main/sources/qwencloud/parse-credit-instances.ts';
import { parseFreeTier, parseMapping } from '../../../../main/sources/qwencloud/parse-free-tier.ts';
import { parsePersonalPlan } from '../../../../main/sources/qwencloud/parse-personal-plan.ts';
import { parseSeatSummary } from '../../../../main/sources/qwencloud/parse-seat-summary.ts';
import { isObject, type JsonObject } from '../../../../main/sources/values.ts';
import { codingPlan, codingPlanInstance, wideShapes } from './answers.ts';

const origin = { sourceId: 'qwencloud', takenAtMs: Date.UTC(2026, 9, 7, 4) } as const;
const period = { ...monthToDate(origin.takenAtMs), currency: 'USD' };

const wide = (data: unknown): WideAnswer => {
  const opened = openWideEnvelope(data);
  return opened.ok ? opened.value : { payloads: [], confirmed: false };
};
const rows = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const seats = {
  Data: {
    Uid: 1,
    ProductCode: 'sfm_tokenplanteams_dp_intl',
    PlanName: 'Team',
    EndTime: 1_800_000_000_000,
    SubscriptionGroupList: [
      {
        SpecType: 'standard',
        SubscriptionTotalNumber: 2,
        SubscriptionAssignedNumber: 1,
        NextCycleFlushTime: 1_791_734_400_000,
        EquityList: [{ EquityCode: 'credit_value', TotalValue: '25000', SurplusValue: '6373.93922996' }],
      },
    ],
  },
};
const creditRows = [
  {
    InstanceId: 'i',
    TemplateName: 'Team',
    Status: { Code: 'valid' },
    InitCapacityBaseValue: '25000',
    CurrCapacityBaseValue: '24000',
    EndTime: 1_800_000_000_000,
    EnableRenew: true,
  },
];
const freeRows = [
  {
    Status: 'valid',
    InitCapacity: { BaseValue: 1_000_000, ShowUnit: 'Tokens' },
    CurrCapacity: { BaseValue: 803_300, ShowUnit: 'Tokens' },
    Template: { Code: 'tpl-1', Name: 'qwen3-max' },
    CurrentCycleEndTime: '2026-12-31T00:00:00Z',
  },
];
const billRows = [
  {
    LineItemCategory: 'Usage',
    BillingItemCode: 'token_number',
    ModelName: 'qwen3-max',
    BillQuantity: '12.5',
    StepQuantityUnit: '1K tokens',
    RequireAmount: '0.25',
  },
];
const usage = { per5HourPercentage: 0.25, per5HourResetTime: 1_791_360_000_000, per1MonthPercentage: '0.5' };
const subscription = { instanceCode: 'i', specCode: 'pro', status: 'VALID', endTime: 1_800_000_000_000 };

/** Every parser as a function of one loose value. */
const parsers = {
  'coding plan': {
    good: wideShapes.dataV2(codingPlan(codingPlanInstance)),
    parse: (value: unknown) => parseCodingPlan(wide(value), origin),
  },
  seats: { good: seats, parse: (value: unknown) => parseSeatSummary(value, origin) },
  'credit instances': { good: creditRows, parse: (value: unknown) => parseCreditInstances(rows(value), origin) },
  'free tier': { good: freeRows, parse: (value: unknown) => parseFreeTier(rows(value), null, origin) },
  'free tier by mapping': {
    good: { rows: freeRows, mapping: { 'qwen3-max': 'tpl-1', 'qwen-early': 'tpl-2' } },
    parse: (value: unknown) => {
      const { rows: list, mapping } = isObject(value) ? value : { rows: [], mapping: null };
      return parseFreeTier(rows(list), parseMapping(mapping), origin);
    },
  },
  bill: { good: billRows, parse: (value: unknown) => parseBill(rows(value), period, origin) },
  'personal plan': {
    good: { usage: wideShapes.dataV2(usage), subscription: wideShapes.dataV2(subscription) },
    parse: (value: unknown) => {
      const { usage: used, subscription: term } = isObject(value) ? value : { usage: null, subscription: null };
      return parsePersonalPlan(wide(used), wide(term), origin);
    },
  },
} as const;

/** Odd values a server has been seen, or may be feared, to put in place of a good one. */
const odd = fc.oneof(
  fc.constantFrom(null, '', 0, '0', -1, '-1', 'NaN', 'null', [], {}, true, 1e308, '1e999', Number.MAX_SAFE_INTEGER),
  fc.jsonValue(),
);

const pathsOf = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] => {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
};

function changed(value: unknown, [key, ...rest]: readonly string[], change: { remove: boolean; to: unknown }): unknown {
  if (key === undefined) return change.remove ? undefined : change.to;
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  const inner = changed(copy[key], rest, change);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return Array.isArray(value) ? Object.values(copy) : copy;
}

const mutationsOf = (good: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.record({ path: fc.constantFrom(...pathsOf(good)), remove: fc.boolean(), to: odd }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => changes.reduce<unknown>((value, { path, ...change }) => changed(value, path, change), good));

/** All numbers in a value that are or spell one. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return value.trim() === '' ? [] : [Number(value)].filter(Number.isFinite);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** A window's limit and use must come from numbers the answer holds: nothing is empty or full by accident. */
function comesFrom(window: QuotaWindow, input: unknown): boolean {
  const numbers = numbersIn(input);
  const has = (wanted: number) => numbers.some((number) => Math.abs(number - wanted) < 1e-6);
  if (window.unit !== 'credits') return has(window.used) && (window.unit === 'share' || has(window.limit));
  // One tier or one instance in the shapes used here: the use is the limit less what is left, or nothing.
  return has(window.limit) && (has(window.limit - window.used) || numbers.some((number) => number > window.limit));
}

describe.each(Object.entries(parsers))('%s', (_name, { good, parse }) => {
  it('reads its own good shape', () => {
    const parsed = parse(good);
    expect(parsed.outcome).toBe('reading');
    expect(ReadingSchema.safeParse('reading' in parsed ? parsed.reading : null).success).toBe(true);
  });

  it('is total over arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = parse(value);
        if (parsed.outcome === 'reading') expect(ReadingSchema.safeParse(parsed.reading).success).toBe(true);
      }),
    );
  });

  it('is total and invents nothing over mutations of the good shape', () => {
    fc.assert(
      fc.property(mutationsOf(good), (value) => {
        const parsed = parse(value);
        if (parsed.outcome !== 'reading') return;
        const checked = ReadingSchema.safeParse(parsed.reading);
        expect(checked.error?.issues ?? []).toEqual([]);
        for (const window of parsed.reading.windows) expect([window, comesFrom(window, value)]).toEqual([window, true]);
      }),
      { numRuns: 400 },
    );
  });
});

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
            certainty: 'exact',
          },
          {
            id: 'week',
            unit: 'requests',
            used: 9000,
            limit: 45_000,
            resetsAtMs: 1_791_734_400_000,
            certainty: 'exact',
          },
          {
            id: 'month',
            unit: 'requests',
            used: 18_000,
            limit: 90_000,
            resetsAtMs: Date.UTC(2026, 10, 7, 16),
            certainty: 'exact',
          },
        ],
      },
    });
    expect(parseCodingPlan(wide(shape(codingPlan())), origin)).toEqual({ outcome: 'not-subscribed' });
  });

  it('does not take silence, null or an unconfirmed list for "no plan"', () => {
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

  it('leaves out windows that are missing, without a limit, or half said', () => {
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
      reading: { windows: [{ id: 'month', used: 90_012, limit: 90_000, resetsAtMs: null }] },
    });
  });

  it('tells a plan without windows from one it cannot read', () => {
    expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: null })).toMatchObject({ reading: { windows: [] } });
    const renamed = { fiveHourTotal: 6000, fiveHourUsed: 1 };
    expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: renamed })).toMatchObject({
      failure: { kind: 'unknown-shape' },
    });
    expect(read({})).toMatchObject({ failure: { kind: 'unknown-shape' } });
  });

  it('takes a limit of 0 for silence only where nothing else was said', () => {
    const none = { per5HourTotalQuota: 0, perWeekTotalQuota: '0', perBillMonthTotalQuota: 0, perWeekUsedQuota: 0 };
    expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: none })).toMatchObject({ reading: { windows: [] } });
    for (const said of [{ perWeekTotalQuota: 45_000 }, { perWeekTotalQuota: 'many' }, { perWeekUsedQuota: 12 }]) {
      expect(read({ ...codingPlanInstance, codingPlanQuotaInfo: { per5HourTotalQuota: 0, ...said } })).toMatchObject({
        failure: { kind: 'unknown-shape' },
      });
    }
  });

  it.each(['valid', 'Valid', { Code: 'VALID', Name: 'x' }])('knows a plan that runs, spelt %j', (status) => {
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

  it('tells an expired plan as expired, without windows, and prefers a valid one', () => {
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

  it('is none without seats, and unknown without sense', () => {
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

  it('counts the packs that still count', () => {
    const [row] = creditRows;
    expect(parseAddOns([{ ...row }, { ...row, Status: 'expire' }, { ...row, CurrCapacityBaseValue: null }])).toEqual([
      { totalCredits: 25_000, remainingCredits: 24_000, endsAtMs: 1_800_000_000_000 },
    ]);
  });

  it('shows no level of an instance that has ended', () => {
    const [row] = creditRows;
    expect(parseCreditInstances([{ ...row, Status: 'expire' }], origin)).toMatchObject({
      reading: { status: 'expire', windows: [] },
    });
    expect(parseCreditInstances([{ ...row, Status: 'exhaust', CurrCapacityBaseValue: '0' }], origin)).toMatchObject({
      reading: { windows: [{ used: 25_000, limit: 25_000 }] },
    });
  });
});

describe('a personal plan', () => {
  const read = (used: unknown, term: unknown) =>
    parsePersonalPlan(wide(wideShapes.dataV2(used)), term === null ? null : wide(wideShapes.dataV2(term)), origin);

  it('does not guess whether 37 is a fraction or a percentage', () => {
    expect(read({ per1MonthPercentage: 37 }, subscription)).toMatchObject({ failure: { kind: 'unknown-shape' } });
    expect(read({ per1MonthPercentage: 1.02 }, subscription)).toMatchObject({ reading: { windows: [{ used: 1.02 }] } });
  });

  it('is "none" only when both answers are empty', () => {
    expect(read({}, {}).outcome).toBe('not-subscribed');
    expect(read({}, null).outcome).toBe('failed');
    expect(read({}, subscription)).toMatchObject({ reading: { windows: [], tier: 'pro' } });
    expect(read(usage, null)).toMatchObject({ reading: { tier: null, status: null, autoRenews: null } });
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

  it('lets the valid one of two instances speak', () => {
    const old = { ...freeRows[0], Status: 'expire', CurrCapacity: { BaseValue: 0 } };
    for (const list of [
      [old, freeRows[0]],
      [freeRows[0], old],
    ]) {
      expect(parseFreeTier(rows(list), null, origin)).toMatchObject({ reading: { models: [{ status: 'valid' }] } });
    }
  });

  it('knows a mapping from a page that is none', () => {
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

  it('has no hole: a cost that cannot be read is an unknown shape', () => {
    const { RequireAmount: _gone, ...bare } = billRows[0] ?? {};
    expect(bill(billRows[0], bare).outcome).toBe('failed');
    expect(bill({ ...bare, RequireAmount: 'n/a' }).outcome).toBe('failed');
    expect(bill({ ...bare, RequireAmount: null, Amount: '1.5' })).toMatchObject({ reading: { totalCost: 1.5 } });
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

  it('adds decimals without their noise', () => {
    expect(bill(...Array.from({ length: 10 }, () => ({ Amount: 0.1 })))).toMatchObject({ reading: { totalCost: 1 } });
  });

  it('starts on the first day of the month, at its very end too', () => {
    expect(monthToDate(Date.UTC(2026, 11, 31, 23, 59))).toEqual({ fromDate: '2026-12-01', toDate: '2026-12-31' });
    expect(monthToDate(Date.UTC(2027, 0, 1))).toEqual({ fromDate: '2027-01-01', toDate: '2027-01-01' });
  });
});
