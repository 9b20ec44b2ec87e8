import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import { logFolders } from '../../../main/adapters/qwen/log-folders.ts';

const foreign = createForeignFiles();
afterAll(foreign.end);

let home: string;
let project: string;
beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-home-')));
  project = path.join(home, 'work', 'one');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const naming = (runtimeOutputDir: string): string =>
  `// mine\n{ "advanced": { "runtimeOutputDir": "${runtimeOutputDir}" } }`;

async function put(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

interface Settings {
  readonly user?: string;
  readonly project?: string;
  /** The user's trust decision about the project. */
  readonly trust?: 'TRUST_FOLDER' | 'TRUST_PARENT' | 'DO_NOT_TRUST';
  readonly system?: string;
  readonly defaults?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Where sessions of a project and sessions anywhere else are said to write, by paths relative to the home. */
async function places(settings: Settings) {
  const systemPath = path.join(home, 'system.json');
  const defaultsPath = path.join(home, 'defaults.json');
  if (settings.user !== undefined) await put(path.join(home, '.qwen/settings.json'), naming(settings.user));
  if (settings.project !== undefined) await put(path.join(project, '.qwen/settings.json'), naming(settings.project));
  if (settings.system !== undefined) await put(systemPath, naming(settings.system));
  if (settings.defaults !== undefined) await put(defaultsPath, naming(settings.defaults));
  if (settings.trust !== undefined) {
    await put(path.join(home, '.qwen/trustedFolders.json'), JSON.stringify({ [project]: settings.trust }));
  }
  const environment = {
    QWEN_CODE_SYSTEM_SETTINGS_PATH: systemPath,
    QWEN_CODE_SYSTEM_DEFAULTS_PATH: defaultsPath,
    ...settings.environment,
  };
  const { runtimeFolder, ofProjects } = await logFolders({ environment: () => environment, home: () => home }, foreign);
  return {
    common: path.relative(home, runtimeFolder),
    own: (await ofProjects?.of(project))?.map((folder) => path.relative(home, folder)),
  };
}

describe('the runtime folders', () => {
  it.each<{ readonly name: string; readonly settings: Settings; readonly common: string; readonly own: string[] }>([
    { name: 'nothing named', settings: {}, common: '.qwen', own: [] },
    { name: 'a home path', settings: { user: '~/run' }, common: 'run', own: [] },
    { name: 'a relative one', settings: { user: '.run' }, common: '.qwen', own: ['work/one/.run'] },
    { name: 'one beside', settings: { user: '../run' }, common: '.qwen', own: ['work/run'] },
    {
      name: 'a variable',
      settings: { user: '$RUN/x', environment: { RUN: 'sub' } },
      common: '.qwen',
      own: ['work/one/sub/x'],
    },
    {
      name: "a trusted project's own",
      settings: { project: 'p', trust: 'TRUST_FOLDER' },
      common: '.qwen',
      own: ['work/one/p'],
    },
    {
      name: "a project's own whose parent is trusted",
      settings: { project: 'p', trust: 'TRUST_PARENT' },
      common: '.qwen',
      own: ['work/one/p'],
    },
    { name: "a project's own without a decision", settings: { project: 'p' }, common: '.qwen', own: [] },
    {
      name: "a distrusted project's own",
      settings: { project: 'p', trust: 'DO_NOT_TRUST' },
      common: '.qwen',
      own: [],
    },
    {
      name: "a trusted project's own on another computer",
      settings: { project: '\\\\\\\\host\\\\share', trust: 'TRUST_FOLDER' },
      common: '.qwen',
      own: [],
    },
    {
      name: "the user's and the project's",
      settings: { user: 'u', project: 'p', trust: 'TRUST_FOLDER' },
      common: '.qwen',
      own: ['work/one/u', 'work/one/p'],
    },
    {
      name: "the system's before both",
      settings: { user: 'u', project: 'p', system: 's', trust: 'TRUST_FOLDER' },
      common: '.qwen',
      own: ['work/one/s'],
    },
    { name: 'defaults after the user', settings: { user: '~/u', defaults: 'd' }, common: 'u', own: [] },
    { name: 'defaults alone', settings: { defaults: 'd' }, common: '.qwen', own: ['work/one/d'] },
    {
      name: 'the environment before all',
      settings: { user: 'u', project: 'p', system: 's', environment: { QWEN_RUNTIME_DIR: '~/e' } },
      common: 'e',
      own: [],
    },
    {
      name: 'a relative environment',
      settings: { environment: { QWEN_RUNTIME_DIR: 'e' } },
      common: '.qwen',
      own: ['work/one/e'],
    },
    {
      name: 'an empty environment',
      settings: { user: 'u', environment: { QWEN_RUNTIME_DIR: '' } },
      common: '.qwen',
      own: ['work/one/u'],
    },
  ])('are where the client writes: $name', async ({ settings, common, own }) => {
    expect(await places(settings)).toEqual({ common, own });
  });

  it('are those of other projects, too, that the user trusted', async () => {
    await put(path.join(home, '.qwen/trustedFolders.json'), JSON.stringify({ '/srv/one': 'TRUST_FOLDER' }));
    const { ofProjects } = await logFolders({ environment: () => ({}), home: () => home }, foreign);
    expect(ofProjects?.known).toEqual([home, '/srv/one']);
  });
});
