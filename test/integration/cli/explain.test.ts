import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastFour } from '../../../main/core/provider/settings-text/mask.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { createCliEnvironment, fixture, twoProviders } from './environment.ts';

interface ObservedCase {
  readonly name: string;
  readonly settings: unknown;
  readonly env: Record<string, string>;
  readonly args: readonly string[];
  readonly files: Record<string, string>;
  readonly workspaceSettings: unknown;
  readonly observed: Record<
    string,
    { exit: number; requests: readonly { server: 'A' | 'B'; model: string; key: string }[] }
  >;
}

const { cases } = JSON.parse(fixture('precedence/cases.json')) as { cases: readonly ObservedCase[] };
const servers = { A: 'http://127.0.0.1:41001/v1', B: 'http://127.0.0.1:41002/v1' };
const clients = [
  ['0.24', '0.24.4'],
  ['0.15', '0.15.10'],
] as const;

/** Maps each key to the sources that contain it, named as in `keySource`. Each source of a case has its own key. */
function sourcesOf(
  { env, files, settings, workspaceSettings, args }: ObservedCase,
  home: string,
): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const put = (key: unknown, place: string) => {
    if (typeof key === 'string') places.set(key, [...(places.get(key) ?? []), place]);
  };
  for (const value of Object.values(env)) put(value, 'environment');
  for (const [name, text] of Object.entries(files)) {
    const file = path.normalize(name.replace('$W', path.join(home, 'work/proj')).replace('~', home));
    for (const [, value] of text.matchAll(/^\w+=(.*)$/gm)) put(value, file);
  }
  for (const [layer, scope] of [['user', settings] as const, ['workspace', workspaceSettings] as const]) {
    const { env: variables = {}, security } = (scope ?? {}) as {
      env?: Record<string, string>;
      security?: { auth?: { apiKey?: string } };
    };
    for (const value of Object.values(variables)) put(value, `${layer} settings env`);
    put(security?.auth?.apiKey, `${layer} settings security.auth.apiKey`);
  }
  const flag = args.indexOf('--openai-api-key');
  if (flag !== -1) put(args[flag + 1], '--openai-api-key');
  return places;
}

describe('explain matches what Qwen Code sent', () => {
  it.each(cases)('$name', async (observed) => {
    const cli = createCliEnvironment();
    const work = path.join(cli.home, 'work/proj');
    mkdirSync(work, { recursive: true });
    if (observed.settings !== null) cli.write('.qwen/settings.json', JSON.stringify(observed.settings));
    if (observed.workspaceSettings !== null) {
      cli.write('work/proj/.qwen/settings.json', JSON.stringify(observed.workspaceSettings));
    }
    for (const [name, text] of Object.entries(observed.files)) {
      cli.write(name.replace('$W', 'work/proj').replace('~/', ''), text);
    }
    const places = sourcesOf(observed, cli.home);
    for (const [client, version] of clients) {
      const args = ['explain', '--client', client, '--json', '--', ...observed.args];
      const { code, out, err } = await cli.run(args, { cwd: work, env: observed.env });
      const answer: unknown = JSON.parse(out);
      const sent = observed.observed[version]?.requests[0];
      expect(code, err).toBe(sent === undefined ? 1 : 0);
      if (sent === undefined) {
        expect(answer).toEqual({ refuses: expect.stringMatching(/\S/) });
        continue;
      }
      expect(answer).toMatchObject({
        protocol: 'openai',
        model: sent.model,
        baseUrl: servers[sent.server],
        keyLast4: lastFour(sent.key),
        warnings: expect.any(Array),
      });
      expect(places.get(sent.key)).toContain((answer as { keySource: string }).keySource);
      for (const key of places.keys()) if (key.startsWith('sk-')) expect(out).not.toContain(key);
    }
  });
});

