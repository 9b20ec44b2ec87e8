import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../main/core/failure.ts';
import { poolIds, ReadingSchema } from '../../../../main/core/quota/model.ts';
import type { HttpRequest } from '../../../../main/ports/system.ts';
import { activeSources } from '../../../../main/services/account/account.ts';
import { chinaSite, internationalSite, urlsOf } from '../../../../main/sources/qwencloud/sites.ts';
import { createQwencloudSource } from '../../../../main/sources/qwencloud/source.ts';
import { createSources } from '../../../../main/sources/registry.ts';
import { fakeClock, memoryLog } from '../../../support/fakes.ts';
import { never, type ScriptedAnswer, scriptedHttp } from '../../../support/scripted-http.ts';
import { codingPlan, codingPlanInstance, envelope, wideShapes } from './answers.ts';

const none = { gatewayUrl: null, authUrl: null, catalogueUrl: null };
const signal = () => new AbortController().signal;

function setUp(answer: (count: number) => ScriptedAnswer, site = internationalSite) {
  const http = scriptedHttp((_request, count) => answer(count));
  const log = memoryLog();
  const clock = fakeClock();
  let token = succeed('CANARY-token') as ReturnType<Parameters<typeof createQwencloudSource>[0]['token']>;
  const source = createQwencloudSource({ site, urls: urlsOf(site, none), http, clock, log, token: () => token });
  return { http, log, clock, source, setToken: (next: typeof token) => (token = next) };
}

const good = { json: envelope(wideShapes.dataV2(codingPlan(codingPlanInstance))) };

it('asks exactly once for the Coding Plan, in the form the working clients send', async () => {
  const { source, http, clock } = setUp(() => good);
  const [answer] = await source.fetch(['coding-plan'], signal());
  expect(http.requests).toHaveLength(1);
  const request = http.requests[0];
  expect(request?.url).toBe('https://cli.qwencloud.com/data/v2/api.json');
  expect(request?.headers['authorization']).toBe('Bearer CANARY-token');
  const body = JSON.parse(request?.body ?? '');
  expect(body).toMatchObject({ product: 'sfm_bailian', action: 'IntlBroadScopeAspnGateway', region: 'ap-southeast-1' });
  expect(body.params).toMatchObject({
    Api: 'zeldaEasy.broadscope-bailian.codingPlan.queryCodingPlanInstanceInfoV2',
    V: '1.0',
  });
  expect(JSON.parse(body.params.Data)).toEqual({
    queryCodingPlanInstanceInfoRequest: { commodityCode: 'sfm_codingplan_public_intl', onlyLatestOne: true },
    cornerstoneParam: {
      domain: 'cli.qwencloud.com',
      consoleSite: 'QWENCLOUD',
      console: 'ONE_CONSOLE',
      xsp_lang: 'en-US',
      protocol: 'V2',
      productCode: 'p_efm',
    },
  });
  if (answer?.outcome !== 'reading') throw new Error(`no reading: ${JSON.stringify(answer)}`);
  expect(ReadingSchema.safeParse(answer.reading).success).toBe(true);
  expect(answer.reading).toMatchObject({ sourceId: 'qwencloud', takenAtMs: clock.now(), plan: 'pro', status: 'VALID' });
});

it('sends the Chinese site its own parameters', async () => {
  const { source, http } = setUp(() => good, chinaSite);
  await source.fetch(['coding-plan'], signal());
  expect(http.requests[0]?.url).toBe('https://cli.qianwenai.com/data/v2/api.json');
  const body = JSON.parse(http.requests[0]?.body ?? '');
  expect(body).toMatchObject({ action: 'BroadScopeAspnGateway', region: 'cn-beijing' });
  expect(JSON.parse(body.params.Data).cornerstoneParam.consoleSite).toBe('QIANWENAI');
});

