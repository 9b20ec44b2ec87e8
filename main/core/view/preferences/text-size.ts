/** How large the letters of the window are, in percent of their usual size, from small to large. */
export const textSizes = [
  'percent-90',
  'percent-100',
  'percent-110',
  'percent-125',
  'percent-150',
  'percent-200',
] as const;
export type TextSize = (typeof textSizes)[number];

export const usualTextSize: TextSize = 'percent-100';

/** By how much the letters are larger than usual: 1 is as usual. */
export const textScale = (size: TextSize): number => Number(size.replace('percent-', '')) / 100;

/** The next larger or smaller size; the same one at the end. */
export function nextTextSize(size: TextSize, by: -1 | 1): TextSize {
  return textSizes[textSizes.indexOf(size) + by] ?? size;
}
