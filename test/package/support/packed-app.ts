import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright';
import { eventually } from '../../support/eventually.ts';
import type { OrdinaryUser } from './ordinary-user.ts';

/** The packed app, which allows no debugger in its main process: it is driven by its page and by the tray alone. */
export interface PackedApp {
  /** What it wrote to its terminal so far. */
  output(): string;
  /** Waits for the popover's page, and connects to it. */
  popover(): Promise<Page>;
  /** Its exit code, once it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Ends the connection to the page, and the app if it still runs. */
  close(): Promise<void>;
}

export interface PackedStart {
  readonly executable: string;
  readonly user: OrdinaryUser;
  readonly desktop: NodeJS.ProcessEnv;
  readonly env: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

export function startPacked({ executable, user, desktop, env, args = [] }: PackedStart): PackedApp {
  const child = spawn(executable, ['--remote-debugging-port=0', ...args], {
    cwd: user.folders.home,
    uid: user.id,
    gid: user.id,
    env: { ...desktop, ...user.folders.env, LANGUAGE: 'en', LC_ALL: 'C.UTF-8', ...user.env, ...env },
  });
  const output = collectOutput(child);
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  const browsers: Browser[] = [];
  return {
    output,
    ended,
    async popover() {
      const address = await eventually('the address of the pages', () => /ws:\/\/(\S+?)\/\S*/.exec(output()));
      await eventually('the page of the popover', () => hasPage(String(address[1])));
      const browser = browsers[0] ?? (await connect(address[0]));
      browsers[0] = browser;
      return eventually('the popover', () =>
        browser
          .contexts()
          .flatMap((context) => context.pages())
          .find((page) => page.url().startsWith('app:')),
      );
    },
    async close() {
      await browsers[0]?.close().catch(() => undefined);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  const chunks: string[] = [];
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
  return () => chunks.join('');
}

/** Whether the popover's page has a title, before which a connection may hang. */
async function hasPage(host: string): Promise<boolean> {
  const list = await fetch(`http://${host}/json/list`).catch(() => null);
  const pages = list === null ? [] : ((await list.json()) as { readonly url: string; readonly title: string }[]);
  return pages.some(({ url, title }) => url.startsWith('app:') && title !== '' && !title.startsWith('app:'));
}

/** Connects to the app's pages. An answer may get lost while a window is being made, so a second attempt follows. */
const connect = (address: string): Promise<Browser> =>
  chromium.connectOverCDP(address, { timeout: 15_000 }).catch(() => chromium.connectOverCDP(address));

export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
  readonly user: number;
  /** 2: a filter of system calls is active, as in Chromium's sandbox. */
  readonly seccomp: number;
}

/** Every process whose command line contains this text. */
export function processesWith(text: string): readonly RunningProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const field = (what: string): number => Number(new RegExp(`^${what}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
      return command.includes(text)
        ? [{ pid: Number(name), command, user: field('Uid'), seccomp: field('Seccomp') }]
        : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}
