import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar, padEnd, table, widthOf } from '../../../main/cli/layout.ts';
import { printable } from '../../../main/cli/terminal.ts';

describe('layout', () => {
  it('counts the cells of a terminal, not the characters', () => {
    expect(widthOf('Week')).toBe(4);
    expect(widthOf('周额度')).toBe(6);
    expect(widthOf('5 小时额度')).toBe(10);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('\u001B[31mred\u001B[0m')).toBe(3);
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

  it('draws a bar that is empty only at nothing and full only at everything', () => {
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

  it('lets no file steer the terminal', () => {
    expect(printable('a\u001B]0;title\u0007b\u001B[2Jc\u009Bd')).toBe('a\uFFFD]0;title\uFFFDb\uFFFD[2Jc\uFFFDd');
    expect(printable('\u001B[31mred\u001B[0m\ttab\nline')).toBe('\u001B[31mred\u001B[0m\ttab\nline');
    expect(printable('one\rtwo')).toBe('one\uFFFDtwo');
  });
});
