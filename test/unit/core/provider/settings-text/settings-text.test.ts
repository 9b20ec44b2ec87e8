import { describe, expect, it } from 'vitest';
import { blankComments } from '../../../../../main/core/provider/settings-text/client-json.ts';
import { readSettings } from '../../../../../main/core/provider/settings-text/settings-text.ts';

const problem = (text: string) => {
  const read = readSettings(text);
  return read.ok ? null : read.problem;
};

describe('readSettings', () => {
  it.each([
    ['{', 'not-json', 1, 2],
    ['{\n  "a": 1\n  "b": 2\n}', 'not-json', 3, 3],
    ['{\n  "a": tru\n}', 'not-json', 2, 8],
    ['{"a": 01}', 'not-json', 1, 8],
    ["{'a': 1}", 'not-json', 1, 2],
    ['{ "a": 1, /* open', 'not-json', 1, 11],
    ['{\n  "a": 1,\n}', 'trailing-comma', 2, 9],
    ['{\n  "a": [1, 2, // last\n  ]\n}', 'trailing-comma', 2, 13],
    ['{\r\n  "a": 1,\r\n}', 'trailing-comma', 2, 9],
    ['{"a": 1, "b": {"c": 1, "c": 2}}', 'duplicate-key', 1, 24],
    ['{"a": [{"x": 1, "x": 1}]}', 'duplicate-key', 1, 17],
    ['{"__proto__": 1, "__proto__": 2}', 'duplicate-key', 1, 18],
    ['[1]', 'not-an-object', 1, 1],
    ['// only a word\n"x"', 'not-an-object', 2, 1],
    ['null', 'not-an-object', 1, 1],
    ['// nothing at all\n', 'not-json', null, null],
  ])('refuses %j as %s', (text, reason, line, column) => {
    expect(problem(text)).toMatchObject({ reason, ...(line === null ? {} : { line, column }) });
  });

  it('refuses texts over 1 MB, counted in bytes', () => {
    expect(problem(`{"a": "${'x'.repeat(1_000_000)}"}`)).toMatchObject({ reason: 'too-large' });
    expect(problem(`{"a": "${'通'.repeat(334_000)}"}`)).toMatchObject({ reason: 'too-large' });
    expect(problem(`{"a": "${'x'.repeat(999_000)}"}`)).toBeNull();
  });

  it('refuses excessive nesting without a stack overflow', () => {
    const deep = `{"a": ${'['.repeat(45_000)}${']'.repeat(45_000)}}`;
    expect(problem(deep)).toMatchObject({ reason: 'too-deep', line: 1 });
  });

  it('refuses an unclosed text with many escaped quotes in time', () => {
    expect(problem(`{"a": "${'\\"'.repeat(45_000)}`)).toMatchObject({ reason: 'not-json' });
    expect(problem(`{"a": "// no comment \\`)).toMatchObject({ reason: 'not-json' });
  }, 5_000);

  it('refuses a comment that ends elsewhere for Qwen Code', () => {
    // For the client a lone carriage return does not end a comment, so it would read an empty object.
    expect(problem('{ // c \r "a": 1 \n }')).toMatchObject({ reason: 'not-json' });
  });

  it('starts a new file when there is none or an empty one', () => {
    for (const text of [null, '', '  \n']) {
      const read = readSettings(text);
      expect(read).toMatchObject({ ok: true, document: { exists: false, source: '{\n  "$version": 4\n}\n' } });
    }
  });

  it('reads a byte order mark, comments and __proto__ as an own key', () => {
    const read = readSettings('\uFEFF{ // c\n "__proto__": { "x": 1 } /* d */ }');
    expect(read).toMatchObject({ ok: true, document: { hasByteOrderMark: true, exists: true } });
    if (!read.ok) return;
    expect(Object.keys(read.document.value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(read.document.value)).toBe(Object.prototype);
  });

  it.each([
    ['{\n  "env": { "KEY_A": "hunter2-hunter2" },,\n}', 'hunter2'],
    ['{\n  "KEY": "sk-sp-0123456789abcdef",,\n}', '0123456789'],
    ['{\n  "apiKey": "plain-words-here",,\n}', 'plain-words'],
    ['{\n  "note": "sk-or-v1-abcdefabcdef",,\n}', 'or-v1-abcdef'],
    ['{\n  "baseUrl": "https://me:secretword@host/v1",,\n}', 'secretword'],
    ['{\n  "x": "0123456789abcdef0123456789abcdef",,\n}', '0123456789abcdef'],
    ['{\n  "TOKEN": "unclosed-secret-value\n}', 'unclosed-secret'],
  ])('shows the line at fault without its secret: %j', (text, secret) => {
    const shown = problem(text);
    expect(shown?.reason).toBe('not-json');
    expect(shown?.line).toBe(2);
    expect(shown?.excerpt).toMatch(/\S/);
    expect(shown?.excerpt).not.toContain(secret);
  });
});

describe('the place of a fault in the excerpt', () => {
  const shown = (text: string): string | null => {
    const found = problem(text);
    if (found?.excerpt === null || found?.excerpt === undefined || found.excerptAt === undefined) return null;
    return `${found.excerpt.slice(0, found.excerptAt)}|${found.excerpt.slice(found.excerptAt)}`;
  };

  it.each([
    ['after the indent', '{\n  "env": {},\n  "env": {}\n}', '|"env": {}'],
    ['at a comma', '{\n    "a": 1,\n}', '"a": 1|,'],
    ['behind a masked key', '{\n  "KEY": "sk-sp-0123456789abcdef" "b": 1\n}', '"KEY": "…cdef" |"b": 1'],
    ['before a masked value that never ends', '{\n  "TOKEN": "unclosed-secret-value\n}', '"TOKEN": |"…alue'],
    ['far along', `{\n  "a": "${'x'.repeat(200)}" "b": 1\n}`, `${'x'.repeat(58)}" |"b": 1`],
  ])('is marked %s', (_, text, marked) => {
    expect(shown(text)).toBe(marked);
  });

  it.each(['{ "a": 1, "a": 2 }', '[1,2', '{"a":tru}', '{ "apiKey": "abc" x }', '\t\t}', '{"a":1,}'])(
    'never lies outside it: %j',
    (text) => {
      const found = problem(text);
      expect(found?.excerptAt ?? 0).toBeGreaterThanOrEqual(0);
      expect(found?.excerptAt ?? 0).toBeLessThanOrEqual(found?.excerpt?.length ?? 0);
    },
  );
});

describe('blankComments', () => {
  it('keeps all offsets and lines', () => {
    const text = '{ // one\r\n "a": "// no /* no */", /* two\n lines */ "b": 1 }';
    const blanked = blankComments(text);
    expect(blanked).toHaveLength(text.length);
    expect(blanked.split('\n')).toHaveLength(text.split('\n').length);
    expect(JSON.parse(blanked)).toEqual({ a: '// no /* no */', b: 1 });
  });
});

it.each([
  ['// c\r{}', 1, 5],
  ['{ // a\r "model": 1\n }', 1, 7],
  ['{\n "a": 1 // c\r}', 2, 13],
  ['{\r "a": 1, // b\r "c": 2\r}', 2, 14],
])('names the place of a carriage return alone in a line comment: %j', (text, line, column) => {
  const read = readSettings(text);
  expect(read.ok ? null : read.problem).toMatchObject({ reason: 'not-json', line, column });
});

it.each(['{\n  /* x\ry */ "a": 1 }', '{ "a": "// b",\r "c": 2 }', '{ // a\r\n "b": 1 }'])(
  'accepts a carriage return elsewhere: %j',
  (text) => expect(readSettings(text).ok).toBe(true),
);
