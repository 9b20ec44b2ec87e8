import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../main/core/redact.ts';

const token = 'qA7-zz_09.Xy~+/==';

describe('what is removed', () => {
  it.each([
    ['authorization: Bearer CANARYabc.def-123', 'CANARYabc'],
    ['Authorization: bearer   CANARYabc123', 'CANARYabc123'],
    ['proxy basic Q0FOQVJZOng=', 'Q0FOQVJZOng'],
    ['key sk-CANARY1234567890', 'CANARY'],
    ['key "sk-sp-CANARY1234567890"', 'CANARY'],
    ['{"accessToken":"CANARY abc"}', 'CANARY'],
    ['{"AccessToken" : "CANARY"}', 'CANARY'],
    ['{"access_token":"CANARY"}', 'CANARY'],
    ['{"RefreshToken":"CANARY","x":1}', 'CANARY'],
    ['{"cliAccessToken":"CANARY"}', 'CANARY'],
    ['{"body":"{\\"AccessToken\\":\\"CANARY\\"}"}', 'CANARY'],
    ['POST /cli/device/token?client_id=1&token=CANARY&code_verifier=CANARY', 'CANARY'],
    ['OPENAI_API_KEY=CANARY', 'CANARY'],
    ['BAILIAN_CODING_PLAN_API_KEY = CANARY', 'CANARY'],
    ['{"DASHSCOPE_API_KEY":"CANARY"}', 'CANARY'],
    ['cookie: login_ticket=CANARY', 'CANARY'],
    ['token: CANARY', 'CANARY'],
    ['password=CANARY', 'CANARY'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJDQU5BUlkiOjF9.CANARYsignature', 'CANARY'],
    ['http://user:CANARY@proxy.test:3128', 'CANARY'],
    ['http://CANARY@proxy.test', 'CANARY'],
    ['signed in as canary.name+tag@mail.example.com today', 'canary.name'],
  ])('%s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it('keeps what stands around', () => {
    expect(redact('GET x?token=abcd1234&page=2 failed')).toBe('GET x?token=[removed]&page=2 failed');
    expect(redact('{"accessToken":"abc","expiresIn":300}')).toBe('{"accessToken":"[removed]","expiresIn":300}');
    expect(redact('authorization: Bearer abcdef, then')).toBe('authorization: Bearer [removed], then');
  });

  it('writes the home folder as ~, with both kinds of separator', () => {
    expect(redact('/home/ada/.qwen/settings.json', ['/home/ada'])).toBe('~/.qwen/settings.json');
    expect(redact('"C:\\\\Users\\\\Ada\\\\.qwen" C:\\Users\\Ada', ['C:\\Users\\Ada'])).toBe('"~\\\\.qwen" ~');
    expect(redact('/home/ada', ['/home/ada/'])).toBe('~');
  });
});

describe('near misses stay', () => {
  it.each([
    'sk-short',
    'task-management-system-overview',
    'risk-assessment-complete',
    'the bearer of news',
    'tokens: 12',
    'usage {"tokens_in":1234,"total":5}',
    '/home/adam/file',
    'sign-in: ended denied',
    'qwencloud: queryCodingPlanInstanceInfoV2 says the session has ended; asking once more',
    'a@b',
    'http://127.0.0.1:4321/data/v2/api.json',
    'keyboard=de',
    'monkey: banana',
  ])('%s', (text) => {
    expect(redact(text, ['/home/ada'])).toBe(text);
  });

  it('ignores a home folder that would take everything', () => {
    expect(redact('/etc/hosts', ['/', '', 'a'])).toBe('/etc/hosts');
  });
});

it('is settled after one pass, and total', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('Bearer ', 'sk-', 'token=', '"token":"', token, '@', '.com', '/home/ada', ': ', '://', '[removed]'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = redact(pieces.join(''), ['/home/ada']);
      expect(redact(once, ['/home/ada'])).toBe(once);
    }),
    { numRuns: 500 },
  );
});

it('removes any opaque token after each way of naming it', () => {
  const opaque = fc.stringMatching(/^[A-Za-z0-9_-]{20,60}$/);
  const ways = [
    (secret: string) => `Bearer ${secret}`,
    (secret: string) => `sk-${secret}`,
    (secret: string) => `sk-sp-${secret}`,
    (secret: string) => `{"access_token":"${secret}"}`,
    (secret: string) => `?token=${secret}&x=1`,
    (secret: string) => `QWEN_KEY_API_KEY=${secret}`,
  ];
  fc.assert(
    fc.property(opaque, fc.constantFrom(...ways), (secret, way) => {
      expect(redact(way(secret))).not.toContain(secret);
    }),
  );
});

it('stays quick on long lines', () => {
  const startedAtMs = performance.now();
  for (const letter of ['a', '-', '"', '.', 'token', ':', 'a@', '1.', '\\"', 'eyJ'])
    redact(letter.repeat(20_000), ['/home/ada']);
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
});
