import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { eventually as eventuallyWithin } from '../eventually.ts';
import { npmProgram, startVariables } from './npm-programs.ts';
import type { QwenGeneration } from './qwen-client.ts';

/** An interactive Qwen Code in a terminal, waiting for input. */
export interface QwenTerminal {
  /** Types the line and presses Enter as soon as the line is on the screen. */
  say(line: string): Promise<void>;
  /** Sends `/quit`, so that the client writes its totals and exits. */
  quit(): Promise<void>;
  /** Kills the client, which then writes nothing more, as in a crash. Safe to call at any time, also for cleanup. */
  kill(): Promise<void>;
}

export interface QwenTerminalOptions {
  readonly generation: QwenGeneration;
  /** HOME of the session; the working folder is `<home>/work` unless given. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly cwd?: string;
}

/** The start of a client takes seconds, and longer on a busy machine. */
const eventually = (what: string, probe: () => boolean): Promise<boolean> => eventuallyWithin(what, probe, 120_000);

const emptyLine = '\u0015';
const againAfterMs = 3_000;

/** Limits the life of a session, which would otherwise wait for input forever if its test is killed. */
const longestSeconds = 900;

const rows = 40;
const columns = 120;

/**
 * Opens a session in a pseudo terminal, which `script` of util-linux makes (Debian's bsdutils, always installed): its
 * standard input is the keyboard. Resolves once the client waits for a line.
 */
export async function openQwenTerminal(options: QwenTerminalOptions): Promise<QwenTerminal> {
  const { command, args } = await npmProgram(options.generation);
  const cwd = options.cwd ?? path.join(options.home, 'work');
  await mkdir(cwd, { recursive: true });
  const idFile = path.join(options.home, `terminal-${process.pid}-${performance.now()}`);
  const client = [command, ...args, ...(options.args ?? [])].map(quoted).join(' ');
  const line = `echo $$ > ${quoted(idFile)}; stty rows ${rows} cols ${columns}; exec timeout --foreground -s KILL ${longestSeconds} ${client}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    cwd,
    env: {
      HOME: options.home,
      PATH: '/usr/bin:/bin',
      SHELL: '/bin/sh',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      ...startVariables('as-typed'),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let shown = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (shown += String(bytes)));
  child.stdin.on('error', () => undefined); // it ended while a key was pressed: its exit says so
  let hasEnded = false;
  for (const event of ['error', 'close']) child.on(event, () => (hasEnded = true));
  const ended = () => eventually('the session to end', () => hasEnded);
  const screenSince = (from: number): string => stripVTControlCharacters(shown.slice(from));

  async function say(text: string): Promise<void> {
    const from = shown.length;
    let typedAtMs = Number.NEGATIVE_INFINITY;
    await eventually(`"${text}" to be on the screen`, () => {
      if (screenSince(from).includes(text)) return true;
      // A client that is redrawing its screen, as after `/clear`, loses keystrokes: clear the line and type it again.
      if (performance.now() - typedAtMs > againAfterMs) {
        child.stdin.write(`${emptyLine}${text}`);
        typedAtMs = performance.now();
      }
      return false;
    });
    child.stdin.write('\r');
  }

  async function kill(): Promise<void> {
    const id = Number((await readFile(idFile, 'utf8').catch(() => '')).trim());
    // The client replaced the terminal's shell, so it leads the process group of everything it starts.
    if (id > 0 && child.exitCode === null) endGroup(id);
    child.kill('SIGKILL');
    await ended();
    await rm(idFile, { force: true });
  }

  try {
    await eventually('the client to wait for a line', () => /Type your message/.test(screenSince(0)));
  } catch (error) {
    await kill();
    throw new Error(`the terminal showed:\n${screenSince(0)}`, { cause: error });
  }
  return {
    say,
    kill,
    async quit() {
      await say('/quit');
      await ended();
    },
  };
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

function endGroup(id: number): void {
  try {
    process.kill(-id, 'SIGKILL');
  } catch {
    // The process has already exited.
  }
}
