import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../main/core/redact.ts';
import { processorTimeMs } from '../../support/processor-time.ts';

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
    // Near misses of the rules above.
    ["{ accessToken: 'CANARY', x: 1 }", 'CANARY'],
    ['cliAccessToken: CANARY', 'CANARY'],
    ['GEMINI_API_KEY="CANARY value"', 'CANARY'],
    ["export ANTHROPIC_API_KEY='CANARY'", 'CANARY'],
    ['{"token":12345678}', '12345678'],
    ['{"token": [ "CANARY", "CANARY" ]}', 'CANARY'],
    ['{"password":"it\'s CANARY"}', 'CANARY'],
    ['{"password":"a\\"CANARY"}', 'CANARY'],
    ['{"body":"{\\"password\\":\\"a\\\\\\"CANARY\\"}"}', 'CANARY'],
    ['{"accessToken":"cut off CANARY', 'CANARY'],
    ['cookie: a=1; login_ticket=x; sid=CANARY', 'CANARY'],
    ['set-cookie: sid=CANARY; Path=/', 'CANARY'],
    ['"cookies":["sid=CANARY"]', 'CANARY'],
    ['authorization: Custom CANARY CANARY', 'CANARY'],
    ['Authorization:CANARY', 'CANARY'],
    ['"Authorization":"Token CANARY"', 'CANARY'],
    ['Bearer%20CANARYabc', 'CANARY'],
    ['Bearer CANARY|with|bars', 'bars'],
    ['text\\nBearer CANARYabc', 'CANARY'],
    ['body=%7B%22access_token%22%3A%22CANARY%22%7D', 'CANARY'],
    ['next=token%3DCANARY%26page%3D1', 'CANARY'],
    ['%22sk-sp-CANARY1234567890', 'CANARY'],
    ['line\\nsk-CANARY1234567890', 'CANARY'],
    ['KEY_sk-CANARY1234567890', 'CANARY'],
    ['AIzaCANARY_1234567890abcdefgh', 'CANARY'],
    ['{"AccessKeyId":"CANARY","AccessKeySecret":"CANARY"}', 'CANARY'],
    ['LTAI5tCANARY1234567890', 'CANARY'],
    ['http://user:p@CANARY@proxy.test:3128', 'CANARY'],
    ['{"VerificationUrl":"https://t.example.com/d/CANARY"}', 'CANARY'],
    ['josé.CANARY@example.com', 'CANARY'],
    ['canaré@example.com', 'canar'],
    ['user=CANARY%40example.com', 'CANARY'],
    ['{"Uid":5060708090,"aliyunId":"CANARY"}', '5060708090'],
    ['{"Uid":5060708090,"aliyunId":"CANARY"}', 'CANARY'],
    ['account_id=CANARY', 'CANARY'],
    ['account 1234567890123456 has no plan', '1234567890123456'],
    ['client_secret=>CANARY', 'CANARY'],
    ['spawn npx --brave-api-key CANARYabc', 'CANARY'],
    ['args ["--api-key","CANARYabc","x"]', 'CANARY'],
    ['args ["-u","admin:CANARYabc"]', 'CANARY'],
    ['spawn curl --user admin:CANARYabc h', 'CANARY'],
    ['{"args":"[\\"-u\\", \\"admin:CANARYabc\\"]"}', 'CANARY'],
    ['{"args":"[\\"--token\\", \\"CANARYabc\\"]"}', 'CANARY'],
    ['key sk-ws-H.ABCDEFG.hijk.CANARY_signature', 'CANARY'],
    ['key 9c63154bfe5d4b0f8a1c2d3e4f5a6b7c.CANARYabcdefghij', 'CANARY'],
    ['glpat-CANARY1234567', 'CANARY'],
    ['gsk_CANARY12345678901234', 'CANARY'],
    ['an opaque CANARY1a2b3c4d5e6f7g8h', 'CANARY'],
    ['MY_KEY=CANARY', 'CANARY'],
    ['signed in as canary.name+tag@mail.example.com today', 'canary.name'],
  ])('%s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it('keeps the text around a secret', () => {
    expect(redact('GET x?token=abcd1234&page=2 failed')).toBe('GET x?token=[removed]&page=2 failed');
    expect(redact('{"accessToken":"abc","expiresIn":300}')).toBe('{"accessToken":"[removed]","expiresIn":300}');
    expect(redact('authorization: Bearer abcdef, then')).toBe('authorization: Bearer [removed], then');
  });

  it.each([
    ['two keys: sk-abcdefgh1 sk-abcdefgh2', 'two keys: sk-[removed] sk-[removed]'],
    ['glpat-abcdefghijkl and LTAIabcdefghijkl', '[removed] and [removed]'],
    ["{ accessToken: 'abc' }", "{ accessToken: '[removed]' }"],
    ['{"token": [ "a", "b" ], "n": 1}', '{"token": [removed], "n": 1}'],
    ['npx --brave-api-key abc --port 80', 'npx --brave-api-key [removed] --port 80'],
    ['curl -u ada:abc https://a.example', 'curl -u ada:[removed] https://a.example'],
    ['cookie: a=1; sid=2\nnext line', 'cookie: [removed]\nnext line'],
    ['https://ada:abc@a.example/v1', 'https://[removed]@a.example/v1'],
    ['from ada@mail.example today', 'from [e-mail] today'],
    ['account 1234567890123456 has none', 'account [number] has none'],
    ['no backup 20261128164645460-d718bd6b', 'no backup 20261128164645460-d718bd6b'],
    ['12345678901234567-d718bd6b 20261128164645460-d718', '[number]-d718bd6b [number]-d718'],
    ['monkey_token = 5', 'monkey_token = [removed]'],
  ])('exactly, of %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  it('writes the home folder as ~, with both kinds of separator', () => {
    expect(redact('/home/ada/.qwen/settings.json', ['/home/ada'])).toBe('~/.qwen/settings.json');
    expect(redact('"C:\\\\Users\\\\Ada\\\\.qwen" C:\\Users\\Ada', ['C:\\Users\\Ada'])).toBe('"~\\\\.qwen" ~');
    expect(redact('/home/ada', ['/home/ada/'])).toBe('~');
    expect(redact('/home/ada', ['/home/ada//'])).toBe('~');
    expect(redact('/ab/file', ['/ab'])).toBe('~/file');
    expect(redact('/home/a.d+a/x /home/abd+a/x', ['/home/a.d+a'])).toBe('~/x /home/abd+a/x');
    expect(redact('file=%2Fhome%2Fada%2F.qwen', ['/home/ada'])).toBe('file=~%2F.qwen');
    expect(redact('C%3A%5CUsers%5CAda', ['C:\\Users\\Ada'])).toBe('~');
    expect(redact('"{\\"p\\":\\"C:\\\\\\\\Users\\\\\\\\Ada\\"}"', ['C:\\Users\\Ada'])).toBe('"{\\"p\\":\\"~\\"}"');
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
    'use --key-stdin, --api-key-file ./x, --port 80',
    'queryCodingPlanInstanceInfoV2 answered',
    'monkey: banana',
    'npm @qwencloud/qwencloud-cli@1.4.1',
    'resets at 1791360000000, 15000 ms later',
    '{"tokens_in":1234,"used":18626.06077004}',
    '[where console/zeldaHttp.apikeyMgr./tokenplan/personal/api/v2/usage]',
    '[where BssOpenAPI-V3/GetSeatSubscriptionSummary: paging]',
    '{"token":null,"cookies":true}',
    'a request id 6F9619FF-8B86-D011-B42D-00CF4FC964FF',
    'disk-usage-overview and ask-me-anything',
  ])('%s', (text) => {
    expect(redact(text, ['/home/ada'])).toBe(text);
  });

  it('ignores a home folder that would take everything', () => {
    expect(redact('C:/a/etc/hosts', ['/', '', 'a', '/a', '///', 'C:\\'])).toBe('C:/a/etc/hosts');
  });
});

