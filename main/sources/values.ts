import { containsFormedKey } from '../core/secrets.ts';

/** Readers of loosely typed JSON. Each returns null for an unreadable value, so that nothing becomes 0 by accident. */

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of own keys; undefined where any step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** A field of what should be an object; of anything else the value itself, so that it is not taken for missing. */
export const fieldOf = (holder: unknown, key: string): unknown => (isObject(holder) ? at(holder, key) : holder);

/** Far more levels than any real answer has, and far fewer than a recursive reader bears. */
const mostLevels = 100;

/** Whether a JSON value is nested too deeply to be read by recursion. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < mostLevels; depth += 1) {
    level = level.flatMap((one): readonly unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** Larger than any real quota, bill or time; sums of such numbers stay finite and exact enough. */
const largest = 1e15;

/** A number up to 1e15 either way, given as a number or as a plain decimal string ("6373.93922996"); else null. */
export function readNumber(value: unknown): number | null {
  const plain = typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(value);
  const number = plain ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= largest ? number : null;
}

/** A number that is not negative; else null. */
export function readAmount(value: unknown): number | null {
  const number = readNumber(value);
  return number === null || number < 0 ? null : number;
}

const earliestMs = Date.UTC(2015, 0, 1);
const latestMs = Date.UTC(2200, 0, 1);
const plausible = (ms: number): number | null => (ms >= earliestMs && ms < latestMs ? Math.round(ms) : null);

/**
 * A moment in ms since the epoch from ms, seconds, digits in a string, or ISO 8601 with a zone. Zero, a time without a
 * zone and a time outside 2015–2200 are null: a wrong reset time is worse than none.
 */
export function readTimeMs(value: unknown): number | null {
  const number = readNumber(value);
  if (number !== null) return plausible(number) ?? plausible(number * 1000);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return null;
  return plausible(Date.parse(text));
}

/** A non-empty string without its outer blanks, at most 200 characters; else null. */
export function readText(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text.slice(0, 200);
}

/** Reads true and false in the known spellings: booleans, 1 and 0, and these as strings; else null. */
export function readFlag(value: unknown): boolean | null {
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  if (typeof value !== 'string') return null;
  if (/^(true|1|yes|y)$/i.test(value.trim())) return true;
  return /^(false|0|no|n)$/i.test(value.trim()) ? false : null;
}

/** Matches text that may be an account number, a request id or a token although it looks like a code word. */
const identifying = /\d{6}|^eyJ|[\da-f]{8}-[\da-f]{4}-|(?:^|[^\da-z])(?=(?:[a-z]*\d){4})[\da-z]{24}/i;

/**
 * Reads a server's code word, limited to the characters of a code word, so that no other text of the answer leaks; else
 * "unknown".
 */
export function readCode(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : readText(value);
  return text !== null && /^[\w.:-]{1,80}$/.test(text) && !identifying.test(text) && !containsFormedKey(text)
    ? text
    : 'unknown';
}
