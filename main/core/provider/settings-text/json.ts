/** An object from `JSON.parse`. `__proto__` is an ordinary own key in it, so read it only with the helpers below. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The own property at `path`, or undefined; never looks up a prototype. */
export function valueAt(root: unknown, ...path: readonly string[]): unknown {
  let value: unknown = root;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The non-empty string at `path`, or undefined. */
export function textAt(root: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(root, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function objectAt(root: unknown, ...path: readonly string[]): JsonObject {
  const value = valueAt(root, ...path);
  return isJsonObject(value) ? value : {};
}

/** Whether two JSON values are equal; the order of keys is ignored. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (one === 0 && other === 0) return true;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((value, index) => sameJson(value, other[index]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]));
}

/** Wraps `value` in nested objects, one for each key; `__proto__` becomes an own key here too. */
export const nest = (keys: readonly string[], value: unknown): unknown =>
  keys.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value);
