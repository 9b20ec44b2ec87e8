import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnPage } from '../../../../../main/sources/qwencloud/auth/device-attempt.ts';
import { readDeviceCode } from '../../../../../main/sources/qwencloud/auth/device-flow.ts';
import { readPollAnswer, readPollBody } from '../../../../../main/sources/qwencloud/auth/device-poll.ts';

const data = { Token: 't', VerificationUrl: 'https://x.test/v', ExpiresIn: 300, Interval: 5 };

describe('the first answer', () => {
  it('is read, with numbers as numbers or digits', () => {
    const code = { token: 't', verificationUrl: 'https://x.test/v', expiresInMs: 300_000, intervalMs: 5000 };
    expect(readDeviceCode({ Success: true, Data: data, RequestId: 'r' })).toEqual(code);
    expect(readDeviceCode({ Success: true, Data: { ...data, ExpiresIn: '300', Interval: '5' } })).toEqual(code);
  });

  it('has its interval and lifetime limited', () => {
    const wild = { ...data, ExpiresIn: 1e9, Interval: 0.001 };
    expect(readDeviceCode({ Success: true, Data: wild })).toMatchObject({ expiresInMs: 86_400_000, intervalMs: 250 });
  });

  it.each([
    null,
    {},
    { Success: false, Data: data },
    { Success: 'true', Data: data },
    { Success: true },
    { Success: true, Data: { ...data, Token: '' } },
    { Success: true, Data: { ...data, Token: 1 } },
    { Success: true, Data: { ...data, VerificationUrl: null } },
    { Success: true, Data: { ...data, ExpiresIn: 0 } },
    { Success: true, Data: { ...data, Interval: -1 } },
    { Success: true, Data: { ...data, Interval: 'soon' } },
  ])('is not guessed at: %j', (body) => {
    expect(readDeviceCode(body)).toBeNull();
  });
});

const camel = (Status?: string, Credentials?: unknown) => ({ Success: true, Data: { Status, Credentials } });
const snake = (status?: string, credentials?: unknown) => ({ status, credentials });

describe('a poll', () => {
  it.each([
    ['authorization_pending', 'pending'],
    ['AUTHORIZATION_PENDING', 'pending'],
    ['slow_down', 'slow-down'],
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['complete', 'pending'],
    ['something new', 'unknown-shape'],
  ])('with status %j is %j in both spellings', (status, kind) => {
    expect(readPollBody(camel(status))).toEqual({ kind });
    expect(readPollBody(snake(status))).toEqual({ kind });
  });

  it('without a status is pending, without anything is unknown', () => {
    expect(readPollBody({ Success: true, Data: {} })).toEqual({ kind: 'pending' });
    for (const body of [undefined, null, {}, [], 'complete', { Success: false, Data: {} }, { Success: true }]) {
      expect(readPollBody(body)).toEqual({ kind: 'unknown-shape' });
    }
  });

  it('yields credentials from both spellings', () => {
    const expected = {
      kind: 'complete',
      credentials: {
        accessToken: 'abc.DEF-1',
        expiresAtMs: Date.UTC(2026, 9, 7, 16),
        account: 'a@example.test',
      },
    };
    const user = { Id: 5, Email: 'a@example.test', AliyunId: 'x' };
    const upper = { AccessToken: 'abc.DEF-1', RefreshToken: 'r', ExpireTime: '2026-10-07T16:00:00Z', User: user };
    expect(readPollBody(camel('complete', upper))).toEqual(expected);
    const lower = {
      access_token: 'abc.DEF-1',
      refresh_token: 'r',
      expire_time: '2026-10-08T00:00:00+08:00',
      user: { id: '5', email: 'a@example.test' },
    };
    expect(readPollBody(snake('complete', lower))).toEqual(expected);
  });

  it.each([
    [{}, null],
    [null, null],
    [{ Id: 7 }, '7'],
    [{ Organization: 'Org' }, 'Org'],
    [{ Email: '', AliyunId: 'x' }, 'x'],
    [{ Email: 5 }, null],
    ['odd', null],
  ])('names the account of %j', (User, account) => {
    expect(readPollBody(camel('complete', { AccessToken: 't', User }))).toMatchObject({ credentials: { account } });
  });

  it.each([
    ['2026-10-07T16:00:00.500Z', Date.UTC(2026, 9, 7, 16, 0, 0, 500)],
    [Date.UTC(2026, 9, 7), Date.UTC(2026, 9, 7)],
    [String(Date.UTC(2026, 9, 7) / 1000), Date.UTC(2026, 9, 7)],
    ['2026-10-07 16:00:00', null],
    ['7200', null],
    ['', null],
    [null, null],
    [{}, null],
  ])('reads the end %j', (ExpireTime, expiresAtMs) => {
    expect(readPollBody(camel('complete', { AccessToken: 't', ExpireTime }))).toMatchObject({
      credentials: { expiresAtMs },
    });
  });

  it.each(['', 'two words', 'line\nbreak', 'ünïcode', 'x'.repeat(9000)])(
    'refuses a token that fits no header',
    (AccessToken) => {
      expect(readPollBody(camel('complete', { AccessToken }))).toEqual({ kind: 'unknown-shape' });
    },
  );

  it.each([
    [400, 'device token expired', 'expired'],
    [400, '{"error":"access_denied"}', 'denied'],
    [429, 'slow_down', 'slow-down'],
    [400, '{"error":"authorization_pending"}', 'pending'],
    [400, 'bad', 'transient'],
    [500, '', 'transient'],
    [302, 'expired', 'transient'],
    [200, '<html>please sign in, expired</html>', 'transient'],
    [200, '{"Success":true,', 'unknown-shape'],
  ])('at HTTP %i with %j is %j', (status, text, kind) => {
    expect(readPollAnswer({ status, text, headers: {} })).toEqual({ kind });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, text) => {
        const answer = readPollAnswer({ status, text, headers: {} });
        expect(answer.kind).toBeTypeOf('string');
      }),
    );
    fc.assert(fc.property(fc.anything(), (body) => void [readPollBody(body), readDeviceCode(body)]));
  });
});

describe('the page to approve on', () => {
  const site = {
    region: 'international',
    authBase: 'https://t.qwencloud.com',
    gateway: '',
    gatewayRegion: '',
    logoutProduct: '',
    pageDomains: ['qwencloud.com'],
  } as const;

  it.each(['https://qwencloud.com/x', 'https://home.qwencloud.com/verify?a=b#c', 'https://T.QWENCLOUD.com/'])(
    'may be %s',
    (url) => {
      expect(isOwnPage(url, site)).toBe(true);
    },
  );

  it.each([
    'http://home.qwencloud.com/',
    'https://evilqwencloud.com/',
    'https://qwencloud.com.evil.test/',
    'https://qwencloud.com@evil.test/',
    'https://user:pass@home.qwencloud.com/',
    'https://home.qwencloud.com:8443/',
    'http://127.0.0.1:1/device',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'nonsense',
    '',
  ])('may not be %s', (url) => {
    expect(isOwnPage(url, site)).toBe(false);
  });

  it('may be on this machine only when the sign-in is', () => {
    const here = { ...site, authBase: 'http://127.0.0.1:4321' };
    expect(isOwnPage('http://127.0.0.1:4321/device', here)).toBe(true);
    expect(isOwnPage('http://localhost:99/device', here)).toBe(true);
    expect(isOwnPage('http://127.0.0.2/device', here)).toBe(false);
    expect(isOwnPage('file://localhost/etc/passwd', here)).toBe(false);
  });
});
