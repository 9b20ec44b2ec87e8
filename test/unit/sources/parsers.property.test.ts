import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureSchema } from '../../../main/core/failure.ts';
import { type PoolId, type QuotaWindow, type Reading, ReadingSchema } from '../../../main/core/quota/model.ts';
import { type BailianPool, failureOf as failureOfBl, parseUsage } from '../../../main/sources/bailian-cli/parse.ts';
import { jsonIn } from '../../../main/sources/json-in.ts';
import { type Parsed, unknownShape } from '../../../main/sources/parsed.ts';
import { parsePersonalPlan, parsePersonalSubscription } from '../../../main/sources/personal-plan.ts';
import { readJson } from '../../../main/sources/qwencloud/classify.ts';
import { openEnvelope, openWideEnvelope, payloadOf } from '../../../main/sources/qwencloud/envelope.ts';
import { monthToDate, parseBill } from '../../../main/sources/qwencloud/parse/parse-bill.ts';
import { parseCodingPlan } from '../../../main/sources/qwencloud/parse/parse-coding-plan.ts';
import { parseAddOns, parseCreditInstances } from '../../../main/sources/qwencloud/parse/parse-credit-instances.ts';
import { parseFreeTier, parseMapping } from '../../../main/sources/qwencloud/parse/parse-free-tier.ts';
import { parseSeatSummary } from '../../../main/sources/qwencloud/parse/parse-seat-summary.ts';
import { parseDays } from '../../../main/sources/qwencloud-cli/breakdown.ts';
import { failureOf as failureOfQwencloud } from '../../../main/sources/qwencloud-cli/failures.ts';
import { parseSummary, type SummaryPool } from '../../../main/sources/qwencloud-cli/parse-summary.ts';
import { isObject, type JsonObject } from '../../../main/sources/values.ts';
import { everyIn, jumblesOf, mutationsOf, objectsIn, plainNumber } from './mutations.ts';
import * as answers from './qwencloud/answers.ts';

const { codingPlan, codingPlanInstance, rows, wide, wideShapes } = answers;
const origin = { sourceId: 'qwencloud', takenAtMs: Date.UTC(2026, 9, 7, 4) } as const;
const period = { ...monthToDate(origin.takenAtMs), currency: 'USD' };

type Holder = Readonly<Record<string, unknown>>;
/** Whether an object of the input says this of itself, by its own names. */
type Says = (holder: Holder, window: QuotaWindow) => boolean;

interface Parser {
  readonly good: unknown;
  parse(value: unknown): Parsed<PoolId>;
  /** Where a window's numbers must come from, together. */
  readonly says?: Says;
}

const close = (one: number, other: number): boolean => Math.abs(one - other) < 1e-6 * Math.max(1, Math.abs(one));

