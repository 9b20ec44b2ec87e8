import { containsFormedKey } from './secrets.ts';

/** Bounds that any real answer keeps; a larger one is cut with "…". */
const mostLevels = 8;
const mostKeys = 60;
const mostKinds = 3;
const longestShape = 2000;

/**
 * The shape of a JSON value: its keys and types, without any value. `{ok: boolean, rows: [12 × {n: number | null}]}`.
 * A key that may itself be a value (a number, a name with digits or signs, a long one, a key) becomes "…".
 */
export function shapeOf(value: unknown): string {
  const shape = shapeAt(value, 0);
  return shape.length > longestShape ? `${shape.slice(0, longestShape - 1)}…` : shape;
}

function shapeAt(value: unknown, level: number): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return level < mostLevels ? listShape(value, level) : '[…]';
  if (typeof value === 'object') return level < mostLevels ? objectShape(value, level) : '{…}';
  return typeof value;
}

function listShape(list: readonly unknown[], level: number): string {
  if (list.length === 0) return '[]';
  const kinds = [...new Set(list.slice(0, mostKeys).map((item) => shapeAt(item, level + 1)))];
  const cut = kinds.length > mostKinds ? ' | …' : '';
  return `[${list.length} × ${kinds.slice(0, mostKinds).join(' | ')}${cut}]`;
}

function objectShape(object: object, level: number): string {
  const entries = Object.entries(object).slice(0, mostKeys);
  const fields = new Set(entries.map(([key, inner]) => `${keyName(key)}: ${shapeAt(inner, level + 1)}`));
  const cut = Object.keys(object).length > mostKeys ? ', …' : '';
  return `{${[...fields].join(', ')}${cut}}`;
}

/** Field names of the services are words, with at most a few digits: `per5HourPercentage`, `DataV2`, `usage_in`. */
const keyName = (key: string): string =>
  /^[A-Za-z_]+(?:\d{1,2}[A-Za-z_]*)?$/.test(key) && key.length <= 40 && !containsFormedKey(key) ? key : '…';
