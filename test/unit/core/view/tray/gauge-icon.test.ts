import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appIcon, type GaugeIcon, gaugeIcon } from '../../../../../main/core/view/tray/gauge-icon.ts';
import type { Pixels } from '../../../../../main/core/view/tray/shapes.ts';
import { contrast, faintestEdge, type ShownIcon } from '../../../../support/contrast.ts';

const states = ['calm', 'amber', 'red', 'stale', 'unknown', 'signed-out'] as const;
const sizes = [16, 22, 24, 32, 44] as const;
const panels = { light: [43, 43, 48], dark: [240, 240, 242] } as const;

const icon = (changes: Partial<GaugeIcon> = {}): Pixels =>
  gaugeIcon({ level: 0.5, state: 'calm', ink: 'light', sizePx: 22, scale: 1, ...changes });

const alphas = ({ rgba }: Pixels): number[] => [...rgba].filter((_, index) => index % 4 === 3);
const mass = (pixels: Pixels): number => alphas(pixels).reduce((sum, alpha) => sum + alpha, 0);
const alphaAt = ({ rgba, width }: Pixels, x: number, y: number): number => rgba[(y * width + x) * 4 + 3] ?? -1;

/** Compares bytes, which takes a hundredth of the time of `toEqual`. */
const isSame = (one: Pixels, other: Pixels): boolean =>
  one.width === other.width && one.height === other.height && Buffer.compare(one.rgba, other.rgba) === 0;

/** The colour of the first fully covered pixel. */
function inkOf({ rgba }: Pixels): readonly number[] {
  for (let at = 0; at < rgba.length; at += 4) if (rgba[at + 3] === 255) return [...rgba.subarray(at, at + 3)];
  return [];
}

/** The colour that the panel shows for a pixel of the icon. */
function composed(rgba: Uint8Array, at: number, panel: readonly number[]): readonly number[] {
  const alpha = (rgba[at + 3] ?? 0) / 255;
  return panel.map((below, channel) => (rgba[at + channel] ?? 0) * alpha + below * (1 - alpha));
}

/** The icon on a panel of that colour. */
const shownOn = ({ rgba, width }: Pixels, panel: readonly number[]): ShownIcon => ({
  width,
  colourAt: (x, y) => composed(rgba, (y * width + x) * 4, panel),
});

describe('every size', () => {
  it.each(sizes.flatMap((sizePx) => states.map((state) => [sizePx, state] as const)))('%i px, %s', (sizePx, state) => {
    const pixels = icon({ sizePx, state, level: 0.93 });
    expect([pixels.width, pixels.height, pixels.rgba.length]).toEqual([sizePx, sizePx, sizePx * sizePx * 4]);
    expect(Math.max(...alphas(pixels))).toBeGreaterThan(90);
    expect(alphaAt(pixels, 0, 0)).toBe(0);
    expect(alphaAt(pixels, sizePx - 1, 0)).toBe(0);
    expect(isSame(icon({ sizePx, state, level: 0.93 }), pixels)).toBe(true);
  });

  it('is drawn for each scale factor, not enlarged', () => {
    expect(isSame(icon({ sizePx: 22, scale: 2 }), icon({ sizePx: 44, scale: 1 }))).toBe(true);
    expect(icon({ sizePx: 22, scale: 1.25 }).width).toBe(28);
  });
});

/**
 * The panel's colours are those of the desktops' own style sheets: GNOME Shell (both its themes), Ubuntu's Yaru, KDE's
 * Breeze in dark and light, Windows 11 in light, and the two ends.
 */
const realPanels = {
  black: [0, 0, 0],
  'GNOME dark': [29, 29, 29],
  Yaru: [19, 19, 19],
  'Breeze dark': [42, 46, 50],
  'Breeze light': [239, 240, 241],
  'Windows light': [243, 243, 243],
  white: [255, 255, 255],
} as const;

