import { describe, expect, it } from 'vitest';
import {
  isHarmlessHeader,
  isSecretName,
  isSecretOption,
  isSecretProperty,
  maskEnvLine,
  maskJsonLine,
  maskKeys,
  maskSecret,
  maskText,
} from '../../../../../main/core/provider/settings-text/mask.ts';
import { readSettings } from '../../../../../main/core/provider/settings-text/settings-text.ts';

describe('a line of settings', () => {
  it.each([
    // Quotes of other kinds, and none.
    [`'apiKey': 'hunter2hunter2'`, `'apiKey': '…ter2'`],
    ['apiKey: hunter2hunter2,', 'apiKey: …ter2,'],
    ['apiKey = hunter2hunter2', 'apiKey = …ter2'],
    ['`apiKey`: `hunter2hunter2`', '`apiKey`: `…ter2`'],
    [`"apiKey": 'it"s hunter2hunter2'`, `"apiKey": '…ter2'`],
    ['{apiKey:hunter2hunter2}', '{apiKey:…ter2}'],
    [`"apiKey": "hunter2hunter2`, `"apiKey": "…ter2`],
    [`"apiKey": "hunter2\\"hunter2hunter2`, `"apiKey": "…ter2`],
    ['MY_VAR=hunter2hunter2', 'MY_VAR=…ter2'],
    // The options of a command, with their value behind "=" or beside them.
    ['"args": ["--brave-api-key=BSAaBcDeFgHiJkLmNoPq"]', '"args": ["--brave-api-key=…NoPq"]'],
    ['"args": ["--api-key", "hunter2hunter2", "x"]', '"args": ["--api-key", "…ter2", "x"]'],
    [`"args": ['--api-key','hunter2hunter2']`, `"args": ['--api-key','…ter2']`],
    ['"command": "npx server --api-key hunter2hunter2 --port 80"', '"command": "npx server --api-key …ter2 --port 80"'],
    ['"args": ["-u", "admin:hunter2hunter2"]', '"args": ["-u", "admin:…ter2"]'],
    ['"args": ["--user=admin:hunter2hunter2"]', '"args": ["--user=admin:…ter2"]'],
    ['"args": ["-c", "curl -uadmin:hunter2hunter2 h"]', '"args": ["-c", "curl -uadmin:…ter2 h"]'],
    ['"args": ["-u", "1000:1000"]', '"args": ["-u", "1000:1000"]'],
    ['"args": ["-u", "server.py"]', '"args": ["-u", "server.py"]'],
    ['"args": ["--header=X-Api-Key:hunter2hunter2"]', '"args": ["--header=X-Api-Key:…ter2"]'],
    ['"args": ["-e", "MY_PW=hunter2hunter2"]', '"args": ["-e", "MY_PW=…ter2"]'],
    // Addresses and headers.
    ['"url": "https://h.example/?api_key=hunter2hunter2&x=1"', '"url": "https://h.example/?api_key=…ter2&x=1"'],
    ['"url": "https://h.example/?Authorization=hunter2hunter2"', '"url": "https://h.example/?Authorization=…ter2"'],
    ['"url": "https://h.example/?key=hunter2hunter2"', '"url": "https://h.example/?key=…ter2"'],
    ['"url": "https://h.example/?a=1&api_key%3dhunter2hunter2"', '"url": "https://h.example/?a=1&api_key%3d…ter2"'],
    ['"x": "Bearer hunter2hunter2"', '"x": "Bearer …ter2"'],
    ['"x": "basic%20aHVudGVyMjpodW50"', '"x": "basic%20…dW50"'],
    ['"url": "https://h.example/mcp?pat=hunter2hunter2&page=2"', '"url": "https://h.example/mcp?pat=…ter2&page=2"'],
    ['"url": "https://h.example/mcp?a=1&code=hunter2hunter2"', '"url": "https://h.example/mcp?a=1&code=…ter2"'],
    ['"url": "https://h.example/mcp?code=hunter"', '"url": "https://h.example/mcp?code=…"'],
    ['"url": "https://h.example/mcp#k=hunter2hunter2"', '"url": "https://h.example/mcp#k=…ter2"'],
    ['"url": "https://h.example/mcp?hunter2hunter2#hunter3hunter3"', '"url": "https://h.example/mcp?…ter2#…ter3"'],
    ['"url": "https://h.example/mcp?aHVudGVyMmh1bnQ==&page=1"', '"url": "https://h.example/mcp?…1bnQ==&page=1"'],
    ['"path": "/mcp?x=hunter2+hunter2%2F2/3;4"', '"path": "/mcp?x=…/3;4"'],
    ['// see https://h.example/?x=hunter2hunter2, please', '// see https://h.example/?x=…ter2, please'],
    ['"x": "https%3A%2F%2Fh.example%2F%3Fpat%3Dhunter2hunter2"', '"x": "https%3A%2F%2Fh.example%2F%3Fpat%3D…ter2"'],
    // Options that abbreviate.
    ['"args": ["--pat", "hunter2hunter2", "-p", "hunter"]', '"args": ["--pat", "…ter2", "-p", "…"]'],
    ['"args": ["--pat=hunter2hunter2", "-p=hunter2"]', '"args": ["--pat=…ter2", "-p=…"]'],
    ['"command": "x --db-pwd hunter2hunter2 -p hunter -phunter22"', '"command": "x --db-pwd …ter2 -p … -p…"'],
    ['"args": ["-t", "hunter2hunter2"]', '"args": ["-t", "…ter2"]'],
    // JSON inside a string.
    [
      String.raw`"args": ["{\"apiKey\":\"hunter2hunter2\",\"a\":1}"]`,
      String.raw`"args": ["{\"apiKey\":\"…ter2\",\"a\":1}"]`,
    ],
    // Forms of keys, wherever they are.
    ['"x": "sk-ws-H.ABCDEFG.hijk.lmno+pq/rstuvw="', '"x": "…uvw="'],
    ['"x": "sk-sp-0123456789.abcdefgh"', '"x": "…efgh"'],
    ['"x": "9c63154bfe5d4b0f8a1c2d3e4f5a6b7c.AbCdEfGhIjKl20Zg"', '"x": "…20Zg"'],
    ['"x": "gsk_aBcDeFgHiJkLmNoPqRsT"', '"x": "…qRsT"'],
    ['"x": "glpat-aBcDeFgHiJkL"', '"x": "…iJkL"'],
    ['"x": "AKIAIOSFODNN7EXAMPLE"', '"x": "…MPLE"'],
    ['"x": "a1b2c3d4e5f6g7h8i9j0"', '"x": "…i9j0"'],
    ['"x": "550e8400-e29b-41d4-a716-446655440000"', '"x": "…0000"'],
    ['// my key: hunter2hunter2', '// my key: …ter2'],
    // A short secret shows nothing of itself.
    ['"apiKey": "hunter"', '"apiKey": "…"'],
    ['"apiKey": "sk-abc"', '"apiKey": "…"'],
    ['"x": "sk-ab"', '"x": "…"'],
    ['"apiKey": 12345678', '"apiKey": …'],
    ['"pass": "hunter2hunter2", "apiKey": "0123456789abcdef"', '"pass": "…ter2", "apiKey": "…cdef"'],
  ])('%s', (line, shown) => {
    expect(maskJsonLine(line)).toBe(shown);
    expect(maskJsonLine(shown)).toBe(shown);
  });

  it.each([
    ['"apiKey" "hunter2hunter2",', '"apiKey" "…ter2",'],
    ['apiKey": "hunter2hunter2"', 'apiKey": "…ter2"'],
    ['MY_VARIABLE": "hunter2hunter2"', 'MY_VARIABLE": "…ter2"'],
    ['"apiKey: "hunter2hunter2"', '"apiKey: "…ter2"'],
    ['Authorization: Bearer hunter2hunter2,', 'Authorization: …ter2,'],
    [String.raw`"url": "https://h/?api_key=hunter2\/hunter2&x=1"`, '"url": "https://h/?api_key=…ter2&x=1"'],
    [String.raw`"note": "Bearer hunter2\/hunter2"`, '"note": "Bearer …ter2"'],
    [String.raw`"note": "MY_WORD=hunter2\u002fhunter2"`, '"note": "MY_WORD=…ter2"'],
  ])('masks a value whose name or whose own text is written in an unusual way: %s', (line, shown) => {
    expect(maskJsonLine(line)).toBe(shown);
  });

  it('masks items of a list of secrets whose quotes are missing', () => {
    expect(maskJsonLine('  hunter2hunter2", // old', true)).toBe('  …ter2"…');
    expect(maskJsonLine('  hunter2hunter2,', true)).toBe('  …ter2,');
    expect(maskJsonLine('  K2": "hunter2hunter2"', true)).toBe('  K2": "…ter2"');
  });

  it.each([
    '"model": { "name": "qwen3-coder-plus" }',
    '"apiKey": null, "token": true, "passphrase": false, "key": 8080',
    '// NOTE: keep this',
    '"keyboard": "de", "monkey_business": "banana"',
    '"args": ["--keyboard", "de", "-y", "brave-mcp"]',
    '"url": "https://h.example/v1?region=cn&page=2"',
    '"url": "https://h.example/v1?api-version=2026-11-28&mode=read-only&v=v1.2&debug=true&empty=#usage"',
    '"command": "npx server --port 8080 --key-file ./x"',
    '"args": ["-p", "8080:80", "-p", "127.0.0.1:80:80", "--auth", "--x", "-p", "./x", "-t", "image", "-s", "small"]',
    '"command": "mkdir -p /srv/x; docker run -p 8080 -it image"',
    '"description": "a task-management-system, bearer of news"',
    '"id": "qwen3-235b-a22b-thinking-2507"',
    '"apiKey": ""',
  ])('leaves %s', (line) => {
    expect(maskJsonLine(line)).toBe(line);
  });

  it('masks every value in an object or a list of secrets, but not harmless headers', () => {
    expect(maskJsonLine('  "pw": "hunter2hunter2", "x": "short"', true)).toBe('  "pw": "…ter2", "x": "…"');
    expect(maskJsonLine('  "hunter2hunter2", "short",', true)).toBe('  "…ter2", "…",');
    expect(maskJsonLine('  "Content-Type": "application/json"', true)).toBe('  "Content-Type": "application/json"');
    expect(maskJsonLine('  "X-DashScope-Session": "hunter2"', true)).toBe('  "X-DashScope-Session": "hunter2"');
    expect(maskJsonLine('  "X-DashScope-Token": "hunter2"', true)).toBe('  "X-DashScope-Token": "…"');
    expect(maskJsonLine('  "User-Agent": "sk-0123456789"', true)).toBe('  "User-Agent": "…6789"');
    expect(maskJsonLine('  ""', true)).toBe('  ""');
  });
});

