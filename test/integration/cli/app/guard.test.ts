import { spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { defaultPreferences } from '../../../../main/core/preferences.ts';
import { statusJson } from '../../../../main/core/quota/status/status-json.ts';
import { eventually } from '../../../support/eventually.ts';
import { codingPlan, fresh, snapshotOf } from '../../../support/readings.ts';
import { isPosix } from '../../../support/system/posix.ts';
import { bundledCli, type CliEnvironment, createCliEnvironment, createCliProgram } from '../environment.ts';

const minuteMs = 60_000;
let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** Writes the status as the app does: whole, in place of the earlier one. */
function write(cli: CliEnvironment, fiveHours: number, nextPollInMs = minuteMs): void {
  const nowMs = Date.now();
  const takenAtMs = nowMs - 3 * minuteMs;
  const snapshot = { ...snapshotOf(fresh(codingPlan({ takenAtMs, fiveHours }))), nextPollAtMs: nowMs + nextPollInMs };
  const session = { state: 'unknown' } as const;
  const parts = { snapshot, session, preferences: defaultPreferences, localCounts: null, demo: false };
  const writtenAtMs = Math.min(nowMs, nowMs + nextPollInMs);
  const file = cli.write('data/status.json.new', JSON.stringify(statusJson({ ...parts, nowMs: writtenAtMs })));
  renameSync(file, `${cli.data}/status.json`);
}

/** Starts the program, whose output is watched while it runs. */
function start(cli: CliEnvironment, ...args: readonly string[]) {
  const env = { HOME: cli.home, PATH: '/usr/bin:/bin', QWEN_GAUGE_DATA_DIR: cli.data, TZ: 'UTC', LANG: 'C.UTF-8' };
  const child = spawn(process.execPath, [entry, ...args], { cwd: cli.home, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += String(data)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, ended, printed: () => printed };
}

describe('guard', () => {
  it('ends with 0 if enough is left, and with 1 if not', async () => {
    const cli = createCliEnvironment();
    write(cli, 1000);
    expect(await cli.run(['guard', '--need', '200'])).toEqual({
      code: 0,
      out: 'Enough: 200 requests left (Coding Plan: 5 hours).\n',
      err: '',
    });
    const low = await cli.run(['guard', '--need', '201', '--window', 'five-hours']);
    expect(low).toMatchObject({ code: 1, err: '' });
    expect(low.out).toMatch(/^Not enough: 200 requests left \(Coding Plan: 5 hours\)\. Starts coming back at .*\.\n$/);
    expect(await cli.run(['guard', '--need', '201', '--window', 'week'])).toMatchObject({ code: 0 });
    expect(await cli.run(['guard', '--need', '50%'], { env: { LANG: 'zh_CN.UTF-8' } })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^不够：/),
    });
    const percent = await cli.run(['guard', '--need', '50%']);
    expect(percent.out).toMatch(/^Not enough: 17% left \(Coding Plan: 5 hours\)\./);
    // What the screen says of 200 in 1,200 requests.
    expect((await cli.run(['status'])).out).toContain('83% used');
    expect((await cli.run(['guard', '--need', '17%'])).out).toBe('Enough: 17% left (Coding Plan: 5 hours).\n');
    expect((await cli.run(['guard', '--need', '18%'])).code).toBe(1);
  });

  it('ends with 69 if that is not known: no numbers, or those of an app that has quit', async () => {
    const cli = createCliEnvironment();
    expect(await cli.run(['guard', '--need', '1'])).toMatchObject({ code: 69, out: '' });
    write(cli, 0, -30 * minuteMs);
    const run = await cli.run(['guard', '--need', '1']);
    expect(run).toMatchObject({ code: 69, out: '', err: expect.stringContaining('not running') });
    expect(await cli.run(['wait', '--need', '1', '--timeout', '0s'])).toEqual(run);
  });

  it.each([
    [['guard'], '--need is missing'],
    [['guard', '--need', 'many'], 'a number above 0'],
    [['guard', '--need', '0'], 'a number above 0'],
    [['guard', '--need', '101%'], 'a number above 0'],
    [['guard', '--need', '1', '--window', 'day'], 'five-hours, week'],
    [['wait', '--need', '1', '--timeout', '5'], '90s'],
  ])('refuses %j with exit code 4', async (args, said) => {
    const cli = createCliEnvironment();
    expect(await cli.run(args)).toMatchObject({ code: 4, out: '', err: expect.stringContaining(said) });
  });
});

describe('wait', () => {
  it('says that it is low, and ends with 0 once enough is back', async () => {
    const cli = createCliProgram(entry);
    write(cli, 1199);
    const waiting = start(cli, 'wait', '--need', '200');
    await eventually('it was told', () => waiting.printed().includes('Not enough'));
    write(cli, 900);
    expect(await waiting.ended).toBe(0);
    expect(waiting.printed()).toMatch(/^Not enough: .*\nEnough: 300 requests left .*\n$/);
  });

  it('gives up after the time it was given, and on Ctrl-C', async () => {
    const cli = createCliProgram(entry);
    write(cli, 1199);
    const timed = start(cli, 'wait', '--need', '200', '--timeout', '1s');
    expect(await timed.ended).toBe(1);
    expect(timed.printed()).toContain('The time is up.');
    if (!isPosix) return;
    const waiting = start(cli, 'wait', '--need', '200');
    await eventually('it was told', () => waiting.printed().includes('Not enough'));
    waiting.child.kill('SIGINT');
    expect(await waiting.ended).toBe(130);
  });
});

describe.runIf(isPosix)('watch', () => {
  it('prints one line for each change into a pipe, and ends on Ctrl-C', async () => {
    const cli = createCliProgram(entry);
    write(cli, 600);
    const watching = start(cli, 'watch');
    await eventually('the first line', () => watching.printed().endsWith('month 33%\n'));
    write(cli, 600);
    write(cli, 1199);
    await eventually('the second line', () => watching.printed().includes('99%'));
    watching.child.kill('SIGINT');
    expect(await watching.ended).toBe(130);
    expect(watching.printed().trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^.*\d\d:\d\d {2}Coding Plan: 5h 50% used · week 33% · month 33%$/),
      expect.stringMatching(/^.*\d\d:\d\d {2}Coding Plan: 5h 99% used · week 33% · month 33%$/),
    ]);
  });

  it('draws the status in place on a terminal', async () => {
    const cli = createCliProgram(entry);
    write(cli, 600);
    const line = `stty cols 60 rows 30; '${process.execPath}' '${entry}' watch`;
    const env = { HOME: cli.home, PATH: '/usr/bin:/bin', QWEN_GAUGE_DATA_DIR: cli.data, TZ: 'UTC', TERM: 'xterm' };
    const child = spawn('script', ['-qec', line, '/dev/null'], { cwd: cli.home, env: { ...env, LANG: 'C.UTF-8' } });
    onTestFinished(() => void child.kill('SIGKILL'));
    let printed = '';
    child.stdout.on('data', (data) => (printed += String(data)));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await eventually('the first picture', () => printed.includes('50% used'));
    write(cli, 1199);
    await eventually('the second picture', () => printed.includes('99% used'));
    const second = printed.slice(printed.lastIndexOf('\u001B[J', printed.length - 4));
    expect(second.replaceAll('\u001B[', '^')).toMatch(/\^\d+A\r/);
    child.stdin.write('\u0003');
    expect(await ended).toBe(130);
  });
});
