import { describe, expect, it } from 'vitest';
import {
  endpointKindOf,
  isVariableName,
  keyKindOf,
  keyProblem,
  referencedVariable,
  shownVariable,
  spillsIntoBilling,
} from '../../../../main/core/provider/keys.ts';
import { lastFour, maskEnvLine, maskJsonLine } from '../../../../main/core/provider/settings-text/mask.ts';

const codingIntl = 'https://coding-intl.dashscope.aliyuncs.com/v1';
const coding = 'https://coding.dashscope.aliyuncs.com/apps/anthropic';
const tokenPlan = 'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1';
const standard = 'https://dashscope.aliyuncs.com/compatible-mode/v1';
const us = 'https://dashscope-us.aliyuncs.com/compatible-mode/v1';
const hongKong = 'https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1';
const workspace = 'https://ws-1234.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1';
const elsewhere = 'https://llm.example.com/v1';

describe('key kind × endpoint', () => {
  it.each([
    ['sk-0123456789', standard, null],
    ['sk-0123456789', us, null],
    ['sk-0123456789', hongKong, null],
    ['sk-0123456789', codingIntl, 'billed-key-on-plan-endpoint'],
    ['sk-0123456789', coding, 'billed-key-on-plan-endpoint'],
    ['other-key-0123', codingIntl, 'not-a-plan-key'],
    ['tp-0123456789abcdef', coding, 'not-a-plan-key'],
    // Qwen Code asks for no prefix at the Token Plan, so the plan of a switch warns instead.
    ['sk-0123456789', tokenPlan, null],
    ['other-key-0123', tokenPlan, null],
    ['sk-ws-H.ABCDEFG.abcd.0123456789', standard, null],
    ['sk-ws-H.ABCDEFG.abcd.0123456789', workspace, null],
    ['sk-ws-H.ABCDEFG.abcd.0123456789', coding, 'billed-key-on-plan-endpoint'],
    ['sk-sp-0123456789', workspace, 'plan-key-on-billed-endpoint'],
    ['sk-sp-0123456789', standard, 'plan-key-on-billed-endpoint'],
    ['sk-sp-0123456789', us, 'plan-key-on-billed-endpoint'],
    ['sk-sp-0123456789', hongKong, 'plan-key-on-billed-endpoint'],
    ['sk-sp-0123456789', codingIntl, null],
    ['sk-sp-0123456789', coding, null],
    ['sk-sp-0123456789', tokenPlan, null],
    ['sk-sp-0123456789', elsewhere, null],
    ['anything-at-all', elsewhere, null],
  ] as const)('%s at %s: %s', (key, baseUrl, problem) => {
    expect(keyProblem(key, baseUrl)).toBe(problem);
  });

  it('refuses a plan key for other known providers', () => {
    expect(keyProblem('sk-sp-0123', 'https://openrouter.ai/api/v1', true)).toBe('plan-key-on-billed-endpoint');
  });

  it.each([
    ['', 'missing'],
    ['sk-a b', 'white-space'],
    ['sk-a\n', 'white-space'],
    [' sk-a', 'white-space'],
    ['sk-a\u00a0b', 'white-space'],
    ['sk-a$HOME-b', 'dollar-name'],
    [`sk-a\${HOME}b`, 'dollar-name'],
    ['"sk-ab"', 'quotes'],
    ['sk-а', 'not-ascii'],
    ['sk-…', 'not-ascii'],
  ])('catches the form of %j: %s', (key, problem) => {
    expect(keyProblem(key, elsewhere)).toBe(problem);
  });

  it.each([
    'sk-sp-xxxxxxxxx',
    'sk-XXXX',
    'sk-',
    'sk-sp-',
    'sk-sp-...',
    'sk-ws-H.xxxx'.replace('H.', ''),
    'xxxxxxxx',
    '<your-api-key>',
    'your_api_key',
    'YOUR_DASHSCOPE_KEY',
    'sk-your-key-here',
    'paste_key_here',
    'sk-or-v1-xxxx',
  ])('refuses %s, which documents show in place of a key', (key) => {
    expect(keyProblem(key, elsewhere)).toBe('placeholder');
  });

  it.each(['ollama', 'lm-studio', 'EMPTY', 'none', 'x', 'local', 'sk-1', 'sk-x1', 'token-abc123'])(
    'accepts %s, which servers on this machine take',
    (key) => {
      expect(keyProblem(key, 'http://localhost:1234/v1')).toBeNull();
    },
  );

  it('accepts a dollar sign that names no variable', () => {
    expect(keyProblem('sk-a$-b$', elsewhere)).toBeNull();
  });

  it('does not recognize look-alike hosts', () => {
    expect(endpointKindOf('https://coding.dashscope.aliyuncs.com.evil.example/v1')).toBe('other');
    expect(endpointKindOf('https://evil.example/coding.dashscope.aliyuncs.com/v1')).toBe('other');
    expect(endpointKindOf('https://coding.dashscope.aliyuncs.com@evil.example/v1')).toBe('other');
    expect(endpointKindOf('https://user:pw@CODING.dashscope.aliyuncs.com:443/v1')).toBe('plan');
    expect(endpointKindOf('https://a.b.c.maas.aliyuncs.com/v1')).toBe('other');
    expect(endpointKindOf('https://maas.aliyuncs.com/v1')).toBe('other');
    expect(endpointKindOf('not a url')).toBe('other');
  });

  it('recognizes kinds of keys and billing by use', () => {
    expect([keyKindOf('sk-sp-1'), keyKindOf('sk-1'), keyKindOf('fw_1')]).toEqual(['plan', 'billed', 'other']);
    expect(endpointKindOf(workspace)).toBe('billed');
    expect(spillsIntoBilling(standard, true)).toBe(true);
    expect(spillsIntoBilling(standard, false)).toBe(false);
    expect(spillsIntoBilling(tokenPlan, true)).toBe(false);
  });

  it('recognizes variable names', () => {
    expect(['A_KEY', '_a1', 'a'].every(isVariableName)).toBe(true);
    expect(['', '1A', 'A-B', 'A B', 'A=B', 'Ä'].some(isVariableName)).toBe(false);
  });
});

