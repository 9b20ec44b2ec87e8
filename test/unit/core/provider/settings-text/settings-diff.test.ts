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
  ])('shows no secret %s', (_, text) => {
    expect(shownOf(text)).toContain('"new"');
    expect(shownOf(text)).not.toContain('hunter2');
    expect(shownOf(text)).toContain('…ter2');
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
