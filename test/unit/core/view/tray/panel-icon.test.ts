import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PanelPlace,
  panelIcon,
  type TrayPicture,
  type TrayState,
} from '../../../../../main/core/view/tray/panel-icon.ts';
import type { Pixels } from '../../../../../main/core/view/tray/shapes.ts';
import { contrast } from '../../../../support/contrast.ts';

const sizes = [16, 20, 22, 24, 28, 32, 44, 64] as const;
const states = ['calm', 'amber', 'red', 'stale'] as const;
type Known = (typeof states)[number];

const levelIn = (state: Known) => (state === 'stale' ? 'calm' : state);
const bars = (state: Known, first = 0.8, second = 0.4): TrayPicture => {
  return {
    kind: 'bars',
    state,
    bars: [
      { share: first, level: levelIn(state) },
      { share: second, level: 'calm' },
    ],
  };
};
const percent = (state: Known, value = 80): TrayPicture => ({ kind: 'percent', state, percent: value });
const modes = {
  ring: (state: Known): TrayPicture => ({ kind: 'ring', state, share: 0.8 }),
  bars,
  percent,
  letter: (state: TrayState): TrayPicture => ({ kind: 'letter', state }),
} as const;
const modeNames = ['ring', 'bars', 'percent', 'letter'] as const;

const draw = (picture: TrayPicture, over: Partial<PanelPlace> = {}): Pixels =>
  panelIcon(picture, { ink: 'light', sizePx: 22, scale: 1, ...over });
const alphas = ({ rgba }: Pixels): number[] => [...rgba].filter((_, index) => index % 4 === 3);
const mass = (pixels: Pixels): number => alphas(pixels).reduce((sum, alpha) => sum + alpha, 0);
const differing = (one: Pixels, other: Pixels): number => {
  const others = alphas(other);
  return alphas(one).filter((alpha, at) => Math.abs(alpha - (others[at] ?? 0)) > 60).length;
};

describe.each(sizes)('at %i px', (sizePx) => {
  it.each(modeNames)('each state of %s has a shape of its own, not only a colour', (mode) => {
    const drawn = states.map((state) => draw(modes[mode](state), { sizePx }));
    for (const [index, one] of drawn.entries()) {
      for (const other of drawn.slice(index + 1)) expect(differing(one, other)).toBeGreaterThanOrEqual(4);
    }
  });

  it('bars and numbers are sharp: every pixel is covered wholly or not at all', () => {
    for (const value of [0, 7, 11, 42, 80, 99, 100]) {
      const drawn = new Set(alphas(draw(percent('red', value), { sizePx })));
      expect([...drawn].toSorted((a, b) => a - b)).toEqual([0, 255]);
    }
    const track = Math.round(0.42 * 255);
    expect(new Set(alphas(draw(bars('amber'), { sizePx })))).toEqual(new Set([0, track, 255]));
  });

  it('every number is drawn within the icon, and no two alike', () => {
    const seen = new Set<string>();
    for (let value = 0; value <= 100; value += 1) {
      const { rgba, width } = draw(percent('calm', value), { sizePx });
      expect(width).toBe(sizePx);
      seen.add(Buffer.from(rgba).toString('base64'));
    }
    expect(seen.size).toBe(101);
  });

  it('a bar is empty and full only at the very ends', () => {
    const one = (share: number): Pixels => draw(bars('calm', share, 0.5), { sizePx });
    expect(mass(one(0.001))).toBeGreaterThan(mass(one(0)));
    expect(mass(one(0.999))).toBeLessThan(mass(one(1)));
    for (let step = 1; step <= 20; step += 1) {
      expect(mass(one(step / 20))).toBeGreaterThanOrEqual(mass(one((step - 1) / 20)));
    }
  });

  it.each(['bars', 'percent'] as const)('%s are dimmed when old', (mode) => {
    expect(Math.max(...alphas(draw(modes[mode]('stale'), { sizePx })))).toBeLessThan(200);
  });
});

it('shows the letter alone by its state, whatever the level', () => {
  const drawn = (['calm', 'amber', 'red', 'stale', 'unknown', 'signed-out'] as const).map((state) =>
    Buffer.from(draw(modes.letter(state)).rgba).toString('base64'),
  );
  expect(new Set(drawn).size).toBe(6);
});

it.each(['bars', 'percent'] as const)(
  '%s on a plate fit every panel: the corners are open, the edge is dark',
  (mode) => {
    const { rgba, width } = draw(modes[mode]('calm'), { ink: 'plated', sizePx: 22 });
    expect(rgba[3]).toBeLessThan(60);
    const at = Math.floor(width / 2) * 4;
    expect([...rgba.subarray(at, at + 4)]).toEqual([38, 38, 44, 255]);
    expect(contrast([255, 255, 255], [38, 38, 44])).toBeGreaterThan(10);
  },
);

it('is drawn for each scale, not enlarged', () => {
  for (const mode of ['bars', 'percent'] as const) {
    expect(draw(modes[mode]('red'), { sizePx: 16, scale: 2 })).toEqual(draw(modes[mode]('red'), { sizePx: 32 }));
    expect(draw(modes[mode]('red'), { sizePx: 22, scale: 1.25 }).width).toBe(28);
  }
});

it('draws any picture without an error', () => {
  const level = fc.constantFrom('calm' as const, 'amber' as const, 'red' as const);
  const bar = fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), level });
  const state = fc.constantFrom(...states);
  const picture: fc.Arbitrary<TrayPicture> = fc.oneof(
    fc.record({ kind: fc.constant('bars' as const), state, bars: fc.array(bar, { minLength: 1, maxLength: 2 }) }),
    fc.record({ kind: fc.constant('percent' as const), state, percent: fc.integer({ min: 0, max: 100 }) }),
  );
  const ink = fc.constantFrom('plated' as const, 'light' as const, 'dark' as const);
  fc.assert(
    fc.property(picture, ink, fc.integer({ min: 8, max: 64 }), (one, panel, sizePx) => {
      const { rgba } = draw(one, { ink: panel, sizePx });
      expect(rgba).toHaveLength(sizePx * sizePx * 4);
      expect(rgba.some((value) => value > 0)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
