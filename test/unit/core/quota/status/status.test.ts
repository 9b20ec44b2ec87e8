import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusExitCode } from '../../../../../main/cli/exit-code.ts';
import type { SettingsView } from '../../../../../main/core/provider/model.ts';
import type { RunningOut } from '../../../../../main/core/quota/forecast/forecast.ts';
import { type PoolStatus, poolIds, type Reading, type Snapshot } from '../../../../../main/core/quota/model.ts';
import type { Outlook } from '../../../../../main/core/quota/outlook/outlook.ts';
import { isCurrentStatus } from '../../../../../main/core/quota/status/current-status.ts';
import { type StatusInput, statusJson } from '../../../../../main/core/quota/status/status-json.ts';
import { StatusSchema } from '../../../../../main/core/quota/status/status-schema.ts';
import { knownFromStatus } from '../../../../../main/core/quota/status/status-snapshot.ts';
import { currentOption, readable } from '../../../../renderer/states.ts';
import { codingPlan, fresh, noonMs, snapshotOf, window } from '../../../../support/readings.ts';

const minuteMs = 60_000;
const signedOut = { state: 'signed-out', lastEnd: null, cause: 'never' } as const;

const statusFor = (pools: readonly PoolStatus[], changes: Partial<StatusInput> = {}) =>
  statusJson({
    snapshot: snapshotOf(...pools),
    session: signedOut,
    preferences: { warnAtUsedPercents: [90] },
    localCounts: null,
    demo: false,
    nowMs: noonMs,
    ...changes,
  });

const staleOf = (reading: Reading): PoolStatus => ({
  pool: reading.pool,
  state: 'stale',
  reading,
  disagreements: [],
  failure: { kind: 'offline' },
  failedAtMs: noonMs,
});
const freshOf = (reading: Reading): PoolStatus => ({ pool: reading.pool, state: 'fresh', reading, disagreements: [] });
const failed = (
  pool: PoolStatus['pool'],
  kind: 'offline' | 'session-expired' | 'too-large' = 'offline',
): PoolStatus => ({
  pool,
  state: 'failed',
  failure: { kind },
  failedAtMs: noonMs,
});
const denied = (pool: PoolStatus['pool']): PoolStatus => ({ pool, state: 'not-subscribed', checkedAtMs: noonMs });

const term = { endsAtMs: null, autoRenews: null, sourceId: 'qwencloud', takenAtMs: noonMs } as const;
const credits = window({
  id: 'credits',
  unit: 'credits',
  used: 18_626.5,
  limit: 25_000,
  resetsAtMs: Date.UTC(2026, 10, 1),
});
const team: Reading = {
  pool: 'token-plan-team',
  ...term,
  windows: [credits],
  plan: 'Team',
  status: 'valid',
  seatTiers: [],
  addOns: [{ totalCredits: null, remainingCredits: 500, endsAtMs: null }],
};
const personal: Reading = {
  pool: 'token-plan-personal',
  ...term,
  windows: [
    window({ unit: 'share', used: 0.2, limit: 1, renewal: 'fixed' }),
    window({ id: 'month', unit: 'share', used: 0.5, limit: 1, resetsAtMs: null }),
  ],
  tier: 'pro',
  status: 'VALID',
  addOns: [{ totalCredits: 5000, remainingCredits: 1200, endsAtMs: noonMs + 3_600_000 }],
};
const billed: Reading = {
  pool: 'pay-as-you-go',
  sourceId: 'qwencloud',
  takenAtMs: noonMs,
  windows: [],
  fromDate: '2026-10-01',
  toDate: '2026-10-07',
  currency: 'USD',
  totalCost: 1.234_56,
  models: [{ model: 'qwen3-max', usage: [{ unit: 'tokens', amount: 1200 }], cost: 1.234_56 }],
};