describe('a line of a .env file', () => {
  it.each([
    ['A=hunter2hunter2', 'A=…ter2'],
    ['export A = "hunter2hunter2" # note', 'export A = …ter2'],
    [`A: 'hunter2hunter2'`, 'A: …ter2'],
    ['# A_KEY=hunter2hunter2', '# A_KEY=…ter2'],
    ['# export TOKEN=hunter2hunter2', '# export TOKEN=…ter2'],
    ['  # a note', '  # a note'],
    ['', ''],
    ['   ', '   '],
    ['hunter2hunter2"', '…er2"'],
    ['sk-sp-0123456789=x', '…6789=…'],
  ])('%s', (line, shown) => {
    expect(maskEnvLine(line)).toBe(shown);
  });
});

describe('names', () => {
  it('knows the objects and properties whose values are secrets', () => {
    const objects = ['env', 'ENV', 'headers', 'customHeaders', 'httpHeaders', 'apiKey', 'x-api-key', 'private_key'];
    expect(objects.filter((name) => !isSecretName(name))).toEqual([]);
    expect(['environment', 'header', 'envKey', 'apiKeyEnvKey', 'maxTokens', 'A_B'].filter(isSecretName)).toEqual([]);
    expect(['A_B', 'apiKey', 'cookies'].filter((name) => !isSecretProperty(name))).toEqual([]);
    expect(['envKey', 'max_tokens', 'name', 'a_b'].filter(isSecretProperty)).toEqual([]);
  });

  it('knows options whose value is a secret', () => {
    expect(['--api-key', '-token', '--x_key'].every((name) => isSecretOption(name, 'x'))).toBe(true);
    const others = ['api-key', '--api-key-file', '--port', '--', '', 5, null, undefined];
    expect(others.some((name) => isSecretOption(name, 'a:b'))).toBe(false);
    expect(['-u', '--user', '--proxy-user'].every((name) => isSecretOption(name, 'admin:hunter2'))).toBe(true);
    expect(['1000:1000', 'server.py', 5, undefined].some((value) => isSecretOption('-u', value))).toBe(false);
  });

  it('knows headers that are no secrets', () => {
    expect(['Accept', 'accept-language', 'HTTP-Referer', 'referer', 'X-Title'].every(isHarmlessHeader)).toBe(true);
    expect(['Authorization', 'X-Api-Key', 'x-dashscope-token', 'Cookie', 'Xreferer'].some(isHarmlessHeader)).toBe(
      false,
    );
  });
});

