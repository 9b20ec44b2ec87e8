import fc from 'fast-check';

/** Odd values a server has been seen, or may be feared, to put in place of a good one. */
const odd = fc.oneof(
  fc.constantFrom(null, '', 0, '0', -1, '-1', 'NaN', 'null', [], {}, true, 1e308, '1e999', Number.MAX_SAFE_INTEGER),
  fc.jsonValue({ maxDepth: 2 }),
);

type Path = readonly string[];

const isNode = (value: unknown): value is object => typeof value === 'object' && value !== null;

const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  isNode(value) ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))] : [path];

interface Change {
  readonly remove: boolean;
  readonly to: unknown;
}

function changed(value: unknown, [key, ...rest]: Path, change: Change): unknown {
  if (key === undefined) return change.remove ? undefined : change.to;
  if (!isNode(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  const inner = changed(copy[key], rest, change);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** A good shape with up to four of its values, at any depth, removed or replaced by odd ones. */
export const mutationsOf = (good: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.record({ path: fc.constantFrom(...pathsOf(good)), remove: fc.boolean(), to: odd }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => changes.reduce<unknown>((value, { path, ...change }) => changed(value, path, change), good));

/** JSON of no sense at all, but made of the names and values of a good shape: what looks right lies in the wrong place. */
export function jumblesOf(good: unknown): fc.Arbitrary<unknown> {
  const keys = new Set(pathsOf(good).flat());
  const leaves = everyIn(good).filter((value) => !isNode(value));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...leaves),
      odd,
      fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 6 }),
      fc.array(tie('node'), { maxLength: 3 }),
    ),
  }));
  return node;
}

/** A value and all that is in it. */
export const everyIn = (value: unknown): readonly unknown[] =>
  isNode(value) ? [value, ...Object.values(value).flatMap(everyIn)] : [value];

/** All objects in a value, itself included. */
export const objectsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  everyIn(value).filter((one): one is Record<string, unknown> => isNode(one) && !Array.isArray(one));

/** What a plain reader would take for a number: itself, or digits in a string. Not the reader of the sources. */
export function plainNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
