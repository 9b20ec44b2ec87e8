import { clockHands, dash, dot, exclamation, type Glyph, glyphOf } from './glyph.ts';
import { lightInk, marks, oldOpacity, type Palette, palettes, plateColour, type TrayInk, trackOpacity } from './ink.ts';
import type { TrayState } from './panel-icon.ts';
import {
  type Colour,
  disc,
  either,
  type Layer,
  line,
  type Pixels,
  paint,
  roundedSquare,
  type Shape,
  sector,
  within,
} from './shapes.ts';

export interface GaugeIcon {
  /** The share of the ring, 0..1, that is filled clockwise from the tail; null if unknown. */
  readonly level: number | null;
  /** Shown by shape as well as by colour: a dot for amber, "!" for red, clock hands if stale, a dash if unknown. */
  readonly state: TrayState;
  readonly ink: TrayInk;
  /** Width and height on the panel before scaling; usually 16 to 32. */
  readonly sizePx: number;
  /** The screen's scale factor. */
  readonly scale: number;
}

const violetTop: Colour = [124, 108, 255];
const violetBottom: Colour = [72, 52, 212];

const hollowOpacity = 0.55;
/** The direction of the tail, lower right, as a part of a clockwise turn from the top. */
const tailTurn = 0.375;

/** Draws the tray icon, the letter Q as a gauge. The same input gives the same bytes. */
export function gaugeIcon({ level, state, ink, sizePx, scale }: GaugeIcon): Pixels {
  const size = Math.max(1, Math.round(sizePx * scale));
  const glyph = glyphOf(size, 0);
  const shown = level === null && state !== 'signed-out' ? 'unknown' : state;
  const drawn = layersOf(glyph, shown, Math.min(1, Math.max(0, level ?? 0)), palettes[ink]);
  return paint(size, ink === 'plated' ? [plateBelow(glyph), ...drawn] : drawn);
}

/** Draws the icon of the app itself, for packages and windows. */
export function appIcon(sizePx: number): Pixels {
  const edge = sizePx;
  const glyph = glyphOf(edge, Math.round(edge * 0.18));
  const plate: Layer = {
    shape: roundedSquare(edge, edge * 0.225),
    colour: (height) => blend(violetTop, violetBottom, height),
    opacity: 1,
  };
  return paint(edge, [plate, ...gauge(glyph, lightInk, lightInk.calm, 0.68)]);
}

/** A filled Q, wider than the letter by the margin around it: its edge shows on light panels, the letter on dark ones. */
function plateBelow({ centre, radius, tail }: Glyph): Layer {
  const rim = centre - radius;
  const widerTail: Shape = (x, y) => tail(x, y) - rim;
  return { shape: either(disc(centre, centre, centre), widerTail), colour: plateColour, opacity: 1 };
}

function layersOf(glyph: Glyph, state: TrayState, level: number, ink: Palette): readonly Layer[] {
  const { calm: plain, amber, red } = ink;
  switch (state) {
    case 'calm':
      return gauge(glyph, ink, plain, level);
    case 'amber':
      return [...gauge(glyph, ink, amber, level), { shape: dot(glyph), colour: amber, opacity: 1 }];
    case 'red':
      return [...gauge(glyph, ink, red, level), ...marks(exclamation(glyph), red, 1)];
    case 'stale':
      return [...gauge(glyph, ink, plain, level, oldOpacity), ...marks([clockHands(glyph)], plain, oldOpacity)];
    case 'unknown':
      return [...hollow(glyph, plain), ...marks([dash(glyph)], plain, oldOpacity)];
    case 'signed-out':
      return [...switchedOff(glyph, plain)];
  }
}

/** Draws the ring filled to `level`, 0..1. It begins and ends at the tail, which would cover anything below it. */
function gauge(glyph: Glyph, { calm: plain }: Palette, colour: Colour, level: number, opacity = 1): readonly Layer[] {
  const { centre, radius, body, tail, hiddenTurn } = glyph;
  const filledTo = level < 1 ? tailTurn + hiddenTurn / 2 + level * (1 - hiddenTurn) : tailTurn + 1;
  const filled: Layer = { shape: within(body, sector(centre, centre, tailTurn, filledTo)), colour, opacity };
  // The two parts overlap by half a pixel, because two smoothed edges would leave a dark seam.
  const restFrom = filledTo - 0.5 / (2 * Math.PI * radius);
  const rest: Layer = {
    shape: within(body, sector(centre, centre, restFrom, tailTurn + 1)),
    colour: plain,
    opacity: trackOpacity,
  };
  return [level < 1 ? rest : null, level > 0 ? filled : null, { shape: tail, colour, opacity }].filter(
    (layer) => layer !== null,
  );
}

function hollow({ body, tail }: Glyph, colour: Colour): readonly Layer[] {
  return marks([body, tail], colour, hollowOpacity);
}

function switchedOff(glyph: Glyph, colour: Colour): readonly Layer[] {
  const { centre, body, tail, unit, width, radius } = glyph;
  const open = within(body, sector(centre, centre, 0.1, 0.9));
  const bar = line(centre, centre - radius + width / 2, centre, centre - unit, width * 0.8);
  return marks([open, tail, bar], colour, oldOpacity);
}

const blend = (top: Colour, bottom: Colour, height: number): Colour => [
  top[0] + (bottom[0] - top[0]) * height,
  top[1] + (bottom[1] - top[1]) * height,
  top[2] + (bottom[2] - top[2]) * height,
];
