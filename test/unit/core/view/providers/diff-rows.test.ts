import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffLine } from '../../../../../main/core/provider/switch-model.ts';
import { diffRows } from '../../../../../main/core/view/providers/diff-rows.ts';

const lines = (text: string): readonly DiffLine[] =>
  text.split('\n').map((line) => {
    const kinds = { '+': 'added', '-': 'removed', '…': 'gap', ' ': 'same' } as const;
    return { kind: kinds[line[0] as keyof typeof kinds], text: line.slice(1) };
  });

describe('the rows of a diff', () => {
  it('are the changed lines and one around them, without the common indent', () => {
    const shown = diffRows(lines(['…', '     a', '     b', '-    c', '+    d', '       e', '     f', '…'].join('\n')));
    expect(shown).toEqual(lines(['…', ' b', '-c', '+d', '   e', '…'].join('\n')));
  });

  it('show nothing that turns the direction of a line', () => {
    expect(diffRows(lines('+\t"glm\u202E5": 1'))).toEqual(lines('+"glm\uFFFD5": 1'));
  });

  it('keep every changed line as it is but for the indent, whatever else there is', () => {
    const line = fc.record({
      kind: fc.constantFrom<DiffLine['kind']>('same', 'added', 'removed', 'gap'),
      text: fc.string().map((text) => `  ${text}`),
    });
    const changed = (all: readonly DiffLine[]) =>
      all.filter(({ kind }) => kind === 'added' || kind === 'removed').map(({ kind, text }) => kind + text.trim());
    fc.assert(
      fc.property(fc.array(line), (all) => {
        expect(changed(diffRows(all))).toEqual(changed(all));
      }),
    );
  });
});
