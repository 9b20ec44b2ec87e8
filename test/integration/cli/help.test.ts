import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { isPosix, onPosix } from '../../support/system/posix.ts';
import { loadCommands } from '../../unit/cli/all-commands.ts';
import { bundledCli, createCliEnvironment, createCliProgram, twoProviders } from './environment.ts';

const commands = await loadCommands();

const checkout = path.resolve(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { version: string };

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

describe('the command line', () => {
  it.runIf(isPosix)(
    'is the program that the package names qwen-gauge, and bundles itself when it is out of date',
    async () => {
      const cli = createCliProgram(entry);
      const { stdout } = await promisify(execFile)('npx', ['--no-install', 'qwen-gauge', '--version'], {
        cwd: checkout,
        env: { ...process.env, HOME: cli.home, npm_config_update_notifier: 'false' },
      });
      expect(stdout.trim()).toBe(version);
    },
  );

  it('prints its version and its help', async () => {
    const cli = createCliProgram(entry);
    for (const word of ['--version', '-V']) {
      expect(await cli.run([word])).toEqual({ code: 0, out: `${version}\n`, err: '' });
    }
    const help = await cli.run(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const { name } of commands) expect(help.out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(await cli.run(['help'])).toEqual(help);
    expect((await cli.run(['--help'], { env: { LANG: 'zh_CN.UTF-8' } })).out).toContain('查看剩余额度');
  });

  it('shows the status without any words, and how to go on where there is none', async () => {
    const cli = createCliEnvironment();
    const [bare, status] = [await cli.run([]), await cli.run(['status'])];
    expect(status).toMatchObject({ code: 1, out: '', err: expect.stringContaining('No numbers yet') });
    expect(bare).toEqual({ ...status, err: `${status.err}See qwen-gauge --help\n` });
  });

  it.each(commands.map(({ name }) => name))('explains %s without running it', async (name) => {
    const cli = createCliEnvironment();
    const byFlag = await cli.run([name, '--help']);
    expect(byFlag).toMatchObject({ code: 0, err: '', out: expect.stringContaining(`Usage: qwen-gauge ${name}`) });
    expect(await cli.run(['help', name])).toEqual(byFlag);
    expect(await cli.run([name, 'x', 'y', 'z', '-h'])).toEqual(byFlag);
  });

  it.each([
    [['dance'], 'no command “dance”'],
    [['help', 'dance'], 'no command “dance”'],
    [['status', 'now'], 'one argument too many'],
    [['status', '--colour'], 'no option --colour'],
    [['status', '--jsno'], 'Did you mean --json?'],
    [['swithc'], 'Did you mean switch?'],
    [['stats'], 'Did you mean status?'],
    [['--json', 'status'], '“status” is one argument too many'],
    [['--colour'], 'no option --colour'],
    [['breakdown'], '--model is missing'],
    [['explain', '--client', '0.9'], '0.24, 0.15'],
    [['restore'], '<id> is missing'],
  ])('explains %j with exit code 4, and prints nothing else', async (args, sentence) => {
    const cli = createCliEnvironment();
    const run = await cli.run(args);
    expect(run).toMatchObject({ code: 4, out: '', err: expect.stringContaining(sentence) });
    expect(run.err).toContain('qwen-gauge');
    expect(run.err.split('\n').length).toBeLessThan(6);
  });

  const shell = (line: string, home: string) =>
    promisify(execFile)('sh', ['-c', `q() { "${process.execPath}" "${entry}" "$@"; }; ${line}`], {
      env: { HOME: home, PATH: '/usr/bin:/bin', QWEN_GAUGE_DATA_DIR: '/nowhere/at/all' },
    });

  it.runIf(isPosix)('ends quietly if the reader of its output closes early', async () => {
    const { home } = createCliProgram(entry);
    expect((await shell('q providers | head -1', home)).stderr).toBe('');
    expect((await shell('{ q dance 2>&1; echo "code $?" >&3; } 3>&2 | true', home)).stderr).toBe('code 4\n');
  });

  it.runIf(isPosix)('ends with 1 if its output cannot be written', async () => {
    const { home } = createCliProgram(entry);
    expect((await shell('q providers > /dev/full; echo "code $?"', home)).stdout).toBe('code 1\n');
    expect((await shell('q providers 2> /dev/full >&2; echo "code $?"', home)).stdout).toBe('code 1\n');
  });

  // Windows names it by USERPROFILE.
  it.each(onPosix('', 'relative/home'))('refuses an unknown home folder (%j), and makes no file', async (HOME) => {
    const cli = createCliProgram(entry);
    const run = await cli.run(['status'], { env: { HOME, QWEN_GAUGE_DATA_DIR: '' } });
    expect(run).toMatchObject({ code: 1, out: '', err: expect.stringContaining('HOME') });
    expect((await cli.run(['status'], { env: { HOME, LANG: 'zh_CN.UTF-8' } })).err).toContain('HOME');
    expect(run.err.trim().split('\n')).toHaveLength(1);
  });
});

describe('providers', () => {
  it('lists custom providers first, marks the one in use, and prints no key', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const { code, out } = await cli.run(['providers', '--json']);
    expect(code).toBe(0);
    const providers = JSON.parse(out) as Record<string, unknown>[];
    expect(providers.slice(0, 2)).toMatchObject([
      { origin: 'file', label: 'Box A', current: true, keyVariable: 'KEY_A', key: { state: 'present', last4: '1111' } },
      { origin: 'file', label: 'Box B', current: false, models: [{ id: 'm-b', name: '[Box B] m-b' }] },
    ]);
    expect(providers.length).toBeGreaterThan(25);
    expect(out).not.toContain('sk-aaaa-1111');
    const forPeople = await cli.run(['providers']);
    expect(forPeople.out).toMatch(/^ ▸ file\/openai\/\S+ +Box A +openai +In use$/m);
    expect(forPeople.out).toContain('~/.qwen/settings.json');
    expect(forPeople.out).not.toContain('sk-');
  });

  it('does not call an entry in use with which Qwen Code would not start', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders.replace(/"KEY_A":\s*"[^"]*"/, '"KEY_A": ""'));
    const { out } = await cli.run(['providers']);
    expect(out).toMatch(/▸ file\/openai\/.*Selected, but does not start: There is no key: KEY_A is not set anywhere\./);
    expect(out).not.toContain('In use');
    const [first] = JSON.parse((await cli.run(['providers', '--json'])).out) as object[];
    expect(first).toMatchObject({ current: true, startFault: { code: 'missing-key', subject: 'KEY_A' } });
  });

  it('says of an entry that no key would help that it does not start', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders.replace(/"envKey":\s*"KEY_B"/, '"envKey": ""'));
    const { out } = await cli.run(['providers']);
    expect(out).toMatch(/^ {3}file\/openai\/\S+ +\S.* openai +Does not start: The entry of m-b has an empty envKey/m);
  });

  it('uses the app’s names, in the language of the terminal', async () => {
    const cli = createCliEnvironment();
    const english = await cli.run(['providers']);
    expect(english.out).toMatch(/^ {3}coding-plan\/china +Coding Plan · China \(Beijing\) +openai$/m);
    const chinese = await cli.run(['providers'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(chinese.out).toMatch(/^ {3}coding-plan\/china +Coding Plan · 中国（北京） +openai$/m);
    expect(chinese.out).toMatch(/^ {3}modelstudio\/singapore +QwenCloud（按量计费） · 国际（新加坡） +openai$/m);
  });

  it('lists providers without a settings file, and explains damage in one', async () => {
    const cli = createCliEnvironment();
    expect((await cli.run(['providers'])).out).toContain('There is no settings file yet');
    cli.write('.qwen/settings.json', '{"$version":4,"security":{"auth":{"selectedType":"qwen-oauth"}}}');
    expect((await cli.run(['providers'])).out).toContain('Qwen OAuth, which ended');
  });

  it('replaces control characters in a name from a file', async () => {
    const cli = createCliEnvironment();
    const name = '[a\u001B[2Jowned\u0007] m';
    cli.write(
      '.qwen/settings.json',
      JSON.stringify({ modelProviders: { openai: [{ id: 'm', name, baseUrl: 'http://x/v1', envKey: 'K' }] } }),
    );
    const { out } = await cli.run(['providers']);
    expect(out).toContain('owned');
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
