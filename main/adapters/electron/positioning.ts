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
 * What the popover is placed at. `area`: the tray icon. `point`: the pointer at the click, where the tray has no bounds
 * (Linux returns zeros). `none`: it was opened from a menu or another program, so the pointer is elsewhere.
 */
export type Anchor =
  | { readonly kind: 'area'; readonly area: Rectangle }
  | { readonly kind: 'point'; readonly point: Point }
  | { readonly kind: 'none' };

type Edge = 'top' | 'bottom' | 'left' | 'right';

/** Between the popover and the panel, and between it and the edges of the screen. */
const gap = 8;

/** A lower window looks broken. */
const lowestPx = 200;

/** The size for a page of that natural height, within the lowest and the greatest height. */
export const sizeFor = (atMost: Size, contentHeightPx: number | null): Size => ({
  width: atMost.width,
  height: contentHeightPx === null ? atMost.height : clamp(Math.ceil(contentHeightPx), lowestPx, atMost.height),
});

/** The anchor for a tray's bounds, or for the pointer where the tray has none. */
export function anchorOf(trayBounds: Rectangle, pointer: Point | null): Anchor {
  if (trayBounds.width > 0 && trayBounds.height > 0) return { kind: 'area', area: trayBounds };
  return pointer === null ? { kind: 'none' } : { kind: 'point', point: pointer };
}

/** The display that contains the point, or the nearest one; null only without any display. */
export function displayNear<Candidate extends Display>(displays: readonly Candidate[], point: Point): Candidate | null {
  let nearest: Candidate | null = null;
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

/** The centre of the anchor, or null. */
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

/** The popover's bounds: beside the panel the anchor is on, and always inside the work area. */
export function placePopover(anchor: Anchor, size: Size, display: Display): Rectangle {
  const area = display.workArea;
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  const preferred = preferredPosition(anchor, { width, height }, display);
  return {
    x: Math.round(clamp(preferred.x, area.x, area.x + area.width - width)),
    y: Math.round(clamp(preferred.y, area.y, area.y + area.height - height)),
    width,
    height,
  };
}

function preferredPosition(anchor: Anchor, size: Size, display: Display): Point {
  const point = anchorPoint(anchor);
  const area = display.workArea;
  if (point === null) return cornerPosition(panelEdge(display), size, area);
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

/** The edge an anchor belongs to: that of the panel it is on, else the nearest of the screen (the panel hides itself). */
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

/** The edge with the largest panel; the top one if there is no panel. */
function panelEdge({ bounds, workArea }: Display): Edge {
  const insets: readonly (readonly [Edge, number])[] = [
    ['top', workArea.y - bounds.y],
    ['bottom', bounds.y + bounds.height - workArea.y - workArea.height],
    ['left', workArea.x - bounds.x],
    ['right', bounds.x + bounds.width - workArea.x - workArea.width],
  ];
  return insets.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Trays are at the end of their panel: right on a horizontal one, at the bottom of a vertical one. */
function cornerPosition(edge: Edge, size: Size, area: Rectangle): Point {
  const right = area.x + area.width - size.width - gap;
  const bottom = area.y + area.height - size.height - gap;
  switch (edge) {
    case 'top':
      return { x: right, y: area.y + gap };
    case 'bottom':
    case 'right':
      return { x: right, y: bottom };
    case 'left':
      return { x: area.x + gap, y: bottom };
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
