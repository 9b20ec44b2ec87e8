/** Where the popover goes. Pure geometry in device-independent pixels; Electron is asked elsewhere. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Point, Size {}

export interface Display {
  readonly bounds: Rectangle;
  /** `bounds` without panels and docks. */
  readonly workArea: Rectangle;
}

/**
 * What the popover hangs on. `area`: the tray icon. `point`: the pointer at the click, where the tray says nothing
 * about itself (Linux answers zeros). `none`: opened from a menu or another program, so the pointer means nothing.
 */
export type Anchor =
  | { readonly kind: 'area'; readonly area: Rectangle }
  | { readonly kind: 'point'; readonly point: Point }
  | { readonly kind: 'none' };

type Edge = 'top' | 'bottom' | 'left' | 'right';

/** Between the popover and the panel, and between it and the edges of the screen. */
const gap = 8;

/** Lower than this a window looks like a mistake. */
const lowestPx = 200;

/** The size for a page of that natural height: never above what the popover may have, never a sliver. */
export const sizeFor = (atMost: Size, contentHeightPx: number | null): Size => ({
  width: atMost.width,
  height: contentHeightPx === null ? atMost.height : clamp(Math.ceil(contentHeightPx), lowestPx, atMost.height),
});

/** The anchor a tray's own bounds and the pointer make; a tray without an area falls back on the pointer. */
export function anchorOf(trayBounds: Rectangle, pointer: Point | null): Anchor {
  if (trayBounds.width > 0 && trayBounds.height > 0) return { kind: 'area', area: trayBounds };
  return pointer === null ? { kind: 'none' } : { kind: 'point', point: pointer };
}

/** The display that holds the point, or the nearest; null only when there is none at all. */
export function displayNear<Shown extends Display>(displays: readonly Shown[], point: Point): Shown | null {
  let nearest: Shown | null = null;
  let nearestDistance = Number.POSITIVE_INFINITY;
  for (const display of displays) {
    const distance = distanceTo(display.bounds, point);
    if (distance < nearestDistance) {
      nearest = display;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** The middle of what the popover hangs on, or null. */
export function anchorPoint(anchor: Anchor): Point | null {
  switch (anchor.kind) {
    case 'area':
      return centreOf(anchor.area);
    case 'point':
      return anchor.point;
    case 'none':
      return null;
  }
}

/** The popover's place: beside the panel the anchor sits on, inside the work area whatever the anchor says. */
export function placePopover(anchor: Anchor, size: Size, display: Display): Rectangle {
  const area = display.workArea;
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  const wished = wishedPlace(anchor, { width, height }, display);
  return {
    x: Math.round(clamp(wished.x, area.x, area.x + area.width - width)),
    y: Math.round(clamp(wished.y, area.y, area.y + area.height - height)),
    width,
    height,
  };
}

function wishedPlace(anchor: Anchor, size: Size, display: Display): Point {
  const point = anchorPoint(anchor);
  const area = display.workArea;
  if (point === null) return cornerPlace(panelEdge(display), size, area);
  const reach = anchor.kind === 'area' ? anchor.area : { ...point, width: 0, height: 0 };
  switch (nearestEdge(point, display)) {
    case 'top':
      return { x: beside(point.x, size.width, area.x, area.width), y: bottomOf(reach, area) + gap };
    case 'bottom':
      return {
        x: beside(point.x, size.width, area.x, area.width),
        y: Math.min(reach.y, area.y + area.height) - size.height - gap,
      };
    case 'left':
      return {
        x: Math.max(reach.x + reach.width, area.x) + gap,
        y: beside(point.y, size.height, area.y, area.height),
      };
    case 'right':
      return {
        x: Math.min(reach.x, area.x + area.width) - size.width - gap,
        y: beside(point.y, size.height, area.y, area.height),
      };
  }
}

const bottomOf = (reach: Rectangle, area: Rectangle): number => Math.max(reach.y + reach.height, area.y);

/** Centred on the anchor, a gap away from the work area's ends. */
const beside = (centre: number, length: number, start: number, whole: number): number =>
  clamp(centre - length / 2, start + gap, start + whole - length - gap);

/** The edge an anchor belongs to: a panel it sits on, else the nearest edge of the screen (a panel that hides). */
function nearestEdge(point: Point, display: Display): Edge {
  const area = display.workArea;
  if (point.y < area.y) return 'top';
  if (point.y >= area.y + area.height) return 'bottom';
  if (point.x < area.x) return 'left';
  if (point.x >= area.x + area.width) return 'right';
  const bounds = display.bounds;
  const distances: readonly (readonly [Edge, number])[] = [
    ['top', point.y - bounds.y],
    ['bottom', bounds.y + bounds.height - point.y],
    ['left', point.x - bounds.x],
    ['right', bounds.x + bounds.width - point.x],
  ];
  return distances.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}

/** The edge whose panel takes most of the screen; trays sit at the top when no panel shows. */
function panelEdge({ bounds, workArea }: Display): Edge {
  const insets: readonly (readonly [Edge, number])[] = [
    ['top', workArea.y - bounds.y],
    ['bottom', bounds.y + bounds.height - workArea.y - workArea.height],
    ['left', workArea.x - bounds.x],
    ['right', bounds.x + bounds.width - workArea.x - workArea.width],
  ];
  return insets.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Trays sit at the far end of their panel: right of a horizontal one, at the foot of a vertical one. */
function cornerPlace(edge: Edge, size: Size, area: Rectangle): Point {
  const right = area.x + area.width - size.width - gap;
  const foot = area.y + area.height - size.height - gap;
  switch (edge) {
    case 'top':
      return { x: right, y: area.y + gap };
    case 'bottom':
    case 'right':
      return { x: right, y: foot };
    case 'left':
      return { x: area.x + gap, y: foot };
  }
}

const centreOf = (area: Rectangle): Point => ({ x: area.x + area.width / 2, y: area.y + area.height / 2 });

/** When `low` > `high` the low end wins: the popover then starts inside and is cut at its far end. */
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

function distanceTo(area: Rectangle, point: Point): number {
  const dx = Math.max(area.x - point.x, 0, point.x - (area.x + area.width - 1));
  const dy = Math.max(area.y - point.y, 0, point.y - (area.y + area.height - 1));
  return Math.hypot(dx, dy);
}
