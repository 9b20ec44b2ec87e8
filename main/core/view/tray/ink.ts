import type { Level } from '../level.ts';
import type { Colour, Layer, Shape } from './shapes.ts';

/** `light` and `dark` fit a panel of the other kind; `plated`, which is light on a dark plate, fits every panel. */
export type TrayInk = 'plated' | 'light' | 'dark';

/** The colour of each level. */
export type Palette = Readonly<Record<Level, Colour>>;

export const lightInk: Palette = { calm: [255, 255, 255], amber: [255, 190, 60], red: [255, 105, 97] };
const darkInk: Palette = { calm: [38, 38, 44], amber: [190, 105, 0], red: [205, 32, 38] };
export const palettes: Readonly<Record<TrayInk, Palette>> = { plated: lightInk, light: lightInk, dark: darkInk };
export const plateColour = darkInk.calm;

/** The part of a gauge that is not filled: readable on a dark panel, and clearly below the filled part. */
export const trackOpacity = 0.42;
export const oldOpacity = 0.75;

export const marks = (shapes: readonly Shape[], colour: Colour, opacity: number): readonly Layer[] =>
  shapes.map((shape) => ({ shape, colour, opacity }));
