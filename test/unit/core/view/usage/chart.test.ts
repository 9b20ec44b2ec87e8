import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisLabels,
  barsOf,
  heightAt,
  labelsThatFit,
  linePath,
  roundTicks,
} from '../../../../../main/core/view/usage/chart.ts';

const plot = { width: 330, height: 140, left: 40, right: 10, top: 10, bottom: 30 };

describe('ticks', () => {
  it.each([
    [3_400_000, 0, [0, 1e6, 2e6, 3e6, 4e6]],
    [0.3, 0, [0, 0.1, 0.2, 0.3]],
    [100, 0, [0, 50, 100]],
    [3, 1, [0, 1, 2, 3]],
    [1, 1, [0, 1]],
    [0, 1, [0, 1]],
    [Number.NaN, 0, [0, 1]],
  ])('up to %d in steps of at least %d', (highest, smallest, ticks) => {
    expect(roundTicks(highest, smallest)).toEqual(ticks);
  });

  it('are few, evenly spaced, and reach the highest value', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), fc.constantFrom(0, 1), (highest, smallest) => {
        const ticks = roundTicks(highest, smallest);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest * 0.999);
        expect(ticks).toEqual(ticks.toSorted((one, other) => one - other));
      }),
    );
  });
});

describe('bars', () => {
  it('begin at the bottom, as high as their value', () => {
    const [low, high, none] = barsOf([5, 10, 0], 10, plot);
    expect(low?.height).toBe(50);
    expect(high?.height).toBe(100);
    expect(none?.height).toBe(0);
    expect((high?.y ?? 0) + (high?.height ?? 0)).toBe(110);
  });

  it('are visible for the smallest value, and stay inside the plot', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 366 });
    fc.assert(
      fc.property(values, (given) => {
        const top = roundTicks(Math.max(...given)).at(-1) ?? 1;
        for (const [index, bar] of barsOf(given, top, plot).entries()) {
          expect(bar.x).toBeGreaterThanOrEqual(plot.left);
          expect(bar.x + bar.width).toBeLessThanOrEqual(plot.width - plot.right + 1e-9);
          expect(bar.height > 0).toBe((given[index] ?? 0) > 0);
          expect(bar.y).toBeGreaterThanOrEqual(plot.top - 1.5);
        }
      }),
    );
  });
});

describe('axis labels', () => {
  it('are centred below their bars if there is room', () => {
    expect(axisLabels(3, 4, plot).map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it.each([
    ['Nov 3', 5],
    ['Dec 31, 2025', 3],
    ['2026年11月', 3],
    ['2026 年第 4 季度', 2],
    ['a very long name that nobody could have thought of', 2],
    ['', 5],
  ])('are as many as fit: %j', (text, most) => {
    expect(labelsThatFit([text, ''], plot)).toBe(most);
  });

  it('stand below the bar they name, as far from the ends as from each other', () => {
    const labels = axisLabels(31, 4, plot);
    expect(labels.map(({ index }) => index)).toEqual([3, 11, 19, 27]);
    const bars = barsOf(Array(31).fill(1), 1, plot);
    for (const { index, x } of labels) expect(x).toBeCloseTo((bars[index]?.x ?? 0) + (bars[index]?.width ?? 0) / 2);
    expect(axisLabels(1, 4, plot)).toHaveLength(1);
    expect(axisLabels(0, 4, plot)).toEqual([]);
  });
});

it('draws a line, a dash for a single point, and nothing without points', () => {
  expect(linePath([])).toBe('');
  expect(linePath([{ x: 10, y: 5 }])).toBe('M8.5 5h3');
  expect(
    linePath([
      { x: 0, y: 1 / 3 },
      { x: 2, y: 4 },
    ]),
  ).toBe('M0 0.33L2 4');
  expect(heightAt(50, 100, plot)).toBe(60);
  expect([heightAt(-1, 100, plot), heightAt(200, 100, plot), heightAt(1, 0, plot)]).toEqual([110, 10, 110]);
});
