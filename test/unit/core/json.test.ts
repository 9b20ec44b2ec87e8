import { expect, it } from 'vitest';
import { jsonOf } from '../../../main/core/json.ts';

it.each([
  ['null', null],
  ['{"a":1}', { a: 1 }],
])('reads %s', (text, value) => {
  expect(jsonOf(text)).toEqual(value);
});

it.each(['', '{', 'undefined', '{"a":1,}', '\uFEFF{}'])('answers undefined for %j, which is not JSON', (text) => {
  expect(jsonOf(text)).toBeUndefined();
});
