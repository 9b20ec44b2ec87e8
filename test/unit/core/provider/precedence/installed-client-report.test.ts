import { describe, expect, it } from 'vitest';
import { readDoctor } from '../../../../../main/core/provider/precedence/installed-client-report.ts';

const check = (category: string, name: string, message: string, detail?: string, status = 'pass') => ({
  category,
  name,
  status,
  message,
  ...(detail === undefined ? {} : { detail }),
});
const doctor = (...checks: readonly object[]): string =>
  JSON.stringify({ checks, summary: { pass: checks.length, warn: 0, fail: 0 } }, null, 2);
const told = (detail?: string, status?: string): string =>
  doctor(
    check('System', 'Node.js version', 'v22.23.3'),
    check('Authentication', 'API key', 'configured (openai)', detail, status),
    check('Configuration', 'Settings', 'loaded'),
    check('Configuration', 'Model', 'm-a'),
  );
const read = (stdout: string, stderr = '', exitCode = 0) =>
  readDoctor({ exitCode, stdout, stderr }, ['/home/wei', 'C:\\Users\\wei']);

describe('the report of the installed client', () => {
  it('contains base URL, model and key variable for 0.24.4', () => {
    expect(read(told('Base URL: http://127.0.0.1:9/v1\nModel: m-a\nAPI key: configured (KEY_A)'))).toEqual({
      kind: 'reported',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm-a',
      keyVariable: 'KEY_A',
    });
    const known = 'Provider: Coding Plan\nBase URL: https://h/v1\nModel: a: b\nAPI key: KEY_B not set';
    expect(read(told(known))).toMatchObject({ model: 'a: b', keyVariable: null });
    expect(read(told('Base URL: https://h/v1'))).toMatchObject({ model: null, keyVariable: null });
  });

  it('contains at most the model for 0.15.10, in any language of the client', () => {
    expect(read(told())).toEqual({ kind: 'not-reported', model: 'm-a' });
    const chinese = doctor(check('Configuration', '设置', 'loaded'), check('Configuration', '模型', 'm-a'));
    expect(read(chinese)).toEqual({ kind: 'not-reported', model: 'm-a' });
  });

  it('is found among other output', () => {
    expect(read(`Data collection is on.\n${told()}\n\nBye.\n`)).toEqual({ kind: 'not-reported', model: 'm-a' });
  });

  it('contains the error text when the client does not start', () => {
    const why = "Missing API key for OpenAI-compatible auth. Set the 'KEY_A' environment variable.";
    expect(read('', `Ripgrep not available.\n${why}\n\n`, 1)).toEqual({ kind: 'refuses', reason: why });
    expect(read(told('Run /auth to configure authentication.', 'fail'), '', 0)).toEqual({
      kind: 'refuses',
      reason: 'Run /auth to configure authentication.',
    });
  });

  it('never contains a key, credentials or a home folder', () => {
    const line = 'Cannot read /home/wei/.qwen/settings.json with OPENAI_API_KEY=sk-CANARY12345678';
    const answer = read('', line, 1);
    expect(JSON.stringify(answer)).not.toMatch(/CANARY|\/home\/wei/);
    expect(JSON.stringify(answer)).toContain('~/.qwen/settings.json');
    expect(read(told('Base URL: https://user:CANARY@h/v1?token=CANARY'))).toMatchObject({
      baseUrl: 'https://…@h/v1?…',
    });
    expect(JSON.stringify(read('', 'x'.repeat(9000), 1)).length).toBeLessThan(400);
  });

  it.each([
    ['nothing', '', '', 0],
    ['nothing, and a failure', '', ' \n ', 3],
    ['half of it', told().slice(0, 90), '', 0],
    ['something else', '{"checks": 3}', '', 0],
    ['a page', '<html>{}</html>', '', 0],
  ])('is no answer where it says %s', (_, stdout, stderr, exitCode) => {
    expect(read(stdout, stderr, exitCode)).toEqual({ kind: 'no-answer' });
  });
});
