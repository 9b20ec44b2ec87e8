import { execFile } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { isPosix, privateMode } from '../../support/system/posix.ts';
import {
  bundledCli,
  type CliEnvironment,
  type CliRun,
  createCliEnvironment,
  createCliProgram,
  fixture,
  twoProviders,
} from './environment.ts';

const planKey = 'sk-sp-abcdefgh12345678';
const billedKey = 'sk-abcdefgh87654321';

let entry = '';
beforeAll(async () => {
  entry = await bundledCli();
});

/** Returns everything below the home folder except the data folder. */
function filesOf({ home, data }: CliEnvironment): Record<string, string> {
  const below = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((found) => {
      const file = path.join(folder, found.name);
      if (file === data) return [];
      return found.isDirectory() ? below(file) : [file];
    });
  return Object.fromEntries(below(home).map((file) => [path.relative(home, file), readFileSync(file, 'latin1')]));
}

const said = ({ out, err }: CliRun): string => out + err;

/** Puts a piped key into the settings, so that they are the only file that changes. */
const inSettings = ['--key-in', 'settings', '--key-stdin', '--yes'];

const samples = [
  'v0.24.4-tui-auth.before.json',
  'v0.24.4-tui-auth-coding-plan-china.after.json',
  'v0.15.10-auth-coding-plan-global.after.json',
  'v0.15.6-auth-coding-plan-china.after.json',
  'legacy-global-after-0.24.4-UpdateAll-BECOMES-CHINA.json',
];

