import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange, clientParse, commentsOf, existing, fresh, jsonValues, layouts, render, runs } from '../support.ts';

describe('arrangeArray', () => {
  it('keeps every value and comment and the requested order in any layout', () =>
    fc.assert(
      fc.property(
        fc.array(jsonValues, { maxLength: 5 }),
        layouts,
        fc.array(jsonValues, { maxLength: 2 }),
        fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
        (list, layout, added, weights) => {
          const before = render({ before: 1, list, after: [2] }, layout);
          const order = list.map((_, index) => index).sort((one, other) => (weights[one] ?? 0) - (weights[other] ?? 0));
          const after = arrange(before, [...added.map(fresh), ...order.map(existing)]);
          const wanted = { before: 1, list: [...added, ...order.map((index) => list[index])], after: [2] };
          expect(JSON.stringify(clientParse(after))).toBe(JSON.stringify(wanted));
          expect(
            commentsOf(after)
              .map((comment) => comment.trimEnd())
              .sort(),
          ).toEqual(
            commentsOf(before)
              .map((comment) => comment.trimEnd())
              .sort(),
          );
          expect(
            arrange(
              after,
              wanted.list.map((_, index) => existing(index)),
            ),
          ).toBe(after);
        },
      ),
      runs,
    ));
});
