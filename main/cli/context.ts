import { accessSync, constants } from 'node:fs';
import { createDataFiles } from '../adapters/files/data-files.ts';
import { createTempOwner } from '../adapters/files/temp-owner.ts';
import { type Language, languageFor } from '../core/language.ts';
import { once } from '../core/once.ts';
import { redact } from '../core/redact.ts';
import type { Locale } from '../core/view/format.ts';
import type { CliWords } from '../core/view/words/cli.ts';
import type { Explanation } from '../core/view/words/explanation.ts';
import type { Words } from '../core/view/words/index.ts';
import type { Clock, DataFiles, Log } from '../ports/system.ts';
import { hourClockOf } from './hour-clock.ts';
import { wrapped } from './layout.ts';
import type { Terminal } from './terminal.ts';

/** The exit codes of the official client: 2 for a missing sign-in, 3 network, 4 arguments, 130 interrupted. Our own: 5 for old numbers. */
export type ExitCode = keyof CliWords['exitCodes'];

/** The exit code of a program that was ended with Ctrl-C. */
export const interrupted: ExitCode = 130;

/** What a program sees that is started from the user's shell, and `qwen` would see too. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly workFolder: string;
  readonly platform: NodeJS.Platform;
  readonly dataFolder: string;
  /** The folder of this program's bundle. */
  readonly programFolder: string;
}

/** Everything a command needs: terminal, language, clock and files. */
export interface CliContext {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly terminal: Terminal;
  readonly version: () => string;
  readonly words: Words;
  readonly cliWords: CliWords;
  readonly locale: Locale;
  readonly dataFiles: DataFiles;
  readonly log: Log;
}

/**
 * The language of the terminal: by LC_ALL, LC_MESSAGES and LANG, in the order of POSIX, otherwise that of the system, as
 * on Windows. Languages without a catalogue of words become English.
 */
export function languageOf(environment: Shell['environment'], systemLocale: () => string): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || systemLocale();
  return languageFor([locale]);
}

/**
 * Writes warnings to standard error, with secrets removed. In a data folder that the user may not open each command
 * names what it needed and could not read.
 */
export const terminalLog = (terminal: Terminal, dataFolder?: string): Log => ({
  info: () => undefined,
  warn(line) {
    const isTold = dataFolder !== undefined && line.endsWith(': unreadable') && !mayOpen(dataFolder);
    if (!isTold) terminal.err(`qwen-gauge: ${redact(line)}`);
  },
});

function mayOpen(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false; // It belongs to another user, as after a run with sudo.
  }
}

interface CliParts {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly terminal: Terminal;
  readonly version: () => string;
  readonly words: Words;
  readonly cliWords: CliWords;
  /** Asked only by a command that shows a time: the first answer takes longer than all else that a status needs. */
  timeZone(): string;
  systemLocale(): string;
}

export function createContext({ timeZone, systemLocale, ...parts }: CliParts): CliContext {
  const { shell, clock, terminal, words } = parts;
  const hourClock = once(() => hourClockOf(shell, systemLocale));
  return {
    ...parts,
    locale: {
      words,
      get timeZone() {
        return timeZone();
      },
      get clock() {
        return hourClock();
      },
    },
    dataFiles: createDataFiles({ folder: shell.dataFolder, clock, owner: createTempOwner(clock.now()) }),
    log: terminalLog(terminal, shell.dataFolder),
  };
}

/** Prints a sentence as part of the result, wrapped to the terminal; `whole`: a path in it, which is not broken. */
export function say(text: string, { terminal }: CliContext, whole?: string): void {
  for (const line of wrapped(text, terminal.columns, whole)) terminal.out(line);
}

/** Prints a sentence to standard error, wrapped to the terminal. */
export function complain(text: string, { terminal }: CliContext): void {
  for (const line of wrapped(text, terminal.columns)) terminal.err(line);
}

/** Reports what is wrong with the arguments, without repeating a key among them, and returns the exit code. */
export function refuse(text: string, context: CliContext): ExitCode {
  complain(redact(text), context);
  return 4;
}

/** Joins what happened and what to do about it into one line. */
export const sentence = ({ what, wayOut }: Explanation, { language }: Words): string =>
  language === 'zh-CN' ? `${what}${wayOut}` : `${what} ${wayOut}`;