it('retries once before it reports that the session has ended', async () => {
  const healed = setUp((count) => (count === 1 ? { json: envelope(null, 'ConsoleNeedLogin') } : good));
  expect((await healed.source.fetch(['coding-plan'], signal()))[0]?.outcome).toBe('reading');

  const ended = setUp(() => ({ status: 401 }));
  const [answer] = await ended.source.fetch(['coding-plan'], signal());
  expect(answer).toMatchObject({ outcome: 'failed', failure: { kind: 'session-expired' } });
  expect(ended.http.requests).toHaveLength(2);
});

it('tries the wrapped form once, and only after a business error', async () => {
  const { source, http } = setUp((count) =>
    count === 1 ? { json: envelope({ DataV2: { ret: ['FAIL_BIZ_PARAM::no'] } }) } : good,
  );
  expect((await source.fetch(['coding-plan'], signal()))[0]?.outcome).toBe('reading');
  expect(JSON.parse(JSON.parse(http.requests[1]?.body ?? '').params.Data)).toHaveProperty('reqDTO');

  const broken = setUp(() => ({ status: 500 }));
  expect((await broken.source.fetch(['coding-plan'], signal()))[0]).toMatchObject({
    failure: { kind: 'server-error', status: 500 },
  });
  expect(broken.http.requests).toHaveLength(1);
});

it('sends no request without a token and reports the reason', async () => {
  const { source, http, setToken } = setUp(() => good);
  setToken(fail({ kind: 'signed-out' }));
  expect((await source.fetch(['coding-plan'], signal()))[0]).toMatchObject({ failure: { kind: 'signed-out' } });
  expect(http.requests).toHaveLength(0);
});

it('never logs the token', async () => {
  const { source, log } = setUp(() => ({ json: envelope(null, 'ConsoleNeedLogin') }));
  await source.fetch(['coding-plan'], signal());
  expect(log.lines.length).toBeGreaterThan(0);
  expect(log.lines.join('\n')).not.toContain('CANARY');
});

it('reports every other pool soon when one is slow, and the slow one as timed out before a round ends', async () => {
  const bill = { json: envelope({ TotalCount: 0, Data: [] }) };
  const http = scriptedHttp((request) => {
    const { action, params } = JSON.parse(request.body ?? '{}');
    if (params?.Api?.includes('codingPlan')) return never();
    return action === 'MaasListConsumeSummary' ? bill : { json: envelope(null, 'InternalError') };
  });
  const clock = fakeClock();
  const urls = urlsOf(internationalSite, none);
  const token = () => succeed('t');
  const source = createQwencloudSource({ site: internationalSite, urls, http, clock, log: memoryLog(), token });
  const known: string[] = [];
  const asked = source.fetch(poolIds, signal(), ({ pool }) => void known.push(pool));
  await clock.advance(800);
  expect(known).toEqual(['token-plan-team', 'free-tier', 'pay-as-you-go', 'token-plan-personal']);
  await clock.advance(80_000);
  const answers = await asked;
  expect(answers.map((answer) => [answer.pool, answer.outcome === 'failed' ? answer.failure.kind : 'reading'])).toEqual(
    [
      ['coding-plan', 'timeout'],
      ['token-plan-team', 'business-error'],
      ['free-tier', 'business-error'],
      ['pay-as-you-go', 'reading'],
      ['token-plan-personal', 'business-error'],
    ],
  );
  expect(known.at(-1)).toBe('coding-plan');
  expect(clock.timerCount()).toBe(0);
});

it('fails only the pool whose answer is nested 20,000 deep', async () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const http = scriptedHttp((request) => {
    const { action } = JSON.parse(request.body ?? '{}');
    if (action === 'QuerySubscriptionGray') return { json: envelope({ IsGray: false }) };
    if (action === 'MaasListConsumeSummary') return { json: envelope({ TotalCount: 0, Data: [] }) };
    if (action !== 'DescribeFrInstances') return good;
    return { text: `{"code":"200","data":{"TotalCount":1,"Data":[${deep}]}}` };
  });
  const deps = { site: internationalSite, urls: urlsOf(internationalSite, none), http, clock: fakeClock() };
  const source = createQwencloudSource({ ...deps, log: memoryLog(), token: () => succeed('t') });
  expect(await source.fetch(['coding-plan', 'token-plan-team', 'pay-as-you-go'], signal())).toMatchObject([
    { outcome: 'reading' },
    { outcome: 'failed', failure: { kind: 'unknown-shape' } },
    { outcome: 'reading' },
  ]);
});

