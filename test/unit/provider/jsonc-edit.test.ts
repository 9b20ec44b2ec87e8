import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setAt } from '../../../main/core/provider/jsonc-edit.ts';
import {
  clientParse,
  commentsOf,
  documentOf,
  jsonKeys,
  jsonValues,
  layouts,
  objectsOf,
  render,
  runs,
} from './support.ts';

function set(text: string, path: readonly string[], value: unknown): string {
  const read = setAt(documentOf(text), path, value);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.document.source;
}

describe('setAt, in the style of the place', () => {
  it.each([
    ['{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "b": {\n    "c": 2\n  }\n}\n'],
    ['{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 2\n\t}\n}'],
    ['{\n    "a": 1\n}', '{\n    "a": 1,\n    "b": {\n        "c": 2\n    }\n}'],
    ['{\n"a": 1\n}', '{\n"a": 1,\n"b": {\n"c": 2\n}\n}'],
    ['{\r\n  "a": 1\r\n}\r\n', '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 2\r\n  }\r\n}\r\n'],
    ['{"a":1}', '{"a":1,"b":{"c":2}}'],
    ['{"a": 1}', '{"a": 1, "b": { "c": 2 }}'],
    ['{ "a": 1 }', '{ "a": 1, "b": { "c": 2 } }'],
    ['{}', '{\n  "b": {\n    "c": 2\n  }\n}'],
    ['{}\n', '{\n  "b": {\n    "c": 2\n  }\n}\n'],
    ['{ /* mine */ }', '{ /* mine */\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\n  // nothing yet\n}', '{\n  // nothing yet\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\n  "a": 1 // one\n}', '{\n  "a": 1, // one\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\n  "a": 1 // one\n  // end\n}', '{\n  "a": 1, // one\n  "b": {\n    "c": 2\n  }\n  // end\n}'],
    ['{\n  "a": 1 /* one\n two */\n}', '{\n  "a": 1, /* one\n two */\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\n  "a": 1 }', '{\n  "a": 1,\n  "b": {\n    "c": 2\n  } }'],
    ['{ "a": 1 // one\n}', '{ "a": 1, "b": { "c": 2 } // one\n}'],
    ['\uFEFF{"a":1}', '\uFEFF{"a":1,"b":{"c":2}}'],
    ['{"b":{}}', '{"b":{"c":2}}'],
    ['{\n  "b": {}\n}', '{\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\n  "b": { "x": 1 }\n}', '{\n  "b": { "x": 1, "c": 2 }\n}'],
    ['{\n  "b": "flat" // why\n}', '{\n  "b": {\n    "c": 2\n  } // why\n}'],
    ['{"b": /* odd */ {"c" /* place */ : 1}}', '{"b": /* odd */ {"c" /* place */ : 2}}'],
  ])('%j', (before, after) => {
    expect(set(before, ['b', 'c'], 2)).toBe(after);
  });

  it('changes nothing at all for an equal value, however it is written', () => {
    const text = '{ "b" : { "c":{"y":1e2,\n"x":[ 1 , 2 ]} } }';
    expect(set(text, ['b', 'c'], { x: [1, 2], y: 100 })).toBe(text);
  });

  it('sets __proto__ as a key like any other', () => {
    const text = set('{\n  "a": 1\n}', ['__proto__', 'x'], 2);
    expect(text).toBe('{\n  "a": 1,\n  "__proto__": {\n    "x": 2\n  }\n}');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

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

  it('sets the path, keeps all other values, comments, ends of line and the end of the file', () =>
    fc.assert(
      fc.property(objectsOf(jsonValues, 5), layouts, paths, jsonValues, (root, layout, path, value) => {
        const before = render(root, layout);
        const after = set(before, path, value);
        const got = JSON.stringify(clientParse(after));
        const want = JSON.stringify(expected(root, path, value));
        // Keys that look like numbers are moved to the front by JavaScript itself: then order cannot be compared.
        if (/"\d+":/.test(want)) expect(JSON.parse(got)).toEqual(JSON.parse(want));
        else expect(got).toBe(want);
        expect(after.startsWith('\uFEFF')).toBe(layout.byteOrderMark);
        expect(after.slice(after.lastIndexOf('}') + 1)).toBe(before.slice(before.lastIndexOf('}') + 1));
        if (before.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        else expect(after).not.toContain('\r');
      }),
      runs,
    ));

  it('keeps every comment where only a leaf is new', () =>
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
