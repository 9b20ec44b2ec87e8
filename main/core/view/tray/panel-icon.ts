import type { Level } from '../level.ts';
import { gaugeIcon } from './gauge-icon.ts';
import { marks, oldOpacity, type Palette, palettes, plateColour, type TrayInk, trackOpacity } from './ink.ts';
import { numberShape } from './number-shape.ts';
import { box, type Layer, type Pixels, paint, roundedSquare, type Shape } from './shapes.ts';

/**
 * `stale`: the level is an old one; `unknown`: no window has been read; `signed-out`: the same, and nobody is signed
 * in.
 */
export type TrayState = Level | 'stale' | 'unknown' | 'signed-out';

export interface TrayBar {
  /** What is used or left, 0..1. */
  readonly share: number;
  readonly level: Level;
}

/** What the icon shows. Equal pictures look alike, so that only what differs is drawn again. */
export type TrayPicture =
  | { readonly kind: 'letter'; readonly state: TrayState }
  | { readonly kind: 'ring'; readonly state: Level | 'stale'; readonly share: number }
  | { readonly kind: 'bars'; readonly state: Level | 'stale'; readonly bars: readonly TrayBar[] }
  | { readonly kind: 'percent'; readonly state: Level | 'stale'; readonly percent: number };

export interface PanelPlace {
  readonly ink: TrayInk;
  /** Width and height on the panel before scaling; usually 16 to 32. */
  readonly sizePx: number;
  /** The screen's scale factor. */
  readonly scale: number;
}

/** Draws the tray icon. The same input gives the same bytes. */
export function panelIcon(picture: TrayPicture, place: PanelPlace): Pixels {
  if (picture.kind === 'letter') {
    const isLevelKnown = picture.state !== 'unknown' && picture.state !== 'signed-out';
    return gaugeIcon({ ...place, state: picture.state, level: isLevelKnown ? 1 : null });
  }
  if (picture.kind === 'ring') return gaugeIcon({ ...place, state: picture.state, level: picture.share });
  const size = Math.max(1, Math.round(place.sizePx * place.scale));
  const ink = palettes[place.ink];
  const layers =
    picture.kind === 'bars' ? barLayers(size, picture.bars, picture.state, ink) : percentLayers(size, picture, ink);
  const plate: Layer = { shape: roundedSquare(size, size * 0.2), colour: plateColour, opacity: 1 };
  return paint(size, place.ink === 'plated' ? [plate, ...layers] : layers);
}

const levelOfState = (state: Level | 'stale'): Level => (state === 'stale' ? 'calm' : state);
const opacityIn = (state: Level | 'stale'): number => (state === 'stale' ? oldOpacity : 1);
/** A part of the icon's size in whole pixels. */
const pixels = (size: number, part: number, atLeast: number): number => Math.max(atLeast, Math.round(size * part));

/** Upright bars, and the mark of the state in a narrow column beside them. */
function barLayers(size: number, bars: readonly TrayBar[], state: Level | 'stale', ink: Palette): readonly Layer[] {
  const margin = pixels(size, 0.1, 1);
  const gap = pixels(size, 0.09, 1);
  const stroke = pixels(size, 0.125, 2);
  const height = size - 2 * margin;
  const markWidth = state === 'calm' ? 0 : stroke + gap;
  const room = Math.floor((height - markWidth - gap * (bars.length - 1)) / bars.length);
  const width = Math.min(room, Math.floor(height / 2));
  const left = Math.floor((size - bars.length * width - (bars.length - 1) * gap - markWidth) / 2);
  const drawn = bars.flatMap(({ share, level }, index) => {
    const filled = wholeLevel(share, height);
    const at = left + index * (width + gap);
    const rest = box(at, margin, width, height - filled);
    const full = box(at, margin + height - filled, width, filled);
    return [
      ...marks(filled < height ? [rest] : [], ink.calm, trackOpacity * opacityIn(state)),
      ...marks(filled > 0 ? [full] : [], state === 'stale' ? ink.calm : ink[level], opacityIn(state)),
    ];
  });
  const mark = markColumn(state, { left: left + bars.length * (width + gap), top: margin, height, stroke });
  return [...drawn, ...marks(mark, ink[levelOfState(state)], opacityIn(state))];
}

/** A level in whole pixels: empty and full only at the very ends. */
const wholeLevel = (share: number, height: number): number => {
  if (share <= 0) return 0;
  return share >= 1 ? height : Math.min(height - 1, Math.max(1, Math.round(share * height)));
};

interface Column {
  readonly left: number;
  readonly top: number;
  readonly height: number;
  readonly stroke: number;
}

/** "!" for red, a dot for amber, three dots for an old level, each drawn upright. */
function markColumn(state: Level | 'stale', { left, top, height, stroke }: Column): readonly Shape[] {
  const dotAt = (y: number): Shape => box(left, top + y, stroke, stroke);
  const last = height - stroke;
  switch (state) {
    case 'calm':
      return [];
    case 'amber':
      return [dotAt(last)];
    case 'red':
      return [box(left, top, stroke, last - Math.max(1, Math.round(stroke / 2))), dotAt(last)];
    case 'stale':
      return [dotAt(0), dotAt(Math.round(last / 2)), dotAt(last)];
  }
}

/** The number, and below it a line for red, a dot for amber, and three dots for an old one. */
function percentLayers(
  size: number,
  { percent, state }: Extract<TrayPicture, { kind: 'percent' }>,
  ink: Palette,
): readonly Layer[] {
  const isMarked = state !== 'calm';
  const height = pixels(size, isMarked ? 0.62 : 0.75, 5);
  const stroke = pixels(size, 0.125, 2);
  const gap = pixels(size, 0.07, 1);
  const top = Math.floor((size - height - (isMarked ? gap + stroke : 0)) / 2);
  const mark = markRow(state, { size, top: top + height + gap, stroke });
  const shapes = [numberShape(String(percent), { size, top, height, stroke }), ...mark];
  return marks(shapes, ink[levelOfState(state)], opacityIn(state));
}

interface Row {
  readonly size: number;
  readonly top: number;
  readonly stroke: number;
}

function markRow(state: Level | 'stale', { size, top, stroke }: Row): readonly Shape[] {
  const margin = pixels(size, 0.13, 1);
  const dotAt = (left: number): Shape => box(left, top, stroke, stroke);
  const middle = Math.floor((size - stroke) / 2);
  switch (state) {
    case 'calm':
      return [];
    case 'amber':
      return [dotAt(middle)];
    case 'red':
      return [box(margin, top, size - 2 * margin, stroke)];
    case 'stale':
      return [dotAt(middle - 2 * stroke), dotAt(middle), dotAt(middle + 2 * stroke)];
  }
}
