import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { ensureBundle } from '../../../build/bundle.mjs';
import { runInProcess } from './in-process.ts';

const checkout = path.resolve(import.meta.dirname, '../../..');

const bundles: string[] = [];
afterAll(() => {
  for (const folder of bundles.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Copies the bundle, laid out as in the checkout, so that a later build does not change it during a test. */
export async function bundledCli(): Promise<string> {
  await ensureBundle({ only: 'main' });
  const folder = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-cli-bundle-'));
  cpSync(path.join(checkout, 'out/main'), path.join(folder, 'out/main'), { recursive: true });
  cpSync(path.join(checkout, 'package.json'), path.join(folder, 'package.json'));
  bundles.push(folder);
  return path.join(folder, 'out/main/cli.cjs');
}

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** The width of the terminal that is printed to; left out: it is none. */
  readonly columns?: number;
}

interface TerminalOptions extends RunOptions {
  /** Text that the program must print before anything is typed. */
  readonly after?: string;
  /** Called once that is printed. */
  beforeTyping?(): void;
  /** What is typed next, once its question is printed. */
  readonly next?: { readonly after: string; readonly typed: string };
}

/** A home folder for one test, and commands that run in it without any variables but its own. */
export interface CliEnvironment {
  readonly home: string;
  readonly data: string;
  readonly settingsPath: string;
  run(args: readonly string[], options?: RunOptions): Promise<CliRun>;
  write(name: string, content: string | Uint8Array): string;
  settings(): string;
}

export interface CliProgram extends CliEnvironment {
  /** Runs the command in a terminal. `typed` is what a person types, line by line. */
  onTerminal(args: readonly string[], typed: string, options?: TerminalOptions): Promise<CliRun>;
}

const longestMs = 50_000;

/** What names the home folder, and what no program starts without. */
function systemVariables(home: string): Readonly<Record<string, string>> & { readonly HOME: string } {
  if (process.platform !== 'win32') return { HOME: home, PATH: '/usr/bin:/bin' };
  const { PATH = '', SystemRoot = 'C:\\Windows' } = process.env;
  return { HOME: home, USERPROFILE: home, PATH, SystemRoot };
}

function createHome() {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'qwen-gauge-cli-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const data = path.join(home, 'data');
  const settingsPath = path.join(home, '.qwen', 'settings.json');
  const work = path.join(home, 'work', 'project');
  mkdirSync(work, { recursive: true });
  return {
    home,
    data,
    settingsPath,
    write(name: string, content: string | Uint8Array): string {
      const file = path.join(home, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    settings: () => readFileSync(settingsPath, 'utf8'),
    /** The working folder and the variables of a command. */
    shell: ({ cwd = work, env = {} }: RunOptions) => ({
      cwd,
      env: {
        ...systemVariables(home),
        QWEN_GAUGE_DATA_DIR: data,
        LANG: 'en_US.UTF-8',
        LC_TIME: 'C',
        TZ: 'UTC',
        ...env,
      },
    }),
  };
}

/** Runs the commands in this process, which takes a tenth of the time: for tests of what they do and print. */
export function createCliEnvironment(): CliEnvironment {
  const { shell, ...folders } = createHome();
  return {
    ...folders,
    run(args, options = {}) {
      const { cwd, env } = shell(options);
      const { stdin: input = '', columns } = options;
      return runInProcess(args, { home: env.HOME, workFolder: cwd, environment: env, input, columns });
    },
  };
}

/** Runs the commands as the program itself: for tests of its processes, streams, exit codes and terminal. */
export function createCliProgram(entry: string): CliProgram {
  const { shell, ...folders } = createHome();
  const spawnWith = (command: string, args: readonly string[], options: RunOptions) =>
    spawn(command, args, { ...shell(options), stdio: 'pipe' });
  return {
    ...folders,
    run(args, options = {}) {
      const child = spawnWith(process.execPath, [entry, ...args], options);
      child.stdin.on('error', () => undefined); // The program may end without reading stdin.
      child.stdin.end(options.stdin ?? '');
      return ended(child);
    },
    onTerminal(args, typed, options = {}) {
      const line = [process.execPath, entry, ...args].map((word) => `'${word}'`).join(' ');
      const child = spawnWith('script', ['-qec', line, '/dev/null'], {
        ...options,
        env: { TERM: 'dumb', ...options.env },
      });
      typeOnce(child, typed, options);
      return ended(child).finally(() => child.stdin.destroy());
    },
  };
}

function typeOnce(
  child: ChildProcessWithoutNullStreams,
  typed: string,
  { after = '', beforeTyping, next }: TerminalOptions,
): void {
  const { stdin, stdout } = child;
  if (after === '') {
    stdin.write(typed);
    return;
  }
  let printed = '';
  const onData = (data: Buffer): void => {
    printed += data;
    if (!printed.includes(after)) return;
    stdout.off('data', onData);
    beforeTyping?.();
    stdin.write(typed);
    if (next !== undefined) typeOnce(child, next.typed, next);
  };
  stdout.on('data', onData);
}

function ended(child: ChildProcess): Promise<CliRun> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (data) => {
    out += data;
  });
  child.stderr?.on('data', (data) => {
    err += data;
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), longestMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, out, err });
    });
  });
}

export const fixture = (name: string): string => readFileSync(path.join(checkout, 'test/fixtures', name), 'utf8');

/** Settings with two custom providers, and with comments and formatting that a switch must keep. */
export const twoProviders = `{
  // mine
  "$version": 4,
  "ui": { "theme": "Qwen Dark" }, // keep
  "env": { "KEY_A": "sk-aaaa-1111", "KEY_B": "sk-bbbb-2222" },
  "modelProviders": {
    "openai": [
      { "id": "m-a", "name": "[Box A] m-a", "baseUrl": "http://127.0.0.1:41001/v1", "envKey": "KEY_A" },
      { "id": "m-b", "name": "[Box B] m-b", "baseUrl": "http://127.0.0.1:41002/v1", "envKey": "KEY_B" }
    ]
  },
  "security": { "auth": { "selectedType": "openai" } },
  "model": { "name": "m-a" }
}
`;
