import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { type CliContext, openDataFiles, terminalLog } from '../../../main/cli/context.ts';
import { runCommandLine } from '../../../main/cli/run.ts';
import { createTerminal, type TerminalStreams } from '../../../main/cli/terminal.ts';
import { cliWordsFor } from '../../../main/core/view/words/cli.ts';
import { type Language, wordsFor } from '../../../main/core/view/words/index.ts';
import type { Clock } from '../../../main/ports/system.ts';

interface CliPlace {
  readonly home: string;
  readonly clock: Clock;
  readonly language?: Language;
  readonly environment?: Readonly<Record<string, string>>;
  /** What is piped in. */
  readonly input?: string;
  /** The working folder below the home folder. */
  readonly work?: string;
}

/** Runs one command in this process, on real files, and returns all that it printed. */
export async function printedBy(argv: readonly string[], place: CliPlace): Promise<string> {
  const { home, clock, language = 'en', environment = {}, input = '', work = 'work' } = place;
  let text = '';
  const stream = () => new PassThrough().on('data', (data) => (text += String(data)));
  const streams = { input: Readable.from([input]), output: stream(), errors: stream(), environment: {} };
  const terminal = createTerminal(streams as unknown as TerminalStreams);
  const words = wordsFor(language);
  const dataFolder = path.join(home, 'data');
  const context: CliContext = {
    shell: { environment, home, workFolder: path.join(home, work), platform: process.platform, dataFolder },
    clock,
    terminal,
    words,
    cliWords: cliWordsFor(language),
    place: { words, timeZone: 'UTC' },
    dataFiles: openDataFiles(clock, dataFolder),
    log: terminalLog(terminal),
  };
  await runCommandLine(argv, context, () => '0.0.0');
  return text;
}
