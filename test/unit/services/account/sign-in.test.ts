import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ServiceRegion, type Session, SessionSchema } from '../../../../main/core/session.ts';
import type { HttpRequest, Secrets } from '../../../../main/ports/system.ts';
import { createSignIn } from '../../../../main/services/account/sign-in.ts';
import { createVault } from '../../../../main/services/account/vault.ts';
import { createDeviceSignIn } from '../../../../main/sources/qwencloud/auth/device-sign-in.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../../support/fakes.ts';
import { never, type ScriptedAnswer, scriptedHttp } from '../../../support/scripted-http.ts';

const site = (region: 'international' | 'china') => ({
  region,
  authBase: 'https://t.example.test',
  gateway: 'https://cli.example.test/data/v2/api.json',
  gatewayRegion: 'ap-southeast-1',
  logoutProduct: 'qwencloud-auth',
  pageDomains: ['example.test'],
});

const reversing: Secrets = {
  backend: async () => ({ kind: 'encrypted', name: 'test_store' }),
  encrypt: async (text) => new TextEncoder().encode([...text].reverse().join('')),
  decrypt: async (bytes) => [...new TextDecoder().decode(bytes)].reverse().join(''),
};

const code = {
  json: {
    Success: true,
    Data: {
      Token: 'device-token',
      VerificationUrl: 'https://home.example.test/verify?x=1',
      ExpiresIn: 300,
      Interval: 5,
    },
  },
};
const status = (Status: string) => ({ json: { Success: true, Data: { Status } } });
const complete = (ExpireTime: string) => ({
  json: {
    Success: true,
    Data: {
      Status: 'complete',
      Credentials: { AccessToken: 'CANARY-access', ExpireTime, User: { Id: 7, Email: 'a@example.test' } },
    },
  },
});
const inTwelveHours = '2026-10-07T16:00:00Z';

type Script = (path: string, pollCount: number, request: HttpRequest) => ScriptedAnswer | Promise<ScriptedAnswer>;

function setUp(script: Script, files = memoryFiles(), secrets = reversing) {
  let polls = 0;
  const http = scriptedHttp((request) => {
    const path = new URL(request.url).pathname;
    if (path === '/cli/device/token') polls += 1;
    return script(path, polls, request);
  });
  const clock = fakeClock();
  const log = memoryLog();
  const opened: string[] = [];
  const seen: Session[] = [];
  const vault = createVault({ secrets, dataFiles: files, log });
  const serviceOf = (region: ServiceRegion) => createDeviceSignIn({ site: site(region), http, clock, log });
  /** How far the time of day is off; timers do not follow it. */
  const off = { byMs: 0 };
  const signIn = createSignIn({
    tokenName: 'access-token',
    clock: { ...clock, now: () => clock.now() + off.byMs },
    log,
    vault,
    services: { international: serviceOf('international'), china: serviceOf('china') },
    openPage: (url) => opened.push(url),
  });
  signIn.subscribe((session) => seen.push(session));
  return { http, clock, off, log, opened, seen, signIn, files, vault };
}

const happy: Script = (path, polls) => {
  if (path === '/cli/device/code') return code;
  if (path === '/cli/device/token') return polls < 3 ? status('authorization_pending') : complete(inTwelveHours);
  return { json: { code: '200' } };
};

