import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadingSchema } from '../../../../main/core/quota/model.ts';
import { jsonIn } from '../../../../main/sources/json-in.ts';
import { failureOf } from '../../../../main/sources/qwencloud-cli/failures.ts';
import { withSubscription } from '../../../../main/sources/qwencloud-cli/parse-subscription.ts';
import { parseSummary, type SummaryPool } from '../../../../main/sources/qwencloud-cli/parse-summary.ts';
import { createQwencloudCliSource } from '../../../../main/sources/qwencloud-cli/source.ts';
import { fakeClock } from '../../../support/fakes.ts';
import { type ScriptedEnd, scriptedProcesses } from '../../../support/scripted-processes.ts';

const origin = { sourceId: 'qwencloud-cli', takenAtMs: 1_795_000_000_000 } as const;
const pools: readonly SummaryPool[] = ['coding-plan', 'free-tier', 'token-plan-team'];
const couldNotTell = { kind: 'program-could-not-tell', program: 'qwencloud' };
const signal = new AbortController().signal;

/** As 1.0.2 prints it. */
const good = {
  period: { from: '2026-11-01', to: '2026-11-22' },
  free_tier: [
    {
      model_id: 'qwen3-max',
      quota: {
        remaining: 803_312,
        total: 1_000_000,
        unit: 'tokens',
        status: 'valid',
        resetDate: '2027-01-02T00:07:37.201Z',
      },
    },
    { model_id: 'qwen3-early', quota: null },
  ],
  coding_plan: {
    subscribed: true,
    plan: 'pro',
    windows: {
      per_5h: { remaining: 4283, total: 6000, used_pct: 28.6, next_reset_at: '2026-11-22T01:09:40.657Z' },
      weekly: { remaining: -1, total: 45_000, used_pct: 100, next_reset_at: '' },
      monthly: { remaining: 0, total: 0, used_pct: null, next_reset_at: '' },
    },
  },
  token_plan: {
    subscribed: true,
    planName: 'Token Plan Team',
    status: 'valid',
    totalCredits: 150_000,
    remainingCredits: 99_999.9,
    resetDate: '2027-06-10T00:08:00.655Z',
    addonRemaining: 1800.25,
  },
  pay_as_you_go: { models: [], total: { cost: 0, currency: 'USD' } },
};

