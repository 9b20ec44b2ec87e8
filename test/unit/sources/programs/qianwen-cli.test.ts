import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadingSchema } from '../../../../main/core/quota/model.ts';
import { parseStatus, type QianwenPool } from '../../../../main/sources/qianwen-cli/parse.ts';
import { createQianwenCliSource } from '../../../../main/sources/qianwen-cli/source.ts';
import { fakeClock } from '../../../support/fakes.ts';
import { type ScriptedEnd, scriptedProcesses } from '../../../support/scripted-processes.ts';
import { mutationsOf } from '../mutations.ts';

const origin = { sourceId: 'qianwen-cli', takenAtMs: Date.UTC(2026, 10, 26) } as const;
const signal = new AbortController().signal;
const statusLine = 'qianwen subscription tokenplan status --format json';

/** As 1.10.0 prints it: times in UTC+8, no absolute use. */
const individual = {
  edition: 'individual',
  commodityCode: 'sfm_tokenplansolo_public_cn',
  status: 'active',
  type: 'token_plan_individual_standard',
  name: 'Standard',
  specCode: 'standard',
  period: { start: '2026-11-01T00:00:00+08:00', end: '2026-12-01T00:00:00+08:00', remainingDays: 5 },
  autoRenew: { enabled: true, period: null, periodUnit: null },
  monthlyCredits: { total: 45_000, usedPct: 14.38023652173913, resetTime: '2026-12-01T00:00:00+08:00' },
  completeness: 'partial',
  diagnostics: [],
};
const team = {
  edition: 'team',
  status: 'active',
  name: 'Token Plan Team',
  period: { start: '2026-11-01T00:00:00+08:00', end: '2027-11-01T00:00:00+08:00', remainingDays: 340 },
  autoRenew: { enabled: false, period: 1, periodUnit: 'M' },
  seatSummary: {
    groups: [
      {
        specType: 'standard',
        seats: 2,
        assigned: 1,
        totalValue: '50000',
        surplusValue: '12500.5',
        nextCycleFlushTime: '2026-12-05T00:00:00+08:00',
      },
    ],
    total: { seats: 2, totalValue: '50000', surplusValue: '12500.5', unit: 'Credits' },
  },
};

const read = (pool: QianwenPool, output: unknown) => parseStatus(pool, output, origin);