it('is settled after one pass, and total', () => {
  expect(redact(redact('authorization%3D+secret '))).toBe('authorization%3D+[removed] ');
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('Bearer ', 'sk-', 'token=', '"token":"', token, '@', '.com', '/home/ada', ': ', '://', '[removed]'),
    fc.constantFrom("'", '\\\\', '"', '\\n', '%22', '%3D', '%40', 'cookie', 'uid', 'authorization', '[', ']', '{', ','),
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
    (secret: string) => `QWEN_KEY_API_KEY="${secret}"`,
    (secret: string) => `{ refreshToken: '${secret}' }`,
    (secret: string) => JSON.stringify({ body: JSON.stringify({ access_token: secret }) }),
    (secret: string) => JSON.stringify({ body: JSON.stringify({ body: JSON.stringify({ password: secret }) }) }),
    (secret: string) => encodeURIComponent(JSON.stringify({ cliAccessToken: secret })),
    (secret: string) => `Cookie: a=b; c=${secret}`,
  ];
  fc.assert(
    fc.property(opaque, fc.constantFrom(...ways), (secret, way) => {
      expect(redact(way(secret))).not.toContain(secret);
    }),
  );
});

it('stays quick on long lines', async () => {
  const parts = [
    'a',
    '-',
    '"',
    '.',
    'token',
    ':',
    'a@',
    '1.',
    '\\"',
    'eyJ',
    '\\',
    '%22',
    'uid:',
    '"token":"',
    '"token":',
    "token:'",
    'Bearer ',
    '1',
  ];
  const neededMs = await processorTimeMs(() => {
    for (const part of parts) redact(part.repeat(20_000), ['/home/ada']);
  });
  expect(neededMs).toBeLessThan(5_000);
});
