import { describe, expect, it } from 'vitest';
import { ReadingSchema } from '../../../../main/core/quota/model.ts';
import {
  type Payload,
  parseAddOnSummary,
  parsePersonalPlan,
  parsePersonalSubscription,
  parseQuotaConfig,
} from '../../../../main/sources/personal-plan.ts';
import type { CreditLimits } from '../../../../main/sources/quota-windows.ts';
import { payloadOf } from '../../../../main/sources/qwencloud/envelope.ts';
import { wide } from './answers.ts';

/**
 * Every shape that the tests of the official client 1.10.0 know for a personal Token Plan, with its answer
 * (docs/facts/qwencloud-protocol.md §4.5). Two answers differ from it on purpose, and say so.
 */

const nowMs = Date.UTC(2026, 8, 10);
const dayMs = 86_400_000;
const origin = { sourceId: 'qianwen', takenAtMs: nowMs } as const;
const commodity = 'sfm_tokenplansolo_public_cn';

/** The business envelope inside a successful Type B answer. */
const business = (envelope: unknown): Payload =>
  payloadOf(wide({ success: true, DataV2: { ret: ['SUCCESS::ok'], data: envelope } }));
const success = { code: 'SUCCESS', success: true, msg: 'Success.', requestId: 'x' };
const data = (value: unknown) => business({ ...success, data: value });

const plan = (changes: Readonly<Record<string, unknown>> = {}) => ({
  instanceCode: 'sub-1',
  specCode: 'lite',
  remainingDays: 20,
  startTime: nowMs - 3_600_000,
  endTime: nowMs + 20 * dayMs,
  autoRenewFlag: false,
  status: 'VALID',
  ...changes,
});

/** The official client's word for what we make of an answer about the subscription. */
function officialWord(answer: Payload): 'active' | 'none' | 'unknown' {
  const read = parsePersonalSubscription(answer, nowMs);
  if (read.outcome === 'none') return 'none';
  return read.outcome === 'plan' && read.status === 'VALID' ? 'active' : 'unknown';
}

describe('the subscription in the shapes of the official client', () => {
  it('is "none" as a success without data, and as one whose data is null', () => {
    expect(officialWord(business(success))).toBe('none');
    // The official status command leaves `data: null` open; its price list, and the service's own page, call it none.
    expect(officialWord(data(null))).toBe('none');
  });

  it.each([
    {},
    { code: 'SUCCESS' },
    { success: true },
    { code: 'FAILED', success: true },
    { code: 'SUCCESS', success: false },
    { code: 'SUCCESS', success: 'true' },
    { code: '200', success: true },
    { data: null },
    { ...success, data: {} },
    null,
    [],
    'invalid',
    false,
  ])('is unknown without a confirmed success: %j', (envelope) => {
    expect(officialWord(business(envelope))).toBe('unknown');
  });

  it.each(['lite', 'essential', 'standard', 'pro'])('runs as a whole VALID plan of the tier %s', (specCode) => {
    const read = parsePersonalSubscription(data(plan({ specCode })), nowMs);
    expect(read).toEqual({
      outcome: 'plan',
      instanceCode: 'sub-1',
      tier: specCode,
      status: 'VALID',
      endsAtMs: nowMs + 20 * dayMs,
      autoRenews: false,
    });
  });

  it('runs from its first moment, with the matching commodity', () => {
    const read = data(plan({ startTime: nowMs, commodityCode: commodity, autoRenewFlag: true }));
    expect(parsePersonalSubscription(read, nowMs)).toMatchObject({ outcome: 'plan', autoRenews: true });
  });

  it.each(['INVALID', 'CANCELLED', 'EXPIRED', 'UNKNOWN', 'valid', 'invalid', ''])('does not run as %j', (status) => {
    expect(officialWord(data({ status }))).toBe('unknown');
    expect(officialWord(data(plan({ status, endTime: nowMs + 1000 })))).toBe('unknown');
  });

  it.each([
    { startTime: nowMs + 1000, endTime: nowMs + 2000 },
    { startTime: nowMs - 2000, endTime: nowMs - 1000 },
    { startTime: nowMs - 2000, endTime: nowMs },
    { instanceCode: undefined },
    { instanceCode: ' ' },
    { specCode: 'unknown' },
    { remainingDays: -1 },
    { remainingDays: Number.NaN },
    { remainingDays: Number.POSITIVE_INFINITY },
    { startTime: '2026-09-01T00:00:00Z' },
    { startTime: -1 },
    { endTime: nowMs + 0.5 },
    { endTime: 8_640_000_000_000_001 },
    { startTime: nowMs, endTime: nowMs },
    { startTime: nowMs, endTime: nowMs - 1 },
    { autoRenewFlag: undefined },
    { autoRenewFlag: 'false' },
    { commodityCode: 'sfm_tokenplanteams_dp_cn' },
    { status: undefined },
    { status: null },
    { status: true },
    { status: 123 },
    { status: {} },
  ])('is unknown with %j', (changes) => {
    expect(officialWord(data(plan(changes)))).toBe('unknown');
  });

  it.each([[[]], ['invalid'], [false], [123]])('is unknown with the data %j', (value) => {
    expect(officialWord(data(value))).toBe('unknown');
  });
});

