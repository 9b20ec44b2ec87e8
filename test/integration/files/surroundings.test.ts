import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createQwenEnvironment } from '../../../main/adapters/qwen/qwen-environment.ts';
import { resolveProvider } from '../../../main/core/provider/precedence/resolve-provider.ts';
import { contextFrom } from '../../support/settings-facts.ts';
import { isPosix } from '../../support/system/posix.ts';
import { temporaryFolder } from './support.ts';

interface ObservedCase {
  readonly name: string;
  readonly settings: unknown;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly workspaceSettings: unknown;
  readonly observed: Readonly<
    Record<
      string,
      { readonly requests: readonly { readonly server: 'A' | 'B'; readonly model: string; readonly key: string }[] }
    >
  >;
}

const { cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/precedence/cases.json'), 'utf8'),
) as { readonly cases: readonly ObservedCase[] };

const servers = { A: 'http://127.0.0.1:41001/v1', B: 'http://127.0.0.1:41002/v1' };

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function environmentIn(home: string, environment: Readonly<Record<string, string>> = {}) {
  return createQwenEnvironment({
    environment: () => ({ QWEN_CODE_SYSTEM_SETTINGS_PATH: join(home, 'system/settings.json'), ...environment }),
    home: () => home,
    workFolder: () => home,
    platform: process.platform,
  });
}

const question = { workFolder: null, sessionsOf: null };

describe('the provider resolved from the files on disk matches what Qwen Code sent', () => {
  // Cases with command line flags are left out here; the precedence tests cover them.
  it.each(cases.filter(({ args }) => args.length === 0))(
    '$name',
    async ({ settings, env, files, workspaceSettings, observed }) => {
      const home = temporaryFolder();
      const workFolder = join(home, 'work/proj');
      mkdirSync(workFolder, { recursive: true });
      const userText = settings === null ? null : JSON.stringify(settings);
      if (userText !== null) put(join(home, '.qwen/settings.json'), userText);
      if (workspaceSettings !== null) put(join(workFolder, '.qwen/settings.json'), JSON.stringify(workspaceSettings));
      for (const [name, text] of Object.entries(files)) {
        put(name.startsWith('$W') ? join(workFolder, name.slice(3)) : join(home, name.slice(2)), text);
      }
      const facts = await environmentIn(home, env).gather({ workFolder, sessionsOf: null });
      for (const [version, { requests }] of Object.entries(observed)) {
        const client = version.startsWith('0.15') ? '0.15' : '0.24';
        const outcome = resolveProvider(contextFrom({ ...facts, client, userText }));
        const [sent] = requests;
        if (sent === undefined) expect(outcome.state, version).toBe('refuses');
        else
          expect(outcome, version).toMatchObject({ baseUrl: servers[sent.server], model: sent.model, key: sent.key });
      }
    },
  );
});