it('signs in: page opened once, PKCE verified, token only behind accessToken', async () => {
  const { signIn, http, clock, opened, seen, log } = setUp(happy);
  expect(signIn.session()).toEqual({ state: 'unknown' });
  await signIn.restore();
  signIn.start('international');
  signIn.start('china');
  await settle();
  expect(signIn.session()).toMatchObject({ state: 'waiting', region: 'international', offline: false });
  expect(opened).toEqual(['https://home.example.test/verify?x=1']);
  await clock.advance(20_000);
  expect(signIn.session()).toEqual({
    state: 'signed-in',
    region: 'international',
    account: 'a@example.test',
    expiresAtMs: Date.parse(inTwelveHours),
    storage: { kind: 'encrypted', backend: 'test_store' },
  });
  expect(signIn.accessToken('international')).toEqual({ ok: true, value: 'CANARY-access' });
  expect(signIn.accessToken('china')).toEqual({ ok: false, failure: { kind: 'signed-out' } });

  const asked = http.requests.map((request) => new URL(request.url));
  expect(asked.filter((url) => url.pathname === '/cli/device/code')).toHaveLength(1);
  const challenge = asked[0]?.searchParams.get('code_challenge');
  const verifier = asked[1]?.searchParams.get('code_verifier') ?? '';
  expect(verifier).toMatch(/^[\w-]{43}$/);
  expect(createHash('sha256').update(verifier).digest('base64url')).toBe(challenge);
  expect(asked[0]?.searchParams.get('client_id')).toBe(asked[1]?.searchParams.get('client_id'));
  for (const text of [...log.lines, JSON.stringify(seen)]) {
    expect(text).not.toContain('CANARY');
    expect(text).not.toContain(verifier);
  }
});

it('is restored from the vault by the next run', async () => {
  const first = setUp(happy);
  first.signIn.start('china');
  await first.clock.advance(20_000);
  expect([...first.files.contents.values()].join()).not.toContain('CANARY');
  const next = setUp(happy, first.files);
  await next.signIn.restore();
  expect(next.signIn.session()).toMatchObject({ state: 'signed-in', region: 'china', account: 'a@example.test' });
  expect(next.signIn.accessToken('china')).toEqual({ ok: true, value: 'CANARY-access' });
});

it('leaves no timer after stop', async () => {
  const { signIn, clock, http } = setUp(happy);
  signIn.start('international');
  await settle();
  expect(clock.timerCount()).toBe(1);
  signIn.stop();
  await settle();
  expect(clock.timerCount()).toBe(0);
  const asked = http.requests.length;
  await clock.advance(60_000);
  expect(http.requests).toHaveLength(asked);
});

const start = async (script: Script, ...rest: [files?: ReturnType<typeof memoryFiles>, secrets?: Secrets]) => {
  const made = setUp(script, ...rest);
  await made.signIn.restore();
  made.signIn.start('international');
  await settle();
  return made;
};
const polling =
  (answer: (polls: number) => ScriptedAnswer | Promise<ScriptedAnswer>, first: ScriptedAnswer = code): Script =>
  (path, polls) =>
    path === '/cli/device/code' ? first : answer(polls);
const pollTimes = (made: ReturnType<typeof setUp>) =>
  made.http.requests.filter(({ url }) => url.includes('/device/token')).length;