describe('parsing the summary', () => {
  it('gives the windows of a plan, those with a limit, in requests used', () => {
    expect(parseSummary('coding-plan', good, origin, null)).toMatchObject({
      reading: {
        plan: 'pro',
        windows: [
          { id: 'five-hours', used: 1717, limit: 6000, resetsAtMs: Date.parse('2026-11-22T01:09:40.657Z') },
          { id: 'week', used: 45_001, limit: 45_000, resetsAtMs: null },
        ],
      },
    });
  });

  it('lists the free tier, with and without amounts', () => {
    expect(parseSummary('free-tier', good, origin, null)).toMatchObject({
      reading: { models: [{ model: 'qwen3-max', quota: { remaining: 803_312, unit: 'tokens' } }, { quota: null }] },
    });
  });

  it.each([
    ['1.4.1', { endsAtMs: Date.parse('2027-06-10T00:08:00.655Z') }, null],
    ['1.5.0', { endsAtMs: null }, Date.parse('2027-06-10T00:08:00.655Z')],
    [null, { endsAtMs: null }, null],
  ])('knows what the date of a team plan means in version %s', (version, reading, resetsAtMs) => {
    expect(parseSummary('token-plan-team', good, origin, version)).toMatchObject({
      reading: {
        ...reading,
        windows: [{ used: 50_000.1, limit: 150_000, resetsAtMs }],
        addOns: [{ remainingCredits: 1800.25 }],
      },
    });
  });

  it.each<[SummaryPool, object]>([
    ['coding-plan', { coding_plan: { subscribed: false } }],
    ['token-plan-team', { token_plan: { subscribed: false } }],
    ['free-tier', { free_tier: [] }],
    // 1.0.2 prints this for a session that has ended.
    ['free-tier', { free_tier: [{ model_id: 'qwen3-max', quota: null }] }],
  ])('never takes a swallowed failure of %s for "not subscribed"', (pool, summary) => {
    expect(parseSummary(pool, summary, origin, '1.0.2')).toEqual({ outcome: 'failed', failure: couldNotTell });
  });

  // Every status but "valid" is printed as `subscribed: false`, with the amounts beside it (both versions' bundles).
  it('reads used-up Credits and an ended plan although the summary says "not subscribed"', () => {
    const said = (plan: object) => ({ token_plan: { ...good.token_plan, subscribed: false, ...plan } });
    const used = said({ status: 'exhaust', remainingCredits: 0 });
    expect(parseSummary('token-plan-team', used, origin, '1.4.1')).toMatchObject({
      reading: { status: 'exhaust', windows: [{ id: 'credits', used: 150_000, limit: 150_000 }] },
    });
    expect(parseSummary('token-plan-team', said({ status: 'expire' }), origin, '1.4.1')).toMatchObject({
      reading: { status: 'expire', windows: [], endsAtMs: Date.parse('2027-06-10T00:08:00.655Z') },
    });
    for (const silent of [
      { status: undefined },
      { status: 'exhaust', totalCredits: 0 },
      { status: 'x', totalCredits: null },
    ]) {
      expect(parseSummary('token-plan-team', said(silent), origin, '1.4.1')).toEqual({
        outcome: 'failed',
        failure: couldNotTell,
      });
    }
  });

  it('ignores a sum of packs that includes ended ones, as printed by 1.0', () => {
    expect(parseSummary('token-plan-team', good, origin, '1.0.2')).toMatchObject({ reading: { addOns: [] } });
  });

  it('does not report a plan whose windows the program filled with zeros', () => {
    const zero = { remaining: 0, total: 0, used_pct: 0, next_reset_at: '' };
    const coding_plan = { subscribed: true, plan: 'pro', windows: { per_5h: zero, weekly: zero, monthly: zero } };
    const per_5h = { remaining: 4, total: 10 };
    for (const weekly of [{ remaining: 'many', total: 10 }, { remaining: 4 }, { total: 10 }, 'text']) {
      const beside = { ...coding_plan, windows: { per_5h, weekly } };
      expect(parseSummary('coding-plan', { coding_plan: beside }, origin, null)).toMatchObject({
        reading: { windows: [{ id: 'five-hours', used: 6 }], unreadableWindows: ['week'] },
      });
    }
    expect(parseSummary('coding-plan', { coding_plan }, origin, null)).toEqual({
      outcome: 'failed',
      failure: couldNotTell,
    });
    const renamed = { subscribed: true, windows: { fiveHours: { total: 6000, remaining: 1 } } };
    expect(parseSummary('coding-plan', { coding_plan: renamed }, origin, null)).toMatchObject({
      failure: { kind: 'unknown-shape' },
    });
  });

  it('turns any output into a valid reading or a failure', () => {
    const field = fc.oneof(fc.constant(undefined), fc.anything());
    const shaped = fc.record({
      coding_plan: fc.record({
        subscribed: fc.boolean(),
        windows: fc.record({ per_5h: fc.record({ remaining: field, total: field }) }),
      }),
      free_tier: fc.array(fc.record({ model_id: field, quota: fc.record({ remaining: field, total: field }) })),
      token_plan: fc.record({
        subscribed: fc.boolean(),
        totalCredits: field,
        remainingCredits: field,
        resetDate: field,
      }),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped), fc.constantFrom(...pools), (summary, pool) => {
        const parsed = parseSummary(pool, summary, origin, '1.4.1');
        expect(parsed.outcome).not.toBe('not-subscribed');
        if (parsed.outcome === 'reading') ReadingSchema.parse(parsed.reading);
      }),
      { numRuns: 1000 },
    );
  });
});

const refreshMs = Date.parse('2026-12-03T03:30:17.862Z');
const tier = {
  specType: 'pro',
  seats: 3,
  totalCredits: 150_000,
  remainingCredits: 99_999.9,
  usedPct: 33,
  nextCycleFlushTime: '2026-12-03T03:30:17.862Z',
};

