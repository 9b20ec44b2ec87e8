import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leftOf,
  reachedPercent,
  shownLeftPercent,
  shownPercent,
  usedShare,
} from '../../../../main/core/quota/share.ts';
import { window } from '../../../support/readings.ts';

describe('the percentage that a window has reached', () => {
  it.each([
    // In floating point 0.29 × 100 is 28.999…, and 0.57 × 100 is 56.999….
    ['29 of 100', 29, 100, 29],
    ['57 of 100', 57, 100, 57],
    ['1,044 of 1,800', 1044, 1800, 58],
    ['a share of 0.29', 0.29, 1, 29],
    ['a share of 0.57', 0.57, 1, 57],
    ['a share of 1.1 credits of 10', 1.1, 10, 11],
    ['just below 90 %', 89.99, 100, 89],
    ['just below full', 17_999, 18_000, 99],
    ['less than a millionth below full', 1_000_000_000 - 1, 1_000_000_000, 99],
    ['full', 1200, 1200, 100],
    ['over', 1260, 1200, 100],
    ['nothing', 0, 1200, 0],
  ])('%s', (_, used, limit, percent) => {
    expect(reachedPercent(window({ used, limit }))).toBe(percent);
  });

  it('reaches every whole percent, in whole numbers and in shares', () => {
    for (let percent = 0; percent <= 100; percent += 1) {
      expect(reachedPercent(window({ used: percent / 100, limit: 1, unit: 'share' }))).toBe(percent);
      expect(reachedPercent(window({ used: percent * 90, limit: 9000 }))).toBe(percent);
    }
  });

  it('is full only if nothing is left, for any numbers', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e15, noNaN: true }),
        (used, limit) => {
          const one = window({ used, limit });
          expect(reachedPercent(one) === 100).toBe(leftOf(one) === 0);
          expect(reachedPercent(one)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(reachedPercent(one) - usedShare(one) * 100)).toBeLessThanOrEqual(1.001);
        },
      ),
    ));
});

describe('the percentage that is shown', () => {
  it.each([
    ['the nearest', 94.9, 100, 95],
    ['the nearest, below', 94.4, 100, 94],
    ['a share', 0.57, 1, 57],
    ['nearly nothing', 0.1, 100, 1],
    ['nothing', 0, 100, 0],
    ['less than nothing, as after a correction', -3, 100, 0],
    ['nearly full', 17_999, 18_000, 99],
    ['full', 1200, 1200, 100],
    ['over', 1260, 1200, 100],
  ])('%s', (_, used, limit, percent) => {
    expect(shownPercent(used, limit)).toBe(percent);
    expect(shownLeftPercent({ used, limit })).toBe(100 - percent);
  });

  it('is near the truth, and 0 or 100 only if that is exact, for any numbers', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e15, noNaN: true }),
        (used, limit) => {
          const shown = shownPercent(used, limit);
          const exact = usedShare({ used, limit }) * 100;
          expect(shown === 100).toBe(used >= limit);
          expect(shown === 0).toBe(used === 0);
          expect(Math.abs(shown - exact)).toBeLessThan(exact < 1 || exact > 99 ? 1.001 : 0.501);
          expect(shown + shownLeftPercent({ used, limit })).toBe(100);
        },
      ),
    ));
});