/** "per5Hour" and its like, whichever of the names of docs/facts/qwencloud-protocol.md §4.3 and §4.5. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  'five-hours': ['per5Hour', 'per_5h'],
  week: ['perWeek', 'per1Week', 'weekly'],
  month: ['perBillMonth', 'per1Month', 'monthly'],
};
const prefixesOf = (window: QuotaWindow): readonly string[] => prefixes[window.id] ?? [];

const saysQuota: Says = (holder, window) =>
  prefixesOf(window).some(
    (prefix) =>
      close(plainNumber(holder[`${prefix}UsedQuota`]), window.used) &&
      close(plainNumber(holder[`${prefix}TotalQuota`]), window.limit),
  );

const saysShare: Says = (holder, window) =>
  window.limit === 1 &&
  window.used <= 1.5 &&
  prefixesOf(window).some((prefix) => close(plainNumber(holder[`${prefix}Percentage`]), window.used));

const within = (holder: unknown): Holder => (typeof holder === 'object' ? { ...holder } : {});

const saysUsedOf =
  (used: (inner: Holder) => number, limit: string): Says =>
  (holder, window) =>
    prefixesOf(window)
      .map((prefix) => within(holder[prefix]))
      .some((inner) => close(used(inner), window.used) && close(plainNumber(inner[limit]), window.limit));

const lessLeft = (total: unknown, left: unknown): number => Math.max(0, plainNumber(total) - plainNumber(left));

const saysCredits: Says = (holder, window) =>
  [
    [holder['TotalValue'], holder['SurplusValue']],
    [holder['InitCapacityBaseValue'], holder['CurrCapacityBaseValue']],
    [holder['InitCapacityBaseValue'], holder['periodCapacityBaseValue']],
    [holder['totalCredits'], holder['remainingCredits']],
  ].some(
    ([total, left]) =>
      // Credits carried over make more left than the plan gives: then the limit is what is left.
      close(Math.max(plainNumber(total), plainNumber(left)), window.limit) && close(lessLeft(total, left), window.used),
  );

/** As 1.0.2 prints it. */
const summary = {
  free_tier: [
    { model_id: 'qwen3-max', quota: { remaining: 803_312, total: 1_000_000, unit: 'tokens', status: 'valid' } },
  ],
  coding_plan: {
    subscribed: true,
    plan: 'pro',
    windows: {
      per_5h: { remaining: 4283, total: 6000, next_reset_at: '2026-11-22T01:09:40.657Z' },
      weekly: { remaining: -1, total: 45_000, next_reset_at: '' },
      monthly: { remaining: 89_000, total: 90_000, next_reset_at: '' },
    },
  },
  token_plan: {
    subscribed: true,
    status: 'valid',
    totalCredits: 150_000,
    remainingCredits: 99_999.5,
    addonRemaining: 18,
  },
};
const usageOfBl = {
  'coding-plan': {
    instanceType: 'pro',
    per5Hour: { usedQuota: 1717, totalQuota: 6000, resetTime: 1_795_003_600_000 },
    perWeek: { usedQuota: 45_001, totalQuota: 45_000 },
  },
  'token-plan-personal': answers.usage,
  'free-tier': { freeTierQuotas: [{ model: 'm', quotaTotal: 3, quotaInitTotal: 10, quotaStatus: 'VALID' }] },
};

const ofSummary = (pool: SummaryPool, says?: Says): Parser => ({
  good: summary,
  parse: (value) => parseSummary(pool, value, origin, '1.4.1'),
  ...(says && { says }),
});
const ofBl = (pool: BailianPool, says?: Says): Parser => ({
  good: usageOfBl[pool],
  parse: (value) => parseUsage(pool, value, origin),
  ...(says && { says }),
});

/** The pager lets nothing through but a list of objects. */
const listed = (value: unknown, read: (list: readonly JsonObject[]) => Parsed<PoolId>): Parsed<PoolId> =>
  Array.isArray(value) && value.every(isObject) ? read(value) : unknownShape('list');

const parsers: Readonly<Record<string, Parser>> = {
  'the Coding Plan': {
    good: wideShapes.dataV2(codingPlan(codingPlanInstance)),
    parse: (value) => parseCodingPlan(wide(value), origin),
    says: saysQuota,
  },
  'a team by seats': { good: answers.seats, parse: (value) => parseSeatSummary(value, origin), says: saysCredits },
  'a team by instances': {
    good: answers.creditRows,
    parse: (value) => listed(value, (list) => parseCreditInstances(list, origin)),
    says: saysCredits,
  },
  'a personal plan': {
    good: { usage: wideShapes.dataV2(answers.usage), subscription: wideShapes.dataV2(answers.subscription) },
    parse: (value) => {
      const part = (name: string) => payloadOf(wide(within(value)[name]));
      const subscription = parsePersonalSubscription(part('subscription'), origin.takenAtMs);
      return parsePersonalPlan({ usage: part('usage'), subscription, addOns: [] }, origin);
    },
    says: saysShare,
  },
  'the free tier': { good: answers.freeRows, parse: (value) => parseFreeTier(rows(value), null, origin) },
  'the free tier by its mapping': {
    good: { rows: answers.freeRows, mapping: { 'qwen3-max': 'tpl-1', 'qwen-early': 'tpl-2' } },
    parse: (value) => parseFreeTier(rows(within(value)['rows']), parseMapping(within(value)['mapping']), origin),
  },
  'a bill': { good: answers.billRows, parse: (value) => parseBill(rows(value), period, origin) },
  'the Coding Plan of qwencloud': ofSummary(
    'coding-plan',
    saysUsedOf((inner) => lessLeft(inner['total'], inner['remaining']), 'total'),
  ),
  'the team of qwencloud': ofSummary('token-plan-team', saysCredits),
  'the free tier of qwencloud': ofSummary('free-tier'),
  'the Coding Plan of bl': ofBl(
    'coding-plan',
    saysUsedOf((inner) => plainNumber(inner['usedQuota']), 'totalQuota'),
  ),
  'the personal plan of bl': ofBl('token-plan-personal', saysShare),
  'the free tier of bl': ofBl('free-tier'),
};

