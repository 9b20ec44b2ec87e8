import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffSide, diffLines as diffSides } from '../../../../../main/core/provider/settings-text/diff.ts';
import { runs } from '../support.ts';

const diffLines = (before: string, after: string, show: (line: string) => string) =>
  diffSides(diffSide(before, show), diffSide(after, show));

const same = (line: string): string => line;
const marks = { same: ' ', added: '+', removed: '-', gap: '@' } as const;
const drawn = (before: string, after: string): string[] =>
  diffLines(before, after, same).map(({ kind, text }) => marks[kind] + text);

describe('diffLines', () => {
  it('shows changes with three lines of context', () => {
    const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].join('\n');
    expect(drawn(before, before.replace('5', 'five'))).toEqual([
      '@',
      ' 2',
      ' 3',
      ' 4',
      '-5',
      '+five',
      ' 6',
      ' 7',
      ' 8',
      '@',
    ]);
  });

  it('shows nothing for equal texts, and everything for a new file', () => {
    expect(drawn('a\nb\n', 'a\nb\n')).toEqual([]);
    expect(drawn('', 'a\nb\n')).toEqual(['+a', '+b']);
  });

  it('masks every line that is shown', () => {
    const shown = diffLines('key one\n', 'key two\n', (line) => line.replace(/one|two/, '…'));
    expect(shown.map(({ text }) => text)).toEqual(['key …', 'key …']);
  });

  it('shows huge changes without comparing them', () => {
    const many = (word: string): string => Array.from({ length: 3_000 }, (_, index) => `${word}${index}`).join('\n');
    expect(diffLines(many('a'), many('b'), same)).toHaveLength(6_000);
  });

  it('describes how to transform one text into the other', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 }),
        (before, after) => {
          const lines = diffLines(before.join('\n'), after.join('\n'), same);
          const kinds = (kind: string): string[] => lines.filter((line) => line.kind === kind).map(({ text }) => text);
          const count = (list: readonly string[], text: string): number => list.filter((one) => one === text).length;
          for (const letter of ['a', 'b', 'c', 'd']) {
            const change = count(kinds('added'), letter) - count(kinds('removed'), letter);
            expect(change).toBe(count(after, letter) - count(before, letter));
          }
          if (before.join() === after.join()) expect(lines).toEqual([]);
        },
      ),
      runs,
    ));
});
