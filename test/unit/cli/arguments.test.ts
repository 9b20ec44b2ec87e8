import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArgumentSpec, readArguments } from '../../../main/cli/arguments.ts';
import { readQwenFlags } from '../../../main/cli/explain/qwen-flags.ts';
import { noFlags } from '../../../main/core/provider/precedence/resolution.ts';

const spec: ArgumentSpec = {
  positionals: ['provider'],
  options: [
    { name: 'model', value: 'M' },
    { name: 'follow', value: 'WHICH', choices: ['all', 'none'] },
    { name: 'yes', value: null },
  ],
};

const refusedWith = (...argv: string[]) => {
  const read = readArguments(argv, spec);
  return read.ok ? null : read.problem;
};
const problemOf = (...argv: string[]) => {
  const problem = refusedWith(...argv);
  return problem && { code: problem.code, name: problem.name };
};

describe('arguments', () => {
  it.each([
    [['p', '--model', 'm', '--yes']],
    [['--model=m', 'p', '-y']],
    [['--yes', '-m', 'm', 'p']],
    [['-y', '-m=m', '--', 'p']],
  ])('reads %j', (argv) => {
    const read = readArguments(argv, spec);
    if (!read.ok) throw new Error(read.problem.code);
    const { positionals, flag, value, rest } = read.value;
    expect({ positionals, rest, yes: flag('yes'), model: value('model'), follow: value('follow') }).toEqual({
      positionals: ['p'],
      rest: [],
      yes: true,
      model: 'm',
      follow: null,
    });
  });

  it.each([
    [['p', '--colour'], 'unknown-option', '--colour'],
    [['p', '--key=sk-secret'], 'unknown-option', '--key'],
    [['p', '-x'], 'unknown-option', '-x'],
    [['p', '--model'], 'value-missing', '--model'],
    [['p', '--model='], 'value-missing', '--model'],
    [['p', '--model', '--yes'], 'value-missing', '--model'],
    [['p', '--yes=1'], 'value-not-wanted', '--yes'],
    [['p', '--follow', 'some'], 'not-a-choice', '--follow'],
    [['p', '--yes', '-y'], 'given-twice', '--yes'],
    [[], 'argument-missing', '<provider>'],
    [['p', 'q'], 'too-many', 'q'],
    [['p', '--', 'q'], 'too-many', 'q'],
    [['p', '--', '--yes'], 'too-many', '--yes'],
    [['p', '-x=sk-secret'], 'unknown-option', '-x'],
    [['p', '-m', '-y'], 'value-missing', '--model'],
  ])('refuses %j', (argv, code, name) => {
    expect(problemOf(...argv)).toEqual({ code, name });
  });

  it('suggests options of a similar name', () => {
    expect(refusedWith('p', '--modle', 'm')?.near).toEqual(['--model']);
    expect(refusedWith('p', '--colour')?.near).toEqual([]);
    expect(refusedWith('p', '-x')?.near).toEqual([]);
  });

  it('refuses a command without a required option', () => {
    const read = readArguments([], { positionals: [], options: [{ name: 'model', value: 'M', required: true }] });
    expect(read).toMatchObject({ ok: false, problem: { code: 'argument-missing', name: '--model' } });
  });

  it('reads words after -- as arguments, also if they begin with a dash', () => {
    const read = readArguments(['--yes', '--', '-odd'], spec);
    expect(read.ok && read.value.positionals).toEqual(['-odd']);
  });

  it('does not repeat the value of an unknown option', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (value) => {
        const read = readArguments(['p', `--secret=${value}`], spec);
        expect(read).toMatchObject({ ok: false, problem: { name: '--secret' } });
      }),
    );
  });

  it('leaves words after -- to the other program', () => {
    const read = readArguments(['p', '--', '--model', 'x', '--yes'], { ...spec, takesRest: true });
    expect(read.ok && read.value.rest).toEqual(['--model', 'x', '--yes']);
    expect(read.ok && read.value.flag('yes')).toBe(false);
  });

  it('returns a result for any words', () => {
    const words = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('--model', '--yes', '-y', '--follow', '--', '-', 'p')),
    );
    fc.assert(fc.property(words, (argv) => typeof readArguments(argv, spec).ok === 'boolean'));
  });
});

describe('the arguments of qwen', () => {
  it('are read with = and with a space, and other arguments are ignored', () => {
    expect(
      readQwenFlags(['-p', 'hi', '--model=m', '--auth-type', 'openai', '--yolo', '--openai-base-url', 'u']),
    ).toEqual({
      model: 'm',
      authType: 'openai',
      apiKey: null,
      baseUrl: 'u',
      bare: false,
      refused: null,
    });
    expect(readQwenFlags(['-m', 'm-b', '--openai-api-key=k'])).toMatchObject({ model: 'm-b', apiKey: 'k' });
    expect(readQwenFlags(['--model'])).toMatchObject({ model: null });
  });

  // Each as the real client 0.24.4 reads it.
  it.each([
    [['-m=m2'], { model: 'm2' }],
    [['-m5'], { model: '5' }],
    [['-m-x'], { model: '-x' }],
    [['-dm', 'm2'], { model: 'm2' }],
    [['--authType', 'anthropic'], { authType: 'anthropic' }],
    [['--model='], { model: '' }],
    [['--', '-m', 'm2'], { model: null }],
    [['--bare'], { bare: true }],
    [['--bare', 'true'], { bare: true }],
    [['--bare=false'], { bare: false }],
    [['--no-bare'], { bare: false }],
  ] as const)('%j are read as %j', (words, flags) => {
    expect(readQwenFlags(words)).toEqual({ ...noFlags, ...flags });
  });

  it.each([
    [['-mqwen'], 'unknown-flag', '-mqwen'],
    [['-mglm-5'], 'unknown-flag', '-mglm-5'],
    [['-mx'], 'unknown-flag', '-mx'],
    [['-m', 'm1', '-m', 'm2'], 'repeated-flag', '-m'],
    [['-m', 'm1', '--model', 'm2'], 'repeated-flag', '--model'],
    [['--auth-type', 'openai', '--auth-type', 'anthropic'], 'repeated-flag', '--auth-type'],
  ] as const)('%j do not start Qwen Code', (words, code, word) => {
    expect(readQwenFlags(words).refused).toEqual({ code, word });
  });
});
