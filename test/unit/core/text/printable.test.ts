import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson } from '../../../../main/core/text/printable.ts';

describe('a text from outside in one line', () => {
  it.each([
    [
      'a title and a cleared screen',
      'a\u001B]0;title\u0007b\u001B[2Jc\u009Bd',
      'a\uFFFD]0;title\uFFFDb\uFFFD[2Jc\uFFFDd',
    ],
    ['colours and concealed text', '\u001B[31mred\u001B[8m', '\uFFFD[31mred\uFFFD[8m'],
    ['line ends of every kind', 'a\nb\rc\u0085d\u2028e\u2029f', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf'],
    ['marks that turn the direction', 'a\u202Eb\u2066c\u200Fd\u061Ce', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe'],
    ['a joiner that joins nothing', '\u200Cqwen\u200D3', '\uFFFDqwen\uFFFD3'],
    ['characters without a shape', 'a\u200Bb\uFEFFc\u{E0041}d', 'a\uFFFDb\uFFFDc\uFFFDd'],
  ])('loses %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it.each(['a\tb', 'क\u200Dष', '👩\u200D🚀', '可用额度 · 5 小时', 'e\u0301'])('keeps %j', (text) => {
    expect(printable(text)).toBe(text);
  });
});

it('escapes in JSON what it replaces in a line, without changing what the JSON means', () => {
  const value = { a: 'x\u2028y\u202Ez\u009B[8m\u{E0041}\n\t' };
  const shown = printableJson(JSON.stringify(value, null, 2));
  expect(shown).toContain('"x\\u2028y\\u202ez\\u009b[8m\\udb40\\udc41\\n\\t"');
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const text = printableJson(JSON.stringify(json, null, 2));
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
      expect(text.split('\n').map(printable).join('\n')).toBe(text);
    }),
    { numRuns: 300, seed: 1 },
  );
});