describe('the part in the official format', () => {
  it('writes the Coding Plan like the official client', () => {
    const status = statusFor([fresh(codingPlan({ fiveHours: 236, week: 3000, month: 6000 }))]);
    expect(status.coding_plan).toEqual({
      subscribed: true,
      plan: 'starter',
      price: { amount: 10, currency: 'USD', cycle: 'monthly' },
      included_models: [],
      windows: {
        per_5h: {
          remaining: 964,
          total: 1200,
          used_pct: (236 / 1200) * 100,
          next_reset_at: '2026-10-07T09:00:00.000Z',
        },
        weekly: {
          remaining: 6000,
          total: 9000,
          used_pct: (3000 / 9000) * 100,
          next_reset_at: '2026-10-11T16:00:00.000Z',
        },
        monthly: {
          remaining: 12_000,
          total: 18_000,
          used_pct: (6000 / 18_000) * 100,
          next_reset_at: '2026-10-19T16:00:00.000Z',
        },
      },
    });
  });

  it.each([
    ['pro', 'qwencloud', 50],
    ['pro', 'qwencloud-cli', 50],
    ['pro', 'qianwen', undefined],
    ['pro', 'session-log', undefined],
    ['enterprise', 'qwencloud', undefined],
    ['constructor', 'qwencloud', undefined],
    [null, 'qwencloud', undefined],
  ] as const)('prices the plan %s of %s like the official client, and no other', (plan, sourceId, amount) => {
    const { coding_plan: written } = statusFor([freshOf({ ...codingPlan({ sourceId }), plan })]);
    expect(Object(written).price?.amount).toBe(amount);
  });

  it('leaves out an unknown window, and leaves an unknown reset time empty', () => {
    const reading = { ...codingPlan(), windows: [window({ resetsAtMs: null })] };
    expect(statusFor([fresh(reading)]).coding_plan).toMatchObject({ windows: { per_5h: { next_reset_at: '' } } });
    expect(Object.keys(Object(statusFor([fresh(reading)]).coding_plan).windows)).toEqual(['per_5h']);
  });

  it('never has less than nothing remaining', () => {
    const status = statusFor([fresh(codingPlan({ fiveHours: 1300 }))]);
    expect(status.coding_plan).toMatchObject({ windows: { per_5h: { remaining: 0, used_pct: (1300 / 1200) * 100 } } });
  });

  it.each([
    ['nobody asked', []],
    ['loading', [{ pool: 'coding-plan', state: 'loading' } as const]],
    ['failed', [failed('coding-plan')]],
  ])('does not turn "%s" into "not subscribed"', (_, pools) => {
    expect(statusFor(pools)).toMatchObject({
      coding_plan: null,
      token_plan: null,
      free_tier: null,
      pay_as_you_go: null,
    });
  });

  it('says "not subscribed" if the service said so or the plan is over', () => {
    expect(statusFor([denied('coding-plan')]).coding_plan).toEqual({ subscribed: false });
    expect(statusFor([denied('free-tier')]).free_tier).toEqual([]);
    const over = { ...codingPlan(), windows: [], status: 'EXPIRED' };
    expect(statusFor([fresh(over)]).coding_plan).toEqual({ subscribed: false });
    expect(statusFor([fresh(over)]).qwen_gauge.pools).toMatchObject([{ state: 'fresh', plan_status: 'EXPIRED' }]);
  });

  it('holds either token plan, and neither while one is unknown', () => {
    expect(statusFor([freshOf(team), freshOf(personal)]).token_plan).toEqual({
      subscribed: true,
      planName: 'Team',
      status: 'valid',
      totalCredits: 25_000,
      remainingCredits: 6373.5,
      usedPct: (18_626.5 / 25_000) * 100,
      resetDate: '2026-11-01T00:00:00.000Z',
      addonRemaining: 500,
    });
    expect(statusFor([denied('token-plan-team'), freshOf(personal)]).token_plan).toEqual({
      subscribed: true,
      planName: 'pro',
      status: 'VALID',
      usedPct: 50,
      addonRemaining: 1200,
    });
    expect(statusFor([denied('token-plan-team'), failed('token-plan-personal')]).token_plan).toBeNull();
    expect(statusFor([denied('token-plan-team'), denied('token-plan-personal')]).token_plan).toEqual({
      subscribed: false,
    });
  });

  it('writes free tier and bill like the official client', () => {
    const free: Reading = {
      pool: 'free-tier',
      sourceId: 'qwencloud',
      takenAtMs: noonMs,
      windows: [],
      models: [
        {
          model: 'qwen-max',
          quota: { remaining: 803_333, total: 1_000_000, unit: 'tokens' },
          status: 'valid',
          endsAtMs: noonMs,
        },
        { model: 'preview', quota: null, status: null, endsAtMs: null },
      ],
    };
    const status = statusFor([freshOf(free), freshOf(billed)]);
    expect(status.period).toEqual({ from: '2026-10-01', to: '2026-10-07' });
    expect(status.free_tier).toEqual([
      {
        model_id: 'qwen-max',
        quota: {
          remaining: 803_333,
          total: 1_000_000,
          unit: 'tokens',
          used_pct: 19.66,
          status: 'valid',
          resetDate: '2026-10-07T04:00:00.000Z',
        },
      },
      { model_id: 'preview', quota: null },
    ]);
    const broken = { ...billed, models: [{ model: 'a', usage: [{ unit: 'tokens', amount: 1200.6 }], cost: 1 }] };
    expect(statusFor([freshOf(broken)]).pay_as_you_go?.models[0]?.usage).toEqual({ tokens: 1201 });
    expect(status.pay_as_you_go).toEqual({
      models: [{ model_id: 'qwen3-max', usage: { tokens: 1200 }, cost: 1.2346, currency: 'USD' }],
      total: { cost: 1.2346, currency: 'USD' },
    });
  });

  it('has this month so far as its period without a bill', () => {
    expect(statusFor([]).period).toEqual({ from: '2026-10-01', to: '2026-10-07' });
  });
});

