import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nextTextSize,
  type TextSize,
  textScale,
  textSizes,
  usualTextSize,
} from '../../../../../main/core/view/preferences/text-size.ts';

describe('the size of letters', () => {
  it('lies between 90 and 200 percent, and is usually 100', () => {
    expect(textSizes.map(textScale)).toEqual([0.9, 1, 1.1, 1.25, 1.5, 2]);
    expect(textScale(usualTextSize)).toBe(1);
  });

  it('grows and shrinks by one step, and stays at an end', () => {
    fc.assert(
      fc.property(fc.constantFrom<TextSize>(...textSizes), (size) => {
        expect(textScale(nextTextSize(size, 1))).toBeGreaterThan(size === textSizes.at(-1) ? 1.99 : textScale(size));
        expect(textScale(nextTextSize(size, -1))).toBeLessThan(size === textSizes[0] ? 0.91 : textScale(size));
      }),
    );
  });
});