describe('how a sign-in ends', () => {
  it.each([
    ['denied', polling(() => status('access_denied')), { kind: 'denied' }],
    ['told expired', polling(() => status('expired_token')), { kind: 'expired' }],
    ['told expired by HTTP', polling(() => ({ status: 400, text: 'expired' })), { kind: 'expired' }],
    ['complete, but over already', polling(() => complete('2026-10-07T04:00:01Z')), { kind: 'expired' }],
    [
      'an unknown answer',
      polling(() => ({ json: { hello: 1 } })),
      { kind: 'failed', failure: { kind: 'unknown-shape', where: 'device/token' } },
    ],
    [
      'a refused certificate',
      polling(() => ({ failure: { kind: 'tls' } })),
      { kind: 'failed', failure: { kind: 'tls' } },
    ],
  ] as const)('%s', async (_name, script, lastEnd) => {
    const { signIn, clock } = await start(script);
    await clock.advance(10_000);
    expect(signIn.session()).toEqual({ state: 'signed-out', lastEnd, cause: 'never', region: 'international' });
    expect(signIn.accessToken('international')).toEqual({ ok: false, failure: { kind: 'signed-out' } });
    expect(clock.timerCount()).toBe(0);
  });

  it.each([
    [{ failure: { kind: 'offline' } }, { kind: 'offline' }],
    [{ failure: { kind: 'timeout' } }, { kind: 'timeout' }],
    [{ status: 302 }, { kind: 'login-page' }],
    [{ text: '<html>' }, { kind: 'login-page' }],
    [{ status: 429 }, { kind: 'rate-limited', retryAfterMs: null }],
    [{ status: 503 }, { kind: 'server-error', status: 503 }],
    [{ json: { Success: false } }, { kind: 'unknown-shape', where: 'device/code' }],
    [
      { json: { Success: true, Data: { ...code.json.Data, VerificationUrl: 'https://evil.test/' } } },
      { kind: 'unknown-shape', where: 'device/code.VerificationUrl' },
    ],
  ] as const)('before it began: %j', async (first, failure) => {
    const { signIn, opened, clock } = await start(polling(() => status('authorization_pending'), first));
    expect(signIn.session()).toEqual({
      state: 'signed-out',
      lastEnd: { kind: 'failed', failure },
      cause: 'never',
      region: 'international',
    });
    expect(opened).toEqual([]);
    expect(clock.timerCount()).toBe(0);
  });

  it('expires by itself when nobody approves', async () => {
    const { signIn, clock } = await start(polling(() => status('authorization_pending')));
    await clock.advance(299_000);
    expect(signIn.session().state).toBe('waiting');
    await clock.advance(2_000);
    expect(signIn.session()).toMatchObject({ state: 'signed-out', lastEnd: { kind: 'expired' } });
  });

  it('is cancelled at once, even during a request, and can start again', async () => {
    for (const script of [polling(() => never()), polling(() => status('authorization_pending'))]) {
      const { signIn, clock, opened } = await start(script);
      await clock.advance(6_000);
      signIn.cancel();
      expect(signIn.session()).toMatchObject({ state: 'signed-out', lastEnd: { kind: 'cancelled' } });
      await settle();
      expect(clock.timerCount()).toBe(0);
      signIn.start('china');
      await settle();
      expect(signIn.session()).toMatchObject({ state: 'waiting', region: 'china' });
      expect(opened).toHaveLength(2);
    }
  });

  it('is cancelled before the first answer too', async () => {
    const { signIn, opened } = await start(() => never());
    expect(signIn.session()).toEqual({ state: 'starting', region: 'international' });
    signIn.cancel();
    await settle();
    expect(signIn.session()).toMatchObject({ state: 'signed-out', lastEnd: { kind: 'cancelled' } });
    expect(opened).toEqual([]);
  });
});

describe('while it waits', () => {
  it('polls once per interval, and less often after slow_down', async () => {
    const made = await start(polling((polls) => status(polls <= 2 ? 'slow_down' : 'authorization_pending')));
    await made.clock.advance(4_999);
    expect(pollTimes(made)).toBe(0);
    await made.clock.advance(1);
    expect(pollTimes(made)).toBe(1);
    await made.clock.advance(9_999);
    expect(pollTimes(made)).toBe(1);
    await made.clock.advance(1);
    expect(pollTimes(made)).toBe(2);
    await made.clock.advance(15_000);
    expect(pollTimes(made)).toBe(3);
  });

  it('reports when the network is lost, keeps polling, and reports when it is back', async () => {
    const gone = { failure: { kind: 'offline' as const } };
    const { signIn, clock } = await start(
      polling((polls) => {
        if (polls <= 2) return gone;
        return polls === 3 ? status('authorization_pending') : complete(inTwelveHours);
      }),
    );
    await clock.advance(5_000);
    expect(signIn.session()).toMatchObject({ state: 'waiting', offline: true });
    await clock.advance(10_000);
    expect(signIn.session()).toMatchObject({ state: 'waiting', offline: false });
    await clock.advance(5_000);
    expect(signIn.session().state).toBe('signed-in');
  });

  it('spreads its polls, more after failures, never past the expiry', async () => {
    const made = setUp(polling(() => ({ status: 500 })));
    const { clock, http } = made;
    Object.assign(clock, { random: () => 1 });
    made.signIn.start('international');
    await settle();
    const times: number[] = [];
    for (let second = 0; second < 301; second += 1) {
      const before = http.requests.length;
      await clock.advance(1_000);
      if (http.requests.length > before) times.push(second + 1);
    }
    expect(times.slice(0, 4)).toEqual([6, 21, 46, 81]);
    expect(made.signIn.session()).toMatchObject({ state: 'signed-out', lastEnd: { kind: 'expired' } });
  });

  it('opens the page again for a closed tab, and only then', async () => {
    const { signIn, opened } = await start(polling(() => status('authorization_pending')));
    signIn.openPage();
    expect(opened).toHaveLength(2);
    expect(signIn.page()).toBe(opened[0]);
    signIn.cancel();
    signIn.openPage();
    expect(opened).toHaveLength(2);
    expect(signIn.page()).toBeNull();
  });
});

