import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright';
import { completeLines } from '../complete-lines.ts';
import { eventually } from '../eventually.ts';
import type { StandInUrls } from '../stand-in/stand-in.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** The functions used from the build scripts, which are plain JavaScript without types. */
const fromBuild = async <Shape>(name: string): Promise<Shape> =>
  (await import(pathToFileURL(path.join(root, 'build', name)).href)) as Shape;

/** The folders of one user of the app. They may be used for several runs. */
export interface UserFolders {
  /** The folder that contains all the others. */
  readonly base: string;
  readonly home: string;
  readonly dataFolder: string;
  readonly qwenFolder: string;
  readonly settingsFile: string;
  /** Addresses the app asked the system's browser to open, oldest first. */
  openedPages(): readonly string[];
  remove(): void;
  /** The app's environment variables for this user. */
  readonly env: Readonly<Record<string, string>>;
}

/** Creates a home folder with a fake system browser that records the addresses it is asked to open. */
export function makeUser(settings?: string): UserFolders {
  const base = mkdtempSync(path.join(tmpdir(), 'qwen-gauge-user-'));
  const at = (name: string): string => path.join(base, name);
  for (const name of ['home', 'bin', 'home/.qwen']) mkdirSync(at(name), { recursive: true });
  const opened = at('opened-pages.txt');
  writeFileSync(at('bin/xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
  chmodSync(at('bin/xdg-open'), 0o755);
  const settingsFile = at('home/.qwen/settings.json');
  if (settings !== undefined) writeFileSync(settingsFile, settings);
  return {
    base,
    home: at('home'),
    dataFolder: at('data'),
    qwenFolder: at('home/.qwen'),
    settingsFile,
    openedPages: () => (existsSync(opened) ? completeLines(readFileSync(opened, 'utf8')) : []),
    remove: () => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
    env: {
      HOME: at('home'),
      XDG_CONFIG_HOME: at('config'),
      XDG_CACHE_HOME: at('cache'),
      QWEN_HOME: at('home/.qwen'),
      QWEN_GAUGE_DATA_DIR: at('data'),
      PATH: `${at('bin')}:${process.env['PATH'] ?? ''}`,
    },
  };
}

/** The environment variables that point the app to the stand-in instead of the service. */
export const standInEnvironment = (urls: StandInUrls): Record<string, string> => ({
  QWEN_GAUGE_GATEWAY_URL: urls.gatewayUrl,
  QWEN_GAUGE_AUTH_URL: urls.authUrl,
  QWEN_GAUGE_CATALOGUE_URL: urls.catalogueUrl,
});

export interface LaunchOptions {
  /** The environment variables of the desktop on which the app runs. */
  readonly desktop: NodeJS.ProcessEnv;
  readonly user: UserFolders;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The folder of another app to start with the same Electron; left out: this one. */
  readonly appFolder?: string;
  /** A module that is loaded in the app's main process before the app itself. */
  readonly loadFirst?: string;
}

export interface AppDriver {
  readonly app: ElectronApplication;
  /** Waits for the popover's page and returns it. */
  popover(): Promise<Page>;
  /** What the app wrote to its terminal so far. */
  output(): string;
  /** Quits the app as its menu does, and waits for the exit. */
  quit(): Promise<void>;
  /** Closes the window, which ends the app where no panel shows the tray, and waits for the exit. */
  closeWindow(): Promise<void>;
}

/** The flags that Electron needs on this machine. */
async function electronFlags(): Promise<readonly string[]> {
  const { sandboxFlags, sharedMemoryFlags } =
    await fromBuild<Record<'sandboxFlags' | 'sharedMemoryFlags', () => string[]>>('headless.mjs');
  return [...sandboxFlags(), ...sharedMemoryFlags()];
}

/** The Electron to test with. */
async function electronToTest(): Promise<string> {
  const given = process.env['QWEN_GAUGE_TEST_ELECTRON'];
  if (given !== undefined) return given;
  const { ensureElectron } = await fromBuild<{ ensureElectron(): Promise<{ executable: string }> }>(
    'electron-runtime.mjs',
  );
  return (await ensureElectron()).executable;
}

const bundled: Promise<void>[] = [];

/** Rebuilds the bundle before the first start of a test file, so that no test runs an outdated one. */
async function ensureBundle(): Promise<void> {
  const make = async (): Promise<void> => {
    const bundle = await fromBuild<{ ensureBundle(): Promise<string> }>('bundle.mjs');
    await bundle.ensureBundle();
  };
  if (bundled.length === 0) bundled.push(make());
  await bundled[0];
}

/** Matches Chromium's messages about the missing system bus, which are expected on a virtual desktop. */
const environmentOf = ({ desktop, user, env }: LaunchOptions): Record<string, string> => {
  const merged = { ...desktop, ...user.env, LANGUAGE: 'en', LC_ALL: 'C.UTF-8', ...env };
  return Object.fromEntries(
    Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

/** The app as a user starts it, without Playwright. */
export interface PlainRun {
  readonly pid: number;
  /** When it was started, by `performance.now()`. */
  readonly startedAtMs: number;
  /** What it wrote to its terminal so far. */
  output(): string;
  /** Its exit code, once it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts the bundled app, or the packed app with this executable. */
export async function startPlain(options: LaunchOptions & { readonly packed?: string }): Promise<PlainRun> {
  await ensureBundle();
  const program = options.packed ?? (await electronToTest());
  const folder = options.packed === undefined ? [options.appFolder ?? root] : [];
  const args = [...(await electronFlags()), ...folder, ...(options.args ?? [])];
  const startedAtMs = performance.now();
  const child = spawn(program, args, { env: environmentOf(options) });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  }
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  return {
    pid: Number(child.pid),
    startedAtMs,
    output: () => chunks.join(''),
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Starts the app and waits until it exits by itself. */
export async function runToEnd(
  options: LaunchOptions,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const run = await startPlain(options);
  return { code: await run.ended, output: run.output() };
}

/** Longer than any start takes, even on a busy machine. */
const launchTimeoutMs = 40_000;

/**
 * Starts the real app on a desktop under Playwright. While windows open, a response to Playwright may get lost, and
 * Playwright would wait forever although the app is running. Therefore a failed start is repeated once.
 */
export async function launchApp(options: LaunchOptions): Promise<AppDriver> {
  await ensureBundle();
  const [executable, flags] = [await electronToTest(), await electronFlags()];
  const launch = (): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: executable,
      args: [
        '-r',
        path.join(import.meta.dirname, 'delay-ready.cjs'),
        ...(options.loadFirst === undefined ? [] : ['-r', options.loadFirst]),
        ...flags,
        options.appFolder ?? root,
        ...(options.args ?? []),
      ],
      env: environmentOf(options),
      timeout: launchTimeoutMs,
    });
  const app = await launch().catch((error: unknown) => {
    if (!(error instanceof errors.TimeoutError)) throw error;
    console.warn('Playwright did not reach the app: it is started once more');
    return launch();
  });
  app.context().setDefaultTimeout(30_000);
  const child = app.process();
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  }
  /** Makes a call that ends the app. Its response may never come, so only the exit counts. */
  async function endBy(call: Parameters<typeof app.evaluate<void, undefined>>[0]): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    await app.evaluate(call, undefined).catch(() => undefined);
    await ended;
  }
  return {
    app,
    popover: () => eventually('the popover', () => app.windows()[0]),
    output: () => chunks.join(''),
    quit: () => endBy(({ app: electron }) => void setImmediate(() => electron.quit())),
    closeWindow: () => endBy(({ BrowserWindow }) => void setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())),
  };
}
