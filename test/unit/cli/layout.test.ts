import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar, described, fitted, meterTable, padEnd, table, widthOf, wrapped } from '../../../main/cli/layout.ts';

describe('layout', () => {
  it('counts the cells of a terminal, not the characters', () => {
    expect(widthOf('Week')).toBe(4);
    expect(widthOf('周额度')).toBe(6);
    expect(widthOf('5 小时额度')).toBe(10);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('\u001B[31;123456789mred\u001B[0;123456789m')).toBe(3);
  });

  it('counts characters as they are printed: those that control a terminal are replaced by one sign each', () => {
    const cleaned = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028]/gu, '\uFFFD');
    for (const text of ['\u001B[31mred', 'a\u200Bb', 'a\u0007', 'a\u202Eb\u202C', 'a\u2028b', '\u009B2J']) {
      expect([text, widthOf(text)]).toEqual([text, cleaned(text).length]);
      const [first = '', second = ''] = table([
        [text, 'x'],
        ['longer than that', 'x'],
      ]);
      expect(cleaned(first).indexOf('x')).toBe(second.indexOf('x'));
    }
    expect(table([['a\tb', 'x']])).toEqual(['a b  x']);
  });

  it('aligns the columns in both languages', () => {
    expect(
      table(
        [
          ['Week', '9%', 'x'],
          ['周额度', '100%', 'y'],
        ],
        { indent: ' ', right: [1] },
      ),
    ).toEqual([' Week      9%  x', ' 周额度  100%  y']);
    expect(table([['a', ''], ['b']])).toEqual(['a', 'b']);
    expect(table([])).toEqual([]);
    expect(padEnd('周', 4)).toBe('周  ');
  });

  it('breaks lines between words, and between Chinese characters', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('one two three', null)).toEqual(['one two three']);
    expect(wrapped('averylongword and', 5)).toEqual(['averylongword', 'and']);
    expect(wrapped('查看剩余额度', 8)).toEqual(['查看剩余', '额度']);
    expect(wrapped('还没有备份。每次', 10)).toEqual(['还没有备', '份。每次']);
    expect(wrapped('用 qwen 命令（旧）', 9)).toEqual(['用 qwen', '命令', '（旧）']);
    expect(wrapped('', 5)).toEqual(['']);
  });

  it('keeps every word, and no line longer than the terminal unless a word is', () => {
    const words = fc.array(
      fc.constantFrom('a', 'word', '额度', '，', '（', '\u001B[1;123456789mbold\u001B[0;123456789m'),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 40 }), (parts, width) => {
        const text = parts.join(' ');
        const lines = wrapped(text, width);
        expect(lines.join(' ').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('explains names beside them, or below if they are long or the terminal is narrow', () => {
    const rows = [
      ['--yes', 'Do not ask'],
      ['--protocol openai|openai-responses', 'The protocol to speak'],
    ] as const;
    expect(described(rows, null)).toEqual([
      '  --yes  Do not ask',
      '  --protocol openai|openai-responses',
      '         The protocol to speak',
    ]);
    expect(described(rows, 25)).toEqual([
      '  --yes  Do not ask',
      '  --protocol openai|',
      '    openai-responses',
      '         The protocol to',
      '         speak',
    ]);
  });

  it('wraps around a path, which stays whole', () => {
    const path = '/home/张伟/a folder/settings.json';
    expect(wrapped(`Settings: ${path} is read`, 12, path)).toEqual(['Settings:', path, 'is read']);
    expect(wrapped(`a ${path} b`, 60, path)).toEqual([`a ${path} b`]);
    expect(wrapped('none here', 5, path)).toEqual(['none', 'here']);
  });

  it('puts rows that are too wide on several lines', () => {
    const rows = [
      { head: 'a', rest: ['one', '', '2'] },
      { head: 'bbb', rest: ['额度', 'x', '10'] },
    ];
    expect(fitted(rows, null, { right: [3] })).toEqual(['a    one       2', 'bbb  额度  x  10']);
    expect(fitted(rows, 16)).toHaveLength(2);
    expect(fitted(rows, 12)).toEqual(['a', '    one · 2', 'bbb', '    额度 · x', '    10']);
    const long = [
      { head: 'id', rest: ['one two', '~/a folder/额度/settings.json', 'https://a.example/of/a/long/path'] },
    ];
    expect(fitted(long, 12).slice(2)).toEqual([
      '    ~/a folder/额度/settings.json',
      '    https://a.example/of/a/long/path',
    ]);
  });

  it('shortens meters before it moves what is beside them, and in a very narrow terminal puts them below the names', () => {
    const rows = [{ name: 'Week', bar: (cells: number) => bar(50, cells), percent: '50%', rest: ['left', ''] }];
    expect(meterTable(rows, null)).toEqual([`  Week  ${bar(50)}  50%  left`]);
    expect(meterTable(rows, 30)).toEqual([`  Week  ${bar(50, 10)}  50%  left`]);
    expect(meterTable(rows, 24)).toEqual([`  Week  ${bar(50, 10)}  50%`, '    left']);
    const more = rows.map((one) => ({ ...one, rest: ['left', 'resets', 'estimate'] }));
    expect(meterTable(more, 24)).toEqual([`  Week  ${bar(50, 10)}  50%`, '    left · resets', '    estimate']);
    expect(meterTable(rows, 16)).toEqual(['  Week', `  ${bar(50, 9)}  50%`, '    left']);
    const [row] = rows.map((one) => ({ ...one, name: 'x', bar: () => '', percent: '' }));
    expect(meterTable(row === undefined ? [] : [row], 8)).toEqual(['  x', '    left']);
  });

  it('draws a bar that is empty only at 0 % and full only at 100 %', () => {
    expect(bar(0)).toBe('░'.repeat(20));
    expect(bar(100)).toBe('█'.repeat(20));
    expect(bar(150)).toBe('█'.repeat(20));
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 99.99, noNaN: true }), (percent) => {
        expect(bar(percent)).toMatch(/^█+░+$/);
        expect(bar(percent)).toHaveLength(20);
      }),
    );
  });
});
