export type Colour = readonly number[];

/** Contrast ratio of WCAG 2. */
export function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A square picture of the tray icon, as the panel shows it. */
export interface ShownIcon {
  readonly width: number;
  readonly colourAt: (x: number, y: number) => Colour;
}

/**
 * The least contrast of the letter with its panel: of all directions from the centre the one whose best pixel is worst.
 * Left out is what the letter leaves open: the gap beside the tail, and the top where nobody is signed in.
 */
export function faintestEdge(icon: ShownIcon, panel: Colour, isOpenAtTop = false): number {
  const turns = Array.from({ length: 72 }, (_, step) => step / 72).filter((turn) => {
    const isBesideTail = Math.abs(turn - 0.375) < 0.13;
    return !isBesideTail && (!isOpenAtTop || (turn > 0.13 && turn < 0.87));
  });
  return Math.min(...turns.map((turn) => bestContrastAlong(turn, icon, panel)));
}

function bestContrastAlong(turn: number, { width, colourAt }: ShownIcon, panel: Colour): number {
  const angle = turn * 2 * Math.PI;
  let best = 1;
  for (let radius = width / 4; radius < width / 2; radius += 0.25) {
    const x = Math.floor(width / 2 + Math.sin(angle) * radius);
    const y = Math.floor(width / 2 - Math.cos(angle) * radius);
    best = Math.max(best, contrast(colourAt(x, y), panel));
  }
  return best;
}