describe('switch', () => {
  it.each(samples)('and undo leave %s byte for byte as it was', async (name) => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', fixture(`settings/${name}`));
    const before = filesOf(cli);
    const stdin = `${planKey}\n`;
    const plan = await cli.run(['switch', 'coding-plan', '--region', 'intl', ...inSettings], { stdin });
    expect(plan, plan.err).toMatchObject({ code: 0 });
    expect(said(plan)).not.toContain(planKey);
    expect(plan.out).toContain('Switched to Coding Plan');
    expect(plan.out).toContain('Checked: in this folder Qwen Code now uses');
    expect(filesOf(cli)).not.toEqual(before);

    const betweenText = cli.settings();
    const deepseek = await cli.run(['switch', 'deepseek', ...inSettings], { stdin: billedKey });
    expect(deepseek, deepseek.err).toMatchObject({ code: 0 });
    expect(said(deepseek)).not.toContain(billedKey);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(betweenText);

    const { code, out } = await cli.run(['backups', '--json']);
    expect(code).toBe(0);
    const first = (JSON.parse(out) as { id: string; at: string }[]).at(-1);
    expect(await cli.run(['restore', first?.id ?? ''])).toMatchObject({ code: 0 });
    expect(filesOf(cli)).toEqual(before);
  });

  it('can be undone at once', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    expect(cli.settings()).not.toBe(twoProviders);
    expect(cli.settings()).toContain('// keep');
    expect(await cli.run(['undo'])).toMatchObject({ code: 0, out: expect.stringContaining('exactly what it was') });
    expect(cli.settings()).toBe(twoProviders);
    expect(await cli.run(['undo'])).toMatchObject({ code: 1, err: expect.stringContaining('nothing to undo') });
  });

  it('calls a file new only if it is missing, not if it is empty', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', '');
    const run = await cli.run(['switch', 'openrouter', '--dry-run', ...inSettings], { stdin: billedKey });
    expect(run, run.err).toMatchObject({ code: 0, out: expect.stringContaining('+ ') });
    expect(run.out).not.toContain('(new)');
  });

  it('creates a missing file, and undo removes it', async () => {
    const cli = createCliEnvironment();
    const run = await cli.run(['switch', 'openrouter', ...inSettings], { stdin: billedKey });
    expect(run, run.err).toMatchObject({ code: 0, out: expect.stringContaining('(new)') });
    expect(run.out).toContain('--key-in env-file');
    expect(JSON.parse(cli.settings())).toMatchObject({ $version: 4, env: { OPENROUTER_API_KEY: billedKey } });
    expect(statSync(cli.settingsPath).mode & 0o777).toBe(privateMode.file);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(existsSync(cli.settingsPath)).toBe(false);
  });

  it('knows the custom endpoint by what is named', async () => {
    const cli = createCliEnvironment();
    const base = ['switch', 'custom', '--model', 'my-model', '--yes'];
    const endpoint = ['--base-url', 'http://127.0.0.1:9/v1', '--key-variable', 'MY_BOX_KEY', ...inSettings.slice(0, 3)];
    expect(await cli.run(base)).toMatchObject({ code: 4, err: expect.stringContaining('base URL') });
    const run = await cli.run([...base, ...endpoint, '--protocol', 'anthropic'], { stdin: 'some-key-of-mine' });
    expect(run, run.err).toMatchObject({ code: 0 });
    expect(JSON.parse(cli.settings())).toMatchObject({
      env: { MY_BOX_KEY: 'some-key-of-mine' },
      modelProviders: { anthropic: [{ id: 'my-model', baseUrl: 'http://127.0.0.1:9', envKey: 'MY_BOX_KEY' }] },
      security: { auth: { selectedType: 'anthropic' } },
      model: { name: 'my-model' },
    });
    expect(await cli.run(['switch', 'custom', '--base-url', 'http://127.0.0.1:9/v1'])).toMatchObject({ code: 4 });
    expect(await cli.run(['switch', 'deepseek', '--base-url', 'http://x/v1'])).toMatchObject({ code: 4 });
  });

  it('keeps a new key where the app does, apart from the settings, and one that is there where it is', async () => {
    const cli = createCliEnvironment();
    const envFile = path.join(cli.home, '.qwen/.env');
    const args = ['switch', 'deepseek', '--key-stdin', '--yes'];
    const run = await cli.run(args, { stdin: billedKey });
    expect(run.out).toContain('the key goes to ~/.qwen/.env');
    expect(run.out).not.toContain('commit');
    expect(readFileSync(envFile, 'utf8')).toBe(`DEEPSEEK_API_KEY=${billedKey}\n`);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(existsSync(envFile)).toBe(false);
    cli.write('.qwen/settings.json', '{"env":{"DEEPSEEK_API_KEY":"sk-of-before"}}');
    const replaced = await cli.run(args, { stdin: billedKey });
    expect(replaced.out).toContain('the key goes to ~/.qwen/settings.json');
    expect(existsSync(envFile)).toBe(false);
  });

  it('writes the key to the requested place', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const before = filesOf(cli);
    const args = ['switch', 'coding-plan/china', '--key-stdin', '--key-in', 'env-file', '--yes'];
    const run = await cli.run(args, { stdin: `${planKey}\r\n` });
    expect(run, run.err).toMatchObject({ code: 0 });
    expect(said(run)).not.toContain(planKey);
    expect(cli.settings()).not.toContain(planKey);
    const envFile = path.join(cli.home, '.qwen/.env');
    expect(readFileSync(envFile, 'utf8')).toContain(planKey);
    expect(statSync(envFile).mode & 0o777).toBe(privateMode.file);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(filesOf(cli)).toEqual(before);
  });

  it('changes the other models too, if requested', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders.replace('"model":', '"fastModel": "m-a",\n  "model":'));
    const args = ['switch', 'box b', '--dry-run'];
    expect((await cli.run(args)).out).toContain('fastModel still names m-a');
    expect((await cli.run([...args, '--follow', 'all'])).out).toContain('fastModel changes from m-a');
    expect((await cli.run([...args, '--follow', 'none'])).out).toContain('fastModel still names m-a');
  });

  it('changes nothing in a dry run', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const before = filesOf(cli);
    const args = ['switch', 'deepseek', '--key-stdin', '--dry-run'];
    const run = await cli.run(args, { stdin: billedKey });
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('  + DEEPSEEK_API_KEY=') });
    expect(run.out).toMatch(
      /^Qwen Code will use \S+ of DeepSeek, instead of m-a of Box A\.\n\d settings change; the key goes to ~\/\.qwen\/\.env\.\n/,
    );
    expect(run.out).toContain('…4321');
    expect(said(run)).not.toContain(billedKey);
    expect(filesOf(cli)).toEqual(before);
    expect(existsSync(cli.data)).toBe(false);
  });

  it('shows in a dry run a switch whose key is still missing, and where to get one', async () => {
    const cli = createCliEnvironment();
    const run = await cli.run(['switch', 'deepseek', '--dry-run']);
    expect(run, run.err).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('DEEPSEEK_API_KEY=…');
    expect(run.out).toContain('DeepSeek needs a key, which you make at https://platform.deepseek.com/api_keys');
    const plan = await cli.run(['switch', 'coding-plan/china', '--dry-run']);
    expect(plan, plan.err).toMatchObject({ code: 0, out: expect.stringContaining('_API_KEY=…') });
    expect(existsSync(cli.settingsPath)).toBe(false);
  });

  it('writes a path below the home folder with ~', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const { out } = await cli.run(['switch', 'box b', '--dry-run']);
    expect(out).toContain('\n~/.qwen/settings.json\n');
    expect(out).not.toContain(cli.home);
    const elsewhere = cli.write('work/of-mine/settings.json', twoProviders);
    const env = { QWEN_HOME: path.dirname(elsewhere), HOME: path.join(cli.home, 'me') };
    expect((await cli.run(['switch', 'box b', '--dry-run'], { env })).out).toContain(`\n${elsewhere}\n`);
  });

  it('has nothing to do the second time', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    const between = cli.settings();
    const again = await cli.run(['switch', 'box b', '--yes']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Nothing needs to change') });
    expect(cli.settings()).toBe(between);
  });

  it('reports the effect of this folder’s own files, before and after', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    cli.write('work/project/.qwen/settings.json', '{"model":{"name":"m-a"}}');
    const run = await cli.run(['switch', 'box b', '--yes']);
    expect(run.code).toBe(0);
    expect(run.out).toContain('In this folder: The settings of a project set model.name');
    expect(run.out).toContain('But in this folder Qwen Code uses m-a');
  });

  it('does not claim an address or a key that comes from elsewhere', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const args = ['switch', 'deepseek', '--key-stdin', '--yes'];
    const exported = await cli.run(args, { stdin: billedKey, env: { DEEPSEEK_API_KEY: 'sk-exported-1234' } });
    expect(exported.out).toContain('sends another key: DEEPSEEK_API_KEY (exported variable)');
    await cli.run(['undo']);
    const model = { id: 'deepseek-v4-pro', baseUrl: 'http://127.0.0.1:41003/v1', envKey: 'KEY_A' };
    cli.write('work/project/.qwen/settings.json', JSON.stringify({ modelProviders: { openai: [model] } }));
    const elsewhere = await cli.run(args, { stdin: billedKey });
    expect(elsewhere.out).toContain('But in this folder Qwen Code uses deepseek-v4-pro at http://127.0.0.1:41003/v1');
    expect([exported.code, elsewhere.code]).toEqual([0, 0]);
  });

  it('resolves QWEN_HOME as qwen would in the same shell', async () => {
    const cli = createCliEnvironment();
    const file = cli.write('work/project/of-mine/settings.json', twoProviders);
    expect(await cli.run(['switch', 'box b', '--yes'], { env: { QWEN_HOME: 'of-mine' } })).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).not.toBe(twoProviders);
    expect(existsSync(cli.settingsPath)).toBe(false);
  });
});

