import { isJsonObject, sameJson } from './json.ts';
import { maskKeys } from './mask.ts';

/**
 * The places of the settings whose values differ, as in "model.name"; a list counts as one. The order of names and the
 * layout do not count. Secrets in names are masked. Pure.
 */
export function changedSettings(before: unknown, after: unknown): readonly string[] {
  return differing(before, after, '').map(maskKeys);
}

function differing(before: unknown, after: unknown, place: string): readonly string[] {
  if (sameJson(before, after)) return [];
  const one = partsOf(before);
  const other = partsOf(after);
  const names = one === null || other === null ? [] : [...new Set([...one.keys(), ...other.keys()])];
  if (names.length === 0) return [place];
  return names.flatMap((name) => differing(one?.get(name), other?.get(name), place === '' ? name : `${place}.${name}`));
}

/** The members of an object; none of what is not there; null: a value without members. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (value === undefined) return new Map();
  return isJsonObject(value) ? new Map(Object.entries(value)) : null;
}