/** What we make of a usage answer beside a running plan: the windows, or null where it is refused. */
function windowsOf(usage: Payload, limits: CreditLimits = {}) {
  const subscription = parsePersonalSubscription(data(plan()), nowMs);
  const parsed = parsePersonalPlan({ usage, subscription, limits, addOns: [] }, origin);
  if (parsed.outcome !== 'reading') return null;
  return ReadingSchema.parse(parsed.reading).windows;
}

describe('the usage in the shapes of the official client', () => {
  const resetsAtMs = nowMs + dayMs;

  it('is a monthly window as seen on 2026-09-23, a legacy weekly one, or both', () => {
    const month = { per1MonthPercentage: 0.14380236521739131, per1MonthResetTime: resetsAtMs };
    const week = { per1WeekPercentage: 0.375, per1WeekResetTime: resetsAtMs };
    const monthly = { id: 'month', unit: 'share', used: 0.14380236521739131, renewal: 'calendar', resetsAtMs };
    const weekly = { id: 'week', unit: 'share', used: 0.375, renewal: 'fixed', resetsAtMs };
    expect(windowsOf(data(month))).toMatchObject([monthly]);
    expect(windowsOf(data(week))).toMatchObject([weekly]);
    expect(windowsOf(data({ ...month, ...week }))).toMatchObject([weekly, monthly]);
    expect(windowsOf(data({ per1WeekPercentage: 0 }))).toMatchObject([{ id: 'week', used: 0, resetsAtMs: null }]);
    for (const used of [0, 1]) expect(windowsOf(data({ per1MonthPercentage: used }))).toMatchObject([{ used }]);
  });

  it.each([
    business(success),
    data(null),
    data({}),
    data({ futureUsageWindow: null }),
    data({ per1WeekResetTime: nowMs }),
    data({ per1MonthResetTime: nowMs }),
  ])('has no window in %j', (usage) => {
    expect(windowsOf(usage)).toEqual([]);
  });

  it.each([
    { Percentage: -0.01, ResetTime: nowMs },
    { Percentage: Number.NaN, ResetTime: nowMs },
    { Percentage: '0.5', ResetTime: nowMs },
    { Percentage: 0.5, ResetTime: nowMs + 0.5 },
    { Percentage: 0.5, ResetTime: 'tomorrow' },
  ])('is refused in either window with %j', (fields) => {
    for (const prefix of ['per1Month', 'per1Week']) {
      const named = Object.entries(fields).map(([name, value]) => [`${prefix}${name}`, value]);
      expect(windowsOf(data(Object.fromEntries(named)))).toBeNull();
    }
  });

  it('gives no window for a null fraction, and the overdrawn plan that the official client refuses', () => {
    for (const prefix of ['per1Month', 'per1Week']) {
      expect(windowsOf(data({ [`${prefix}Percentage`]: null, [`${prefix}ResetTime`]: nowMs }))).toEqual([]);
      expect(windowsOf(data({ [`${prefix}Percentage`]: 1.01, [`${prefix}ResetTime`]: nowMs }))).toMatchObject([
        { used: 1.01 },
      ]);
    }
  });

  it('does not take a window of a new name for none', () => {
    expect(windowsOf(data({ per1DayPercentage: 0.5 }))).toBeNull();
  });
});