describe('the name of a variable, as it is shown', () => {
  it.each(['DASHSCOPE_API_KEY', 'a', '_x1', 'QWEN_CUSTOM_API_KEY_OPENAI_HTTPS_LLM_EXAMPLE_COM_V1_0123456789ab'])(
    'shows %s whole',
    (name) => {
      expect(shownVariable(name)).toBe(name);
      expect(shownVariable(`\${${name}}`)).toBe(`\${${name}}`);
      expect(shownVariable(`$${name}`)).toBe(`$${name}`);
    },
  );

  it.each([
    ['sk-sp-0123456789abcdef0123456789abcdef', '…cdef'],
    ['9c63154bfe5d4b0f8a1c2d3e4f5a6b7c.AbCdEfGhIjKl20Zg', '…20Zg'],
    ['sk-ws-H.ABCDEFG.hijk.lmnopqrs_tuvw', '…tuvw'],
    // A valid name of a variable, but random.
    ['a63154bfe5d4b0f8a1c2d3e4f5a6b7c8', '…b7c8'],
    ['LTAI5t0123456789abcd', '…abcd'],
    ['my key', '…'],
    ['my-secret-key', '…-key'],
    ['hunter2!', '…'],
    [`\${sk-sp-0123456789abcdef}`, '…def}'],
    ['$A$B', '…'],
  ])('shows of %s only "%s"', (name, shown) => {
    expect(shownVariable(name)).toBe(shown);
  });

  it('shows no name that a reference was filled in to make', () => {
    expect(shownVariable('HUNTER_2', true)).toBe('…');
    expect(shownVariable('sk-5ecret0000cafe', true)).toBe('…cafe');
  });

  it('finds the variable of a reference that is the whole text', () => {
    expect([`\${A_KEY}`, '$A_KEY'].map(referencedVariable)).toEqual(['A_KEY', 'A_KEY']);
    expect(['A_KEY', `\${A KEY}`, 'x$A_KEY', `\${A_KEY}x`, '', '$'].map(referencedVariable)).toEqual(
      Array(6).fill(null),
    );
  });
});

