import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPosix } from '../../support/system/posix.ts';
import { type CliEnvironment, createCliEnvironment } from './environment.ts';

const day = '2026-01-15';
const official = (period: string) => ({
  model_id: 'qwen-plus',
  period: { from: period, to: period },
  granularity: 'day',
  rows: [{ period, cost: 1.5, currency: 'USD', tokens_in: 120_000 }],
  total: { cost: 1.5, currency: 'USD', tokens_in: 120_000 },
});

/** A stand-in for the installed client. It prints the given answer and records its arguments. */
function installed(cli: CliEnvironment, { stdout = '', stderr = '', code = 0 }) {
  cli.write('said', stdout);
  cli.write('complained', stderr);
  const script = `#!/bin/sh\necho "$@" >> '${cli.home}/asked'\ncat '${cli.home}/said'\ncat '${cli.home}/complained' >&2\nexit ${code}\n`;
  const program = cli.write('bin/qwencloud', script);
  chmodSync(program, 0o755);
  return { PATH: `${path.dirname(program)}:/usr/bin:/bin` };
}

/** The day that "today" means while the test runs. */
const today = () => new Date().toISOString().slice(0, 10);

describe.runIf(isPosix)('qwen-gauge breakdown', () => {
  it('prints the official JSON of an installed client', async () => {
    const cli = createCliEnvironment();
    const date = today();
    const env = installed(cli, { stdout: JSON.stringify(official(date)) });
    const args = ['breakdown', '--model', 'qwen-plus', '--from', date, '--to', date];
    const run = await cli.run([...args, '--json'], { env });
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(run.out)).toEqual(official(date));
    const byMonth = await cli.run([...args, '--granularity', 'month', '--json'], { env });
    expect(JSON.parse(byMonth.out)).toMatchObject({ granularity: 'month', rows: [{ period: date.slice(0, 7) }] });
  });

  it('prints a table in the language of the terminal', async () => {
    const cli = createCliEnvironment();
    const date = today();
    const env = installed(cli, { stdout: JSON.stringify(official(date)) });
    const args = ['breakdown', '-m', 'qwen-plus', '--from', date, '--to', date];
    const english = await cli.run(args, { env });
    expect(english.out).toMatch(/When +Tokens +Cost\n.+ +120,000 +\$1\.50\nTotal +120,000 +\$1\.50\n/);
    expect(english.out.trimEnd()).toMatch(/From the qwencloud command · Updated just now$/);
    const chinese = await cli.run(args, { env: { ...env, LANG: 'zh_CN.UTF-8' } });
    expect(chinese.out).toMatch(/合计 +120,000 +\$1\.50\n/);
  });

  it('explains where to look if there is no source for the numbers', async () => {
    const run = await createCliEnvironment().run(['breakdown', '--model', 'qwen-plus']);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain('Open Qwen Gauge');
  });

  it.each([
    [{ code: 2, stderr: errorJson('AUTH_REQUIRED', 'Not authenticated.') }, 2, 'Open Qwen Gauge'],
    [{ code: 1, stderr: errorJson('MODEL_NOT_FOUND', "Did you mean 'qwen-max'?") }, 1, 'Did you mean qwen-max?'],
    [{ code: 1, stderr: errorJson('UNKNOWN_ERROR', 'fetch failed') }, 3, 'offline'],
    [{ stdout: 'nonsense' }, 1, 'in a form this version does not know'],
  ])('explains %j with code %d', async (end, code, words) => {
    const cli = createCliEnvironment();
    const run = await cli.run(['breakdown', '--model', 'qwen-plus'], { env: installed(cli, end) });
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toContain(words);
    expect(run.err).not.toMatch(/themselves|itself/);
  });

  it.each([
    [[], '--model is missing'],
    [['--model', 'm', '--period', 'soon'], '--period is one of'],
    [['--model', 'm', '--granularity', 'hour'], '--granularity is one of'],
    [['--model', 'm', '--days', 'many'], 'not a number of days'],
    [['--model', 'm', '--from', day, '--to', '2026-01-14'], 'first day is after the last'],
    [['--model', 'm', '--period', '2020-01'], 'goes back one year'],
    [['--model', 'm', '--from', '2026-02-30'], 'not a date'],
  ])('refuses %j without asking a source', async (args, words) => {
    const run = await createCliEnvironment().run(['breakdown', ...args]);
    expect(run).toMatchObject({ code: 4, out: '' });
    expect(run.err).toContain(words);
  });
});

function errorJson(code: string, message: string): string {
  return JSON.stringify({ error: { code, message, exit_code: 1 } });
}