/** Every amount of a free tier stands in one object of the input, or in two side by side. */
function holdsQuota(input: unknown, remaining: number, total: number): boolean {
  const amounts = (holder: Holder, names: readonly string[]): readonly number[] =>
    names.map((name) => plainNumber(within(holder[name])['BaseValue'] ?? holder[name]));
  return objectsIn(input).some(
    (holder) =>
      amounts(holder, ['CurrCapacity', 'remaining', 'quotaTotal']).some((amount) => close(amount, remaining)) &&
      amounts(holder, ['InitCapacity', 'total', 'quotaInitTotal']).some((amount) => close(amount, total)),
  );
}

/**
 * What a person with the bill in hand would add up (docs/facts/qwencloud-protocol.md §4.6); null: there is a line that
 * cannot be added.
 */
function sumByHand(input: unknown): number | null {
  let sum = 0;
  for (const row of rows(input)) {
    const category = typeof row['LineItemCategory'] === 'string' ? row['LineItemCategory'] : '';
    if (/free/i.test(category) || ['Refund', 'Rounding Adjustment', 'Credit Adjustment'].includes(category.trim()))
      continue;
    const cost = row['RequireAmount'] ?? row['Amount'] ?? row['Cost'] ?? row['ListPrice'];
    if (cost === undefined || Number.isNaN(plainNumber(cost))) return null;
    sum += plainNumber(cost);
  }
  return sum;
}

function checkReading(reading: Reading, input: unknown, says: Says | undefined): void {
  expect(ReadingSchema.safeParse(reading).error?.issues ?? []).toEqual([]);
  const holders = objectsIn(input);
  for (const window of reading.windows) {
    expect({ window, told: holders.some((holder) => says?.(holder, window) === true) }).toEqual({ window, told: true });
  }
  if (reading.pool === 'free-tier') {
    for (const { quota } of reading.models) {
      if (quota !== null) expect([quota, holdsQuota(input, quota.remaining, quota.total)]).toEqual([quota, true]);
    }
  }
  if (reading.pool === 'pay-as-you-go') expect(reading.totalCost).toBeCloseTo(sumByHand(input) ?? Number.NaN, 3);
}

/** "Not subscribed" needs an empty list or object that the service itself sent, and nothing of a plan beside it. */
function checkNone(input: unknown): void {
  const empty = everyIn(input).some(
    (value) => typeof value === 'object' && value !== null && Object.keys(value).length === 0,
  );
  const named = objectsIn(input).some((holder) => 'ProductCode' in holder || 'Uid' in holder);
  expect([input, empty || named]).toEqual([input, true]);
}

function check({ parse, says }: Parser, value: unknown): void {
  const parsed = parse(value);
  if (parsed.outcome === 'reading') checkReading(parsed.reading, value, says);
  if (parsed.outcome === 'not-subscribed') checkNone(value);
  if (parsed.outcome === 'failed') expect(FailureSchema.safeParse(parsed.failure).success).toBe(true);
}

describe.each(Object.entries(parsers))('%s', (_name, parser) => {
  it('is read from its good shape', () => {
    expect(parser.parse(parser.good).outcome).toBe('reading');
    check(parser, parser.good);
  });

  it('gives a truthful result for any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => check(parser, value)));
  });

  it('gives a truthful result for mutations of the good shape', () => {
    fc.assert(
      fc.property(mutationsOf(parser.good), (value) => check(parser, value)),
      { numRuns: 2000 },
    );
  });

  it('gives a truthful result for its own names and values in any order', () => {
    fc.assert(
      fc.property(jumblesOf(parser.good), (value) => check(parser, value)),
      { numRuns: 1000 },
    );
  });
});

