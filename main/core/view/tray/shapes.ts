/** Straight (not premultiplied) RGBA, row by row from the top left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Channels of 0..255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A signed distance function: pixels from a point to the edge of the shape, negative inside. */
export type Shape = (x: number, y: number) => number;

export interface Layer {
  readonly shape: Shape;
  /** One colour, or one for each height (0 at the top, 1 at the bottom). */
  readonly colour: Colour | ((height: number) => Colour);
  /** 0..1 */
  readonly opacity: number;
}

export const disc =
  (centreX: number, centreY: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - centreX, y - centreY) - radius;

export const ring =
  (centreX: number, centreY: number, outerRadius: number, width: number): Shape =>
  (x, y) =>
    Math.abs(Math.hypot(x - centreX, y - centreY) - (outerRadius - width / 2)) - width / 2;

/** A line with round ends. */
export const line =
  (fromX: number, fromY: number, toX: number, toY: number, width: number): Shape =>
  (x, y) => {
    const [alongX, alongY] = [toX - fromX, toY - fromY];
    const length = alongX * alongX + alongY * alongY;
    const part = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
    const clamped = Math.min(1, Math.max(0, part));
    return Math.hypot(x - fromX - alongX * clamped, y - fromY - alongY * clamped) - width / 2;
  };

export const roundedSquare =
  (edge: number, radius: number): Shape =>
  (x, y) => {
    const half = edge / 2;
    const [outX, outY] = [Math.abs(x - half) - half + radius, Math.abs(y - half) - half + radius];
    return Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - radius;
  };

/** An upright rectangle. With whole numbers its edges are sharp. */
export const box =
  (left: number, top: number, width: number, height: number): Shape =>
  (x, y) =>
    Math.max(left - x, x - left - width, top - y, y - top - height);

/** A sector between two turns, clockwise from the top; `to` − `from` is 0..1. */
export const sector =
  (centreX: number, centreY: number, from: number, to: number): Shape =>
  (x, y) => {
    if (to - from >= 1) return Number.NEGATIVE_INFINITY;
    const half = (to - from) * Math.PI;
    const middle = (from + to) * Math.PI;
    const [offX, offY] = [x - centreX, y - centreY];
    const radius = Math.hypot(offX, offY);
    const angle = Math.abs(wrapped(Math.atan2(offX, -offY) - middle));
    const beyond = angle - half;
    if (Math.abs(beyond) >= Math.PI / 2) return Math.sign(beyond) * radius;
    return Math.sin(beyond) * radius;
  };

/** The intersection of two shapes. */
export const within =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.max(one(x, y), other(x, y));

/** The union of two shapes. As one shape it is not painted twice where they overlap. */
export const either =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.min(one(x, y), other(x, y));

/** The first shape without what lies within `gap` pixels of the second. */
export const without =
  (one: Shape, other: Shape, gap: number): Shape =>
  (x, y) =>
    Math.max(one(x, y), gap - other(x, y));

/** Paints layers over each other on a transparent ground, with edges smoothed over one pixel. */
export function paint(size: number, layers: readonly Layer[]): Pixels {
  const rgba = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rgba.set(pixelAt(x + 0.5, y + 0.5, size, layers), (y * size + x) * 4);
  }
  return { width: size, height: size, rgba };
}

function pixelAt(x: number, y: number, size: number, layers: readonly Layer[]): readonly number[] {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const { shape, colour, opacity } of layers) {
    const over = Math.min(1, Math.max(0, 0.5 - shape(x, y))) * opacity;
    if (over === 0) continue;
    const [overRed, overGreen, overBlue] = typeof colour === 'function' ? colour(y / size) : colour;
    const under = alpha * (1 - over);
    alpha = over + under;
    red = (overRed * over + red * under) / alpha;
    green = (overGreen * over + green * under) / alpha;
    blue = (overBlue * over + blue * under) / alpha;
  }
  return [Math.round(red), Math.round(green), Math.round(blue), Math.round(alpha * 255)];
}

/** Normalizes an angle to −π..π. */
const wrapped = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
