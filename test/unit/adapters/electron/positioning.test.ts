import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Anchor,
  anchorOf,
  type Display,
  displayNear,
  placePopover,
  type Rectangle,
  sizeFor,
} from '../../../../main/adapters/electron/positioning.ts';

const size = { width: 380, height: 560 };
const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };
const display = (inset: { top?: number; bottom?: number; left?: number; right?: number }, bounds = screen): Display => {
  const { top = 0, bottom = 0, left = 0, right = 0 } = inset;
  return {
    bounds,
    workArea: {
      x: bounds.x + left,
      y: bounds.y + top,
      width: bounds.width - left - right,
      height: bounds.height - top - bottom,
    },
  };
};
const area = (x: number, y: number): Anchor => ({ kind: 'area', area: { x, y, width: 24, height: 24 } });

describe('anchorOf', () => {
  it('uses the tray’s bounds where it has an area', () => {
    const bounds = { x: 10, y: 0, width: 24, height: 24 };
    expect(anchorOf(bounds, { x: 500, y: 500 })).toEqual({ kind: 'area', area: bounds });
  });

  it('uses the pointer where the tray’s bounds are zeros, as on Linux', () => {
    const nothing = { x: 0, y: 0, width: 0, height: 0 };
    expect(anchorOf(nothing, { x: 1800, y: 12 })).toEqual({ kind: 'point', point: { x: 1800, y: 12 } });
    expect(anchorOf(nothing, null)).toEqual({ kind: 'none' });
  });
});

describe('displayNear', () => {
  const left = display({}, { x: -1920, y: 0, width: 1920, height: 1080 });
  const right = display({}, { x: 0, y: 0, width: 2560, height: 1440 });

  it('finds the display that contains the point', () => {
    expect(displayNear([left, right], { x: -1, y: 10 })).toBe(left);
    expect(displayNear([left, right], { x: 0, y: 10 })).toBe(right);
  });

  it('finds the nearest where none contains it, and null without a display', () => {
    expect(displayNear([left, right], { x: -1900, y: 5000 })).toBe(left);
    expect(displayNear([], { x: 0, y: 0 })).toBeNull();
  });
});

describe('placePopover', () => {
  it('is placed below a panel at the top, centred on the icon', () => {
    expect(placePopover(area(1000, 2), size, display({ top: 28 }))).toEqual({ x: 822, y: 36, ...size });
  });

  it('is placed above a panel at the bottom, a gap away from the right edge', () => {
    expect(placePopover(area(1890, 1046), size, display({ bottom: 40 }))).toEqual({
      x: 1920 - 380 - 8,
      y: 1040 - 560 - 8,
      ...size,
    });
  });

  it('is placed beside panels at the left and at the right', () => {
    expect(placePopover(area(4, 1040), size, display({ left: 48 })).x).toBe(56);
    expect(placePopover(area(1890, 1040), size, display({ right: 48 })).x).toBe(1872 - 380 - 8);
  });

  it('uses the nearest edge where the panel hides itself', () => {
    expect(placePopover({ kind: 'point', point: { x: 1700, y: 1079 } }, size, display({})).y).toBe(1079 - 560 - 8);
    expect(placePopover({ kind: 'point', point: { x: 1700, y: 3 } }, size, display({})).y).toBe(11);
  });

  it('uses the corner of the panel where the icon’s place is unknown', () => {
    const none: Anchor = { kind: 'none' };
    expect(placePopover(none, size, display({ top: 28 }))).toEqual({ x: 1532, y: 36, ...size });
    expect(placePopover(none, size, display({ bottom: 40 }))).toEqual({ x: 1532, y: 472, ...size });
    expect(placePopover(none, size, display({ left: 60 }))).toEqual({ x: 68, y: 512, ...size });
  });

  it('shrinks to a small screen', () => {
    const small = display({ top: 20 }, { x: 0, y: 0, width: 300, height: 400 });
    expect(placePopover(area(200, 0), size, small)).toEqual({ x: 0, y: 20, width: 300, height: 380 });
  });

  it('never leaves the work area, whatever the anchor', () => {
    const coordinate = fc.integer({ min: -5000, max: 5000 });
    const length = fc.integer({ min: 1, max: 4000 });
    const inset = fc.integer({ min: 0, max: 60 });
    const anchors: fc.Arbitrary<Anchor> = fc.oneof(
      fc.constant<Anchor>({ kind: 'none' }),
      fc.record({ x: coordinate, y: coordinate }).map((point): Anchor => ({ kind: 'point', point })),
      fc
        .record({ x: coordinate, y: coordinate, width: length, height: length })
        .map((bounds): Anchor => ({ kind: 'area', area: bounds })),
    );
    const displays = fc
      .record({
        x: coordinate,
        y: coordinate,
        width: fc.integer({ min: 200, max: 4000 }),
        height: fc.integer({ min: 200, max: 4000 }),
      })
      .chain((bounds) =>
        fc.record({ top: inset, bottom: inset, left: inset, right: inset }).map((insets) => display(insets, bounds)),
      );
    fc.assert(
      fc.property(anchors, displays, (anchor, on) => {
        const placed = placePopover(anchor, size, on);
        expect(placed.x).toBeGreaterThanOrEqual(on.workArea.x);
        expect(placed.y).toBeGreaterThanOrEqual(on.workArea.y);
        expect(placed.x + placed.width).toBeLessThanOrEqual(on.workArea.x + on.workArea.width);
        expect(placed.y + placed.height).toBeLessThanOrEqual(on.workArea.y + on.workArea.height);
      }),
    );
  });
});

describe('the height for a page', () => {
  const atMost = { width: 380, height: 600 };

  it.each([
    ['unknown yet', null, 600],
    ['in between', 420.2, 421],
    ['exactly the greatest height', 600, 600],
    ['longer than the window', 2400, 600],
    ['too low', 12, 200],
    ['nothing', 0, 200],
    ['negative', -50, 200],
  ])('%s', (_what, heightPx, expected) => {
    expect(sizeFor(atMost, heightPx)).toEqual({ width: 380, height: expected });
  });

  it('is limited by a low screen, and stays beside a panel at the bottom', () => {
    const low = display({ bottom: 40 }, { x: 0, y: 0, width: 800, height: 400 });
    expect(placePopover({ kind: 'none' }, sizeFor(atMost, 900), low).height).toBe(360);
    const foot = display({ bottom: 40 });
    const placed = placePopover(area(1800, 1048), sizeFor(atMost, 300), foot);
    expect(placed.y + placed.height).toBeLessThanOrEqual(1040);
    expect(placed.height).toBe(300);
  });

  it('is always between the lowest and the greatest height', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), (heightPx) => {
        const { height } = sizeFor(atMost, heightPx);
        expect(Number.isInteger(height) && height >= 200 && height <= 600).toBe(true);
      }),
    );
  });
});
