import {
  type Colour,
  disc,
  either,
  type Layer,
  line,
  type Pixels,
  paint,
  ring,
  roundedSquare,
  type Shape,
  sector,
  within,
  without,
} from './shapes.ts';
import type { TrayState } from './tray-view.ts';

export interface GaugeIcon {
  /** Used share of the tightest window, 0..1, as which the ring is filled clockwise from the tail; null if unknown. */
  readonly level: number | null;
  /** Shown by shape as well as by colour: a dot for amber, "!" for red, clock clockHands if stale, a dash if unknown. */
  readonly state: TrayState;
  /** `light` is drawn on dark panels. */
  readonly ink: 'light' | 'dark';
  /** Width and height on the panel before scaling; usually 16 to 32. */
  readonly sizePx: number;
  /** The screen's scale factor. */
  readonly scale: number;
}

const inks = { light: [255, 255, 255], dark: [38, 38, 44] } as const satisfies Record<string, Colour>;
/** Colours by ink, each readable on its own kind of panel. */
const ambers = { light: [255, 190, 60], dark: [190, 105, 0] } as const satisfies Record<string, Colour>;
const reds = { light: [255, 105, 97], dark: [205, 32, 38] } as const satisfies Record<string, Colour>;
const violetTop: Colour = [124, 108, 255];
const violetBottom: Colour = [72, 52, 212];

const trackOpacity = 0.3;
const oldOpacity = 0.6;
/** The direction of the tail, lower right, as a part of a clockwise turn from the top. */
const tailTurn = 0.375;

/** Draws the tray icon, the letter Q as a gauge. The same input gives the same bytes. */
export function gaugeIcon({ level, state, ink, sizePx, scale }: GaugeIcon): Pixels {
  const size = Math.max(1, Math.round(sizePx * scale));
  const glyph = glyphOf(size, 0);
  const shown = level === null && state !== 'signed-out' ? 'unknown' : state;
  return paint(size, layersOf(glyph, shown, Math.min(1, Math.max(0, level ?? 0)), ink));
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
  return paint(edge, [plate, ...gauge(glyph, inks.light, 0.68, 1)]);
}

/** The parts of the letter Q, in pixels. Outer edge and width are whole pixels, so that small icons stay sharp. */
interface Glyph {
  readonly centre: number;
  readonly radius: number;
  readonly width: number;
  readonly body: Shape;
  readonly tail: Shape;
  /** The part of a turn that the tail and the gap beside it cover. */
  readonly hiddenTurn: number;
  /** A 22nd of the icon's size. */
  readonly unit: number;
}

function glyphOf(size: number, margin: number): Glyph {
  const unit = (size - 2 * margin) / 22;
  const centre = size / 2;
  const radius = Math.round(unit * 10 + (size % 2) / 2) - (size % 2) / 2;
  const width = Math.max(2, Math.round(unit * 3));
  const [tailFrom, tailTo] = [centre + unit * 3.7, centre + unit * 7.7];
  const tailWidth = Math.max(2, unit * 2.8);
  const tail = line(tailFrom, tailFrom, tailTo, tailTo, tailWidth);
  const gap = unit * 0.9;
  const hiddenTurn = (tailWidth + 2 * gap) / (radius - width / 2) / (2 * Math.PI);
  const body = without(ring(centre, centre, radius, width), tail, gap);
  return { centre, radius, width, body, tail, hiddenTurn, unit };
}

function layersOf(glyph: Glyph, state: TrayState, level: number, ink: GaugeIcon['ink']): readonly Layer[] {
  const plain = inks[ink];
  switch (state) {
    case 'calm':
      return gauge(glyph, plain, level, 1);
    case 'amber':
      return [...gauge(glyph, ambers[ink], level, 1), { shape: dot(glyph), colour: ambers[ink], opacity: 1 }];
    case 'red':
      return [...gauge(glyph, reds[ink], level, 1), ...marks(exclamation(glyph), reds[ink], 1)];
    case 'stale':
      return [...gauge(glyph, plain, level, oldOpacity), ...marks([clockHands(glyph)], plain, oldOpacity)];
    case 'unknown':
      return [...hollow(glyph, plain), ...marks([dash(glyph)], plain, oldOpacity)];
    case 'signed-out':
      return [...switchedOff(glyph, plain)];
  }
}

/** Draws the ring filled to `level`, 0..1. It begins and ends at the tail, which would cover anything below it. */
function gauge(glyph: Glyph, colour: Colour, level: number, opacity: number): readonly Layer[] {
  const { centre, body, tail, hiddenTurn } = glyph;
  const filledTo = level < 1 ? tailTurn + hiddenTurn / 2 + level * (1 - hiddenTurn) : tailTurn + 1;
  const filled: Layer = { shape: within(body, sector(centre, centre, tailTurn, filledTo)), colour, opacity };
  const restOpacity = trackOpacity * opacity;
  const restTo = tailTurn + 1;
  const rest: Layer = { shape: within(body, sector(centre, centre, filledTo, restTo)), colour, opacity: restOpacity };
  return [level < 1 ? rest : null, level > 0 ? filled : null, { shape: tail, colour, opacity }].filter(
    (layer) => layer !== null,
  );
}

function hollow({ body, tail }: Glyph, colour: Colour): readonly Layer[] {
  return marks([body, tail], colour, trackOpacity + 0.1);
}

function switchedOff(glyph: Glyph, colour: Colour): readonly Layer[] {
  const { centre, body, tail, unit, width, radius } = glyph;
  const open = within(body, sector(centre, centre, 0.1, 0.9));
  const bar = line(centre, centre - radius + width / 2, centre, centre - unit, width * 0.8);
  return marks([open, tail, bar], colour, oldOpacity);
}

const marks = (shapes: readonly Shape[], colour: Colour, opacity: number): readonly Layer[] =>
  shapes.map((shape) => ({ shape, colour, opacity }));

const dot = ({ centre, unit }: Glyph): Shape => disc(centre, centre, unit * 2.6);

const dash = ({ centre, unit }: Glyph): Shape =>
  line(centre - unit * 2, centre, centre + unit * 2, centre, Math.max(1.5, unit * 2));

const exclamation = ({ centre, unit }: Glyph): readonly Shape[] => [
  line(centre, centre - unit * 3.4, centre, centre + unit * 0.1, Math.max(1.8, unit * 2.2)),
  disc(centre, centre + unit * 3.1, Math.max(0.9, unit * 1.2)),
];

const clockHands = ({ centre, unit }: Glyph): Shape =>
  either(
    line(centre, centre - unit * 4, centre, centre, Math.max(1.4, unit * 1.8)),
    line(centre, centre, centre - unit * 2.4, centre + unit * 2, Math.max(1.4, unit * 1.8)),
  );

const blend = (top: Colour, bottom: Colour, height: number): Colour => [
  top[0] + (bottom[0] - top[0]) * height,
  top[1] + (bottom[1] - top[1]) * height,
  top[2] + (bottom[2] - top[2]) * height,
];
