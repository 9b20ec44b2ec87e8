import { createDataFiles } from '../adapters/files/data-files.ts';
import { createTempOwner } from '../adapters/files/temp-owner.ts';
import { createSurroundings, type Surroundings } from '../adapters/qwen/qwen-environment.ts';
import { redact } from '../core/redact.ts';
import type { Locale } from '../core/view/format.ts';
import type { CliWords } from '../core/view/words/cli.ts';
import type { Explanation } from '../core/view/words/explanation.ts';
import { type Language, languageFor, type Words } from '../core/view/words/index.ts';
import type { Clock, DataFiles, Log } from '../ports/system.ts';
import { openSettingsWriter, switchLock } from '../runtime/settings-writer.ts';
import type { ProviderKeys } from '../services/settings/provider-keys.ts';
import type { SettingsWriter } from '../services/settings/settings-writer.ts';
import type { Terminal } from './terminal.ts';

/** As the official client counts them: 2 sign-in, 3 network, 4 arguments, 130 interrupted. */
export type ExitCode = keyof CliWords['exitCodes'];

/** What shells give a program that Ctrl-C ended. */
export const interrupted: ExitCode = 130;

/** The user's shell: what `qwen`, started in its place, would see. */
export interface Shell {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly workFolder: string;
  readonly platform: NodeJS.Platform;
  readonly dataFolder: string;
}

/** All a command needs: where to speak, in which words, and whose files. */
export interface CliContext {
  readonly shell: Shell;
  readonly clock: Clock;
  readonly terminal: Terminal;
  readonly words: Words;
  readonly cliWords: CliWords;
  readonly place: Locale;
  readonly dataFiles: DataFiles;
  readonly log: Log;
}

/**
 * The language of the terminal by the POSIX order LC_ALL, LC_MESSAGES, LANG, else of the system, which alone says it on
 * Windows; English for all that have no words here.
 */
export function languageOf(environment: Shell['environment'], systemLocale: string): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || systemLocale;
  return languageFor([locale]);
}

/** What goes wrong quietly inside is said on the side, without what is secret. */
export const terminalLog = (terminal: Terminal): Log => ({
  info: () => undefined,
  warn: (line) => terminal.err(`qwen-gauge: ${redact(line)}`),
});

export const openDataFiles = (clock: Clock, folder: string): DataFiles =>
  createDataFiles({ folder, clock, owner: createTempOwner(clock.now()) });

/** The app's vault needs the system's keyring, which plain Node cannot reach: keys come from the files or the user. */
const noVault: ProviderKeys = {
  all: async () => ({}),
  keep: async () => undefined,
  open: () => undefined,
};

const qwenOf = ({ environment, home, workFolder }: Shell) => ({
  environment: () => environment,
  home: () => home,
  workFolder: () => workFolder,
});

/** The same careful writer as the app's, with the same records, so that each can undo the other's switch. */
export const writerOf = ({ shell, clock, log, dataFiles }: CliContext): SettingsWriter =>
  openSettingsWriter({
    clock,
    log,
    dataFiles,
    keys: noVault,
    qwen: qwenOf(shell),
    exclusively: switchLock(clock, shell.dataFolder),
  });

/** What Qwen Code would find if it were started in `workFolder`. */
export const surroundingsIn = (shell: Shell, workFolder: string): Surroundings =>
  createSurroundings({ ...qwenOf({ ...shell, workFolder }), platform: shell.platform });

/** Says what is wrong with the arguments. */
export function refuse(text: string, { terminal }: CliContext): ExitCode {
  terminal.err(text);
  return 4;
}

/** What happened and the way out, as one line. */
export const sentence = ({ what, wayOut }: Explanation, { language }: Words): string =>
  language === 'en' ? `${what} ${wayOut}` : `${what}${wayOut}`;