describe('switch refuses, and leaves every file alone', () => {
  const refusals: readonly (readonly [string, readonly string[], string, string])[] = [
    ['without --yes where nobody can be asked', ['box b'], '', 'Add --yes'],
    ['an unknown provider', ['nobody', '--yes'], '', 'No provider matches “nobody”'],
    ['a name like no other', ['foo'], '', 'coding-plan, token-plan, '],
    ['a mistyped name', ['deepsek'], '', 'Did you mean deepseek?'],
    ['a mistyped label in capitals', ['OpnRouter'], '', 'openrouter'],
    ['a name without its dash', ['codingplan'], '', 'Did you mean coding-plan'],
    ['a mistyped name with a region', ['codng-plan/china'], '', 'coding-plan/china'],
    ['a mistyped label of the settings', ['bux a'], '', 'box-a'],
    [
      'an address that is no provider',
      ['https://a.example/v1'],
      '',
      'switch custom --base-url https://a.example/v1 --model',
    ],
    ['a name that could be several', ['coding-plan', '--yes'], '', 'coding-plan/international'],
    ['a region it does not have', ['deepseek', '--region', 'china', '--yes'], '', 'no such region or protocol'],
    ['a region nobody has', ['coding-plan', '--region', 'mars', '--yes'], '', 'coding-plan/international'],
    ['a protocol it does not support', ['deepseek', '--protocol', 'gemini', '--yes'], '', 'deepseek'],
    ['a missing key', ['deepseek', '--yes'], '', '--key-stdin'],
    ['an empty key', ['deepseek', '--key-stdin', '--yes'], '\n', 'No key came'],
    ['a plan key where use is billed', ['modelstudio/beijing', '--key-stdin', '--yes'], planKey, 'sk-sp-…'],
    ['a billed key at a plan', ['coding-plan/china', '--key-stdin', '--yes'], billedKey, 'plan keys'],
    ['a key with a line break', ['deepseek', '--key-stdin', '--yes'], 'one\ntwo\n', 'line break'],
    ['a key that would be interpolated', ['deepseek', '--key-stdin', '--yes'], 'sk-a$HOME-b', '$'],
    ['a key of megabytes', ['deepseek', '--key-stdin', '--yes'], 'k'.repeat(3_000_000), 'No key came'],
    ['a key on the command line', ['deepseek', '--key', billedKey], '', 'no option --key '],
    ['a key in place of the provider', [billedKey, '--yes'], '', 'No provider matches “'],
    ['a key in place of an option', ['deepseek', `--${billedKey}`], '', 'no option --'],
    ['a key in place of a choice', ['deepseek', '--key-in', billedKey], '', 'settings, env-file'],
    ['a key in place of the region', ['deepseek', '--region', billedKey, '--yes'], '', 'region'],
    ['a placement that does not exist', ['deepseek', '--key-in', 'pocket'], '', 'settings, env-file'],
    ['a protocol that does not exist', ['custom', '--protocol', 'telnet'], '', 'openai-responses'],
    ['no provider at all', [], '', '<provider>'],
  ];
  it.each(refusals)('%s: exit 4', async (_name, args, stdin, sentence) => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const before = filesOf(cli);
    const run = await cli.run(['switch', ...args], { stdin });
    expect(run, said(run)).toMatchObject({ code: 4, err: expect.stringContaining(sentence) });
    if (stdin.length > 3) expect(said(run)).not.toContain(stdin.trim());
    expect(said(run)).not.toContain(billedKey);
    expect(filesOf(cli)).toEqual(before);
  });

  const broken: readonly (readonly [string, string | Buffer, RegExp])[] = [
    ['cut off', '{\n  "model": {\n', /not valid JSON[\s\S]*Line 3, column 1/],
    ['a trailing comma', '{\n  "model": { "name": "m", },\n}\n', /comma[\s\S]*Line 2, column 25[\s\S]*2 \| "model"/],
    ['a name twice', '{\n  "env": {},\n  "env": {}\n}', /twice[\s\S]*Line 3, column 3/],
    ['not an object', '[1]', /something other than settings/],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /UTF-8/],
    ['over 1 MB', `{"a":"${'x'.repeat(1_000_001)}"}`, /over 1 MB/],
  ];
  it.each(broken)('settings that are %s: exit 1, with the place', async (_name, text, sentence) => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', text);
    const before = filesOf(cli);
    for (const args of [['switch', 'openrouter', '--key-stdin', '--yes'], ['providers']]) {
      const run = await cli.run(args, { stdin: billedKey });
      expect(run).toMatchObject({ code: 1, err: expect.stringMatching(sentence) });
      expect(run.err).toContain(cli.settingsPath);
    }
    expect(filesOf(cli)).toEqual(before);
  });

  it('shows the place at fault with its keys masked', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', `{\n"env": { "KEY_A": "${planKey}" "x": 1 }\n}`);
    const run = await cli.run(['providers']);
    expect(run.err).toContain('2 | "env": { "KEY_A": "…5678" "x": 1 }');
    expect(said(run)).not.toContain(planKey);
  });

  it('a folder in the place of the file', async () => {
    const cli = createCliEnvironment();
    mkdirSync(cli.settingsPath, { recursive: true });
    const run = await cli.run(['switch', 'openrouter', '--key-stdin', '--yes'], { stdin: billedKey });
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('is in the way of this file') });
  });

  it('a data folder that cannot hold a backup', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    cli.write('data', 'in the way');
    const run = await cli.run(['switch', 'box b', '--yes']);
    expect(run).toMatchObject({ code: 1, err: expect.stringContaining('No backup could be made') });
    expect(cli.settings()).toBe(twoProviders);
  });

  it.runIf(isPosix)('a settings folder that cannot be written to, even by root', async () => {
    const cli = createCliEnvironment();
    mkdirSync(path.dirname(cli.settingsPath), { recursive: true });
    symlinkSync('/proc/self/no-such-place/settings.json', cli.settingsPath);
    const run = await cli.run(['switch', 'openrouter', '--key-stdin', '--yes'], { stdin: billedKey });
    expect(run).toMatchObject({
      code: 1,
      err: expect.stringMatching(/could not be written|not permitted|in the way of this file/),
    });
    expect(readlinkSync(cli.settingsPath)).toBe('/proc/self/no-such-place/settings.json');
  });
});