describe('the home of Qwen Code', () => {
  const located = async (home: string, environment: Readonly<Record<string, string>>) =>
    (await environmentIn(home, environment).locate()).folder;

  it('is ~/.qwen or QWEN_HOME, which may be absolute, relative or start with ~', async () => {
    const home = temporaryFolder();
    expect(await located(home, {})).toBe(join(home, '.qwen'));
    expect(await located(home, { QWEN_HOME: '/elsewhere' })).toBe('/elsewhere');
    expect(await located(home, { QWEN_HOME: 'below' })).toBe(join(home, 'below'));
    expect(await located(home, { QWEN_HOME: '~' })).toBe(home);
    expect(await located(home, { QWEN_HOME: '~/a//b' })).toBe(join(home, 'a/b'));
    expect(await located(home, { QWEN_HOME: '' })).toBe(join(home, '.qwen'));
  });

  it('is read from ~/.qwen/.env before ~/.env, and from no file if QWEN_HOME is exported, even empty', async () => {
    const home = temporaryFolder();
    put(join(home, '.env'), 'QWEN_HOME=~/second\n');
    expect(await located(home, {})).toBe(join(home, 'second'));
    put(join(home, '.qwen/.env'), 'export QWEN_HOME="~/first"\n');
    expect(await located(home, {})).toBe(join(home, 'first'));
    expect(await located(home, { QWEN_HOME: '/exported' })).toBe('/exported');
    expect(await located(home, { QWEN_HOME: '' })).toBe(join(home, '.qwen'));
  });

  it('determines the paths of the other files, including what a second .env file changes', async () => {
    const home = temporaryFolder();
    put(join(home, '.qwen/.env'), 'QWEN_HOME=~/moved\n');
    put(join(home, 'moved/.env'), 'QWEN_RUNTIME_DIR=~/run\nQWEN_HOME=~/not-again\n');
    const place = await environmentIn(home).locate();
    expect(place).toMatchObject({
      settingsPath: join(home, 'moved/settings.json'),
      envFilePath: join(home, 'moved/.env'),
      userEnvFilePaths: [join(home, 'moved/.env'), join(home, '.qwen/.env'), join(home, '.env')],
      runtimeFolder: join(home, 'run'),
      trustedFoldersPath: join(home, 'moved/trustedFolders.json'),
      systemSettingsPath: join(home, 'system/settings.json'),
      systemDefaultsPath: join(home, 'system/system-defaults.json'),
    });
  });
});

describe('the .env file of a project', () => {
  const projectOf = async (home: string, workFolder: string) =>
    (await environmentIn(home).gather({ ...question, workFolder })).envFiles.find(({ place }) => place === 'project')
      ?.path;

  it('is the nearest one upwards, .qwen/.env first, and never one of the home folder', async () => {
    const home = temporaryFolder();
    const workFolder = join(home, 'a/b/c');
    mkdirSync(workFolder, { recursive: true });
    put(join(home, '.env'), 'A=1');
    expect(await projectOf(home, workFolder)).toBeUndefined();
    put(join(home, 'a/.env'), 'A=1');
    expect(await projectOf(home, workFolder)).toBe(join(home, 'a/.env'));
    put(join(home, 'a/b/.env'), 'A=1');
    put(join(home, 'a/b/.qwen/.env'), 'A=1');
    expect(await projectOf(home, workFolder)).toBe(join(home, 'a/b/.qwen/.env'));
    expect(await projectOf(home, home)).toBeUndefined();
  });

  it('is unread if a folder with that name ends the search, as in Qwen Code', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'a/b/.env'), { recursive: true });
    put(join(home, 'a/.env'), 'A=1');
    const { envFiles } = await environmentIn(home).gather({ ...question, workFolder: join(home, 'a/b') });
    expect(envFiles).toEqual([
      { path: join(home, 'a/b/.env'), text: '', place: 'project', unread: 'not-a-regular-file' },
    ]);
  });

  it.runIf(isPosix)('is searched from the target of a linked folder', async () => {
    const home = temporaryFolder();
    const outside = temporaryFolder();
    put(join(outside, '.env'), 'A=1');
    symlinkSync(outside, join(home, 'linked'));
    expect(await projectOf(home, join(home, 'linked'))).toBe(join(outside, '.env'));
  });
});