describe('the Credits of the tiers', () => {
  const tiers = (limits: readonly unknown[], more = {}) => {
    const [lite, essential, standard, pro] = limits;
    return data({ lite, essential, standard, pro, ...more });
  };

  it.each<[string, Payload, CreditLimits]>([
    ['weekly', tiers([{ weekly: 100 }, { weekly: 150 }, { weekly: 200 }, { weekly: 300 }]), { week: 100 }],
    [
      'monthly',
      tiers([{ monthly: 11_500 }, { monthly: 25_500 }, { monthly: 45_000 }, { monthly: 180_000 }]),
      { month: 11_500 },
    ],
    ['both', data({ lite: { weekly: 700, monthly: 11_500 } }), { week: 700, month: 11_500 }],
    ['five hours', data({ lite: { five_hour: 700, weekly: 2500 } }), { 'five-hours': 700, week: 2500 }],
    ['packs beside', data({ lite: { monthly: 11_500 }, addon_quota: { extrabundle: 20_000 } }), { month: 11_500 }],
  ])('are read as %s', (_name, config, lite) => {
    expect(parseQuotaConfig(config)?.get('lite')).toEqual(lite);
  });

  it.each([[{ lite: { weekly: '100' }, pro: { weekly: 300 } }], [{ lite: { monthly: '11500' } }], [{}], [{ lite: 7 }]])(
    'are refused as %j',
    (config) => {
      expect(parseQuotaConfig(data(config))).toBeNull();
    },
  );

  it('turn each fraction into Credits of its own window, exact and not estimated', () => {
    const usage = data({ per1MonthPercentage: 0.14380236521739131, per1WeekPercentage: 0.5, per5HourPercentage: 0.1 });
    expect(windowsOf(usage, { week: 700, month: 11_500 })).toMatchObject([
      { id: 'five-hours', unit: 'share', used: 0.1, limit: 1, renewal: 'fixed' },
      { id: 'week', unit: 'credits', used: 350, limit: 700 },
      { id: 'month', unit: 'credits', used: 1653.7272, limit: 11_500, certainty: 'exact' },
    ]);
  });
});

describe('a personal plan from its parts', () => {
  const parts = { addOns: [] };
  const usage = data({ per1MonthPercentage: 0.5 });
  const unknown = { outcome: 'unknown' } as const;

  it('is not subscribed only where the subscription is none', () => {
    const none = parsePersonalSubscription(business(success), nowMs);
    const empty = business(success);
    expect(parsePersonalPlan({ ...parts, usage: empty, subscription: none }, origin).outcome).toBe('not-subscribed');
    expect(parsePersonalPlan({ ...parts, usage: empty, subscription: unknown }, origin).outcome).toBe('failed');
  });

  it('shows the windows beside an unknown subscription, and none of a plan that has ended', () => {
    expect(parsePersonalPlan({ ...parts, usage, subscription: unknown }, origin)).toMatchObject({
      reading: { windows: [{ used: 0.5 }], tier: null, status: null },
    });
    const ended = parsePersonalSubscription(data(plan({ status: 'EXPIRED' })), nowMs);
    expect(parsePersonalPlan({ ...parts, usage, subscription: ended }, origin)).toMatchObject({
      reading: { windows: [], tier: 'lite', status: 'EXPIRED' },
    });
  });

  it('reads the sum of the packs', () => {
    const packs = { remainingCredits: '39000', totalCredits: 40_000, activeCount: 2, nearestExpireTime: nowMs + dayMs };
    expect(parseAddOnSummary(data(packs))).toEqual([
      { totalCredits: 40_000, remainingCredits: 39_000, endsAtMs: nowMs + dayMs },
    ]);
    expect(parseAddOnSummary(data({ remainingCredits: 0, totalCredits: 0, activeCount: 0 }))).toEqual([]);
    expect(parseAddOnSummary(business(success))).toEqual([]);
    expect(parseAddOnSummary(data({}))).toBeNull();
    expect(parseAddOnSummary(business(null))).toBeNull();
  });
});
