import { existsSync } from 'node:fs';
import path from 'node:path';
import { findProgram } from '../adapters/programs/find-program.ts';
import { startProgram } from '../adapters/programs/start-program.ts';
import { type CliContext, complain, type ExitCode, type Shell, say } from './context.ts';

/** Starts the app, or reaches the one that runs, and has it follow a `qwen-gauge:` link. */
export async function openApp(link: string, openedText: string, context: CliContext): Promise<ExitCode> {
  const { shell, cliWords } = context;
  const failed = (text: string): ExitCode => {
    complain(text, context);
    return 1;
  };
  if (!hasDisplay(shell)) return failed(cliWords.open.noDisplay);
  const command = await commandOf(link, shell);
  if (command === null || !(await startProgram(command, shell))) return failed(cliWords.open.notFound);
  say(openedText, context);
  return 0;
}

/** Outside Linux there is no way to tell. */
const hasDisplay = ({ platform, environment }: Shell): boolean =>
  platform !== 'linux' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);

/** How to start the app: that of this checkout, the one this program was installed with, or one on the PATH. */
async function commandOf(link: string, shell: Shell): Promise<readonly [string, ...string[]] | null> {
  const { platform, programFolder } = shell;
  const ofCheckout = path.join(programFolder, '../../build/start.mjs');
  if (existsSync(ofCheckout)) return [process.execPath, ofCheckout, link];
  if (platform === 'darwin') return ['/usr/bin/open', link];
  const name = platform === 'win32' ? 'QwenGauge' : 'qwen-gauge-app';
  // The bundle lies in `resources/command-line/out/cli` below the folder of the app.
  const installed = path.join(programFolder, '../../../..', platform === 'win32' ? `${name}.exe` : name);
  const found = existsSync(installed) ? installed : await findProgram(name, shell);
  return found === null ? null : [found, link];
}
