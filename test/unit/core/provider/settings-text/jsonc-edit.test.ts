import { describe, expect, it } from 'vitest';
import { textWith as set } from '../support.ts';

describe('setAt, in the style of the document', () => {
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
    ['{\r  "a": 1 // one\n}', '{\r  "a": 1, // one\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\r  "a": 1\r}', '{\r  "a": 1,\r  "b": {\r    "c": 2\r  }\r}'],
    ['\uFEFF{"a":1}', '\uFEFF{"a":1,"b":{"c":2}}'],
    ['{"b":{}}', '{"b":{"c":2}}'],
    ['{\n  "b": {}\n}', '{\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\n  "b": { "x": 1 }\n}', '{\n  "b": { "x": 1, "c": 2 }\n}'],
    ['{\n  "b": "flat" // why\n}', '{\n  "b": {\n    "c": 2\n  } // why\n}'],
    ['{"b": /* odd */ {"c" /* place */ : 1}}', '{"b": /* odd */ {"c" /* place */ : 2}}'],
    ['{"a":1,"x":2}', '{"a":1,"x":2,"b":{"c":2}}'],
    ['{"a": 1,  "x": 2}', '{"a": 1,  "x": 2,  "b": { "c": 2 }}'],
    ['{"a": 1,"x": 2}', '{"a": 1,"x": 2,"b": { "c": 2 }}'],
    ['{ "a": 1, /* why */ "x": 2 }', '{ "a": 1, /* why */ "x": 2, "b": { "c": 2 } }'],
    ['{/* why */ "a":1}', '{/* why */ "a":1, "b":{"c":2}}'],
    ['{"a" /* x */: 1}', '{"a" /* x */: 1, "b": { "c": 2 }}'],
    ['{\t"a"\t:\t1}', '{\t"a"\t:\t1,\t"b"\t:\t{ "c": 2 }}'],
    ['{"a": [\n    1\n], "b": "flat"}', '{"a": [\n    1\n], "b": {\n    "c": 2\n}}'],
    ['{"a": [{\n   "z": 1\n}], "b": "flat"}', '{"a": [{\n   "z": 1\n}], "b": {\n   "c": 2\n}}'],
    ['{ /* mine\n */ }', '{ /* mine\n */\n  "b": {\n    "c": 2\n  }\n}'],
    ['{\r\n  "a": 1 // one\r\n}', '{\r\n  "a": 1, // one\r\n  "b": {\r\n    "c": 2\r\n  }\r\n}'],
    ['{"b": {/* in */}}', '{"b": {/* in */\n  "c": 2\n}}'],
    ['{\n  "b": {/* in */\n  }\n}', '{\n  "b": {/* in */\n    "c": 2\n  }\n}'],
    ['{"a": {}, "b": null}', '{"a": {}, "b": { "c": 2 }}'],
  ])('%j', (before, after) => {
    expect(set(before, ['b', 'c'], 2)).toBe(after);
  });

  it('changes nothing for an equal value in any spelling', () => {
    const text = '{ "b" : { "c":{"y":1e2,\n"x":[ 1 , 2 ]} } }';
    expect(set(text, ['b', 'c'], { x: [1, 2], y: 100 })).toBe(text);
  });

  it('writes each kind of value, on one line and on several', () => {
    const value = { x: [], y: {}, z: null, w: [1, { q: 'r' }] };
    expect(set('{"a": 1}', ['b'], value)).toBe(
      '{"a": 1, "b": { "x": [], "y": {}, "z": null, "w": [1, { "q": "r" }] }}',
    );
    expect(set('{\n "a": 1\n}', ['b'], ['\tx', { q: '\ty' }])).toBe(
      '{\n "a": 1,\n "b": [\n  "\\tx",\n  {\n   "q": "\\ty"\n  }\n ]\n}',
    );
  });

  it('sets __proto__ like any other key', () => {
    const text = set('{\n  "a": 1\n}', ['__proto__', 'x'], 2);
    expect(text).toBe('{\n  "a": 1,\n  "__proto__": {\n    "x": 2\n  }\n}');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