it('shows names without their keys', () => {
  expect(maskKeys('a sk-0123456789 b https://me:pw@h.example')).toBe('a …6789 b https://…@h.example');
  expect(maskKeys('token=hunter2 qwen3-coder-480b-a35b-instruct-2507-fp8')).toBe(
    'token=hunter2 qwen3-coder-480b-a35b-instruct-2507-fp8',
  );
  expect(maskText('token=hunter2')).toBe('token=…');
  expect(maskSecret('0123456789ab')).toBe('…89ab');
  expect(maskSecret('0123456789a')).toBe('…');
});

it('shows in the excerpt of a broken file nothing that turns the direction of its line', () => {
  const read = readSettings('{ "glm\u202E": oops }');
  expect(read).toMatchObject({ ok: false, problem: { column: 11, excerpt: '{ "glm\uFFFD": oops }', excerptAt: 10 } });
});

describe('the excerpt of a broken file', () => {
  const excerptOf = (text: string): string | null => {
    const read = readSettings(text);
    if (read.ok) throw new Error('not broken');
    return read.problem.excerpt;
  };

  it.each([
    ['single quotes', `{\n  'apiKey': 'hunter2hunter2'\n}`],
    ['no quotes', '{\n  apiKey: hunter2hunter2\n}'],
    ['a name of its own in env', '{\n  "env": {\n    "pw": "hunter2hunter2" "x"\n  }\n}'],
    ['an unquoted env', '{\n  "a": 1,\n  "env": {\n    pw: hunter2hunter2\n  }\n}'],
    ['an env on the same line', '{ "a": 1, "env": { "pw": "hunter2hunter2" ?'],
    ['an env that ends on the same line', '{ "a": 1, "env": { "pw": "hunter2hunter2" }, "b" ?'],
    ['headers', '{\n  "mcpServers": { "x": { "headers": {\n  "X-Mine": "hunter2hunter2",, \n } } }\n}'],
    ['the line below its name', '{\n  "apiKey":\n    "hunter2hunter2" x\n}'],
    ['the line below its option', '{ "args": [\n  "--api-key",\n    "hunter2hunter2" x\n] }'],
    ['a login below its option', '{ "args": [\n  "-u",\n    "admin:hunter2hunter2" x\n] }'],
    ['the line below its variable', '{ \n  "MY_PW":\n    "hunter2hunter2" x\n] }'],
    ['an address', '{\n  "url": "https://h.example/?api_key=hunter2hunter2" x\n}'],
    ['an unclosed string', '{\n  "apiKey": "hunter2hunter2\n}'],
  ])('shows no secret with %s', (_, text) => {
    expect(excerptOf(text)).not.toBeNull();
    expect(excerptOf(text)).not.toContain('hunter');
  });

  it('shows values again behind the end of env', () => {
    expect(excerptOf('{ "env": {\n "A": "b" },\n  "theme": "dark" x\n}')).toBe('"theme": "dark" x');
    expect(excerptOf('{\n "a": ["env", {\n  "theme": "dark" x } ] }')).toContain('"dark"');
  });
});

it.each([
  ['{ "x": "sk-12\\q34abcd1234efgh5678" }', '{ "x": "…5678" }'],
  ['{ "s\\k-abcdefghij1234": 1 }', '{ "…1234": 1 }'],
  ['{ "x": "Bearer abc\\qdefghijkl" }', '{ "x": "…ijkl" }'],
  ['{ "u": "https://a?api_key=abc\\qdefsecret" }', '{ "u": "…cret" }'],
  ['{ "x": "sk-ws-H.ab\\zcdefgh1234', '{ "x": "…1234'],
  ['{ "path": "C:\\work\\models" }', '{ "path": "C:\\work\\models" }'],
  ['{ "x": "a\\/b \\u00e9" }', '{ "x": "a\\/b \\u00e9" }'],
])('masks a key that an invalid escape splits: %j', (line, masked) => {
  expect(maskJsonLine(line)).toBe(masked);
});