describe('the part in our own format', () => {
  const stale: PoolStatus = {
    pool: 'coding-plan',
    state: 'stale',
    reading: { ...codingPlan(), windows: [window({ used: 1100, certainty: 'estimate' })] },
    disagreements: [],
    failure: { kind: 'rate-limited', retryAfterMs: 60_000 },
    failedAtMs: noonMs + minuteMs,
  };

  it('holds age, certainty and source of a reading, and why there is none newer', () => {
    const { qwen_gauge: ours, coding_plan: official } = statusFor([stale], { nowMs: noonMs + 2 * minuteMs });
    expect(official).toMatchObject({ subscribed: true });
    expect(ours).toMatchObject({
      schema: 1,
      written_at: '2026-10-07T04:02:00.000Z',
      tightest: { pool: 'coding-plan', window: 'five-hours', used_pct: 91 },
      pools: [
        {
          state: 'stale',
          source: 'qwencloud',
          certainty: 'estimate',
          taken_at: '2026-10-07T04:00:00.000Z',
          failure: { kind: 'rate-limited', retryAfterMs: 60_000 },
          failed_at: '2026-10-07T04:01:00.000Z',
          windows: [{ window: 'five-hours', used: 1100, limit: 1200, used_pct: 91, certainty: 'estimate' }],
        },
      ],
    });
  });

  it('holds state and end of the session, but no account', () => {
    const session = {
      state: 'signed-in',
      region: 'china',
      account: 'someone@example.com',
      expiresAtMs: noonMs,
      storage: { kind: 'encrypted', backend: 'gnome_libsecret' },
    } as const;
    const status = statusFor([], { session });
    expect(status.qwen_gauge.session).toEqual({
      state: 'signed-in',
      region: 'china',
      expires_at: '2026-10-07T04:00:00.000Z',
    });
    expect(JSON.stringify(status)).not.toContain('someone');
  });

  it('reads back as the snapshot it was written from', () => {
    const reading = {
      ...stale,
      reading: { ...codingPlan(), windows: [window({ used: 1100, certainty: 'estimate' })] },
    };
    expect(knownFromStatus(statusFor([reading, failed('free-tier'), denied('token-plan-team')]))).toEqual({
      snapshot: snapshotOf(reading, failed('free-tier'), denied('token-plan-team')),
      session: { state: 'signed-out', lastEnd: null, cause: 'signed-out' },
      inUse: { kind: 'unknown' },
      localCounts: null,
      recoveries: [],
      runOuts: [],
      outlooks: [],
      whatIfs: [],
    });
  });

  it.each([
    ['https://coding-intl.dashscope.aliyuncs.com/v1', 'coding-plan', { kind: 'known', pool: 'coding-plan' }],
    ['https://openrouter.ai/api/v1', 'elsewhere', { kind: 'elsewhere' }],
    [null, null, { kind: 'unknown' }],
  ])('holds which pool pays for %s, and reads it back', (baseUrl, name, inUse) => {
    const settings: SettingsView =
      baseUrl === null ? { state: 'unknown' } : { ...readable, options: [{ ...currentOption, baseUrl }] };
    const status = statusFor([fresh(codingPlan()), freshOf(personal)], { settings });
    expect(status.qwen_gauge.in_use_pool).toBe(name);
    expect(knownFromStatus(StatusSchema.parse(status)).inUse).toEqual(inUse);
  });

  it('does not know the pool in use from a file of an older version', () => {
    const older = JSON.parse(JSON.stringify(statusFor([fresh(codingPlan())])));
    delete older.qwen_gauge.in_use_pool;
    expect(isCurrentStatus(older)).toBe(false);
    expect(knownFromStatus(StatusSchema.parse(older)).inUse).toEqual({ kind: 'unknown' });
  });

  it('holds how much of a rolling window comes back by when, and reads it back', () => {
    const recoveries = [
      { pool: 'coding-plan', windowId: 'five-hours', amount: 190, byMs: noonMs + 5 * minuteMs },
    ] as const;
    const status = statusFor([fresh(codingPlan()), freshOf(personal)], { recoveries });
    const back = status.qwen_gauge.pools.flatMap(({ windows }) => windows.map(({ comes_back }) => comes_back));
    expect(back).toEqual([{ amount: 190, by: '2026-10-07T04:05:00.000Z' }, null, null, null, null]);
    expect(knownFromStatus(StatusSchema.parse(status)).recoveries).toEqual(recoveries);
    const text = JSON.stringify(status).replace(/,"comes_back":(null|\{[^}]*\})/g, '');
    expect(text).not.toContain('comes_back');
    expect(knownFromStatus(StatusSchema.parse(JSON.parse(text))).recoveries).toEqual([]);
  });

  it('holds when a window runs out and what it still allows, and reads both back', () => {
    const runOuts: readonly RunningOut[] = [
      {
        ...{ pool: 'coding-plan', windowId: 'five-hours', runsOutAtMs: noonMs + 9 * minuteMs, likelihood: 0.8 },
        between: { fromMs: noonMs + minuteMs, toMs: null },
        score: { right: 17, of: 20 },
      },
      { pool: 'coding-plan', windowId: 'month', runsOutAtMs: noonMs, likelihood: null, between: null },
    ];
    const outlooks: readonly Outlook[] = [
      {
        ...{
          pool: 'coding-plan',
          windowId: 'week',
          leftAtReset: 12.5,
          highestAheadPercent: null,
          halfBackAtMs: null,
          perHour: 20,
        },
        ...{ fiveHoursLeft: 2.5, stopsFirst: true },
      },
    ];
    const status = statusFor([fresh(codingPlan())], { runOuts, outlooks });
    const [fiveHours, week] = status.qwen_gauge.pools[0]?.windows ?? [];
    const from = '2026-10-07T04:01:00.000Z';
    expect(fiveHours?.runs_out).toEqual({
      at: '2026-10-07T04:09:00.000Z',
      likelihood: 0.8,
      from,
      to: null,
      score: { right: 17, of: 20 },
    });
    expect(week?.outlook).toMatchObject({ left_at_reset: 12.5, per_hour: 20, five_hours_left: 2.5, stops_first: true });
    expect(isCurrentStatus(status)).toBe(true);
    expect(knownFromStatus(StatusSchema.parse(status))).toMatchObject({ runOuts, outlooks });
    const before = JSON.stringify(status).replace(/"highest_ahead_percent":(null|\d+),/g, '');
    expect(knownFromStatus(StatusSchema.parse(JSON.parse(before)))).toMatchObject({ runOuts });
    const older = JSON.stringify(status).replace(/,"runs_out":(null|\{[^}]*\}*),"outlook":(null|\{[^}]*\})/g, '');
    expect(older).not.toContain('outlook');
    expect(knownFromStatus(StatusSchema.parse(JSON.parse(older)))).toMatchObject({ runOuts: [], outlooks: [] });
  });

  it('holds how often other plans would have been full', () => {
    const plans = [{ plan: 'lite', full: [{ windowId: 'week', times: 2 }] }] as const;
    const whatIfs = [{ pool: 'coding-plan', days: 30, plans }] as const;
    const status = statusFor([fresh(codingPlan())], { whatIfs });
    const [pool] = status.qwen_gauge.pools;
    expect(pool?.what_if).toEqual({ days: 30, plans: [{ plan: 'lite', full: [{ window: 'week', times: 2 }] }] });
    expect(isCurrentStatus(status)).toBe(true);
    expect(StatusSchema.parse(status)).toEqual(status);
    expect(knownFromStatus(status).whatIfs).toEqual(whatIfs);
  });

  it('counts the models that were too many to list, and reads the count back', () => {
    const common = { sourceId: 'qwencloud', takenAtMs: noonMs, windows: [] } as const;
    const free: Reading = { pool: 'free-tier', ...common, models: [], omittedModels: 3000 };
    const status = statusFor([freshOf(free), freshOf({ ...billed, omittedModels: 500 }), freshOf(team)]);
    expect(status.qwen_gauge.pools.map(({ omitted_models }) => omitted_models)).toEqual([3000, 500, 0]);
    const read = knownFromStatus(StatusSchema.parse(status)).snapshot.pools.map((pool) => Object(pool).reading);
    expect(read.map(({ omittedModels }) => omittedModels)).toEqual([3000, 500, undefined]);
    const text = JSON.stringify(status).replace(/"omitted_models":\d+,/g, '');
    expect(text).not.toContain('omitted_models');
    expect(StatusSchema.safeParse(JSON.parse(text)).success).toBe(true);
  });

  it.each([
    [
      'signed-in',
      { region: 'china', expires_at: '2026-10-07T04:00:00.000Z' },
      { region: 'china', expiresAtMs: noonMs },
    ],
    ['waiting', { region: 'china' }, { state: 'starting' }],
    ['signed-in', { region: null }, { state: 'unknown' }],
    ['unknown', { region: null }, {}],
  ] as const)('reads a session that is %s with %j back', (state, written, read) => {
    const status = statusFor([]);
    const session = { expires_at: null, ...written, state };
    const { qwen_gauge } = status;
    expect(knownFromStatus({ ...status, qwen_gauge: { ...qwen_gauge, session } }).session).toMatchObject({
      state,
      ...read,
    });
  });

  it('reads a pool whose reading or failure is missing as one that is loading', () => {
    const status = statusFor([stale, failed('free-tier')]);
    const pools = status.qwen_gauge.pools.map((pool) => ({ ...pool, source: null, failure: null }));
    const read = knownFromStatus({ ...status, qwen_gauge: { ...status.qwen_gauge, pools } });
    expect(read.snapshot.pools.map(({ state }) => state)).toEqual(['loading', 'loading']);
  });

  it('reads a session back as expired if a pool failed for that', () => {
    const { session } = knownFromStatus(statusFor([failed('coding-plan', 'session-expired')]));
    expect(session).toMatchObject({ state: 'signed-out', cause: 'expired' });
  });

  it.each([
    ['something is known', [fresh(codingPlan()), failed('free-tier')], 0],
    ['not subscribed is known', [denied('coding-plan')], 0],
    ['nobody is signed in', [], 2],
    ['the session ended', [failed('coding-plan', 'session-expired')], 2],
  ] as const)('ends with the official code when %s', (_, pools, code) => {
    expect(statusExitCode(statusFor(pools), noonMs)).toBe(code);
  });

  it.each([
    ['a source fails since', [stale, failed('free-tier')], noonMs, 5],
    ['one of several pools is old', [stale, freshOf(team)], noonMs, 5],
    ['the rolling hours have passed', [fresh(codingPlan({ takenAtMs: noonMs - 5 * 3_600_000 }))], noonMs, 5],
    ['the app wrote nothing when it was due', [fresh(codingPlan())], noonMs + 11 * 60_000, 5],
    ['the app has quit, and nothing else is known', [denied('coding-plan')], noonMs + 11 * 60_000, 5],
    ['the app writes again soon', [fresh(codingPlan())], noonMs + 9 * 60_000, 0],
    ['only the list of a bill is old', [staleOf(billed)], noonMs, 0],
  ] as const)('says whether the numbers are old when %s', (_, pools, nowMs, code) => {
    expect(statusExitCode(statusFor(pools), nowMs)).toBe(code);
  });

  it('holds the renewal and the range of an estimate, and reads an older file without them', () => {
    const reading = { ...codingPlan(), autoRenews: true, windows: [window({ usedBetween: { from: 290, to: null } })] };
    const status = statusFor([fresh(reading)]);
    const [pool] = status.qwen_gauge.pools;
    expect(pool).toMatchObject({ plan_renews: true, windows: [{ used_between: { from: 290, to: null } }] });
    const text = JSON.stringify(status).replace(/,"plan_renews":true|,"used_between":\{[^}]*\}/g, '');
    expect(text).not.toMatch(/plan_renews|used_between/);
    const [older] = StatusSchema.parse(JSON.parse(text)).qwen_gauge.pools;
    expect(older).toMatchObject({ plan_renews: null, windows: [{ used_between: null }] });
  });

  it('has exit code 0 if requests were counted here, and reads an older file without them', () => {
    const localCounts = { fiveHours: 3, week: 9, month: null };
    const status = statusFor([], { localCounts });
    expect(status.qwen_gauge.counted_requests).toEqual({ last_5h: 3, week: 9, month: null });
    expect(statusExitCode(status, noonMs)).toBe(0);
    expect(statusFor([stale], { localCounts }).qwen_gauge.counted_requests).toBeNull();
    const { counted_requests: _, ...older } = statusFor([]).qwen_gauge;
    expect(StatusSchema.parse({ ...statusFor([]), qwen_gauge: older })).toEqual(statusFor([]));
  });

  it.each([
    ['offline', 3],
    ['too-large', 1],
  ] as const)('ends with the official code when signed in and %s', (kind, code) => {
    const session = { state: 'unknown' } as const;
    expect(statusExitCode(statusFor([failed('coding-plan', kind)], { session }), noonMs)).toBe(code);
  });
});