describe('reading `subscription status`', () => {
  const parsed = parseSummary('token-plan-team', good, origin, '1.5.0');
  if (parsed.outcome !== 'reading' || parsed.reading.pool !== 'token-plan-team') throw new Error('no reading');
  const { reading } = parsed;
  const pack = { instanceId: 'p', totalCredits: 25_000, remainingCredits: 40, expiresAt: '2026-12-19T03:30:17.862Z' };
  const bySeats = {
    isGray: true,
    seatTiers: [tier, { ...tier, specType: 'standard', nextCycleFlushTime: '2026-12-01T00:00:00.000Z' }],
    creditPacks: [pack, { ...pack, totalCredits: 0, remainingCredits: 0 }, { ...pack, remainingCredits: 'many' }],
    period: { start: '2026-11-03T03:30:17.862Z', end: '2027-06-11T00:00:00.000Z' },
    autoRenew: false,
  };

  it('adds the seats, the earliest refresh, the end, the renewal and each pack', () => {
    expect(withSubscription(reading, bySeats)).toEqual({
      ...reading,
      windows: [{ ...reading.windows[0], resetsAtMs: Date.parse('2026-12-01T00:00:00.000Z') }],
      endsAtMs: Date.parse('2027-06-11T00:00:00.000Z'),
      autoRenews: false,
      seatTiers: [
        {
          tier: 'pro',
          seats: 3,
          assigned: null,
          usedCredits: 50_000.1,
          totalCredits: 150_000,
          refreshesAtMs: refreshMs,
        },
        expect.objectContaining({ tier: 'standard' }),
      ],
      addOns: [{ totalCredits: 25_000, remainingCredits: 40, endsAtMs: Date.parse('2026-12-19T03:30:17.862Z') }],
    });
  });

  it('adds only the packs for an account without seats, whose plan it calls a tier', () => {
    const fake = { ...bySeats, isGray: false, seatTiers: [{ ...tier, specType: '' }] };
    expect(withSubscription(reading, fake)).toEqual({
      ...reading,
      addOns: [expect.objectContaining({ remainingCredits: 40 })],
    });
  });

  it.each([
    ['a nameless tier', { specType: '' }],
    ['a tier without an amount', { remainingCredits: null }],
  ])('has no seats where %s is among them', (_, change) => {
    const odd = withSubscription(reading, { ...bySeats, seatTiers: [tier, { ...tier, ...change }] });
    expect(odd).toMatchObject({ seatTiers: [], windows: reading.windows });
  });

  it('keeps the reading valid and its amounts unchanged, whatever was printed', () => {
    const field = fc.oneof(fc.constant(undefined), fc.anything(), fc.double(), fc.constant('2026-12-19T03:30:17.862Z'));
    const entry = fc.record({
      specType: fc.oneof(fc.constant('pro'), field),
      seats: field,
      totalCredits: field,
      remainingCredits: field,
      nextCycleFlushTime: field,
      expiresAt: field,
    });
    const list = fc.oneof(fc.array(entry), field);
    const shaped = fc.record({
      isGray: fc.oneof(fc.boolean(), field),
      seatTiers: list,
      creditPacks: list,
      period: fc.record({ end: field }),
      autoRenew: field,
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped), (printed) => {
        const after = ReadingSchema.parse(withSubscription(reading, printed));
        expect(after.windows).toMatchObject([{ used: 50_000.1, limit: 150_000 }]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('how a run failed', () => {
  const stderr = (error: object) => `${JSON.stringify({ error })}\nWarning: TokenPlan data may be incomplete.\n`;
  it.each([
    [2, { code: 'AUTH_REQUIRED' }, { kind: 'signed-out' }],
    [2, { code: 'TOKEN_EXPIRED' }, { kind: 'session-expired' }],
    [1, { type: 'gateway', code: 'ConsoleNeedLogin' }, { kind: 'session-expired' }],
    [1, { type: 'gateway', code: 'ServiceUnavailable' }, { kind: 'business-error', code: 'ServiceUnavailable' }],
    [1, { code: 'UNKNOWN_ERROR', message: 'HTTP 401: Unauthorized' }, { kind: 'session-expired' }],
    [1, { code: 'UNKNOWN_ERROR', message: 'HTTP 429: Too Many' }, { kind: 'rate-limited', retryAfterMs: null }],
    [1, { code: 'UNKNOWN_ERROR', message: 'HTTP 502: Bad' }, { kind: 'server-error', status: 502 }],
    [1, { code: 'UNKNOWN_ERROR', message: 'Request timeout after 30s' }, { kind: 'timeout' }],
    [
      1,
      { code: 'UNKNOWN_ERROR', message: 'Network request failed: fetch failed … Cause: unexpected redirect' },
      { kind: 'login-page' },
    ],
    [1, { code: 'UNKNOWN_ERROR', message: "Network request failed: Unexpected token '<'" }, { kind: 'login-page' }],
    [1, { code: 'UNKNOWN_ERROR', message: 'Network request failed: fetch failed' }, { kind: 'offline' }],
    [1, { code: 'UNKNOWN_ERROR', message: 'HTTP 403: Forbidden' }, { kind: 'no-right', code: '403' }],
    [1, { type: 'gateway', code: 'Throttling.User' }, { kind: 'rate-limited', retryAfterMs: null }],
    [1, { type: 'gateway', code: 'NoPermission' }, { kind: 'no-right', code: 'NoPermission' }],
    [1, { type: 'gateway', code: 'BailianGateway.Login.NotLogined' }, { kind: 'session-expired' }],
    [3, { code: 'NETWORK_ERROR' }, { kind: 'offline' }],
    [4, { code: 'INVALID_ARGUMENT' }, { kind: 'program-failed', program: 'qwencloud', code: 'INVALID_ARGUMENT' }],
  ])('exit %i, %o → %o', (exitCode, error, failure) => {
    expect(failureOf({ exitCode, stdout: '', stderr: stderr(error) })).toEqual(failure);
  });

  it('reports the exit code if there is no other reason', () => {
    const end = { exitCode: 130, stdout: '', stderr: 'Interrupted' };
    expect(failureOf(end)).toEqual({ kind: 'program-failed', program: 'qwencloud', code: 'exit-130' });
  });

  it('finds the JSON among other lines, and none where there is none', () => {
    expect(jsonIn('note\n{"a":[1]}\nWarning: x\n')).toEqual({ a: [1] });
    expect(jsonIn('[notice] a new version\n{"a":[1]}\n[done] in {1} s\n')).toEqual({ a: [1] });
    expect(jsonIn('Warning: {odd} text [\n  {"a": "}\\"{"}  \nmore } text')).toEqual({ a: '}"{' });
    expect(jsonIn('\ufeff[1]')).toEqual([1]);
    for (const [before, many] of [
      ['', '{\n'],
      ['{"', '\\"'],
      ['[', '[\n"'],
      ['', '[1]x\n'],
    ] as const) {
      expect(jsonIn(before + many.repeat(500_000))).toBeUndefined();
    }
    for (const text of ['', 'no json', '{"cut', ']{', '{}{}']) expect(jsonIn(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void jsonIn(text)));
  });
});

describe('the source', () => {
  const authenticated = { stdout: '{"authenticated":true}' };
  const lines = (summary: ScriptedEnd, status: ScriptedEnd = authenticated) => ({
    'qwencloud auth status --format json': status,
    'qwencloud --version': { stdout: '1.4.1\n' },
    'qwencloud usage summary --format json': summary,
  });
  const setUp = (script: Readonly<Record<string, ScriptedEnd>>) => {
    const scripted = scriptedProcesses(script);
    return { ...scripted, source: createQwencloudCliSource({ ...scripted, clock: fakeClock() }) };
  };

  it.each([
    ['it is not installed', {}],
    ['nobody signed in to it', lines({}, { exitCode: 2, stdout: '{"authenticated":false}' })],
    ['it cannot be run', lines({}, { ok: false, failure: { kind: 'timeout' } })],
  ])('asks for nothing when %s', async (_, script) => {
    const { source } = setUp(script);
    await source.look(signal);
    expect(source.pools).toEqual([]);
  });

  it('keeps polling used-up Credits', async () => {
    const token_plan = { subscribed: false, status: 'exhaust', totalCredits: 10, remainingCredits: 0 };
    const { source } = setUp(lines({ stdout: JSON.stringify({ ...good, token_plan }) }));
    await source.look(signal);
    await source.fetch(source.pools, signal);
    expect(source.pools).toContain('token-plan-team');
  });

  it('answers for each pool of one run, and for the team once it has been seen', async () => {
    const { source, runs } = setUp(lines({ stdout: JSON.stringify(good) }));
    expect(source.pools).toEqual([]);
    await source.look(signal);
    expect(source.pools).toEqual(['coding-plan', 'free-tier']);
    const answers = await source.fetch(source.pools, signal);
    const team = { outcome: 'reading', reading: { endsAtMs: Date.parse('2027-06-10T00:08:00.655Z') } };
    expect(answers).toMatchObject([{ outcome: 'reading' }, { outcome: 'reading' }, team]);
    expect(runs.filter((line) => line.includes('summary'))).toHaveLength(1);
    expect(source.pools).toContain('token-plan-team');
    const [, , again] = await source.fetch(source.pools, signal);
    expect(again).toMatchObject(team);
  });

  describe('asked for the seats of a team', () => {
    const subscription = 'qwencloud subscription status --plan token --format json';
    const seats = { isGray: true, seatTiers: [tier], creditPacks: [], period: null, autoRenew: false };
    const asked = async (end: ScriptedEnd, version = '1.4.1') => {
      const script = { ...lines({ stdout: JSON.stringify(good) }), 'qwencloud --version': { stdout: version } };
      const { source, runs } = setUp({ ...script, [subscription]: end });
      await source.look(signal);
      await source.fetch(source.pools, signal);
      runs.length = 0;
      const [team] = await source.fetch(['token-plan-team'], signal);
      await source.fetch(['coding-plan', 'free-tier'], signal);
      return { team, subscriptions: runs.filter((line) => line === subscription).length };
    };

    it('takes one more run, where the team is asked for', async () => {
      const { team, subscriptions } = await asked({ stdout: JSON.stringify(seats) });
      expect(subscriptions).toBe(1);
      expect(team).toMatchObject({ reading: { windows: [{ resetsAtMs: refreshMs }], seatTiers: [{ tier: 'pro' }] } });
    });

    it('does not run a command that the program does not have', async () => {
      expect((await asked({}, '1.0.2')).subscriptions).toBe(0);
    });

    it.each<[string, ScriptedEnd]>([
      ['takes too long', { ok: false, failure: { kind: 'timeout' } }],
      ['is refused', { exitCode: 1, stderr: '{"error":{"code":"UNKNOWN_ERROR"}}' }],
      ['is not understood', { stdout: 'Usage: …' }],
      ['was told nothing itself', { stdout: '{"isGray":null,"seatTiers":[],"creditPacks":[]}' }],
    ])('keeps what the summary said where that run %s', async (_, end) => {
      const { team } = await asked(end);
      expect(team).toMatchObject({
        outcome: 'reading',
        reading: { windows: [{ used: 50_000.1, resetsAtMs: null }], seatTiers: [], addOns: [{}] },
      });
    });
  });

  it.each<[string, ScriptedEnd, object]>([
    ['its failure', { exitCode: 2, stderr: '{"error":{"code":"AUTH_REQUIRED"}}' }, { kind: 'signed-out' }],
    ['our limit', { ok: false, failure: { kind: 'too-large' } }, { kind: 'too-large' }],
    ['words instead of JSON', { stdout: 'Usage: …' }, { kind: 'program-failed', code: 'no-json' }],
  ])('answers every pool with %s', async (_, end, failure) => {
    const { source } = setUp(lines(end));
    await source.look(signal);
    const answers = await source.fetch(source.pools, signal);
    expect(answers).toMatchObject([
      { outcome: 'failed', failure },
      { outcome: 'failed', failure },
    ]);
  });
});