it('leaves out no window of a Coding Plan that can be read', () => {
  const amount = fc.oneof(fc.nat(100_000), fc.nat(100_000).map(String), fc.constantFrom(null, undefined, -1, 'x', 0));
  const names = ['per5Hour', 'perWeek', 'perBillMonth'];
  const quota = fc.record(
    Object.fromEntries(
      names.flatMap((name) => [`${name}UsedQuota`, `${name}TotalQuota`]).map((name) => [name, amount]),
    ),
  );
  fc.assert(
    fc.property(quota, (info: Holder) => {
      const instance = { ...codingPlanInstance, codingPlanQuotaInfo: info };
      const parsed = parseCodingPlan(wide(wideShapes.dataV2(codingPlan(instance))), origin);
      const readable = names.filter(
        (name) => plainNumber(info[`${name}UsedQuota`]) >= 0 && plainNumber(info[`${name}TotalQuota`]) > 0,
      );
      if (parsed.outcome === 'reading') expect(parsed.reading.windows).toHaveLength(readable.length);
      else expect(readable).toEqual([]);
    }),
  );
});

describe('the smaller readers', () => {
  it('read packs and days correctly', () => {
    fc.assert(
      fc.property(fc.oneof(mutationsOf(answers.creditRows), jumblesOf(answers.creditRows)), (value) => {
        for (const pack of parseAddOns(rows(value))) {
          const names = ['CurrCapacityBaseValue', 'periodCapacityBaseValue'];
          const told = (holder: Holder) =>
            // Of a pack that is overdrawn nothing is left.
            names.some((name) => close(Math.max(0, plainNumber(holder[name])), pack.remainingCredits));
          expect(objectsIn(value).some(told)).toBe(true);
        }
      }),
    );
    const row = { period: '2026-10-01', cost: 1.5, currency: 'USD', tokens_in: 12, usage: { seconds: 3 } };
    const good = { model_id: 'm', rows: [row, { ...row, period: '2026-10-02' }], total: { cost: 3, currency: 'USD' } };
    fc.assert(
      fc.property(fc.oneof(mutationsOf(good), jumblesOf(good), fc.jsonValue()), (value) => {
        for (const day of parseDays(value, 'm')?.rows ?? []) {
          const told = (holder: Holder) =>
            holder['period'] === day.period && close(plainNumber(holder['cost']), day.cost);
          expect([day, objectsIn(value).some(told)]).toEqual([day, true]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('answer a value or one of the known failures', () => {
    const said = fc.oneof(
      fc.jsonValue(),
      mutationsOf(answers.envelope(wideShapes.dataV2({ ret: 1, errorCode: 'NotLogined' }))),
    );
    fc.assert(
      fc.property(said, fc.integer({ min: 100, max: 599 }), fc.string(), (value, code, noise) => {
        const text = `${noise}\n${JSON.stringify(value)}`;
        const end = { exitCode: code % 8, stdout: '', stderr: text };
        const failures = [failureOfBl(end), failureOfQwencloud(end)];
        const http = { status: code, text, headers: { 'retry-after': noise } };
        for (const result of [readJson(http, 'x', 0), openEnvelope(value), openWideEnvelope(value)]) {
          if (!result.ok) failures.push(result.failure);
        }
        for (const failure of failures) expect(FailureSchema.safeParse(failure).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('find the JSON in a program output among any other lines', () => {
    const line = fc
      .string({ maxLength: 40 })
      .filter((text) => !/^[ \t\ufeff]*[[{]/m.test(text) && !/[\n\r]/.test(text));
    const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(fc.array(line), value, fc.constantFrom(0, 2), fc.array(line), (before, json, indent, after) => {
        const text = JSON.stringify(json, null, indent);
        expect(jsonIn([...before, text, ...after].join('\n'))).toEqual(JSON.parse(text));
      }),
    );
  });
});
