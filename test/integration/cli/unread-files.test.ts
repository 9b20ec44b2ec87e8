import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPosix, onPosix } from '../../support/system/posix.ts';
import { type CliEnvironment, createCliEnvironment, twoProviders } from './environment.ts';

const settings = JSON.stringify({
  $version: 4,
  modelProviders: {
    openai: [
      { id: 'm1', name: 'm1', baseUrl: 'http://127.0.0.1:8000/v1', envKey: 'CORP_KEY' },
      { id: 'm2', name: 'm2', baseUrl: 'http://127.0.0.1:8001/v1', envKey: 'OTHER_KEY' },
    ],
  },
  security: { auth: { selectedType: 'openai' } },
  model: { name: 'm1' },
});

function withSettings(): CliEnvironment {
  const cli = createCliEnvironment();
  cli.write('.qwen/settings.json', settings);
  return cli;
}

const pipe = (cli: CliEnvironment, name: string): string => {
  const file = path.join(cli.home, name);
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync('mkfifo', [file]);
  return file;
};

/** The id of the second provider of the settings. */
async function idOfOther(cli: CliEnvironment): Promise<string> {
  const options = JSON.parse((await cli.run(['providers', '--json'])).out) as { id: string; keyVariable: string }[];
  return options.find(({ keyVariable }) => keyVariable === 'OTHER_KEY')?.id ?? '';
}

const exported = { OPENAI_API_KEY: 'sk-e-12345678', OPENAI_BASE_URL: 'http://e/v1', OPENAI_MODEL: 'em' };