describe('a session', () => {
  const signedIn = async (expires = inTwelveHours, script: Script = happy) => {
    const made = await start((path, polls, request) =>
      path === '/cli/device/token' && polls === 1 ? complete(expires) : script(path, polls, request),
    );
    await made.clock.advance(5_000);
    expect(made.signIn.session().state).toBe('signed-in');
    return made;
  };

  it('ends by the clock, to the second, and once', async () => {
    const { signIn, clock, seen, files } = await signedIn();
    await clock.advance(12 * 3_600_000 - 5_001);
    expect(signIn.session().state).toBe('signed-in');
    await clock.advance(1);
    expect(signIn.session()).toEqual({ state: 'signed-out', lastEnd: null, cause: 'expired', region: 'international' });
    expect(signIn.accessToken('international')).toEqual({ ok: false, failure: { kind: 'session-expired' } });
    expect(seen.filter(({ state }) => state === 'signed-out')).toHaveLength(2);
    await settle();
    const next = setUp(happy, files);
    next.clock.jump(13 * 3_600_000);
    await next.signIn.restore();
    expect(next.signIn.session()).toMatchObject({ state: 'signed-out', cause: 'expired' });
    signIn.stop();
    expect(clock.timerCount()).toBe(0);
  });

  it('goes on when the clock was far ahead for a while, in the same run and in the next', async () => {
    const { signIn, clock, off, files } = await signedIn();
    off.byMs = 32 * 24 * 3_600_000;
    expect(signIn.accessToken('international').ok).toBe(false);
    expect(signIn.session()).toMatchObject({ state: 'signed-out', cause: 'expired' });
    off.byMs = 0;
    await clock.advance(600_000);
    await settle();
    expect(signIn.accessToken('international').ok).toBe(true);
    expect(signIn.session()).toMatchObject({ state: 'signed-in' });

    const ahead = setUp(happy, files);
    ahead.clock.jump(32 * 24 * 3_600_000);
    await ahead.signIn.restore();
    expect(ahead.signIn.session()).toMatchObject({ state: 'signed-out', cause: 'expired' });
    ahead.signIn.stop();
    const next = setUp(happy, files);
    await next.signIn.restore();
    expect(next.signIn.session()).toMatchObject({ state: 'signed-in' });
  });

  it('is not taken up again after a sign-out', async () => {
    const { signIn, clock, off } = await signedIn();
    await clock.advance(12 * 3_600_000);
    await signIn.signOut();
    off.byMs = -13 * 3_600_000;
    await clock.advance(600_000);
    await settle();
    expect(signIn.session().state).toBe('signed-out');
  });

  it('starts next time with the region that was chosen last', async () => {
    const { signIn } = setUp(happy);
    signIn.start('china');
    signIn.cancel();
    expect(signIn.session()).toMatchObject({ lastEnd: { kind: 'cancelled' }, region: 'china' });
  });

  it('returns no token that expired while the machine slept', async () => {
    const { signIn, clock } = await signedIn();
    clock.jump(13 * 3_600_000);
    expect(signIn.accessToken('international')).toEqual({ ok: false, failure: { kind: 'session-expired' } });
    expect(signIn.session()).toMatchObject({ state: 'signed-out', cause: 'expired' });
  });

  it('of an earlier run that ended meanwhile is expired', async () => {
    const first = await signedIn('2026-10-07T05:00:00Z');
    first.signIn.stop();
    const next = setUp(happy, first.files);
    next.clock.jump(7_200_000);
    await next.signIn.restore();
    expect(next.signIn.session()).toEqual({
      state: 'signed-out',
      lastEnd: null,
      cause: 'expired',
      region: 'international',
    });
    expect(next.signIn.accessToken('international')).toMatchObject({ failure: { kind: 'session-expired' } });
  });

  it('without a known end sets no timer', async () => {
    const { signIn, clock } = await signedIn('');
    expect(signIn.session()).toMatchObject({ state: 'signed-in', expiresAtMs: null });
    expect(clock.timerCount()).toBe(0);
  });

  it('ends when the service no longer accepts the token', async () => {
    const { signIn, clock, files } = await signedIn();
    await signIn.reportExpired();
    await signIn.reportExpired();
    expect(signIn.session()).toEqual({ state: 'signed-out', lastEnd: null, cause: 'expired', region: 'international' });
    expect(clock.timerCount()).toBe(0);
    const next = setUp(happy, files);
    await next.signIn.restore();
    expect(next.signIn.accessToken('international')).toMatchObject({ ok: false });
  });

  it.each([
    ['the service agrees', { json: { code: '200' } }],
    ['the service fails', { status: 500 }],
    ['there is no network', { failure: { kind: 'offline' as const } }],
  ])('signed out is gone from here at once, whether or not %s', async (_name, answer) => {
    const { signIn, http, files, clock } = await signedIn(inTwelveHours, (path) =>
      path === '/data/v2/api.json' ? answer : code,
    );
    const ending = signIn.signOut();
    expect(signIn.session()).toEqual({
      state: 'signed-out',
      lastEnd: null,
      cause: 'signed-out',
      region: 'international',
    });
    expect(signIn.accessToken('international')).toEqual({ ok: false, failure: { kind: 'signed-out' } });
    await ending;
    const logout = http.requests.at(-1);
    expect(logout?.headers['authorization']).toBe('Bearer CANARY-access');
    expect(JSON.parse(logout?.body ?? '')).toEqual({
      product: 'qwencloud-auth',
      action: 'Logout',
      region: 'ap-southeast-1',
      params: {},
    });
    const next = setUp(happy, files);
    await next.signIn.restore();
    expect(next.signIn.session()).toMatchObject({ state: 'signed-out', cause: 'never' });
    expect(clock.timerCount()).toBe(0);
  });

  it('is not brought back by a vault that answers after the sign-out', async () => {
    const { files } = await signedIn();
    let unlock = (): void => {};
    const locked = new Promise<void>((resolve) => {
      unlock = resolve;
    });
    const slow: Secrets = { ...reversing, decrypt: (bytes) => locked.then(() => reversing.decrypt(bytes)) };
    const { signIn } = setUp(happy, files, slow);
    const restoring = signIn.restore();
    const ending = signIn.signOut();
    unlock();
    await Promise.all([restoring, ending]);
    expect(signIn.session()).toEqual({ state: 'signed-out', lastEnd: null, cause: 'signed-out' });
    expect(signIn.accessToken('international').ok).toBe(false);
    const next = setUp(happy, files);
    await next.signIn.restore();
    expect(next.signIn.session()).toMatchObject({ state: 'signed-out' });
  });

  it('signed out while a sign-in waits ends both', async () => {
    const { signIn, clock } = await signedIn();
    signIn.start('china');
    await settle();
    expect(signIn.session()).toMatchObject({ state: 'waiting', region: 'china' });
    await signIn.signOut();
    await clock.advance(60_000);
    expect(signIn.session()).toEqual({ state: 'signed-out', lastEnd: null, cause: 'signed-out', region: 'china' });
  });

  it('goes on while it is renewed, and after the renewal was cancelled', async () => {
    const { signIn, clock } = await signedIn(
      inTwelveHours,
      polling(() => status('authorization_pending')),
    );
    signIn.start('international');
    await settle();
    expect(signIn.session().state).toBe('waiting');
    expect(signIn.accessToken('international')).toEqual({ ok: true, value: 'CANARY-access' });
    await clock.advance(6_000);
    signIn.cancel();
    expect(signIn.session()).toMatchObject({ state: 'signed-in', account: 'a@example.test' });
  });

  it('keeps one client id for the machine', async () => {
    const made = await signedIn();
    await made.signIn.signOut();
    made.signIn.start('china');
    await settle();
    const ids = made.http.requests.map(({ url }) => new URL(url).searchParams.get('client_id')).filter(Boolean);
    expect(new Set(ids).size).toBe(1);
  });

  it('that can no longer be decrypted asks for a new sign-in, which then works', async () => {
    const other: Secrets = { ...reversing, decrypt: async () => null };
    const { files } = await signedIn();
    const made = setUp(happy, files, other);
    await made.signIn.restore();
    expect(made.signIn.session()).toEqual({ state: 'signed-out', lastEnd: null, cause: 'undecryptable' });
    made.signIn.start('international');
    await made.clock.advance(20_000);
    expect(made.signIn.session().state).toBe('signed-in');
  });

  it('is taken up a minute after one failed read of the vault', async () => {
    const { files } = await signedIn();
    const made = setUp(happy, files);
    files.failing.add('vault.bin');
    await made.signIn.restore();
    expect(made.signIn.session()).toMatchObject({ state: 'signed-out', cause: 'undecryptable' });
    files.failing.clear();
    await made.clock.advance(60_000);
    expect(made.signIn.session().state).toBe('signed-in');
  });

  it('is kept in memory, and reports that, if the system has no encryption', async () => {
    const none: Secrets = { ...reversing, backend: async () => ({ kind: 'none' }) };
    const made = await start(happy, memoryFiles(), none);
    await made.clock.advance(20_000);
    expect(made.signIn.session()).toMatchObject({ state: 'signed-in', storage: { kind: 'memory' } });
    expect(made.files.contents.size).toBe(0);
  });
});

