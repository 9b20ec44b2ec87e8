import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadingSchema } from '../../../../main/core/quota/model.ts';
import { freeTier } from '../../../../main/core/quota/status/status-official.ts';
import { type BailianPool, failureOf, parseUsage } from '../../../../main/sources/bailian-cli/parse.ts';
import { createBailianCliSource } from '../../../../main/sources/bailian-cli/source.ts';
import { fakeClock } from '../../../support/fakes.ts';
import { type ScriptedEnd, scriptedProcesses } from '../../../support/scripted-processes.ts';

const origin = { sourceId: 'bailian-cli', takenAtMs: 1_795_000_000_000 } as const;
const signal = new AbortController().signal;
const resetTime = 1_795_003_600_000;
const plan = {
  instanceType: 'pro',
  per5Hour: { usedQuota: 1717, totalQuota: 6000, percentage: 0.286, resetTime },
  perWeek: { usedQuota: 45_001, totalQuota: 45_000 },
  perBillMonth: {},
};

describe('parsing the output of bl', () => {
  it.each([{ usedQuota: 'many', totalQuota: 45_000 }, { usedQuota: 1 }, 'text', 12, []])(
    'names a window of a Coding Plan that it cannot read: %j',
    (perWeek) => {
      expect(parseUsage('coding-plan', { ...plan, perWeek }, origin)).toMatchObject({
        reading: { windows: [{ id: 'five-hours' }], unreadableWindows: ['week'] },
      });
    },
  );

  it('gives the windows of a Coding Plan', () => {
    expect(parseUsage('coding-plan', plan, origin)).toMatchObject({
      reading: {
        plan: 'pro',
        windows: [
          { id: 'five-hours', used: 1717, limit: 6000, resetsAtMs: resetTime },
          { id: 'week', used: 45_001, limit: 45_000, resetsAtMs: null },
        ],
      },
    });
  });

  it('gives the shares of a personal Token Plan', () => {
    const usage = { per5HourPercentage: 0.25, per5HourResetTime: resetTime, per1MonthPercentage: 1 };
    expect(parseUsage('token-plan-personal', usage, origin)).toMatchObject({
      reading: {
        windows: [
          { id: 'five-hours', unit: 'share', used: 0.25, limit: 1 },
          { id: 'month', used: 1 },
        ],
      },
    });
  });

  it.each([
    ['the list', [{ model: 'm', remaining: 3, total: 10, expires: '2027-01-02' }]],
    ["the service's own names", { freeTierQuotas: [{ model: 'm', quotaTotal: 3, quotaInitTotal: 10 }] }],
  ])('reads the free tier as %s', (_, output) => {
    expect(parseUsage('free-tier', output, origin)).toMatchObject({
      reading: { models: [{ model: 'm', quota: { remaining: 3, total: 10 } }] },
    });
  });

  it.each<[BailianPool, unknown]>([
    ['coding-plan', {}],
    ['token-plan-personal', {}],
    ['free-tier', []],
    ['coding-plan', null],
    ['token-plan-personal', null],
    ['free-tier', null],
  ])('cannot tell an empty answer of %s from none', (pool, output) => {
    expect(parseUsage(pool, output, origin)).toEqual({
      outcome: 'failed',
      failure: { kind: 'program-shows-none', program: 'bl' },
    });
  });

  it.each([37, 100, 1.51, '0.5', -0.1, 'x', true])('does not take %j for a full or an empty window', (raw) => {
    const usage = { per5HourPercentage: raw, per1MonthPercentage: 0.5 };
    expect(parseUsage('token-plan-personal', usage, origin)).toMatchObject({ failure: { kind: 'unknown-shape' } });
    expect(parseUsage('token-plan-personal', { ...usage, per5HourPercentage: null }, origin)).toMatchObject({
      reading: { windows: [{ id: 'month', used: 0.5 }] },
    });
  });

  describe('of token-plan personal-usage', () => {
    const { takenAtMs } = origin;
    const subscription = {
      instanceCode: 'sub-1',
      specCode: 'essential',
      remainingDays: 3,
      startTime: takenAtMs - 1000,
      endTime: takenAtMs + 1000,
      autoRenewFlag: false,
      status: 'VALID',
    };
    const none = { code: 'SUCCESS', success: true, requestId: 'x' };
    const read = (output: unknown) => parseUsage('token-plan-personal', output, origin);

    it('gives plan, window and packs', () => {
      const usage = { per1MonthPercentage: 0.5, per1MonthResetTime: resetTime };
      const addonSummary = { remainingCredits: 39_000, totalCredits: 40_000, activeCount: 2 };
      expect(read({ usage, subscription, addonSummary })).toMatchObject({
        reading: {
          tier: 'essential',
          status: 'VALID',
          autoRenews: false,
          windows: [{ id: 'month', used: 0.5, renewal: 'calendar', resetsAtMs: resetTime }],
          addOns: [{ totalCredits: 40_000, remainingCredits: 39_000, endsAtMs: null }],
        },
      });
      expect(read({ usage: none, subscription, addonSummary: none })).toMatchObject({
        reading: { tier: 'essential', windows: [], addOns: [] },
      });
    });

    it('does not believe its "none", because it asks one site alone', () => {
      for (const subscription of [none, { ...none, data: null }]) {
        expect(read({ usage: none, subscription, addonSummary: none })).toMatchObject({
          failure: { kind: 'program-shows-none' },
        });
      }
    });
  });

  it('keeps for the terminal, through status.json, which free models are billed afterwards', () => {
    const parsed = parseUsage('free-tier', [{ model: 'm', remaining: 3, total: 10, autoStop: false }], origin);
    if (parsed.outcome !== 'reading') throw new Error('no reading');
    const pools = [{ pool: 'free-tier', state: 'fresh', reading: parsed.reading, disagreements: [] }] as const;
    expect(freeTier({ pools, polling: false, nextPollAtMs: null })).toMatchObject([{ afterwards: 'billed' }]);
  });

  it('reports which free models are billed afterwards, and until which day they are free', () => {
    const entry = { model: 'm', type: 'Text', remaining: 3, total: 10, usagePercent: 70, expires: '2027-01-02' };
    const read = (autoStop: unknown) => parseUsage('free-tier', [{ ...entry, autoStop }], origin);
    expect(read(false)).toMatchObject({
      reading: { models: [{ afterwards: 'billed', endsAtMs: Date.UTC(2027, 0, 2, 12) }] },
    });
    expect(read(true)).toMatchObject({ reading: { models: [{ afterwards: 'stopped' }] } });
    for (const unknown of [null, 'unsupported', undefined]) {
      expect(JSON.stringify(read(unknown))).not.toContain('afterwards');
    }
  });

  it.each(['instanceType', 'instanceName', 'planName', 'packageName'])('takes the name of a plan from %s', (name) => {
    const { instanceType: _none, ...nameless } = plan;
    expect(parseUsage('coding-plan', { ...nameless, [name]: 'Coding Plan Pro' }, origin)).toMatchObject({
      reading: { plan: 'Coding Plan Pro' },
    });
  });

  it('distinguishes an unknown answer from an empty one', () => {
    expect(parseUsage('token-plan-personal', { fiveHourShare: 0.2 }, origin)).toMatchObject({
      failure: { kind: 'unknown-shape' },
    });
  });

  it('turns any output into a valid reading or a failure', () => {
    const field = fc.oneof(fc.constant(undefined), fc.anything());
    const window = fc.record({ usedQuota: field, totalQuota: field, resetTime: field });
    const shaped = fc.oneof(
      fc.record({ instanceType: field, per5Hour: window, perWeek: window }),
      fc.record({ per5HourPercentage: field, per1WeekResetTime: field, per1WeekPercentage: field }),
      fc.array(fc.record({ model: field, remaining: field, total: field })),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), shaped),
        fc.constantFrom<BailianPool>('coding-plan', 'token-plan-personal', 'free-tier'),
        (output, pool) => {
          const parsed = parseUsage(pool, output, origin);
          expect(parsed.outcome).not.toBe('not-subscribed');
          if (parsed.outcome === 'reading') ReadingSchema.parse(parsed.reading);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('how a run of bl failed', () => {
  it.each([
    [3, { code: 3, message: 'Console session expired' }, { kind: 'session-expired' }],
    [1, { code: 1, api_code: 'NoPermission' }, { kind: 'session-expired' }],
    [1, { code: 1, api_code: 'Throttling', http_status: 429 }, { kind: 'rate-limited', retryAfterMs: null }],
    [1, { code: 1, http_status: 503 }, { kind: 'server-error', status: 503 }],
    [1, { code: 1, api_code: 'InternalError.Timeout' }, { kind: 'business-error', code: 'InternalError.Timeout' }],
    [5, { code: 5 }, { kind: 'timeout' }],
    [6, { code: 6 }, { kind: 'offline' }],
    [1, { code: 1, http_status: 401 }, { kind: 'session-expired' }],
    [1, { code: 1, http_status: 403 }, { kind: 'no-right', code: '403' }],
    [1, { code: 1, http_status: 302 }, { kind: 'login-page' }],
    [1, { code: 1, api_code: 'Throttling.User' }, { kind: 'rate-limited', retryAfterMs: null }],
    [2, { code: 2, message: 'unknown command' }, { kind: 'program-failed', program: 'bl', code: 'exit-2' }],
  ])('exit %i, %o → %o', (exitCode, error, failure) => {
    expect(failureOf({ exitCode, stdout: '', stderr: JSON.stringify({ error }) })).toEqual(failure);
  });
});

describe('the source', () => {
  const ended: ScriptedEnd = { exitCode: 3, stderr: '{"error":{"code":3,"message":"login"}}' };
  const lines = (codingPlan: ScriptedEnd, tokenPlan: ScriptedEnd = { stdout: '{}' }) => ({
    'bl usage coding-plan --output json': codingPlan,
    'bl usage token-plan --output json': tokenPlan,
    'bl usage free --output json': { stdout: '[]' },
  });
  const setUp = (script: Readonly<Record<string, ScriptedEnd>>) => {
    const scripted = scriptedProcesses(script);
    return { ...scripted, source: createBailianCliSource({ ...scripted, clock: fakeClock() }) };
  };

  it.each([
    ['it is not installed', {}],
    ['its session has ended', lines(ended)],
    ['it is another program of that name', lines({ exitCode: 1, stderr: 'bl: unknown command "usage"' })],
    ['that other program is polite', lines({ stdout: 'bl 0.3 - usage: bl <image>\n' })],
    ['it is too old to know the command', lines({ exitCode: 2, stderr: '{"error":{"code":2,"message":"unknown"}}' })],
    ['it cannot be started', lines({ ok: false, failure: { kind: 'program-failed', program: 'bl', code: 'x' } })],
  ])('asks for nothing when %s', async (_, script) => {
    const { source } = setUp(script);
    await source.look(signal);
    expect(source.pools).toEqual([]);
  });

  it('answers pool by pool', async () => {
    const { source, runs } = setUp(lines({ stdout: JSON.stringify(plan) }));
    await source.look(signal);
    expect(await source.fetch(source.pools, signal)).toMatchObject([
      { pool: 'coding-plan', outcome: 'reading' },
      { pool: 'token-plan-personal', outcome: 'failed', failure: { kind: 'program-shows-none' } },
      { pool: 'free-tier', outcome: 'failed', failure: { kind: 'program-shows-none' } },
    ]);
    expect(runs).toEqual([
      'bl usage coding-plan --output json',
      'bl usage coding-plan --output json',
      'bl token-plan personal-usage --output json',
      'bl usage token-plan --output json',
      'bl usage free --output json',
    ]);
    await source.fetch(['token-plan-personal'], signal);
    expect(runs.slice(5)).toEqual(['bl usage token-plan --output json']);
  });

  it('keeps its pools while its service has trouble', async () => {
    for (const error of [{ code: 6 }, { http_status: 503 }, { api_code: 'ServiceUnavailable' }]) {
      const { source } = setUp(lines({ exitCode: error.code ?? 1, stderr: JSON.stringify({ error }) }));
      await source.look(signal);
      expect(source.pools).toHaveLength(3);
    }
  });

  it('keeps what it read before a pool was refused', async () => {
    const refused = { exitCode: 1, stderr: '{"error":{"code":1,"api_code":"NoPermission"}}' };
    const { source } = setUp(lines({ stdout: JSON.stringify(plan) }, refused));
    await source.look(signal);
    expect(await source.fetch(source.pools, signal)).toMatchObject([
      { pool: 'coding-plan', outcome: 'reading' },
      { pool: 'token-plan-personal', outcome: 'failed', failure: { kind: 'no-right' } },
      { pool: 'free-tier', outcome: 'failed', failure: { kind: 'program-shows-none' } },
    ]);
  });

  it('reports an ended session for all pools and runs no further command', async () => {
    const scripted = setUp(lines({ stdout: JSON.stringify(plan) }));
    await scripted.source.look(signal);
    const { source, runs } = setUp(lines(ended));
    const answers = await source.fetch(scripted.source.pools, signal);
    expect(answers).toHaveLength(3);
    expect(new Set(answers.map((answer) => answer.outcome === 'failed' && answer.failure.kind))).toEqual(
      new Set(['session-expired']),
    );
    expect(runs).toHaveLength(1);
  });
});
