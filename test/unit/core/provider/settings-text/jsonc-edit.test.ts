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
  ])('%j', (before, after) => {
    expect(set(before, ['b', 'c'], 2)).toBe(after);
  });

  it('changes nothing for an equal value in any spelling', () => {
    const text = '{ "b" : { "c":{"y":1e2,\n"x":[ 1 , 2 ]} } }';
    expect(set(text, ['b', 'c'], { x: [1, 2], y: 100 })).toBe(text);
  });

  it('sets __proto__ like any other key', () => {
    const text = set('{\n  "a": 1\n}', ['__proto__', 'x'], 2);
    expect(text).toBe('{\n  "a": 1,\n  "__proto__": {\n    "x": 2\n  }\n}');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