describe('the settings file', () => {
  it.runIf(isPosix)('stays a link, and its target is changed', async () => {
    const cli = createCliEnvironment();
    const target = cli.write('dotfiles/qwen.json', twoProviders);
    mkdirSync(path.join(cli.home, '.qwen'));
    symlinkSync('../dotfiles/qwen.json', cli.settingsPath);
    expect(await cli.run(['switch', 'box b', '--yes'])).toMatchObject({ code: 0 });
    expect(readlinkSync(cli.settingsPath)).toBe('../dotfiles/qwen.json');
    expect(lstatSync(target).isFile()).toBe(true);
    expect(readFileSync(target, 'utf8')).not.toBe(twoProviders);
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(readFileSync(target, 'utf8')).toBe(twoProviders);
  });

  it('is not overwritten by undo if somebody has changed it since', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    await cli.run(['switch', 'box b', '--yes']);
    const theirs = cli.settings().replace('Qwen Dark', 'Qwen Light');
    writeFileSync(cli.settingsPath, theirs);
    expect(await cli.run(['undo'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('changed since the switch'),
    });
    expect(cli.settings()).toBe(theirs);
  });
});

describe.runIf(isPosix)('on a terminal', () => {
  it('asks for confirmation and accepts only yes', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    for (const typed of ['n\n', '\n', 'nay\n']) {
      const run = await cli.onTerminal(['switch', 'box b'], typed);
      expect(run).toMatchObject({ code: 1, out: expect.stringContaining('Switch now? [y/N]') });
      expect(run.out).toContain('Nothing was changed.');
      expect(cli.settings()).toBe(twoProviders);
    }
    expect(await cli.onTerminal(['switch', 'box b'], 'y\n')).toMatchObject({ code: 0 });
    expect(cli.settings()).not.toBe(twoProviders);
  });

  it.each([
    ['Ctrl-C', '\u0003', 130],
    ['Ctrl-D', '\u0004', 1],
  ])('takes %s for a no, on a line of its own', async (_name, typed, code) => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const asked = await cli.onTerminal(['switch', 'box b'], typed, { after: '[y/N]', env: { TERM: 'xterm' } });
    expect(asked.code, asked.out).toBe(code);
    expect(asked.out).toMatch(/\r\nNothing was changed\.\r\n$/);
    const key = await cli.onTerminal(['switch', 'deepseek'], typed, { after: 'Key for DeepSeek: ' });
    expect(key).toMatchObject({ code: code === 1 ? 4 : code });
    expect(key.out).toMatch(code === 1 ? /No key came/ : /\r\nNothing was changed\.\r\n$/);
    expect(cli.settings()).toBe(twoProviders);
  });

  it('takes a key without showing it', async () => {
    const cli = createCliProgram(entry);
    const run = await cli.onTerminal(['switch', 'deepseek', '--key-stdin', '--yes'], `${billedKey}\n`, {
      env: { TERM: 'xterm' },
    });
    expect(run.code, run.out).toBe(0);
    expect(readFileSync(path.join(cli.home, '.qwen/.env'), 'utf8')).toContain(billedKey);
    expect(run.out.slice(run.out.indexOf('Key for DeepSeek: '))).not.toContain(billedKey);
  });

  it('asks for a key that is missing once the difference is shown, unseen, and says where one is made', async () => {
    const cli = createCliProgram(entry);
    const typed = { after: 'Key for DeepSeek: ', next: { after: '[y/N]', typed: 'y\n' }, env: { TERM: 'xterm' } };
    const run = await cli.onTerminal(['switch', 'deepseek'], `${billedKey}\n`, typed);
    expect(run.code, run.out).toBe(0);
    expect(run.out).not.toContain(billedKey);
    const places = [
      '+ DEEPSEEK_API_KEY=',
      'https://platform.deepseek.com/api_keys',
      'Key for DeepSeek: ',
      'Switch now?',
    ];
    const found = places.map((text) => run.out.indexOf(text));
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(found).not.toContain(-1);
    expect(run.out.split('DEEPSEEK_API_KEY=')).toHaveLength(2);
    expect(readFileSync(path.join(cli.home, '.qwen/.env'), 'utf8')).toBe(`DEEPSEEK_API_KEY=${billedKey}\n`);
  });

  it('shows the difference once where another key in it ends like the typed one, and names the address', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const args = ['switch', 'custom', '--base-url', 'https://box.example/v1', '--model', 'm-c', '--key-in', 'settings'];
    const run = await cli.onTerminal(args, 'sk-0123456789abcdef1111\n', {
      after: 'Key for box.example: ',
      next: { after: '[y/N]', typed: 'y\n' },
      env: { TERM: 'xterm' },
    });
    expect(run.code, run.out).toBe(0);
    expect(run.out).toContain('…1111');
    expect(run.out.split('Qwen Code will use')).toHaveLength(2);
  });

  it('asks nobody in a dry run, also with --key-stdin', async () => {
    const cli = createCliProgram(entry);
    for (const more of [[], ['--key-stdin']]) {
      const run = await cli.onTerminal(['switch', 'deepseek', '--dry-run', ...more], '');
      expect(run.code, run.out).toBe(0);
      expect(run.out).not.toContain('Key for DeepSeek');
      expect(run.out).toContain('DEEPSEEK_API_KEY=…');
    }
    expect(existsSync(cli.settingsPath)).toBe(false);
  });

  it('asks for no key with --yes alone', async () => {
    const cli = createCliProgram(entry);
    const run = await cli.onTerminal(['switch', 'deepseek', '--yes'], '');
    expect(run).toMatchObject({ code: 4, out: expect.stringContaining('--key-stdin') });
    expect(run.out).not.toContain('+ ');
  });

  it('shows the difference again if the file was changed while it asked for the key', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', '{}');
    const run = await cli.onTerminal(['switch', 'deepseek'], `${billedKey}\n`, {
      after: 'Key for DeepSeek: ',
      beforeTyping: () => void cli.write('.qwen/settings.json', twoProviders),
      next: { after: '[y/N]', typed: 'y\n' },
      env: { TERM: 'xterm' },
    });
    expect(run.code, run.out).toBe(0);
    expect(run.out.split('Qwen Code will use')).toHaveLength(3);
    expect(run.out).toContain('What changes is no longer what was shown.');
    expect(run.out).toContain('Box A');
    expect(cli.settings()).toContain('Box A');
  });

  it('refuses a typed key that does not fit, and changes nothing', async () => {
    const cli = createCliProgram(entry);
    const typed = { after: 'Key for ', env: { TERM: 'xterm' } };
    const run = await cli.onTerminal(['switch', 'coding-plan/china'], `${billedKey}\n`, typed);
    expect(run).toMatchObject({ code: 4, out: expect.stringContaining('plan keys') });
    expect(existsSync(cli.settingsPath)).toBe(false);
  });
});

