/** The geometry of the charts, in the units of the SVG's view box. */

export interface Plot {
  readonly width: number;
  readonly height: number;
  /** Margins: room for the numbers beside the plot and the labels below it. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** By how much the letters are larger than usual; left out: 1. */
  readonly textScale?: number;
}

/** A plot of that width, whose margins grow with the letters in them; what is drawn keeps its height. */
export const plotIn = (room: Omit<Plot, 'width' | 'textScale'>, width: number, textScale: number): Plot => ({
  ...{ ...room, width, textScale },
  height: room.height + room.bottom * (textScale - 1),
  left: room.left * textScale,
  bottom: room.bottom * textScale,
});

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type TextAnchor = 'start' | 'middle' | 'end';

/** A label on the horizontal axis, centred. */
export interface AxisLabel {
  readonly index: number;
  readonly x: number;
}

/** Returns two to five round numbers from 0 to at least `highest`, no closer than `smallestStep`. */
export function roundTicks(highest: number, smallestStep = 0): readonly number[] {
  if (!(highest > 0) || !Number.isFinite(highest)) return [0, smallestStep || 1];
  const rough = Math.max(highest / 4, smallestStep, Number.MIN_VALUE * 1e9);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(smallestStep, ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power);
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  // Rounded to 12 digits, so that 3 × 0.1 is 0.3.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** The vertical position of a value, from the top of the drawing: 0 is at the bottom of the plot, `top` at its top. */
export function heightAt(value: number, top: number, plot: Plot): number {
  const inner = plot.height - plot.top - plot.bottom;
  const share = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0;
  return plot.height - plot.bottom - share * inner;
}

/** Places a bar for each value, side by side over the whole width. A value above 0 is always high enough to be seen. */
export function barsOf(values: readonly number[], top: number, plot: Plot): readonly Bar[] {
  const each = (plot.width - plot.left - plot.right) / Math.max(1, values.length);
  const width = Math.min(28, each * (each > 4 ? 0.72 : 0.9));
  const floor = plot.height - plot.bottom;
  return values.map((value, index) => {
    const height = value > 0 ? Math.max(1.5, floor - heightAt(value, top, plot)) : 0;
    return { x: plot.left + each * (index + 0.5) - width / 2, y: floor - height, width, height };
  });
}

/** The bar above which a place lies, also beside the bars: 0 is the first. */
export function placeOfBar(x: number, count: number, { width, left, right }: Plot): number {
  const place = Math.floor(((x - left) / Math.max(1, width - left - right)) * count);
  return Math.max(0, Math.min(count - 1, place));
}

/** Approximate widths of a Latin letter, a Chinese one, and the space between labels. */
const letterWidth = 6.5;
const wideLetterWidth = 12;
const wordGap = 14;

/** How many of these labels fit side by side below a chart: two at least, five at most. */
export function labelsThatFit(texts: readonly string[], plot: Plot): number {
  const widthOf = (text: string): number =>
    [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? wideLetterWidth : letterWidth), wordGap);
  const widest = Math.max(1, ...texts.map(widthOf)) * (plot.textScale ?? 1);
  return Math.min(5, Math.max(2, Math.floor((plot.width - plot.left - plot.right) / widest)));
}

/**
 * Chooses which of `count` bars get a label, each centred below its bar: `most` of them lie in the middle of equal parts,
 * so that none sticks out at an end.
 */
export function axisLabels(count: number, most: number, plot: Plot): readonly AxisLabel[] {
  const each = (plot.width - plot.left - plot.right) / Math.max(1, count);
  const shown = Math.min(count, most);
  return Array.from({ length: shown }, (_, at) => {
    const index = Math.floor(((at + 0.5) * count) / shown);
    return { index, x: plot.left + each * (index + 0.5) };
  });
}

const rounded = (length: number): number => Math.round(length * 100) / 100;

/** Returns an SVG path through the points, '' without any. A single point becomes a short dash, to be visible. */
export function linePath(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first] = points;
  if (first === undefined) return '';
  if (points.length === 1) return `M${rounded(first.x - 1.5)} ${rounded(first.y)}h3`;
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
}