describe('explain', () => {
  it('uses the given folder, not the one it runs in', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    cli.write('elsewhere/.qwen/settings.json', '{"model":{"name":"m-b"}}');
    const { out } = await cli.run(['explain', '--cwd', '../../elsewhere', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      model: 'm-b',
      keyVariable: 'KEY_B',
      sources: { model: 'workspace settings model.name', protocol: 'user settings security.auth.selectedType' },
      warnings: [{ code: 'shadowed', values: { name: 'model.name', winner: 'workspace settings model.name' } }],
    });
    expect(await cli.run(['explain', '--cwd', 'nowhere'])).toMatchObject({ code: 4, out: '' });
  });

  it('explains an error message of Qwen Code in both languages and as JSON, without repeating it', async () => {
    const cli = createCliEnvironment();
    const text = '[API Error: 401 Incorrect API key provided: sk-canary-1234.]';
    const english = await cli.run(['explain', '--error', text]);
    expect(english.code).toBe(0);
    expect(english.out.trim().split('\n')).toEqual([
      'The key is mistyped or no longer valid, or it belongs to the other kind of endpoint.',
      'Check that it is the whole key. Plan keys (sk-sp-…) go with the plan’s base URL, pay-as-you-go keys (sk-…) with theirs.',
    ]);
    const chinese = await cli.run(['explain', '--error', text], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(chinese.out).toContain(wordsFor('zh-CN').clientErrors['key-of-other-endpoint'].what);
    const json = await cli.run(['explain', `--error=${text}`, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ error: 'key-of-other-endpoint', wayOut: expect.any(String) });
    const unknown = await cli.run(['explain', '--error', 'all is well']);
    expect(unknown).toMatchObject({ code: 1, out: expect.stringContaining('No document') });
    for (const { out } of [english, chinese, json]) expect(out).not.toContain('canary');
  });

  it('prints the source of each value, and the settings that have no effect', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    cli.write('.qwen/.env', 'KEY_A=sk-envf-3333\n');
    const run = await cli.run(['explain'], { env: { KEY_A: 'sk-expo-4444' } });
    expect(run.code).toBe(0);
    expect(run.out.split('\n').slice(2, 10)).toEqual([
      '  Protocol  openai                     your settings, security.auth.selectedType',
      '  Model     m-a                        your settings, model.name',
      '  Address   http://127.0.0.1:41001/v1  your settings, modelProviders',
      '  Key       KEY_A …4444                exported variable',
      '',
      'Without effect here',
      `  KEY_A from ${path.join(cli.home, '.qwen', '.env')}, overridden by exported variable`,
      '  KEY_A from your settings, overridden by exported variable',
    ]);
    expect(run.out).not.toMatch(/sk-/);
    const chinese = await cli.run(['explain'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(chinese.out).toContain('  模型  m-a                        你的设置，model.name');
  });

  it('warns of a key that would be sent to another provider, as text and as JSON', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders.replace(/"env": .*\n/, ''));
    const env = { OPENAI_API_KEY: 'sk-open-5555' };
    const json = await cli.run(['explain', '--json'], { env });
    expect(JSON.parse(json.out).warnings).toEqual([
      {
        code: 'other-key-stands-in',
        values: { wanted: 'KEY_A', used: 'OPENAI_API_KEY', baseUrl: servers.A },
        text: expect.stringContaining('leaks'),
      },
    ]);
    expect((await cli.run(['explain'], { env })).out).toContain('Worth knowing');
  });

  it('uses QWEN_HOME as Qwen Code does', async () => {
    const cli = createCliEnvironment();
    cli.write('work/project/other/settings.json', twoProviders.replace('"name": "m-a"', '"name": "m-b"'));
    const { out } = await cli.run(['explain', '--json'], { env: { QWEN_HOME: 'other' } });
    expect(JSON.parse(out)).toMatchObject({ model: 'm-b' });
  });

  it('says that no provider is chosen yet, and how to choose one', async () => {
    const cli = createCliEnvironment();
    const { code, out } = await cli.run(['explain']);
    expect(code).toBe(1);
    expect(out).toMatch(/^No provider is chosen for Qwen Code yet\n/);
    expect(out).toContain('qwen-gauge switch chooses a provider');
    expect(out).not.toContain('would not start');
  });

  it('explains why Qwen Code would not start, as text and as JSON', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', '{ "broken": ');
    const json = await cli.run(['explain', '--json']);
    expect(json).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(json.out)).toEqual({ refuses: expect.stringContaining('JSON') });
    const said = await cli.run(['explain']);
    expect(said).toMatchObject({ code: 1, out: expect.stringContaining('would not start') });
    expect(said.err).toContain('Correct the place shown');
    const both = said.out + said.err;
    for (const once of ['not valid JSON', '~/.qwen/settings.json']) expect(both.split(once)).toHaveLength(2);
    cli.write('.qwen/settings.json', '');
    const empty = await cli.run(['explain']);
    expect(empty).toMatchObject({ code: 1, err: expect.stringContaining('empty') });
    expect(empty.err).toContain('A switch fills it');
    // No switch is suggested because it cannot repair an unreadable file.
    expect(said.out).not.toContain('qwen-gauge switch');
  });

  it('suggests what to do if no provider is selected yet', async () => {
    const run = await createCliEnvironment().run(['explain']);
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(run.out).toContain('There is no settings file yet');
    expect(run.out).toContain('qwen-gauge switch');
  });

  it('does not attribute a model from a flag to the settings', async () => {
    const cli = createCliEnvironment();
    cli.write('.qwen/settings.json', twoProviders);
    const { code, out } = await cli.run(['explain', '--json', '--', '--model', 'm-none']);
    expect(code).toBe(0);
    const [warning] = JSON.parse(out).warnings as { text: string }[];
    expect(warning?.text).toMatch(/^The requested model is in no list/);
  });
});
