import { disc, either, line, ring, type Shape, without } from './shapes.ts';

/** The parts of the letter Q, in pixels. Outer edge and width are whole pixels, so that small icons stay sharp. */
export interface Glyph {
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

/** The letter in a square of `size` pixels, `margin` away from its edges. */
export function glyphOf(size: number, margin: number): Glyph {
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

export const dot = ({ centre, unit }: Glyph): Shape => disc(centre, centre, unit * 2.6);

/** The mark for an unknown level. */
export const dash = ({ centre, unit }: Glyph): Shape =>
  line(centre - unit * 2, centre, centre + unit * 2, centre, Math.max(1.5, unit * 2));

/** The mark for red. */
export const exclamation = ({ centre, unit }: Glyph): readonly Shape[] => [
  line(centre, centre - unit * 3.4, centre, centre + unit * 0.1, Math.max(1.8, unit * 2.2)),
  disc(centre, centre + unit * 3.1, Math.max(0.9, unit * 1.2)),
];

/** The mark for an old level. */
export const clockHands = ({ centre, unit }: Glyph): Shape =>
  either(
    line(centre, centre - unit * 4, centre, centre, Math.max(1.4, unit * 1.8)),
    line(centre, centre, centre - unit * 2.4, centre + unit * 2, Math.max(1.4, unit * 1.8)),
  );
