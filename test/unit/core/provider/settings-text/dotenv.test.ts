import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseEnvText,
  setEnvVariable,
  writtenEnvValue,
} from '../../../../../main/core/provider/settings-text/dotenv.ts';
import { runs } from '../support.ts';

describe('parseEnvText', () => {
  it.each<[string, Record<string, string>]>([
    ['KEY_A=sk-A\n', { KEY_A: 'sk-A' }],
    ['export KEY_A = sk-A  ', { KEY_A: 'sk-A' }],
    ['KEY_A: sk-A', { KEY_A: 'sk-A' }],
    ['KEY_A=sk-A # why', { KEY_A: 'sk-A' }],
    ['KEY_A="sk # A" # why', { KEY_A: 'sk # A' }],
    ["KEY_A='a\\nb'", { KEY_A: 'a\\nb' }],
    ['KEY_A="a\\nb"', { KEY_A: 'a\nb' }],
    ['KEY_A="one\ntwo"\nB=2', { KEY_A: 'one\ntwo', B: '2' }],
    ['KEY_A=`a"b\'c`', { KEY_A: 'a"b\'c' }],
    ['KEY_A=\nB=2', { KEY_A: '', B: '2' }],
    ['KEY_A=1\r\nB=2\r\n', { KEY_A: '1', B: '2' }],
    ['KEY_A=1\nKEY_A=2', { KEY_A: '2' }],
    ['# KEY_A=1\n  B.C-D=x', { 'B.C-D': 'x' }],
    ['not an assignment\nA=1', { A: '1' }],
    ['A=sk-a$HOME-b', { A: 'sk-a$HOME-b' }],
    ['A="unclosed\nB=2', { A: '"unclosed', B: '2' }],
    ['', {}],
    ['A=1\rB=2', { A: '1', B: '2' }],
    ["A='", { A: "'" }],
    ['A=""', { A: '' }],
    ['A="a\\rb"', { A: 'a\rb' }],
    ['  export   A = 1', { A: '1' }],
    ['A=1#2', { A: '1' }],
    ['A=`x`', { A: 'x' }],
  ])('%j', (text, variables) => {
    expect(parseEnvText(text)).toEqual(variables);
  });
});

describe('writtenEnvValue', () => {
  it.each<[string, string | null]>([
    ['a"b', 'a"b'],
    ['a\\b', 'a\\b'],
    ['a b', "'a b'"],
    ['a#b', "'a#b'"],
    ['#a', "'#a'"],
    [' a', "' a'"],
    ['a ', "'a '"],
    ["'x'", '"\'x\'"'],
    ['\\a b', "'\\a b'"],
    ["a\\ 'b", "`a\\ 'b`"],
    ['a \'b"', '`a \'b"`'],
    ['a `b\'"', null],
    ['a b\\', null],
    ['a\nb', null],
    ['', ''],
  ])('%j', (value, written) => {
    expect(writtenEnvValue(value)).toBe(written);
  });
});

describe('setEnvVariable', () => {
  it.each([
    ['K= old', "K= 'v w'"],
    ['K=\t old # x', "K=\t 'v w' # x"],
    ['K:  old', "K:  'v w'"],
    ['A=1\n\n', "A=1\n\nK='v w'\n"],
    ['A=1\r', "A=1\rK='v w'\n"],
    ['A\nB=1', "A\nB=1\nK='v w'\n"],
    ['K="a\nb" # c\n', "K='v w' # c\n"],
    ['K\n=x', "K\n='v w'"],
  ])('sets a value with a space in %j', (before, after) => {
    expect(setEnvVariable(before, 'K', 'v w')).toBe(after);
  });

  it.each<[string | null, string]>([
    [null, 'K=v\n'],
    ['', 'K=v\n'],
    ['A=1', 'A=1\nK=v\n'],
    ['A=1\r\n', 'A=1\r\nK=v\r\n'],
    ['K=old # mine\nA=1\n', 'K=v # mine\nA=1\n'],
    ['export K = "old"  \n', 'export K = v  \n'],
    ['K=1\nK=2\n', 'K=1\nK=v\n'],
    ['K=\nA=1\n', 'K=v\nA=1\n'],
    ['K=v\n', 'K=v\n'],
    ['K="v"\n', 'K="v"\n'],
    ['# K=old\n', '# K=old\nK=v\n'],
    ['K="one\ntwo"\nA=1\n', 'K=v\nA=1\n'],
  ])('%j', (before, after) => {
    expect(setEnvVariable(before, 'K', 'v')).toBe(after);
  });

  it('quotes when necessary and returns null when no quoting works', () => {
    expect(writtenEnvValue('a#b')).toBe("'a#b'");
    expect(writtenEnvValue("it's #1")).toBe('"it\'s #1"');
    expect(writtenEnvValue('a"b\'c`d')).toBe('a"b\'c`d');
    expect(writtenEnvValue('"a\'b`')).toBeNull();
    expect(setEnvVariable('A=1\n', 'K', 'two\nlines')).toBeNull();
  });

  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(
        '# note',
        '',
        'A=1',
        'B="two words"',
        "export C='x' # y",
        'K=old',
        'K="o # ld" # z',
        'D: e',
        'junk',
      ),
      fc.stringMatching(/^[A-E]=[ -~]{0,8}$/),
    ),
    { maxLength: 8 },
  );
  const values = fc.stringMatching(/^[!-~]{1,24}$/);

  it('sets one variable and keeps all others and every other line', () =>
    fc.assert(
      fc.property(lines, values, fc.constantFrom('\n', '\r\n'), fc.boolean(), (parts, value, endOfLine, ends) => {
        const before = parts.join(endOfLine) + (ends ? endOfLine : '');
        const after = setEnvVariable(before, 'K', value);
        fc.pre(after !== null);
        expect(parseEnvText(after)).toEqual({ ...parseEnvText(before), K: value });
        expect(setEnvVariable(after, 'K', value)).toBe(after);
        const others = (text: string): string[] =>
          text.split(/\r?\n/).filter((line) => !/^K=/.test(line) && line !== '');
        expect(others(after)).toEqual(others(before));
      }),
      runs,
    ));
});