describe('the output of qianwen', () => {
  it('gives the monthly Credits of a personal plan, with tier, term and renewal', () => {
    expect(read('token-plan-personal', { individual })).toEqual({
      outcome: 'reading',
      reading: {
        pool: 'token-plan-personal',
        ...origin,
        windows: [
          {
            id: 'month',
            unit: 'credits',
            used: 6471.10643478,
            limit: 45_000,
            resetsAtMs: Date.UTC(2026, 10, 30, 16),
            renewal: 'calendar',
            certainty: 'exact',
          },
        ],
        endsAtMs: Date.UTC(2026, 10, 30, 16),
        autoRenews: true,
        tier: 'standard',
        status: 'VALID',
        addOns: [],
      },
    });
  });

  it('gives a weekly window, and a share where it knows no total', () => {
    const { monthlyCredits: _none, ...weekly } = individual;
    const weeklyCredits = { total: null, usedPct: 37.5 };
    expect(read('token-plan-personal', { individual: { ...weekly, weeklyCredits } })).toMatchObject({
      reading: { windows: [{ id: 'week', unit: 'share', used: 0.375, limit: 1, renewal: 'fixed', resetsAtMs: null }] },
    });
    expect(read('token-plan-personal', { individual: weekly })).toMatchObject({ reading: { windows: [] } });
  });

  it('gives the seats of a team', () => {
    expect(read('token-plan-team', { team })).toMatchObject({
      reading: {
        plan: 'Token Plan Team',
        autoRenews: false,
        windows: [{ id: 'credits', used: 37_499.5, limit: 50_000, resetsAtMs: Date.UTC(2026, 11, 4, 16) }],
        seatTiers: [{ tier: 'standard', seats: 2, assigned: 1 }],
      },
    });
    const bySum = { ...team, seatSummary: { groups: [], total: team.seatSummary.total } };
    expect(read('token-plan-team', { team: bySum })).toMatchObject({ reading: { windows: [{ used: 37_499.5 }] } });
  });

  it.each([
    ['AUTH_REQUIRED', { kind: 'session-expired' }],
    ['NETWORK_ERROR', { kind: 'offline' }],
    ['Timeout', { kind: 'timeout' }],
    ['UnconfirmedState', { kind: 'program-failed', program: 'qianwen', code: 'UnconfirmedState' }],
  ])('tells "not subscribed" from "unknown" (%s)', (errorCode, failure) => {
    for (const pool of ['token-plan-personal', 'token-plan-team'] as const) {
      const of = (edition: object) => ({ individual: edition, team: edition });
      expect(read(pool, of({ status: 'not_subscribed' })).outcome).toBe('not-subscribed');
      const unknown = { status: 'unknown', diagnostics: [{ api: 'x', errorCode, errorMessage: '…' }] };
      expect(read(pool, of(unknown))).toEqual({ outcome: 'failed', failure });
      for (const odd of [{}, { status: 'paused' }]) {
        expect(read(pool, of(odd))).toMatchObject({ failure: { kind: 'unknown-shape' } });
      }
    }
  });

  it.each([-1, 151, '14', true])('does not take %j for a percentage', (usedPct) => {
    const odd = { ...individual, monthlyCredits: { total: 45_000, usedPct } };
    expect(read('token-plan-personal', { individual: odd })).toMatchObject({ failure: { kind: 'unknown-shape' } });
  });

  it.each([{ usedPct: '14' }, { total: 3000, usedPct: -1 }, 'text'])(
    'names a window that it cannot read beside another: %j',
    (weeklyCredits) => {
      expect(read('token-plan-personal', { individual: { ...individual, weeklyCredits } })).toMatchObject({
        reading: { windows: [{ id: 'month' }], unreadableWindows: ['week'] },
      });
      const sums = { ...team, seatSummary: { groups: [], total: { totalValue: 'many' } } };
      expect(read('token-plan-team', { team: sums })).toMatchObject({
        reading: { windows: [], unreadableWindows: ['credits'] },
      });
    },
  );

  it('turns any output into a valid reading or a failure', () => {
    const pools = fc.constantFrom<QianwenPool>('token-plan-personal', 'token-plan-team');
    fc.assert(
      fc.property(fc.oneof(mutationsOf({ individual, team }), fc.anything()), pools, (output, pool) => {
        const parsed = read(pool, output);
        if (parsed.outcome === 'reading') ReadingSchema.parse(parsed.reading);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the source', () => {
  const setUp = (status: ScriptedEnd, authenticated = true) => {
    const scripted = scriptedProcesses({
      'qianwen auth status --format json': { stdout: JSON.stringify({ authenticated }) },
      [statusLine]: status,
    });
    return { ...scripted, source: createQianwenCliSource({ ...scripted, clock: fakeClock() }) };
  };
  const printed = { stdout: JSON.stringify({ individual, team }) };

  it('answers both pools with one run', async () => {
    const { source, runs } = setUp(printed);
    await source.look(signal);
    expect(await source.fetch(source.pools, signal)).toMatchObject([
      { pool: 'token-plan-personal', outcome: 'reading' },
      { pool: 'token-plan-team', outcome: 'reading' },
    ]);
    expect(runs).toEqual(['qianwen auth status --format json', statusLine]);
  });

  it('asks for nothing when nobody is signed in there, or it is not installed', async () => {
    const { source } = setUp(printed, false);
    await source.look(signal);
    expect(source.pools).toEqual([]);
    const absent = scriptedProcesses({});
    const none = createQianwenCliSource({ ...absent, clock: fakeClock() });
    await none.look(signal);
    expect([none.pools, absent.runs]).toEqual([[], []]);
  });

  it.each<[number, object]>([
    [2, { kind: 'session-expired' }],
    [3, { kind: 'offline' }],
    [4, { kind: 'program-failed', program: 'qianwen', code: 'CONFIG_ERROR' }],
  ])('fails both pools with exit code %i', async (exitCode, failure) => {
    const code = { 2: 'TOKEN_EXPIRED', 3: 'NETWORK_ERROR', 4: 'CONFIG_ERROR' }[exitCode];
    const { source } = setUp({
      ...printed,
      exitCode,
      stderr: JSON.stringify({ error: { code, exit_code: exitCode } }),
    });
    await source.look(signal);
    expect(await source.fetch(source.pools, signal)).toMatchObject([{ failure }, { failure }]);
  });
});
