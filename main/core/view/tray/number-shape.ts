import { box, either, type Shape } from './shapes.ts';

interface NumberPlace {
  /** The width of the icon, in whose middle the number stands. */
  readonly size: number;
  readonly top: number;
  readonly height: number;
  /** The width of a line, at most. */
  readonly stroke: number;
}

type Segment = 'top' | 'middle' | 'bottom' | 'leftAbove' | 'leftBelow' | 'rightAbove' | 'rightBelow';
const right = ['rightAbove', 'rightBelow'] as const;
const left = ['leftAbove', 'leftBelow'] as const;

/** The lines of each digit but the 1, which is narrower. */
const segments: Readonly<Record<string, readonly Segment[]>> = {
  '0': ['top', 'bottom', ...left, ...right],
  '2': ['top', 'rightAbove', 'middle', 'leftBelow', 'bottom'],
  '3': ['top', 'middle', 'bottom', ...right],
  '4': ['leftAbove', 'middle', ...right],
  '5': ['top', 'leftAbove', 'middle', 'rightBelow', 'bottom'],
  '6': ['top', ...left, 'middle', 'rightBelow', 'bottom'],
  '7': ['top', ...right],
  '8': ['top', 'middle', 'bottom', ...left, ...right],
  '9': ['top', 'leftAbove', 'middle', 'bottom', ...right],
};

/** Digits of straight lines, which stand on whole pixels: no font is sharp at this size. One shape, as lines overlap. */
export function numberShape(digits: string, place: NumberPlace): Shape {
  const { size, top, height } = place;
  const { stroke, width, gap } = fitted(digits, place);
  const widthOf = (digit: string): number => (digit === '1' ? widthOfOne(stroke) : width);
  const total = [...digits].reduce((sum, digit) => sum + widthOf(digit), 0) + gap * (digits.length - 1);
  let at = Math.floor((size - total) / 2);
  const shapes = [...digits].flatMap((digit) => {
    const lines = digitLines(digit, { left: at, top, width: widthOf(digit), height, stroke });
    at += widthOf(digit) + gap;
    return lines;
  });
  return shapes.reduce(either);
}

const widthOfOne = (stroke: number): number => stroke + Math.max(1, Math.floor(stroke / 2));

/** The widest digits that fit, with lines so thin that a 0 keeps its hole. Three digits use the whole width. */
function fitted(digits: string, { size, stroke: most }: NumberPlace): { stroke: number; width: number; gap: number } {
  const gap = Math.max(1, Math.round(size * 0.07));
  const room = size - (digits.length > 2 ? 0 : 2 * Math.max(1, Math.round(size * 0.06))) - gap * (digits.length - 1);
  const ones = [...digits].filter((digit) => digit === '1').length;
  const widthWith = (stroke: number): number => {
    const each = Math.floor((room - ones * widthOfOne(stroke)) / Math.max(1, digits.length - ones));
    return Math.min(each, Math.round(size * 0.42));
  };
  let stroke = most;
  while (stroke > 1 && widthWith(stroke) < 2 * stroke + 1) stroke -= 1;
  return { stroke, width: widthWith(stroke), gap };
}

interface DigitPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly stroke: number;
}

function digitLines(digit: string, { left, top, width, height, stroke }: DigitPlace): readonly Shape[] {
  const rightEdge = left + width - stroke;
  if (digit === '1') return [box(rightEdge, top, stroke, height), box(left, top, width - stroke, stroke)];
  const middle = top + Math.floor((height - stroke) / 2);
  const below = top + height - middle;
  const shapes: Readonly<Record<Segment, Shape>> = {
    top: box(left, top, width, stroke),
    middle: box(left, middle, width, stroke),
    bottom: box(left, top + height - stroke, width, stroke),
    leftAbove: box(left, top, stroke, middle + stroke - top),
    leftBelow: box(left, middle, stroke, below),
    rightAbove: box(rightEdge, top, stroke, middle + stroke - top),
    rightBelow: box(rightEdge, middle, stroke, below),
  };
  return (segments[digit] ?? []).map((segment) => shapes[segment]);
}
