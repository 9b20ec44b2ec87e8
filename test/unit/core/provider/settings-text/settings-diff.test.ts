import { describe, expect, it } from 'vitest';
import { settingsDiff } from '../../../../../main/core/provider/settings-text/settings-diff.ts';
import { documentOf } from '../support.ts';

const shownOf = (text: string): string => {
  const after = text.replace('"old"', '"new"');
  return settingsDiff(documentOf(text), documentOf(after))
    .map(({ text: line }) => line)
    .join('\n');
};

describe('a diff of settings', () => {
  it.each([
    ['in env, whatever its name', '{ "model": "old", "env": { "my_key": "hunter2-hunter2" } }'],
    ['in the env of a server', '{ "model": "old", "mcpServers": { "x": { "env": { "pw": "hunter2-hunter2" } } } }'],
    ['below its name', '{\n  "model": "old",\n  "apiKey":\n    "hunter2-hunter2"\n}'],
    ['with a comment in between', '{ "model": "old", "apiKey": /* mine */ "hunter2-hunter2" }'],
    ['in a list', '{ "model": "old", "token": ["hunter2-hunter2"] }'],
    ['under an escaped name', '{ "model": "old", "api\\u004bey": "hunter2-hunter2" }'],
    ['with escapes of its own', '{ "model": "old", "apiKey": "\\u0068unter2-hunter2" }'],
    ['in JSON inside a string', String.raw`{ "model": "old", "x": "{\"apiKey\":\"hunter2-hunter2\"}" }`],
    ['in JSON behind an option', String.raw`{ "model": "old", "x": ["--c={\"env\":{\"a\":\"hunter2-hunter2\"}}"] }`],
    ['in a list inside a string', String.raw`{ "model": "old", "x": "[\"--pat\", \"hunter2-hunter2\"]" }`],
    ['two strings deep', String.raw`{ "model": "old", "x": "{\"a\":\"{\\\"apiKey\\\":\\\"hunter2-hunter2\\\"}\"}" }`],
    ['in broken JSON inside a string', `{ "model": "old", "x": "{'apiKey': 'hunter2-hunter2', ]" }`],
    ['under an encoded sign', String.raw`{ "model": "old", "x": "https://h/?a=1\u0026pat=hunter2-hunter2" }`],
    [
      'in the second object of a string',
      String.raw`{ "model": "old", "x": "[a] {\"env\":{\"a\":\"hunter2-hunter2\"}}" }`,
    ],
    ['in an object without quotes', '{ "model": "old", "x": "{apiKey: \'hunter2-hunter2\'}" }'],
    ['beside -p', '{ "model": "old", "args": [\n"-p",\n"hunter2-hunter2"] }'],
  ])('shows no secret %s', (_, text) => {
    expect(shownOf(text)).toContain('"new"');
    expect(shownOf(text)).not.toContain('hunter2');
    expect(shownOf(text)).toContain('…ter2');
  });

  it('shows of JSON inside a string what is no secret', () => {
    const shown = shownOf(String.raw`{ "model": "old", "x": "{\"apiKey\":\"hunter2\",\"mode\":\"fast\"}" }`);
    expect(shown).toContain(String.raw`"x": "{\"apiKey\":\"…\",\"mode\":\"fast\"}"`);
  });

  it('masks a string of many repeated signs in good time', () => {
    for (const part of [
      '[]',
      '{',
      '[:',
      '{"a":',
      '{"a"[',
      '"\\',
      '{} x: ',
      ',',
      '?a',
      '-p ',
      '"-p","',
      '--a-',
      '?a=',
      '://',
      '%3f',
      '\\"a',
    ]) {
      const text = JSON.stringify({ model: 'old', x: `:${part.repeat(10_000)}` });
      const startedAt = performance.now();
      shownOf(text);
      expect(performance.now() - startedAt, part).toBeLessThan(1_500);
    }
  });

  it('shows a change between two keys with the same ending', () => {
    const [before, after] = ['{ "env": { "A": "sk-first-0000" } }', '{ "env": { "A": "sk-other-0000" } }'].map(
      documentOf,
    );
    if (before === undefined || after === undefined) throw new Error('two texts');
    expect(settingsDiff(before, after)).toEqual([
      { kind: 'removed', text: '{ "env": { "A": "…0000" } }' },
      { kind: 'added', text: '{ "env": { "A": "…0000" } }' },
    ]);
  });

  it('shows other values unchanged and masks secrets in comments', () => {
    const text = '{\n  "envKey": "KEY_A", // sk-0123456789\n  "ui": { "theme": "old" },\n  "n": 1e2\n}';
    expect(shownOf(text)).toContain('  "envKey": "KEY_A", // …6789\n-  "ui"'.replace('\n-  ', '\n  '));
    expect(shownOf(text)).toContain('"n": 1e2');
  });
});