describe.runIf(isPosix)('a .env file that is a pipe', () => {
  it('is named by explain, providers and switch, and nothing below it is called checked', async () => {
    const cli = withSettings();
    const named = `${pipe(cli, '.qwen/.env')} is a named pipe, which Qwen Gauge does not read`;
    const explained = await cli.run(['explain']);
    expect(explained).toMatchObject({ code: 1, out: expect.stringContaining(named) });
    expect(explained.out).not.toContain('would not start');
    expect((await cli.run(['providers'])).out).toContain(named);
    const switched = await cli.run(['switch', await idOfOther(cli), '--yes', '--key-stdin'], { stdin: 'sk-typed-key' });
    expect(switched).toMatchObject({ code: 0, out: expect.stringContaining('This could not be checked.') });
    expect(switched.out).not.toContain('Checked');
    expect((await cli.run(['explain'])).out).toContain(named);
  });

  it.each(['.qwen/.env', '.env', 'work/project/.env', 'work/project/.qwen/settings.json'])(
    'leaves providers without a judgement, and is named there: %s',
    async (name) => {
      const cli = withSettings();
      const file = pipe(cli, name);
      const { code, out } = await cli.run(['providers']);
      expect(code).toBe(0);
      expect(out).toMatch(
        /▸ file.* Selected\. .* is there but cannot be read, so what Qwen Code would use is not known\./,
      );
      expect(out).toContain(`${file} is a named pipe`);
      expect(out).not.toMatch(/does not start|not set anywhere|In use/);
      const options = JSON.parse((await cli.run(['providers', '--json'])).out) as { current: boolean; key: object }[];
      expect(options.find(({ current }) => current)).toMatchObject({ key: { state: 'unknown', unread: [file] } });
      expect(options.find(({ current }) => current)).not.toHaveProperty('startFault');
    },
  );

  it('may hold the key, so that a switch needs none', async () => {
    const cli = withSettings();
    const named = `${pipe(cli, '.qwen/.env')} is a named pipe`;
    const switched = await cli.run(['switch', await idOfOther(cli), '--yes']);
    expect(switched).toMatchObject({ code: 0, out: expect.stringContaining(named) });
    expect(switched.out).not.toContain('Checked');
    expect(cli.settings()).not.toContain('"env"');
  });

  it('is named wherever it lies: ~/.env and the project’s', async () => {
    for (const name of ['.env', 'work/project/.env', 'work/.qwen/.env']) {
      const cli = withSettings();
      const file = pipe(cli, name);
      expect((await cli.run(['explain'])).out).toContain(`${file} is a named pipe`);
    }
  });

  it('leaves the source of a key uncertain that the settings hold below it', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', JSON.stringify({ ...JSON.parse(settings), env: { CORP_KEY: 'sk-corp-1234' } }));
    const certain = JSON.parse((await cli.run(['explain', '--json'])).out);
    expect(certain).toMatchObject({ keySource: 'user settings env' });
    expect(certain).not.toHaveProperty('sourcesUnlessUnread');
    const file = pipe(cli, '.qwen/.env');
    const { out } = await cli.run(['explain']);
    expect(out).toMatch(/Key +CORP_KEY …1234 +your settings, env, unless the unread file sets it$/m);
    expect(out).toContain(`${file} is a named pipe`);
    expect(JSON.parse((await cli.run(['explain', '--json'])).out)).toMatchObject({
      keySource: 'unknown',
      sources: { model: 'user settings model.name', baseUrl: 'user settings modelProviders', key: 'unknown' },
      sourcesUnlessUnread: { key: 'user settings env' },
      warnings: [{ code: 'unread-file', values: { path: file } }],
    });
  });

  it('leaves an address uncertain that no entry names', async () => {
    const cli = createCliEnvironment();
    const auth = { selectedType: 'openai', apiKey: 'sk-corp-1234', baseUrl: 'http://127.0.0.1:1/v1' };
    cli.write('.qwen/settings.json', JSON.stringify({ security: { auth }, model: { name: 'm' } }));
    pipe(cli, '.env');
    expect(JSON.parse((await cli.run(['explain', '--json'])).out)).toMatchObject({
      sources: { protocol: 'user settings security.auth.selectedType', model: 'user settings model.name' },
      sourcesUnlessUnread: {
        baseUrl: 'user settings security.auth.baseUrl',
        key: 'user settings security.auth.apiKey',
      },
    });
  });

  it('does not matter below the source of the key', async () => {
    const cli = withSettings();
    pipe(cli, '.env');
    expect((await cli.run(['explain'], { env: { CORP_KEY: 'sk-from-the-shell' } })).out).not.toContain('pipe');
    cli.write('.qwen/.env', 'CORP_KEY=sk-from-above-it\n');
    const explained = await cli.run(['explain']);
    expect(explained).toMatchObject({ code: 0 });
    expect(explained.out).not.toContain('pipe');
  });
});

it('finds the keys of the project’s .env in providers as in explain', async () => {
  const cli = withSettings();
  cli.write('work/project/.env', 'CORP_KEY=sk-of-the-project-1234\n');
  expect((await cli.run(['explain'])).code).toBe(0);
  expect((await cli.run(['providers'])).out).toMatch(/▸ file.* In use$/m);
});