it('stays consistent in every order of events', async () => {
  const actions = ['start', 'cancel', 'sign-out', 'expired', 'wait', 'long wait', 'page', 'settle'] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...actions), { maxLength: 14 }),
      fc.array(fc.constantFrom('authorization_pending', 'slow_down', 'complete', 'access_denied', 'offline'), {
        minLength: 1,
      }),
      async (steps, answers) => {
        const { signIn, clock, http, seen, log } = setUp((path, polls) => {
          if (path === '/cli/device/code') return code;
          if (path !== '/cli/device/token') return { json: { code: '200' } };
          const answer = answers[polls % answers.length] ?? 'authorization_pending';
          if (answer === 'offline') return { failure: { kind: 'offline' } };
          return answer === 'complete' ? complete(inTwelveHours) : status(answer);
        });
        for (const step of steps) {
          if (step === 'start') signIn.start('international');
          if (step === 'cancel') signIn.cancel();
          if (step === 'sign-out') void signIn.signOut();
          if (step === 'expired') void signIn.reportExpired();
          if (step === 'wait') await clock.advance(6_000);
          if (step === 'long wait') await clock.advance(400_000);
          if (step === 'page') signIn.openPage();
          if (step === 'settle') await settle();
          const { state } = signIn.session();
          if (state === 'signed-in') expect(signIn.accessToken('international').ok).toBe(true);
          if (state === 'signed-out') expect(signIn.accessToken('international').ok).toBe(false);
          expect(clock.timerCount()).toBeLessThanOrEqual(2);
        }
        await signIn.restore();
        await clock.advance(400_000);
        expect(['signed-in', 'signed-out']).toContain(signIn.session().state);
        signIn.stop();
        await settle();
        expect(clock.timerCount()).toBe(0);
        expect(JSON.stringify([seen, log.lines])).not.toContain('CANARY');
        expect(seen.every((session) => SessionSchema.safeParse(session).success)).toBe(true);
        expect(http.requests.every(({ url }) => !url.includes('CANARY'))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