it('applies a Retry-After from any call to every pool until it has passed', async () => {
  const clock = fakeClock();
  let token = 'one';
  const http = scriptedHttp((request) => {
    const { action, params } = JSON.parse(request.body ?? '{}');
    if (action === 'QuerySubscriptionGray') return { json: envelope({ IsGray: false }) };
    if (action !== 'DescribeFrInstances') return good;
    const packs = params.CommodityCode.includes('addon');
    return packs
      ? { status: 429, headers: { 'retry-after': '60' } }
      : { json: envelope({ TotalCount: 1, Data: [row] }) };
  });
  const row = { Status: 'valid', InitCapacityBaseValue: '10', CurrCapacityBaseValue: '4', EnableRenew: true };
  const urls = urlsOf(internationalSite, none);
  const deps = { site: internationalSite, urls, http, clock, log: memoryLog(), token: () => succeed(token) };
  const source = createQwencloudSource(deps);
  const answers = await source.fetch(['coding-plan', 'token-plan-team', 'pay-as-you-go'], signal());
  expect(answers).toMatchObject([
    { pool: 'coding-plan', outcome: 'reading' },
    { pool: 'token-plan-team', outcome: 'reading', reading: { windows: [{ used: 6 }], addOns: [] } },
    { pool: 'pay-as-you-go', outcome: 'failed', failure: { kind: 'rate-limited', retryAfterMs: 60_000 } },
  ]);
  expect(http.requests).toHaveLength(4);
  await clock.advance(59_000);
  const [early] = await source.fetch(['coding-plan'], signal());
  expect(early).toMatchObject({ failure: { kind: 'rate-limited', retryAfterMs: 1000 } });
  expect(http.requests).toHaveLength(4);
  await clock.advance(1000);
  expect((await source.fetch(['coding-plan'], signal()))[0]?.outcome).toBe('reading');
  await source.fetch(['token-plan-team'], signal());
  token = 'another account';
  expect((await source.fetch(['coding-plan'], signal()))[0]?.outcome).toBe('reading');
});

it('asks again after ten minutes if it is asked to, although the service wants to rest for days', async () => {
  const clock = fakeClock();
  let isResting = true;
  const http = scriptedHttp(() => (isResting ? { status: 429, headers: { 'retry-after': '200000' } } : good));
  const deps = { site: internationalSite, urls: urlsOf(internationalSite, none), http, clock, log: memoryLog() };
  const source = createQwencloudSource({ ...deps, token: () => succeed('one') });
  await source.fetch(['coding-plan'], signal());
  isResting = false;
  await clock.advance(9 * 60_000);
  const [early] = await source.fetch(['coding-plan'], signal());
  expect(early).toMatchObject({ failure: { kind: 'rate-limited', retryAfterMs: 86_400_000 - 9 * 60_000 } });
  await clock.advance(60_000);
  expect((await source.fetch(['coding-plan'], signal()))[0]?.outcome).toBe('reading');
});

