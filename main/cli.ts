import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createClock } from './adapters/clock.ts';
import { dataFolderFor } from './adapters/files/data-folder.ts';
import { type CliContext, languageOf, openDataFiles, type Shell, terminalLog } from './cli/context.ts';
import { runCommandLine } from './cli/run.ts';
import { createTerminal, type Terminal } from './cli/terminal.ts';
import { redact } from './core/redact.ts';
import { cliWordsFor } from './core/view/words/cli.ts';
import { type Words, wordsFor } from './core/view/words/index.ts';

/** null where there is none to be sure of: an unknown user, or a HOME that changes with the folder one is in. */
function homeFolder(): string | null {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? home : null;
  } catch {
    return null; // Neither a HOME nor an entry for this user.
  }
}

/** Entry of the command line: plain Node, no Electron. */
function createContext(home: string, terminal: Terminal, words: Words): CliContext {
  const { env: environment, platform } = process;
  const shell: Shell = {
    environment,
    home,
    platform,
    workFolder: process.cwd(),
    dataFolder: dataFolderFor({ environment, platform, home }),
  };
  const clock = createClock();
  return {
    shell,
    clock,
    terminal,
    words,
    cliWords: cliWordsFor(words.language),
    place: { words, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    dataFiles: openDataFiles(clock, shell.dataFolder),
    log: terminalLog(terminal),
  };
}

/** The bundle lies two folders below the package it belongs to, in a checkout and in a packed app alike. */
function version(): string {
  const text = readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? '';
}

async function main(): Promise<void> {
  const { stdin: input, stdout: output, stderr: errors, env: environment } = process;
  const terminal = createTerminal({ input, output, errors, environment });
  const words = wordsFor(languageOf(environment, Intl.DateTimeFormat().resolvedOptions().locale));
  const home = homeFolder();
  if (home === null) {
    terminal.err(cliWordsFor(words.language).noHome);
    process.exitCode = 1;
    return;
  }
  const context = createContext(home, terminal, words);
  try {
    process.exitCode = await runCommandLine(process.argv.slice(2), context, version);
  } catch (error) {
    const said = redact(error instanceof Error ? error.message : String(error));
    terminal.err(context.cliWords.unexpected(said));
    process.exitCode = 1;
  }
}

/** A reader that has seen enough (`… | head -1`) stops nothing, least of all a switch; any other loss is a failure. */
function onOutputLost(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') return;
  process.once('exit', () => {
    process.exitCode = 1;
  });
}
process.stdout.on('error', onOutputLost);
process.stderr.on('error', onOutputLost);

void main();
