import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Session } from '../../../main/core/session.ts';
import type { HttpRequest, Secrets } from '../../../main/ports.ts';
import { createSignIn } from '../../../main/services/sign-in.ts';
import { createVault } from '../../../main/services/vault.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../support/fakes.ts';
import { type ScriptedAnswer, scriptedHttp } from '../../support/scripted-http.ts';

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
  const signIn = createSignIn({
    http,
    clock,
    log,
    vault,
    sites: { international: site('international'), china: site('china') },
    openPage: (url) => opened.push(url),
  });
  signIn.subscribe((session) => seen.push(session));
  return { http, clock, log, opened, seen, signIn, files, vault };
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
