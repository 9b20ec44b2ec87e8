import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSettings } from '../../../../main/core/provider/settings-text/changed-settings.ts';
import { sameJson } from '../../../../main/core/provider/settings-text/json.ts';

describe('the settings that differ', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['nothing', { a: 1 }, { a: 1 }, []],
    ['a value', { model: { name: 'a', baseUrl: 'b' } }, { model: { name: 'c', baseUrl: 'b' } }, ['model.name']],
    ['each value of a new object', {}, { env: { A: '1', B: '2' } }, ['env.A', 'env.B']],
    ['what is gone', { fast: 'a' }, {}, ['fast']],
    ['a list, once', { list: [1, 2] }, { list: [2, 1, 3] }, ['list']],
    ['an object in place of a text', { model: 'a' }, { model: { name: 'a' } }, ['model']],
    ['an empty object that is new', {}, { env: {} }, ['env']],
  ])('are named: %s', (_, before, after, expected) => {
    expect(changedSettings(before, after)).toEqual(expected);
  });

  it('hides a key that stands where a name belongs', () => {
    expect(changedSettings({}, { env: { 'sk-sp-0123456789abcdef': 'x' } })).toEqual(['env.…cdef']);
  });

  it('are none exactly when both are equal', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (one, other) => {
          expect(changedSettings(one, one)).toEqual([]);
          expect(changedSettings(one, other).length === 0).toBe(sameJson(one, other));
        },
      ),
    );
  });
});
