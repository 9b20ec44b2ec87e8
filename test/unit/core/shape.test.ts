import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../main/core/shape.ts';

describe('the shape of an answer', () => {
  it('is its keys and types', () => {
    const answer = {
      code: '200',
      data: {
        rows: [
          { n: 1, per5HourUsed: null },
          { n: 2, per5HourUsed: 'x' },
        ],
        ok: true,
      },
    };
    expect(shapeOf(answer)).toBe(
      '{code: string, data: {rows: [2 × {n: number, per5HourUsed: null} | {n: number, per5HourUsed: string}], ok: boolean}}',
    );
    expect([null, [], {}, 'text', 7].map(shapeOf)).toEqual(['null', '[]', '{}', 'string', 'number']);
  });

  it('hides keys that may be values', () => {
    const keyed = {
      'sk-ws-H.abc.def': 1,
      'a@example.com': 2,
      '5060708090': 3,
      'qwen3-max': 4,
      [`k${'x'.repeat(50)}`]: 5,
      [`gsk_${'a'.repeat(20)}`]: 6,
    };
    expect(shapeOf(keyed)).toBe('{…: number}');
  });

  it('is cut where an answer is deep, wide or long', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 20; level += 1) deep = { a: deep };
    expect(shapeOf(deep)).toContain('{…}');
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, index) => ['ab'.repeat(1 + (index % 15)), index]));
    expect(
      shapeOf({ wide, list: Array.from({ length: 9 }, (_, index) => ({ ['k'.repeat(index + 1)]: 1 })) }),
    ).toContain('| …');
    expect(
      shapeOf(Array.from({ length: 60 }, (_, index) => ({ ['q'.repeat(1 + (index % 3))]: deep }))).length,
    ).toBeLessThan(2001);
  });

  it('holds no string, number or key of digits of any answer', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{20}[0-9]{5}$/);
    fc.assert(
      fc.property(secret, fc.jsonValue({ maxDepth: 4 }), (value, other) => {
        expect(shapeOf({ [value]: value, list: [value, { a: value, other }] })).not.toContain(value);
      }),
      { numRuns: 500 },
    );
  });
});