describe('a settings file that cannot be read', () => {
  it.each<[string, (file: string) => void]>([
    ['a folder', (file: string) => mkdirSync(file)],
    ...onPosix<[string, (file: string) => void]>(
      ['a pipe', (file: string) => void execFileSync('mkfifo', [file])],
      ['a link into a place that is gone', (file: string) => symlinkSync('/nowhere/dotfiles/settings.json', file)],
      ['a link to a device', (file: string) => symlinkSync('/dev/zero', file)],
    ),
  ])('is no missing one, and nothing is concluded from it: %s', async (_what, make) => {
    const cli = createCliEnvironment();
    mkdirSync(path.dirname(cli.settingsPath));
    make(cli.settingsPath);
    const explained = await cli.run(['explain'], { env: exported });
    expect(explained).toMatchObject({ code: 1, out: expect.stringContaining('It is not known what Qwen Code') });
    expect(explained.out).not.toContain('There is no settings file yet');
    expect(explained.out).toContain(cli.settingsPath);
    expect(await cli.run(['providers'])).toMatchObject({ code: 1, err: expect.stringContaining(cli.settingsPath) });
    expect(JSON.parse((await cli.run(['explain', '--json'], { env: exported })).out)).toMatchObject({
      unknown: expect.stringContaining(cli.settingsPath),
    });
  });

  it('is refused above a size, in explain as in providers', async () => {
    const cli = createCliEnvironment();
    truncateSync(cli.write('.qwen/settings.json', '{}'), 20_000_000_000);
    expect(await cli.run(['explain'], { env: exported })).toMatchObject({
      code: 1,
      out: expect.stringContaining('over 1 MB'),
    });
  });

  it('is read up to the same size everywhere', async () => {
    const cli = createCliEnvironment();
    const sized = (bytes: number): string => twoProviders.replace('// mine', `// mine ${'x'.repeat(bytes)}`);
    cli.write('.qwen/settings.json', sized(900_000));
    expect(await cli.run(['explain'])).toMatchObject({ code: 0, out: expect.stringContaining('m-a') });
    expect(await cli.run(['providers'])).toMatchObject({ code: 0, out: expect.stringContaining('Box A') });
    expect(await cli.run(['switch', 'box-b', '--yes'])).toMatchObject({ code: 0, err: '' });
    expect(cli.settings()).toContain('"name": "m-b"');
    cli.write('.qwen/settings.json', sized(1_000_000));
    for (const args of [['explain'], ['providers'], ['switch', 'box-b', '--yes'], ['doctor']]) {
      const run = await cli.run(args);
      expect(run.out + run.err, args.join(' ')).toContain('over 1 MB');
    }
  });

  it('is named also where it belongs to the project or the system', async () => {
    for (const name of ['work/project/.qwen/settings.json', 'system.json']) {
      const cli = withSettings();
      mkdirSync(path.join(cli.home, name), { recursive: true });
      const env = { QWEN_CODE_SYSTEM_SETTINGS_PATH: path.join(cli.home, 'system.json'), CORP_KEY: 'k-12345678' };
      expect(await cli.run(['explain'], { env })).toMatchObject({
        code: 1,
        out: expect.stringContaining(`${path.join(cli.home, name)} could not be read`),
      });
    }
  });

  it('is explained with its fault, not with a hint where to look', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]));
    expect(await cli.run(['explain'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('not written in UTF-8'),
      err: expect.stringContaining('Save it as UTF-8'),
    });
    expect((await cli.run(['explain', '--json'])).out).toContain('not written in UTF-8');
    cli.write('.qwen/settings.json', '{ "a": ');
    expect(await cli.run(['explain'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('Correct the place shown'),
    });
  });
});

describe('a fault of the .env file', () => {
  it.each<[string, (file: string, cli: CliEnvironment) => void]>([
    [
      'Latin-1',
      (_file: string, cli: CliEnvironment) => void cli.write('.qwen/.env', Buffer.from('NAME=caf\xe9\n', 'latin1')),
    ],
    ['a folder', (file: string) => mkdirSync(file)],
    ...onPosix<[string, (file: string, cli: CliEnvironment) => void]>(
      ['a pipe', (file: string) => void execFileSync('mkfifo', [file])],
      ['a link into a place that is gone', (file: string) => symlinkSync('/nowhere/.env', file)],
    ),
    ['far too large', (_file: string, cli: CliEnvironment) => truncateSync(cli.write('.qwen/.env', ''), 6_000_000)],
  ])('is told of that file, not of the settings: %s', async (_what, make) => {
    const cli = withSettings();
    const file = path.join(cli.home, '.qwen/.env');
    make(file, cli);
    const key = `sk-sp-${'9'.repeat(32)}`;
    const args = ['switch', 'coding-plan/china', '--model', 'glm-5', '--key-stdin', '--key-in', 'env-file', '--yes'];
    const ran = await cli.run(args, { stdin: key });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining(file) });
    expect(ran.err).not.toContain('settings.json');
    expect(cli.settings()).toBe(settings);
  });
});