const anyStatus = fc.constantFrom(...poolIds).chain((pool): fc.Arbitrary<PoolStatus> => {
  const readings = [codingPlan(), team, personal, billed].filter((reading) => reading.pool === pool);
  const states: PoolStatus[] = [
    { pool, state: 'loading' },
    failed(pool),
    denied(pool),
    ...readings.flatMap((reading): PoolStatus[] => [
      freshOf(reading),
      { pool, state: 'stale', reading, disagreements: [], failure: { kind: 'not-asked-yet' }, failedAtMs: noonMs },
    ]),
  ];
  return fc.constantFrom(...states);
});
const anySnapshot: fc.Arbitrary<Snapshot> = fc
  .uniqueArray(anyStatus, { selector: ({ pool }) => pool })
  .map((pools) => snapshotOf(...pools));

it('reads back as the same status for any snapshot', () =>
  fc.assert(
    fc.property(anySnapshot, fc.double({ noNaN: true }), (snapshot, nowMs) => {
      const status = statusFor(snapshot.pools, { nowMs });
      expect(StatusSchema.parse(JSON.parse(JSON.stringify(status)))).toEqual(status);
      // Writing what was read back gives the same file.
      expect(statusFor(knownFromStatus(status).snapshot.pools, { nowMs })).toEqual(status);
    }),
    { numRuns: 500 },
  ));