describe('masks', () => {
  it('shows four characters of a key, and none of a short key', () => {
    expect([lastFour('sk-sp-FAKE0000'), lastFour('short'), lastFour('')]).toEqual(['0000', '', '']);
  });

  it.each([
    ['sevench', ''],
    ['eleven-char', ''],
    ['twelve-chars', 'hars'],
    ['sk-123', ''],
    ['sk-12345678', ''],
    ['sk-123456789', '6789'],
  ])('shows of %s, by its length, "%s"', (key, shown) => {
    expect(lastFour(key)).toBe(shown);
  });

  it.each([
    ['    "MY_VAR": "x",', '    "MY_VAR": "…",'],
    ['"apiKey": "0123456789abcdef"', '"apiKey": "…cdef"'],
    ['"Authorization": "Bearer abcdefghijkl"', '"Authorization": "…ijkl"'],
    ['"api\\u004bey": "0123456789abcdef"', '"api\\u004bey": "…cdef"'],
    ['"apiKey": "…cdef"', '"apiKey": "…cdef"'],
    ['"X_TOKEN": "a\\"b-still-secret-tail"', '"X_TOKEN": "…tail"'],
    ['// old key sk-sp-abcdefgh9999', '// old key …9999'],
    ['"baseUrl": "https://me:pw@host/v1"', '"baseUrl": "https://…@host/v1"'],
    ['"baseUrl": "https://me:p@w@host/v1"', '"baseUrl": "https://…@host/v1"'],
    ['// LTAI5tCANARY1234567890', '// …7890'],
    ['"args": ["eyJhbGciOiJI.eyJDQU5BUlki.CANARYsignature"]', '"args": ["…ture"]'],
    ['"smtpPassphrase": "0123456789abcdef"', '"smtpPassphrase": "…cdef"'],
  ])('%s', (line, shown) => {
    expect(maskJsonLine(line)).toBe(shown);
  });

  it.each([
    '        "envKey": "BAILIAN_CODING_PLAN_API_KEY",',
    '    "envKey": "QWEN_CUSTOM_API_KEY_OPENAI_HTTPS_LLM_EXAMPLE_COM_V1_0123456789ab"',
    '"max_tokens": "4096"',
    '"id": "claude-sonnet-4-20250514", "name": "grok-4.20-multi-agent-0309"',
    '"baseUrl": "https://coding-intl.dashscope.aliyuncs.com/v1"',
    '"urls": ["https://a.example","me@b.example"]',
  ])('leaves what is no secret: %s', (line) => {
    expect(maskJsonLine(line)).toBe(line);
  });

  it('handles many escapes and unclosed texts in time', () => {
    // Forty escapes in a list took exponential time when each could match in two ways.
    for (const mark of ['\\n', '\\\\', '\\"']) {
      const long = mark.repeat(5_000);
      expect(maskJsonLine(`"args": ["${long}"], "apiKey": "0123456789abcdef"`)).toContain('"apiKey": "…cdef"');
      expect(maskJsonLine(`"args": ["${long}`)).toContain(long);
    }
  }, 5_000);

  it.each([
    ['KEY_A=sk-0123456789abcd', 'KEY_A=…abcd'],
    ['export KEY_A="0123456789abcd" # mine', 'export KEY_A=…abcd'],
    ['# was sk-0123456789abcd', '# was …abcd'],
    ['KEY_A: short', 'KEY_A: …'],
    ['a line that continues a quoted value', '…alue'],
    ['', ''],
  ])('.env: %s', (line, shown) => {
    expect(maskEnvLine(line)).toBe(shown);
  });
});
