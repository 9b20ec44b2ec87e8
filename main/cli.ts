import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createClock } from './adapters/clock.ts';
import { dataFolderFor } from './adapters/files/data-folder.ts';
import { createContext, languageOf, type Shell } from './cli/context.ts';
import { isTooOld } from './cli/node-version.ts';
import { runCommandLine } from './cli/run.ts';
import { createTerminal } from './cli/terminal.ts';
import { loadTerminalWords } from './core/view/words/cli.ts';

/** null where there is none to be sure of: an unknown user, or a HOME that changes with the folder one is in. */
function homeFolder(): string | null {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? home : null;
  } catch {
    return null; // Neither a HOME nor an entry for this user.
  }
}

/** A folder that was removed has a name at most: nothing can be read there. */
function workFolderIn(environment: Shell['environment'], home: string): string {
  try {
    return process.cwd();
  } catch {
    const name = environment['PWD'] ?? '';
    return path.isAbsolute(name) ? name : home;
  }
}

function shellWith(home: string): Shell {
  const { env: environment, platform } = process;
  return {
    environment,
    home,
    platform,
    workFolder: workFolderIn(environment, home),
    dataFolder: dataFolderFor({ environment, platform, home }),
    programFolder: import.meta.dirname,
  };
}

/** The bundle lies two folders below the package it belongs to, in a checkout and in a packed app alike. */
function version(): string {
  const text = readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? '';
}

/** Not asked of `Intl.DateTimeFormat`, whose first use takes a fifth of the time of a status. */
const systemLocale = (): string => new Intl.PluralRules().resolvedOptions().locale;
const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Entry of the command line: plain Node, no Electron. */
async function main(): Promise<void> {
  // Holds until a command has ended: a program that has nothing left to wait for would end with 0.
  process.exitCode = 1;
  const { stdin: input, stdout: output, stderr: errors, env: environment } = process;
  const terminal = createTerminal({ input, output, errors, environment });
  const { words, cliWords } = await loadTerminalWords(languageOf(environment, systemLocale));
  if (isTooOld(process.versions.node)) {
    terminal.err(cliWords.oldNode(process.versions.node));
    return;
  }
  const home = homeFolder();
  if (home === null) {
    terminal.err(cliWords.noHome);
    return;
  }
  const shell = shellWith(home);
  const context = createContext({
    shell,
    clock: createClock(),
    terminal,
    version,
    words,
    cliWords,
    timeZone,
    systemLocale,
  });
  process.exitCode = await runCommandLine(process.argv.slice(2), context);
}

void main();