describe('layers, trust and left-over files', () => {
  it('reads system settings and defaults, and workspace settings except in the home folder', async () => {
    const home = temporaryFolder();
    put(join(home, 'system/settings.json'), '{"s":1}');
    put(join(home, 'system/system-defaults.json'), '{"d":1}');
    put(join(home, 'p/.qwen/settings.json'), '{"w":1}');
    put(join(home, '.qwen/settings.json'), '{"u":1}');
    const at = (workFolder: string | null) => environmentIn(home).gather({ ...question, workFolder });
    expect(await at(join(home, 'p'))).toMatchObject({
      systemText: '{"s":1}',
      systemDefaultsText: '{"d":1}',
      workspaceText: '{"w":1}',
    });
    expect(await at(home)).toMatchObject({ workspaceText: null });
    expect(await at(null)).toMatchObject({ workspaceText: null, folderTrusted: null });
  });

  it('follows the deepest trust rule, and the distrusting one of two equally deep rules', async () => {
    const home = temporaryFolder();
    for (const name of ['a/b/c', 'a/x', 'other']) mkdirSync(join(home, name), { recursive: true });
    put(
      join(home, '.qwen/trustedFolders.json'),
      `{ // by hand
        ${JSON.stringify(join(home, 'a'))}: "TRUST_FOLDER",
        ${JSON.stringify(join(home, 'a/b'))}: "DO_NOT_TRUST",
        ${JSON.stringify(join(home, 'a/b/c/child'))}: "TRUST_PARENT",
        ${JSON.stringify(join(home, 'a/x'))}: "DO_NOT_TRUST",
        ${JSON.stringify(join(home, 'a/x/child'))}: "TRUST_PARENT"
      }`,
    );
    const trusted = async (name: string) =>
      (await environmentIn(home).gather({ ...question, workFolder: join(home, name) })).folderTrusted;
    expect(await trusted('a')).toBe(true);
    expect(await trusted('a/b')).toBe(false);
    expect(await trusted('a/b/c')).toBe(true);
    expect(await trusted('a/x')).toBe(false);
    expect(await trusted('other')).toBe(null);
  });

  it('lists the files that Qwen Code left beside the settings', async () => {
    const home = temporaryFolder();
    for (const name of [
      'settings.json',
      'settings.json.orig',
      'settings.json.corrupted.1',
      'settings.json.tmp',
      'x.orig',
    ]) {
      put(join(home, '.qwen', name), '{}');
    }
    expect((await environmentIn(home).gather(question)).leftOverFiles).toEqual([
      'settings.json.corrupted.1',
      'settings.json.orig',
    ]);
  });
});

describe('running sessions', () => {
  const record = (values: Readonly<Record<string, unknown>>) =>
    JSON.stringify({
      schema_version: 1,
      session_id: 'x',
      work_dir: '/w',
      hostname: hostname(),
      started_at: Date.now() / 1000,
      qwen_version: '0.24.4',
      ...values,
    });

  it('are those on this machine whose process runs and whose process id was not reused', async () => {
    const home = temporaryFolder();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const chats = join(home, '.qwen/projects/-w/chats');
    put(join(chats, 'living.runtime.json'), record({ pid: child.pid }));
    put(join(chats, 'elsewhere.runtime.json'), record({ pid: process.pid, hostname: 'another-machine' }));
    put(join(chats, 'dead.runtime.json'), record({ pid: 2 ** 22 + 1 }));
    put(join(chats, 'broken.runtime.json'), '{ "pid": ');
    put(join(chats, 'living.jsonl'), record({ pid: process.pid }));
    const found = async () => (await environmentIn(home).gather({ ...question, sessionsOf: {} })).runningSessions;
    expect(await found()).toEqual([{ pid: child.pid, workFolder: '/w', version: '0.24.4' }]);
    // A record from long before the process started belongs to an earlier process with that id, which only Linux reveals.
    put(join(chats, 'living.runtime.json'), record({ pid: child.pid, started_at: 1000 }));
    expect((await found()).length).toBe(process.platform === 'linux' ? 0 : 1);
    expect((await environmentIn(home).gather(question)).runningSessions).toEqual([]);
  });

  it('are searched in the folder that the settings name', async () => {
    const home = temporaryFolder();
    put(join(home, 'runs/projects/-w/chats/a.runtime.json'), record({ pid: process.pid }));
    const sessionsOf = { advanced: { runtimeOutputDir: '~/runs' } };
    const facts = await environmentIn(home).gather({ workFolder: null, sessionsOf });
    expect(facts.runningSessions.length).toBe(1);
  });
});
