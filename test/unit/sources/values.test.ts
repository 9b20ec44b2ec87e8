import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, readAmount, readCode, readFlag, readNumber, readText, readTimeMs } from '../../../main/sources/values.ts';

describe('numbers', () => {
  it.each([
    [0, 0],
    ['0', 0],
    [' 6373.93922996 ', 6373.93922996],
    ['-3', -3],
    ['1e3', 1000],
    ['', null],
    ['12 requests', null],
    ['1,000', null],
    ['0x10', null],
    ['Infinity', null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [1e16, null],
    [null, null],
    [undefined, null],
    [true, null],
    [[], null],
    [{}, null],
  ])('%j is %j', (value, number) => {
    expect(readNumber(value)).toBe(number);
  });

  it('rejects negative amounts', () => {
    expect(readAmount(-1)).toBeNull();
    expect(readAmount('-0.5')).toBeNull();
    expect(readAmount('0')).toBe(0);
  });
});

describe('times', () => {
  const ms = Date.UTC(2026, 10, 7, 16);
  it.each([
    ['milliseconds', ms],
    ['seconds', ms / 1000],
    ['digits', String(ms)],
    ['digits of seconds', String(ms / 1000)],
    ['ISO in UTC', '2026-11-07T16:00:00Z'],
    ['ISO with ms', '2026-11-07T16:00:00.000Z'],
    ['ISO without seconds', '2026-11-07T16:00Z'],
    ['ISO with a zone', '2026-11-08T00:00:00+08:00'],
    ['ISO with a bare zone', '2026-11-08T00:00:00+0800'],
  ])('reads %s', (_name, value) => {
    expect(readTimeMs(value)).toBe(ms);
  });

  it.each([
    0,
    '0',
    '',
    -1,
    12,
    null,
    undefined,
    {},
    'soon',
    '2026-11-07',
    '2026-11-07 16:00:00',
    '2026-11-07T16:00:00',
    '2026-13-40T16:00:00Z',
    1e15,
  ])('does not guess at %j', (value) => {
    expect(readTimeMs(value)).toBeNull();
  });
});

describe('words', () => {
  it('reads flags in the spellings seen', () => {
    for (const yes of [true, 1, '1', 'true', 'TRUE', 'Y']) expect(readFlag(yes)).toBe(true);
    for (const no of [false, 0, '0', 'false', 'N']) expect(readFlag(no)).toBe(false);
    for (const neither of [null, undefined, '', 2, 'maybe', {}]) expect(readFlag(neither)).toBeNull();
  });

  it('does not pass other text on as a code', () => {
    expect(readCode('BailianGateway.Login.NotLogined')).toBe('BailianGateway.Login.NotLogined');
    expect(readCode(200)).toBe('200');
    expect(readCode('user a@example.test has no plan')).toBe('unknown');
    expect(readCode('x'.repeat(81))).toBe('unknown');
    for (const identifying of [
      1234567890123456,
      '5060708090',
      'sk-sp-abcdefgh',
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
      'eyJhbGciOiJIUzI1NiJ9.e30.x',
      'AIza_O86Yl--m_I4Ss6u_4JZQs5V--T-DNUNecn',
      'ghp_abcdefghijklmnopqrstuv',
      'code.LTAIabcdefghijklmnop',
      'Qx7fK2mPz9LrT4vWb8NcJ3hY',
    ]) {
      expect(readCode(identifying)).toBe('unknown');
    }
    for (const word of ['FAIL_BIZ_API_V2_NOT_FOUND', 'InvalidParameter.DataTypeV2NotSupportedByThisRegion', 'E10001']) {
      expect(readCode(word)).toBe(word);
    }
    expect(readCode(null)).toBe('unknown');
  });

  it('reads own keys only', () => {
    expect(at({ a: { b: 1 } }, 'a', 'b')).toBe(1);
    expect(at({}, 'toString')).toBeUndefined();
    expect(at([1], '0')).toBeUndefined();
    expect(readText('  ')).toBeNull();
  });
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const read of [readNumber, readAmount, readTimeMs, readText, readFlag]) {
        const result = read(value);
        expect(typeof result === 'number' ? Number.isFinite(result) : true).toBe(true);
      }
      expect(typeof readCode(value)).toBe('string');
    }),
  );
});