describe.runIf(isPosix)('a reader that closes the output', () => {
  it('does not stop a switch halfway', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const line = `{ '${process.execPath}' '${entry}' switch 'box b' --yes; echo "code $?" >&2; } | true`;
    const env = { HOME: cli.home, PATH: '/usr/bin:/bin', QWEN_GAUGE_DATA_DIR: cli.data };
    const { stderr } = await promisify(execFile)('sh', ['-c', line], { env, cwd: cli.home });
    expect(stderr).toBe('code 0\n');
    expect(cli.settings()).toContain('"name": "m-b"');
    expect(await cli.run(['undo'])).toMatchObject({ code: 0 });
    expect(cli.settings()).toBe(twoProviders);
  });
});

describe('several switches at once', () => {
  it('leave one complete result, and a correct undo', async () => {
    const cli = createCliProgram(entry);
    cli.write('.qwen/settings.json', twoProviders);
    const outcomes = new Map<string, string>();
    for (const name of ['deepseek', 'openrouter']) {
      await cli.run(['switch', name, ...inSettings], { stdin: billedKey });
      outcomes.set(cli.settings(), name);
      await cli.run(['undo']);
    }
    expect(cli.settings()).toBe(twoProviders);
    for (let round = 0; round < 4; round += 1) {
      const runs = await Promise.all(
        ['deepseek', 'openrouter'].map((name) => cli.run(['switch', name, ...inSettings], { stdin: billedKey })),
      );
      expect(runs.every(({ code }) => code === 0 || code === 1)).toBe(true);
      expect(runs.some(({ code }) => code === 0)).toBe(true);
      const parsed: unknown = JSON.parse(cli.settings().replace(/\/\/ (mine|keep)/g, ''));
      expect(parsed).toMatchObject({ ui: { theme: 'Qwen Dark' }, security: { auth: { selectedType: 'openai' } } });
      const leftOvers = readdirSync(path.dirname(cli.settingsPath)).filter((name) => name !== 'settings.json');
      expect(leftOvers).toEqual([]);
      const { code } = await cli.run(['undo']);
      expect([0, 1]).toContain(code);
      writeFileSync(cli.settingsPath, twoProviders);
    }
    // Every copy is in the index and every entry has its copy, so no unlisted file contains a key.
    const { out } = await cli.run(['backups', '--json']);
    const listed = (JSON.parse(out) as { id: string }[]).map(({ id }) => `${id}.backup`);
    const kept = readdirSync(path.join(cli.data, 'backups')).filter((name) => name.endsWith('.backup'));
    expect(kept.sort()).toEqual(listed.sort());
    expect(existsSync(path.join(cli.data, 'switch.lock'))).toBe(false);
  });
});
