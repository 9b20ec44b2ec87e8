import { existsSync } from 'node:fs';
import path from 'node:path';
import { displaysIn, mayHaveDisplay } from '../adapters/desktop/display.ts';
import { findProgram } from '../adapters/programs/find-program.ts';
import { runInForeground, startProgram } from '../adapters/programs/start-program.ts';
import { type CliContext, complain, type ExitCode, type Shell, say } from './context.ts';

/** Starts the app, or reaches the one that runs, and has it follow a `qwen-gauge:` link. */
export async function openApp(link: string, openedText: string, context: CliContext): Promise<ExitCode> {
  const { shell, words, cliWords } = context;
  const failed = (text: string): ExitCode => {
    complain(text, context);
    return 1;
  };
  // Outside Linux there is no way to tell.
  if (shell.platform === 'linux') {
    const displays = displaysIn(shell.environment);
    if (displays.length === 0) return failed(cliWords.open.noDisplay);
    if (!mayHaveDisplay(shell.environment)) return failed(cliWords.open.displayGone(words.common.list(displays)));
  }
  const inCheckout = (name: string): string => path.join(shell.programFolder, '../../build', name);
  const isCheckout = existsSync(inCheckout('start.mjs'));
  // As npm start does: packages, Electron and the bundle of the window may still be missing.
  const prepare = [process.execPath, inCheckout('setup.mjs'), '--for=start'] as const;
  if (isCheckout && !(await runInForeground(prepare, shell))) return failed(cliWords.open.notPrepared);
  const start = [process.execPath, inCheckout('start.mjs'), link] as const;
  const command = isCheckout ? start : await commandOf(link, shell);
  const outcome = command === null ? 'missing' : await startProgram(command, shell);
  if (outcome === 'failed' && isCheckout) return failed(cliWords.open.failedHere);
  if (outcome !== 'started') return failed(cliWords.open[outcome]);
  say(openedText, context);
  return 0;
}

/** How to start the app: the one this program was installed with, or one on the PATH. */
async function commandOf(link: string, shell: Shell): Promise<readonly [string, ...string[]] | null> {
  const { platform, programFolder } = shell;
  if (platform === 'darwin') return ['/usr/bin/open', link];
  const name = platform === 'win32' ? 'QwenGauge' : 'qwen-gauge-app';
  // The bundle lies in `resources/command-line/out/cli` below the folder of the app.
  const installed = path.join(programFolder, '../../../..', platform === 'win32' ? `${name}.exe` : name);
  const found = existsSync(installed) ? installed : await findProgram(name, shell);
  return found === null ? null : [found, link];
}
