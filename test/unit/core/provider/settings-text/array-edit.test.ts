import { describe, expect, it } from 'vitest';
import type { ArraySlot } from '../../../../../main/core/provider/settings-text/array-edit.ts';
import { unwrapMember } from '../../../../../main/core/provider/settings-text/unwrap-member.ts';
import { arrange, documentOf, existing, fresh } from '../support.ts';

describe('arrangeArray', () => {
  it('moves elements together with their comments', () => {
    const before = [
      '{',
      '  "list": [ // the list',
      '    // first',
      '    { "id": "a" }, // about a',
      '',
      '    // second',
      '    { "id": "b" } // about b',
      '    // end',
      '  ]',
      '}',
    ].join('\n');
    expect(arrange(before, [existing(1), existing(0)])).toBe(
      [
        '{',
        '  "list": [ // the list',
        '',
        '    // second',
        '    { "id": "b" }, // about b',
        '    // first',
        '    { "id": "a" } // about a',
        '    // end',
        '  ]',
        '}',
      ].join('\n'),
    );
  });

  it.each<[string, readonly ArraySlot[], string]>([
    ['{"list":[ {"id":"a"} ]}', [fresh({ id: 'n' }), existing(0)], '{"list":[ {"id":"n"}, {"id":"a"} ]}'],
    ['{"list":[/* x */ {"id":"a"}]}', [fresh({ id: 'n' }), existing(0)], '{"list":[{"id":"n"},/* x */ {"id":"a"}]}'],
    ['{"list":[ 1 ,2]}', [existing(0), existing(1)], '{"list":[ 1 ,2]}'],
    ['{"list":[ 1 ,2]}', [existing(0)], '{"list":[ 1 ]}'],
    ['{"list":[ 1 ,2]}', [existing(1), existing(0)], '{"list":[2, 1 ]}'],
    ['{"list":[1,2,3]}', [existing(0), existing(2), existing(1)], '{"list":[1,3,2]}'],
    ['{\n"list":[1, // one\n2]}', [existing(1), existing(0)], '{\n"list":[\n2,1 // one\n]}'],
    ['{\n"list":[1 // one\n,2 // two\n]}', [existing(1), existing(0)], '{\n"list":[2, // two\n1 // one\n\n]}'],
    [
      '{\n  "list": [ // why\n  ]\n}',
      [fresh({ id: 'n' })],
      '{\n  "list": [ // why\n    {\n      "id": "n"\n    }\n  ]\n}',
    ],
    [
      '{\n  "list": [ 1, 2 ]\n}',
      [existing(1), fresh({ id: 'n' }), existing(0)],
      '{\n  "list": [ 2,\n    {\n      "id": "n"\n    }, 1 ]\n}',
    ],
    ['{"list":[1]}', [], '{"list":[]}'],
    ['{"list":[1]}', [existing(0), existing(7)], '{"list":[1]}'],
    [
      '{\n  "list": [1 // x\n  ]}',
      [existing(0), fresh({ id: 'n' })],
      '{\n  "list": [1, // x\n    {\n      "id": "n"\n    }\n  ]}',
    ],
    [
      '{\n  "list": [/* a */ 1 /* b */, /* c */ 2 /* d */]}',
      [existing(1), existing(0)],
      '{\n  "list": [ /* c */ 2, /* d *//* a */ 1 /* b */]}',
    ],
    ['{"list":[]}', [fresh({ id: 'n' })], '{"list":[{"id":"n"}]}'],
    ['{"list": [ ]}', [fresh({ id: 'n' })], '{"list": [{ "id": "n" }]}'],
    ['{"list":[{"id":"a"}]}', [fresh({ id: 'n' }), existing(0)], '{"list":[{"id":"n"},{"id":"a"}]}'],
    ['{\n  "list": []\n}', [fresh({ id: 'n' })], '{\n  "list": [\n    {\n      "id": "n"\n    }\n  ]\n}'],
    [
      '{\n  "list": [ /* none */ ]\n}',
      [fresh({ id: 'n' })],
      '{\n  "list": [ /* none */\n    {\n      "id": "n"\n    }\n  ]\n}',
    ],
    [
      '{\n  "list": [\n    { "id": "a" }\n  ]\n}',
      [fresh({ id: 'n' }), existing(0)],
      '{\n  "list": [\n    {\n      "id": "n"\n    },\n    { "id": "a" }\n  ]\n}',
    ],
    [
      '{\n  "list": [ { "id": "a" }, { "id": "b" } // b\n  ]\n}',
      [existing(1), existing(0)],
      '{\n  "list": [ { "id": "b" }, // b\n   { "id": "a" }\n  ]\n}',
    ],
    ['{"list": [1, 2, 3]}', [existing(2), existing(0), existing(1)], '{"list": [ 3,1, 2]}'],
    ['{"list": [1, 2, 3]}', [existing(0), existing(1), existing(2)], '{"list": [1, 2, 3]}'],
    ['{"other": 1}', [fresh(1)], '{"other": 1}'],
  ])('%j', (before, places, after) => {
    expect(arrange(before, places)).toBe(after);
  });
});

describe('unwrapMember', () => {
  it.each([
    ['{"p": {"protocol": "openai", "models": [1, 2]}}', '{"p": [1, 2]}'],
    ['{"p": {"models": [ 1 ], "protocol": "openai"}}', '{"p": [ 1 ]}'],
    ['{"p": {"protocol": "openai"}}', '{"p": []}'],
    ['{"p": [1]}', '{"p": [1]}'],
    [
      '{\n  "p": { // why\n    "protocol": "openai", /* x */\n    "models": [\n      1 // one\n    ]\n    // end\n  }\n}',
      '{\n  "p": // why\n  /* x */ // end\n  [\n      1 // one\n    ]\n}',
    ],
  ])('%j', (before, after) => {
    const read = unwrapMember(documentOf(before), ['p'], 'models');
    expect(read.ok && read.document.source).toBe(after);
  });
});