describe('on a panel of unknown colour', () => {
  const drawn = sizes.flatMap((sizePx) => states.map((state) => ({ sizePx, state })));
  const plated = drawn.flatMap((one) =>
    [0, 0.5, 1].map((level) => ({ ...one, level, pixels: icon({ ...one, ink: 'plated', level }) })),
  );

  it.each(Object.entries(realPanels))('the whole letter has a contrast of 3:1 on %s', (_name, panel) => {
    for (const { sizePx, state, level, pixels } of plated) {
      const edge = faintestEdge(shownOn(pixels, panel), panel, state === 'signed-out');
      expect(edge, `${state} ${level} at ${sizePx} px`).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(['light', 'dark'] as const)('one %s ink alone has less on some of them, hence the plate', (ink) => {
    const contrasts = Object.values(realPanels).map((panel) =>
      faintestEdge(shownOn(icon({ ink, level: 1 }), panel), panel),
    );
    expect(Math.min(...contrasts)).toBeLessThan(1.5);
  });

  it.each(sizes)('the level has a contrast of 3:1 to the rest of the ring, at %i px', (sizePx) => {
    const [full, empty] = [1, 0].map((level) => icon({ ink: 'plated', sizePx, level }));
    const top = ({ rgba, width }: Pixels): readonly number[] => {
      const at = (Math.round(width * 0.13) * width + Math.round(width * 0.45)) * 4;
      return [...rgba.subarray(at, at + 3)];
    };
    if (full !== undefined && empty !== undefined) expect(contrast(top(full), top(empty))).toBeGreaterThan(3);
  });
});

describe('the level', () => {
  it.each(sizes)('fills more of the ring the more is used, at %i px', (sizePx) => {
    const masses = Array.from({ length: 21 }, (_, step) => mass(icon({ sizePx, level: step / 20 })));
    for (const [index, each] of masses.entries()) if (index > 0) expect(each).toBeGreaterThan(masses[index - 1] ?? 0);
  });

  it('fills clockwise from the tail', () => {
    const corners = (level: number) => {
      const pixels = icon({ level, sizePx: 44 });
      return [alphaAt(pixels, 9, 33), alphaAt(pixels, 9, 10), alphaAt(pixels, 34, 10)].map((alpha) => alpha === 255);
    };
    expect(corners(0)).toEqual([false, false, false]);
    expect(corners(0.35)).toEqual([true, false, false]);
    expect(corners(0.6)).toEqual([true, true, false]);
    expect(corners(0.85)).toEqual([true, true, true]);
  });

  it('draws 0 and 1 as empty and full, and values outside as the nearer end', () => {
    expect(icon({ level: -3 })).toEqual(icon({ level: 0 }));
    expect(icon({ level: 7 })).toEqual(icon({ level: 1 }));
    expect(alphaAt(icon({ level: 1, sizePx: 44 }), 40, 24)).toBe(255);
  });

  it('draws an unknown level neither as an empty nor as a full one', () => {
    expect(icon({ level: null })).toEqual(icon({ level: null, state: 'unknown' }));
    for (const level of [0, 1]) expect(icon({ level: null }).rgba).not.toEqual(icon({ level }).rgba);
  });
});

describe('the states', () => {
  it.each(sizes)('differ in shape, not in colour alone, at %i px', (sizePx) => {
    const shapes = states.map((state) => alphas(icon({ sizePx, state, level: 0.93 })));
    for (const [index, shape] of shapes.entries()) {
      for (const other of shapes.slice(index + 1)) {
        const differing = shape.filter((alpha, at) => Math.abs(alpha - (other[at] ?? 0)) > 60).length;
        expect(differing).toBeGreaterThanOrEqual(4);
      }
    }
  });

  it.each(['light', 'dark'] as const)('%s ink stands out from its panel', (ink) => {
    for (const state of ['calm', 'amber', 'red'] as const) {
      expect(contrast(inkOf(icon({ state, ink, level: 1 })), panels[ink])).toBeGreaterThan(3.5);
    }
    expect(inkOf(icon({ state: 'amber', ink }))).not.toEqual(inkOf(icon({ state: 'red', ink })));
  });

  it.each(['light', 'dark'] as const)('%s ink stands out without a level too', (ink) => {
    for (const state of ['stale', 'unknown', 'signed-out'] as const) {
      const shown = shownOn(icon({ state, ink, level: 1 }), panels[ink]);
      expect(faintestEdge(shown, panels[ink], state === 'signed-out')).toBeGreaterThanOrEqual(3);
    }
  });

  it('are dimmed for stale numbers', () => {
    expect(mass(icon({ state: 'stale' }))).toBeLessThan(mass(icon()));
    expect(Math.max(...alphas(icon({ state: 'stale' })))).toBeLessThan(200);
  });
});

it('draws the app icon: a plate with transparent corners and the light Q on it', () => {
  const pixels = appIcon(512);
  expect([pixels.width, pixels.height]).toEqual([512, 512]);
  expect(alphaAt(pixels, 2, 2)).toBe(0);
  expect(alphaAt(pixels, 256, 256)).toBe(255);
  expect(alphaAt(pixels, 256, 3)).toBe(255);
  let white = 0;
  for (let at = 0; at < pixels.rgba.length; at += 4) if (pixels.rgba[at] === 255) white += 1;
  expect(white / (512 * 512)).toBeGreaterThan(0.08);
  expect(appIcon(32).width).toBe(32);
});

it('draws any input without an error', () =>
  fc.assert(
    fc.property(
      fc.option(fc.double({ noNaN: true })),
      fc.constantFrom(...states),
      fc.constantFrom('plated' as const, 'light' as const, 'dark' as const),
      fc.integer({ min: 8, max: 48 }),
      (level, state, ink, sizePx) => {
        const { rgba } = icon({ level, state, ink, sizePx });
        expect(rgba).toHaveLength(sizePx * sizePx * 4);
        expect(rgba.some((value) => value > 0)).toBe(true);
      },
    ),
    { numRuns: 200 },
  ));