describe('a personal plan at endpoints that may not accept this account', () => {
  const actionOf = (request: HttpRequest): string => {
    if (request.url.includes('/cli/api.json')) return 'console';
    return JSON.parse(request.body ?? '{}').action;
  };
  const world = (answers: Readonly<Record<string, ScriptedAnswer>>) => {
    const http = scriptedHttp((request) => answers[actionOf(request)] ?? { json: envelope(null, 'ConsoleNeedLogin') });
    const urls = urlsOf(internationalSite, none);
    const token = () => succeed('t');
    const deps = { site: internationalSite, urls, http, clock: fakeClock(), log: memoryLog(), token };
    return { http, source: createQwencloudSource(deps) };
  };

  it('never ends the session of an account that the gateway still knows', async () => {
    const { source } = world({ QuerySubscriptionGray: { json: envelope({ IsGray: false }) } });
    expect(await source.fetch(['token-plan-personal'], signal())).toMatchObject([
      { outcome: 'failed', failure: { kind: 'no-right' } },
    ]);
  });

  it('reports an ended session if the gateway reports it too', async () => {
    const { source } = world({});
    expect(await source.fetch(['token-plan-personal'], signal())).toMatchObject([
      { outcome: 'failed', failure: { kind: 'session-expired' } },
    ]);
  });

  it('tries a new console token once after a redirect to a sign-in', async () => {
    const { source, http } = world({
      IntlBroadScopeAspnGateway: { json: envelope(null, 'NoPermission') },
      GenerateCLIAccessToken: { json: envelope({ cliAccessToken: 'c' }) },
      console: { status: 302 },
    });
    expect(await source.fetch(['token-plan-personal'], signal())).toMatchObject([{ failure: { kind: 'login-page' } }]);
    expect(http.requests.map(actionOf)).toEqual([
      'IntlBroadScopeAspnGateway',
      'GenerateCLIAccessToken',
      'console',
      'GenerateCLIAccessToken',
      'console',
    ]);
  });
});

