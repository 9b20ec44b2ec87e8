import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHttp } from '../../../main/adapters/http/http.ts';
import { succeed } from '../../../main/core/failure.ts';
import { type PoolId, poolIds, ReadingSchema } from '../../../main/core/quota/model.ts';
import type { SourceAnswer } from '../../../main/ports/sources.ts';
import type { Clock } from '../../../main/ports/system.ts';
import { activeSources } from '../../../main/services/account/account.ts';
import { createSignIn, type SignIn } from '../../../main/services/account/sign-in.ts';
import { createVault } from '../../../main/services/account/vault.ts';
import { createSignInServices, createSources, sites } from '../../../main/sources/registry.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';
import { createStandIn, type StandIn } from '../../support/stand-in/stand-in.ts';

const now = () => Date.UTC(2026, 9, 14, 8, 30);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const clock: Clock = {
  now,
  random: () => 0,
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

let standIn: StandIn;
let http: ReturnType<typeof createHttp>;
let overrides: { gatewayUrl: string; authUrl: string; catalogueUrl: string };
let log: ReturnType<typeof memoryLog>;

beforeEach(async () => {
  standIn = createStandIn({ now, tokenPrefix: 'CANARY-', intervalSeconds: 0.25 });
  const { gatewayUrl, authUrl, catalogueUrl } = await standIn.start();
  overrides = { gatewayUrl, authUrl, catalogueUrl };
  log = memoryLog();
  http = createHttp({ environment: {}, log });
});

afterEach(async () => {
  await http.close();
  await standIn.stop();
  expect(log.lines.join('\n')).not.toContain('CANARY');
});

function sourceOf(region: 'international' | 'china' = 'international') {
  const token = standIn.issueToken().accessToken;
  const all = createSources({ http, clock, log, overrides, accessToken: () => succeed(token) });
  const source = activeSources(all, region).find(({ id }) => id === sites[region].sourceId);
  if (source === undefined) throw new Error('no source');
  return source;
}

async function ask(pool: PoolId, source = sourceOf()): Promise<SourceAnswer> {
  const [answer] = await source.fetch([pool], new AbortController().signal);
  if (answer === undefined) throw new Error('no answer');
  if (answer.outcome === 'reading') expect(ReadingSchema.safeParse(answer.reading).success).toBe(true);
  return answer;
}

const failureKind = (answer: SourceAnswer): string =>
  answer.outcome === 'failed' ? answer.failure.kind : answer.outcome;

it('reads the Coding Plan in every shape, with one gateway request', async () => {
  for (const codingPlanShape of ['dataV2', 'variant', 'doubly-nested'] as const) {
    standIn.setMode({ codingPlanShape });
    expect(await ask('coding-plan')).toMatchObject({
      outcome: 'reading',
      reading: {
        plan: 'starter',
        status: 'VALID',
        autoRenews: true,
        endsAtMs: now() + 19 * dayMs,
        windows: [
          { id: 'five-hours', unit: 'requests', used: 321, limit: 1200, resetsAtMs: now() + 2 * hourMs },
          { id: 'week', used: 4080, limit: 9000, resetsAtMs: now() + 3 * dayMs },
          { id: 'month', used: 7211, limit: 18_000, resetsAtMs: now() + 12 * dayMs },
        ],
      },
    });
  }
  expect(standIn.requests()['POST /data/v2/api.json']).toBe(3);
});

it('distinguishes "no plan" from "could not tell"', async () => {
  standIn.account.update({ codingPlan: null });
  expect(await ask('coding-plan')).toMatchObject({ outcome: 'not-subscribed' });
  expect(await ask('token-plan-team')).toMatchObject({ outcome: 'not-subscribed' });
  expect(await ask('token-plan-personal')).toMatchObject({ outcome: 'not-subscribed' });
  standIn.setMode({ gateway: 'empty-data' });
  for (const pool of ['coding-plan', 'token-plan-team', 'free-tier', 'pay-as-you-go'] as const) {
    expect(failureKind(await ask(pool))).toBe('unknown-shape');
  }
});

it.each([
  ['gw401', 'session-expired'],
  ['gw403', 'no-right'],
  ['gw429', 'rate-limited'],
  ['gw500', 'server-error'],
  ['gw302', 'login-page'],
  ['html200', 'login-page'],
  ['console-need-login', 'session-expired'],
  ['not-logined', 'session-expired'],
  ['business-fail', 'business-error'],
  ['drop', 'offline'],
  ['malformed-json', 'unknown-shape'],
  ['huge-body', 'too-large'],
] as const)('tells %s as %s for every pool', async (gateway, kind) => {
  standIn.setMode({ gateway, retryAfterSeconds: 7 });
  for (const pool of poolIds) {
    const answer = await ask(pool);
    expect([pool, failureKind(answer)]).toEqual([pool, kind]);
    if (kind === 'rate-limited') expect(answer).toMatchObject({ failure: { retryAfterMs: 7000 } });
  }
  expect(standIn.requests()['GET /login']).toBeUndefined();
});

it('answers every pool asked at once, and stops after a failure that concerns all of them', async () => {
  const source = sourceOf();
  const all = await source.fetch(poolIds, new AbortController().signal);
  expect(all.map(({ pool }) => pool).toSorted()).toEqual([...poolIds].toSorted());
  expect(all.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const before = standIn.requests()['POST /data/v2/api.json'] ?? 0;
  standIn.setMode({ gateway: 'gw429' });
  const limited = await source.fetch(poolIds, new AbortController().signal);
  expect(limited.map(failureKind)).toEqual(poolIds.map(() => 'rate-limited'));
  expect(standIn.requests()['POST /data/v2/api.json']).toBe(before + 1);
});

it('does not call a session ended that was taken a moment ago', async () => {
  const source = sourceOf();
  standIn.setMode({ gateway: 'console-need-login', gatewayOnly: 'MaasListConsumeSummary' });
  const answers = await source.fetch(['coding-plan', 'pay-as-you-go'], new AbortController().signal);
  expect(answers.map(failureKind)).toEqual(['reading', 'no-right']);
  standIn.expireTokens();
  standIn.setMode({ gateway: 'ok', gatewayOnly: null });
  expect(failureKind(await ask('coding-plan', source))).toBe('session-expired');
});

const group = (specType: string, seats: number, totalCredits: number, leftCredits: number, days: number) => ({
  specType,
  seats,
  assigned: seats - 1,
  totalCredits,
  leftCredits,
  refreshesAtMs: now() + days * dayMs,
});

it('expects no refresh at the end of a team plan that is not renewed', async () => {
  const tokenPlan = {
    gray: true,
    planName: 'Token Plan Team',
    startsAtMs: now() - 10 * dayMs,
    endsAtMs: now() + 20 * dayMs,
    seatGroups: [group('standard', 2, 50_000, 49_997, 20)],
  };
  for (const autoRenews of [false, true]) {
    standIn.account.update({ tokenPlan: { ...tokenPlan, autoRenews } });
    expect(await ask('token-plan-team')).toMatchObject({
      outcome: 'reading',
      reading: { autoRenews, windows: [{ used: 3, resetsAtMs: autoRenews ? now() + 20 * dayMs : null }] },
    });
  }
});

it('sums a team by tiers and distinguishes the credit refresh from the end of the plan', async () => {
  standIn.account.update({
    tokenPlan: {
      gray: true,
      planName: 'Token Plan Team',
      startsAtMs: now() - 100 * dayMs,
      endsAtMs: now() + 200 * dayMs,
      autoRenews: true,
      seatGroups: [group('standard', 4, 100_000, 26_373.939_229_96, 9), group('pro', 1, 50_000, 50_000, 4)],
    },
    creditInstances: [creditInstance({ commodity: 'addon', totalCredits: 10_000, leftCredits: 2500 })],
  });
  expect(await ask('token-plan-team')).toMatchObject({
    outcome: 'reading',
    reading: {
      plan: 'Token Plan Team',
      endsAtMs: now() + 200 * dayMs,
      autoRenews: true,
      windows: [
        { id: 'credits', unit: 'credits', used: 73_626.060_770_04, limit: 150_000, resetsAtMs: now() + 4 * dayMs },
      ],
      seatTiers: [
        { tier: 'standard', seats: 4, assigned: 3, totalCredits: 100_000, refreshesAtMs: now() + 9 * dayMs },
        { tier: 'pro', seats: 1, assigned: 0, usedCredits: 0 },
      ],
      addOns: [{ totalCredits: 10_000, remainingCredits: 2500 }],
    },
  });
});

const creditInstance = (change: Partial<StandInCredit>): StandInCredit => ({
  instanceId: 'i-1',
  commodity: 'teams',
  name: 'Team of old',
  status: 'valid',
  statusShape: 'code',
  totalCredits: 25_000,
  leftCredits: 5000,
  periodLeftCredits: null,
  startsAtMs: now() - 10 * dayMs,
  endsAtMs: now() + 20 * dayMs,
  autoRenews: false,
  ...change,
});
type StandInCredit = ReturnType<StandIn['account']['get']>['creditInstances'][number];

it('reads a team listed as instances, in both spellings of a status, and its monthly shift', async () => {
  standIn.account.update({
    creditInstances: [
      creditInstance({ status: 'expire', statusShape: 'word', leftCredits: 0 }),
      creditInstance({ instanceId: 'i-2', periodLeftCredits: 20_000 }),
    ],
  });
  expect(await ask('token-plan-team')).toMatchObject({
    outcome: 'reading',
    reading: {
      status: 'valid',
      autoRenews: false,
      windows: [{ used: 5000, limit: 25_000, resetsAtMs: null }],
      endsAtMs: now() + 20 * dayMs,
    },
  });
  standIn.setMode({ gateway: 'null-init-capacity' });
  expect(failureKind(await ask('token-plan-team'))).toBe('unknown-shape');
});

const personalPlan = () => ({
  tier: 'standard' as const,
  status: 'VALID',
  startsAtMs: now() - dayMs,
  endsAtMs: now() + 29 * dayMs,
  autoRenews: true,
  fiveHours: null,
  week: null,
  month: { usedShare: 0.5, resetsAtMs: now() + 20 * dayMs },
});

it.each(['international', 'china'] as const)(
  'reads a personal Token Plan (%s) in Credits, with its packs, whichever endpoint answers',
  async (region) => {
    const packs = { totalCredits: 40_000, leftCredits: 39_000, active: 2, nearestEndsAtMs: now() + 9 * dayMs };
    standIn.account.update({ personalPlan: { ...personalPlan(), packs } });
    for (const personalPlanAtGateway of ['refused', 'answered', 'not-logined'] as const) {
      standIn.setMode({ personalPlanAtGateway });
      expect(await ask('token-plan-personal', sourceOf(region))).toMatchObject({
        outcome: 'reading',
        reading: {
          tier: 'standard',
          autoRenews: true,
          endsAtMs: now() + 29 * dayMs,
          windows: [
            { id: 'month', unit: 'credits', used: 22_500, limit: 45_000, renewal: 'calendar', certainty: 'exact' },
          ],
          addOns: [{ totalCredits: 40_000, remainingCredits: 39_000, endsAtMs: now() + 9 * dayMs }],
        },
      });
    }
  },
);

it('reads older personal plans by five hours and week, or by the week alone, and shares where no Credits are known', async () => {
  const week = { usedShare: 0.25, resetsAtMs: now() + dayMs };
  const older = { ...personalPlan(), month: null, week };
  standIn.account.update({ personalPlan: { ...older, fiveHours: { usedShare: 0.1, resetsAtMs: now() + 9000 } } });
  standIn.setMode({ quotaConfig: 'five-hours-and-week' });
  expect(await ask('token-plan-personal', sourceOf('china'))).toMatchObject({
    reading: {
      windows: [
        { id: 'five-hours', unit: 'credits', used: 300, limit: 3000, renewal: 'fixed' },
        { id: 'week', unit: 'credits', used: 2500, limit: 10_000, renewal: 'fixed' },
      ],
    },
  });
  standIn.account.update({ personalPlan: older });
  standIn.setMode({ quotaConfig: 'refused' });
  expect(await ask('token-plan-personal', sourceOf('china'))).toMatchObject({
    reading: { windows: [{ id: 'week', unit: 'share', used: 0.25, limit: 1, resetsAtMs: now() + dayMs }] },
  });
});

it('takes the renewal of a personal plan from the bill before that of the plan', async () => {
  for (const billRenews of [true, false]) {
    standIn.account.update({ personalPlan: { ...personalPlan(), autoRenews: !billRenews, billRenews } });
    expect(await ask('token-plan-personal', sourceOf('china'))).toMatchObject({ reading: { autoRenews: billRenews } });
  }
});

it('takes the official form of "none" for none, an empty object for unknown, and asks again for a lost usage', async () => {
  const source = sourceOf('china');
  for (const personalPlanForm of ['whole', 'null-data'] as const) {
    standIn.setMode({ personalPlanForm });
    expect(await ask('token-plan-personal', source)).toMatchObject({ outcome: 'not-subscribed' });
  }
  standIn.setMode({ personalPlanForm: 'empty-data' });
  expect(failureKind(await ask('token-plan-personal', source))).toBe('unknown-shape');
  standIn.account.update({ personalPlan: personalPlan() });
  standIn.setMode({ personalPlanForm: 'empty-usage' });
  const calls = () => standIn.requests()['sfm_bailian/zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage'] ?? 0;
  const before = calls();
  expect(await ask('token-plan-personal', source)).toMatchObject({ reading: { tier: 'standard', windows: [] } });
  expect(calls()).toBe(before + 2);
});

it('lists the free tier with the mapping, and without it', async () => {
  const quota = (left: number, status = 'valid') => ({
    total: 1_000_000,
    left,
    unit: 'Tokens',
    status,
    cycleStartsAtMs: now() - dayMs,
    cycleEndsAtMs: now() + 80 * dayMs,
  });
  const many = Array.from({ length: 620 }, (_, index) => ({
    model: `model-${index}`,
    templateCode: `tpl-${index}`,
    quota: quota(index),
  }));
  standIn.account.update({ freeTier: [...many, { model: 'early', templateCode: 'tpl-early', quota: null }] });
  const source = sourceOf();
  for (let round = 0; round < 2; round += 1) {
    const answer = await ask('free-tier', source);
    if (answer.outcome !== 'reading' || answer.reading.pool !== 'free-tier') throw new Error('no reading');
    expect(answer.reading.models).toHaveLength(621);
    expect(answer.reading.models[0]).toEqual({
      model: 'model-0',
      quota: { remaining: 0, total: 1_000_000, unit: 'tokens' },
      status: 'valid',
      endsAtMs: now() + 80 * dayMs,
    });
    expect(answer.reading.models.at(-1)).toEqual({ model: 'early', quota: null, status: null, endsAtMs: null });
  }
  expect(standIn.requests()['GET /model-mapping']).toBe(1);
  expect(standIn.requests()['BssOpenAPI-V3/DescribeFqInstance']).toBe(4);

  standIn.setMode({ catalogue: 'http-500' });
  const bare = await ask('free-tier');
  if (bare.outcome !== 'reading' || bare.reading.pool !== 'free-tier') throw new Error('no reading');
  expect(bare.reading.models).toHaveLength(620);
});

it('adds up a bill of more than one page', async () => {
  const row = (day: number, model: string, amount: number) => ({
    date: `2026-10-${String(day).padStart(2, '0')}`,
    model,
    itemCode: 'token_number',
    category: 'Usage',
    quantity: 2,
    stepUnit: '1K tokens',
    amount,
  });
  const rows = Array.from({ length: 250 }, (_, index) => row(1 + (index % 14), index % 2 === 0 ? 'a' : 'b', 0.01));
  const free = { ...row(3, 'a', 5), category: 'Free Tier' };
  standIn.account.update({ bill: [...rows, free, { ...row(1, 'a', 9), date: '2026-09-30' }] });
  expect(await ask('pay-as-you-go')).toMatchObject({
    outcome: 'reading',
    reading: {
      fromDate: '2026-10-01',
      toDate: '2026-10-14',
      currency: 'USD',
      totalCost: 2.5,
      models: [
        { model: 'a', cost: 1.25, usage: [{ unit: 'tokens', amount: 250_000 }] },
        { model: 'b', cost: 1.25, usage: [{ unit: 'tokens', amount: 250_000 }] },
      ],
    },
  });
  expect(standIn.requests()['BssOpenAPI-V3/MaasListConsumeSummary']).toBe(3);
});

function signInTo(region: 'international' | 'china') {
  const opened: string[] = [];
  const secrets = {
    backend: async () => ({ kind: 'none' as const }),
    encrypt: async () => new Uint8Array(),
    decrypt: async () => null,
  };
  const signIn = createSignIn({
    tokenName: 'access-token',
    clock,
    log,
    vault: createVault({ secrets, dataFiles: memoryFiles(), log }),
    services: createSignInServices({ http, clock, log, overrides }),
    openPage: (url) => opened.push(url),
  });
  const rest = new Promise<void>((resolve) => {
    signIn.subscribe(({ state }) => {
      if (state === 'signed-in' || state === 'signed-out') resolve();
    });
  });
  signIn.start(region);
  return { signIn, opened, rest };
}

const pageOf = (signIn: SignIn) =>
  new Promise<void>((resolve) => {
    signIn.subscribe(({ state }) => state === 'waiting' && resolve());
  });

it('signs in through the page of the stand-in, uses the token and signs out', async () => {
  const { signIn, opened, rest } = signInTo('international');
  await pageOf(signIn);
  expect(opened).toHaveLength(1);
  const token = new URL(opened[0] ?? '').searchParams.get('token') ?? '';
  expect(standIn.approve(token)).toBe(true);
  await rest;
  expect(signIn.session()).toMatchObject({
    state: 'signed-in',
    account: 'demo@example.com',
    storage: { kind: 'memory' },
  });
  const { accessToken } = signIn;
  const [source] = activeSources(createSources({ http, clock, log, overrides, accessToken }), 'international');
  if (source === undefined) throw new Error('no source');
  expect((await ask('coding-plan', source)).outcome).toBe('reading');
  await signIn.signOut();
  expect(standIn.requests()['qwencloud-auth/Logout']).toBe(1);
  expect(failureKind(await ask('coding-plan', source))).toBe('signed-out');
  signIn.stop();
});

it.each([
  ['access-denied', { kind: 'denied' }],
  ['expired-token', { kind: 'expired' }],
  ['http400-expired', { kind: 'expired' }],
  ['malformed-json', { kind: 'failed', failure: { kind: 'unknown-shape', where: 'device/code' } }],
  ['http500', { kind: 'failed', failure: { kind: 'server-error', status: 500 } }],
] as const)('tells how a sign-in ended: %s', async (mode, lastEnd) => {
  standIn.setMode({ signIn: mode });
  const { signIn, rest } = signInTo('china');
  await rest;
  expect(signIn.session()).toEqual({ state: 'signed-out', lastEnd, cause: 'never', region: 'china' });
  signIn.stop();
});

it('takes the second response shape', async () => {
  standIn.setMode({ signIn: 'snake-case', approval: 'automatic' });
  const { signIn, rest } = signInTo('china');
  await rest;
  expect(signIn.session()).toMatchObject({ state: 'signed-in', region: 'china' });
  signIn.stop();
});
