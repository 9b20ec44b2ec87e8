import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clientParse,
  commentsOf,
  jsonKeys,
  jsonValues,
  layouts,
  objectsOf,
  render,
  runs,
  textWith as set,
} from '../support.ts';

describe('setAt, for arbitrary settings', () => {
  const paths = fc.array(jsonKeys, { minLength: 1, maxLength: 3 });

  const expected = (root: unknown, path: readonly string[], value: unknown): unknown => {
    const [key, ...rest] = path;
    if (key === undefined) return value;
    const isObject = typeof root === 'object' && root !== null && !Array.isArray(root);
    const pairs = isObject ? Object.entries(root) : [];
    const old = pairs.find(([name]) => name === key);
    const next = [key, expected(old?.[1], rest, value)] as const;
    return Object.fromEntries(old === undefined ? [...pairs, next] : pairs.map((pair) => (pair === old ? next : pair)));
  };

  it('sets the path and keeps all other values, comments, line ends and the end of the file', () =>
    fc.assert(
      fc.property(objectsOf(jsonValues, 5), layouts, paths, jsonValues, (root, layout, path, value) => {
        const before = render(root, layout);
        const after = set(before, path, value);
        const got = JSON.stringify(clientParse(after));
        const want = JSON.stringify(expected(root, path, value));
        // JavaScript moves keys that look like numbers to the front, so their order cannot be compared.
        if (/"\d+":/.test(want)) expect(JSON.parse(got)).toEqual(JSON.parse(want));
        else expect(got).toBe(want);
        expect(after.startsWith('\uFEFF')).toBe(layout.byteOrderMark);
        expect(after.slice(after.lastIndexOf('}') + 1)).toBe(before.slice(before.lastIndexOf('}') + 1));
        if (before.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        else expect(after).not.toContain('\r');
      }),
      runs,
    ));

  it('keeps every comment when only a leaf is new', () =>
    fc.assert(
      fc.property(objectsOf(jsonValues, 5), layouts, jsonKeys, (root, layout, key) => {
        fc.pre(!Object.hasOwn(root, key));
        const before = render(root, layout);
        expect(commentsOf(set(before, [key], 'new'))).toEqual(commentsOf(before));
      }),
      runs,
    ));

  it('is idempotent', () =>
    fc.assert(
      fc.property(objectsOf(jsonValues, 5), layouts, paths, jsonValues, (root, layout, path, value) => {
        const once = set(render(root, layout), path, value);
        expect(set(once, path, value)).toBe(once);
      }),
      runs,
    ));
});