describe('the Credits of a personal plan, which need no sign-in', () => {
  const configApi = 'zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/quota-config';
  const isConfig = ({ url, body }: HttpRequest): boolean => decodeURIComponent(`${url} ${body}`).includes(configApi);
  const plan = {
    instanceCode: 'i',
    specCode: 'lite',
    remainingDays: 3,
    startTime: 1_700_000_000_000,
    endTime: 4_000_000_000_000,
    autoRenewFlag: true,
    status: 'VALID',
  };
  const business = (data: unknown) => ({
    json: envelope({ DataV2: { ret: ['SUCCESS::ok'], data: { code: 'SUCCESS', success: true, data } } }),
  });
  const config = business({ lite: { five_hour: 700, monthly: 11_500 } });
  const usage = { per1MonthPercentage: 0.5, per1MonthResetTime: 3_000_000_000_000 };
  const answerOf = ({ url, body }: HttpRequest): ScriptedAnswer => {
    const asked = decodeURIComponent(`${url} ${body}`);
    if (asked.includes('GenerateCLIAccessToken')) return { json: envelope({ cliAccessToken: 'CANARY-console' }) };
    if (asked.includes('/v2/subscription')) return business(plan);
    return business(asked.includes('/v2/usage') ? usage : undefined);
  };
  const read = async (site: typeof chinaSite, ofConfig: (url: string) => ScriptedAnswer) => {
    const http = scriptedHttp((request) => (isConfig(request) ? ofConfig(request.url) : answerOf(request)));
    const token = () => succeed('CANARY-token');
    const deps = { site, urls: urlsOf(site, none), http, clock: fakeClock(), log: memoryLog(), token };
    const [answer] = await createQwencloudSource(deps).fetch(['token-plan-personal'], signal());
    const windows = answer?.outcome === 'reading' ? answer.reading.windows : [];
    return { windows, asked: http.requests.filter(isConfig) };
  };

  it.each([chinaSite, internationalSite])('are asked without any credential ($region)', async (site) => {
    const { windows, asked } = await read(site, () => config);
    expect(windows).toMatchObject([{ id: 'month', unit: 'credits', used: 5750, limit: 11_500 }]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toContain(`${site.consoleBase}/cli/api.json`);
    expect(asked[0]?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(asked)).not.toContain('CANARY');
  });

  it('come from the international gateway where the console does not give them; the plan is a share without them', async () => {
    const refused = { json: envelope(null, 'NoPermission') };
    const gateway = await read(internationalSite, (url) => (url.includes('cs-data') ? refused : config));
    expect(gateway.windows).toMatchObject([{ unit: 'credits', limit: 11_500 }]);
    expect(gateway.asked.map(({ url }) => new URL(url).hostname)).toEqual([
      'cs-data.qwencloud.com',
      'cli.qwencloud.com',
    ]);
    for (const site of [chinaSite, internationalSite]) {
      const { windows } = await read(site, () => refused);
      expect(windows).toMatchObject([{ id: 'month', unit: 'share', used: 0.5 }]);
    }
  });
});

it.each([
  [{ IsGray: true }, ['GetSeatSubscriptionSummary']],
  [{ Data: { IsGray: 'true' } }, ['GetSeatSubscriptionSummary']],
  [{ IsGray: false }, ['DescribeFrInstances']],
  [{ RequestId: 'r' }, ['DescribeFrInstances', 'GetSeatSubscriptionSummary']],
])('calls a team "none" by the way its account is told, or by both: %j', async (gray, asked) => {
  const http = scriptedHttp((request) => {
    const { action } = JSON.parse(request.body ?? '{}');
    if (action === 'QuerySubscriptionGray') return { json: envelope(gray) };
    return { json: envelope(action === 'DescribeFrInstances' ? { TotalCount: 0, Data: [] } : { Data: {} }) };
  });
  const urls = urlsOf(internationalSite, none);
  const deps = { site: internationalSite, urls, http, clock: fakeClock(), log: memoryLog(), token: () => succeed('t') };
  const [answer] = await createQwencloudSource(deps).fetch(['token-plan-team'], signal());
  expect(answer?.outcome).toBe('not-subscribed');
  expect(http.requests.slice(1).map(({ body }) => JSON.parse(body ?? '').action)).toEqual(asked);
});

it('leaves no timer behind an aborted round', async () => {
  const clock = fakeClock();
  const http = scriptedHttp(() => never());
  const urls = urlsOf(internationalSite, none);
  const token = () => succeed('t');
  const source = createQwencloudSource({ site: internationalSite, urls, http, clock, log: memoryLog(), token });
  const round = new AbortController();
  const asked = source.fetch(poolIds, round.signal);
  round.abort();
  expect(await asked).toHaveLength(poolIds.length);
  expect(clock.timerCount()).toBe(0);
});

it('sends nothing to the other site and no credential to the catalogue', async () => {
  const { source, http } = setUp(() => ({ json: envelope({}) }), chinaSite);
  await source.fetch(poolIds, signal());
  const hosts = new Set(http.requests.map(({ url }) => new URL(url).hostname));
  expect([...hosts].toSorted()).toEqual(['alioth.alicdn.com', 'cli.qianwenai.com']);
  for (const request of http.requests) {
    const bare = new URL(request.url).hostname === 'alioth.alicdn.com';
    expect(request.headers['authorization'] === undefined).toBe(bare);
  }
});

it('overrides the console too when the gateway is overridden', () => {
  const here = { gatewayUrl: 'http://127.0.0.1:1', authUrl: 'http://127.0.0.1:2', catalogueUrl: 'http://127.0.0.1:3' };
  expect(urlsOf(internationalSite, here)).toEqual({
    gateway: 'http://127.0.0.1:1/data/v2/api.json',
    authBase: 'http://127.0.0.1:2',
    catalogue: 'http://127.0.0.1:3/model-mapping',
    consoleApi: 'http://127.0.0.1:1/cli/api.json',
  });
  expect(urlsOf(chinaSite, { ...none, catalogueUrl: 'http://127.0.0.1:3/other' }).catalogue).toBe(
    'http://127.0.0.1:3/other',
  );
});

it('never uses an account of one region for the other', () => {
  const http = scriptedHttp(() => good);
  const accessToken = () => succeed('t');
  const all = createSources({ http, clock: fakeClock(), log: memoryLog(), overrides: none, accessToken });
  expect(activeSources(all, 'china').map(({ id }) => id)).toContain('qianwen');
  expect(activeSources(all, 'china').map(({ id }) => id)).not.toContain('qwencloud');
  expect(activeSources(all, null).map(({ id }) => id)).not.toContain('qwencloud');
});
