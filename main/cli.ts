import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createClock } from './adapters/clock.ts';
import { dataFolderFor } from './adapters/data-folder.ts';
import { type CliContext, languageOf, openDataFiles, type Shell, terminalLog } from './cli/context.ts';
import { runCommandLine } from './cli/run.ts';
import { createTerminal } from './cli/terminal.ts';
import { wordsFor } from './core/view/words.ts';
import { cliWordsFor } from './core/view/words-cli.ts';

/** Entry of the command line: plain Node, no Electron. */
function createContext(): CliContext {
  const { env: environment, platform } = process;
  const home = os.homedir();
  const shell: Shell = {
    environment,
    home,
    platform,
    workFolder: process.cwd(),
    dataFolder: dataFolderFor({ environment, platform, home }),
  };
  const clock = createClock();
  const { stdin: input, stdout: output, stderr: errors } = process;
  const terminal = createTerminal({ input, output, errors, environment });
  const words = wordsFor(languageOf(environment));
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
  const context = createContext();
  try {
    process.exitCode = await runCommandLine(process.argv.slice(2), context, version);
  } catch (error) {
    context.terminal.err(context.cliWords.unexpected(error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}

// Whoever read the output has seen enough (`qwen-gauge status | head -1`).
process.stdout.on('error', () => process.exit());

void main();
