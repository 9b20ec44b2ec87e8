import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { createClock } from '../../../main/adapters/clock.ts';
import { dataFolderFor } from '../../../main/adapters/files/data-folder.ts';
import { createContext, languageOf } from '../../../main/cli/context.ts';
import { runCommandLine } from '../../../main/cli/run.ts';
import { createTerminal, type TerminalStreams } from '../../../main/cli/terminal.ts';
import { loadTerminalWords } from '../../../main/core/view/words/cli.ts';
import type { Clock } from '../../../main/ports/system.ts';

interface InProcess {
  readonly home: string;
  readonly workFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What is piped in. */
  readonly input?: string;
  readonly clock?: Clock;
  /** The width of the terminal that is printed to; left out: it is none. */
  readonly columns?: number | undefined;
}

/** Runs one command in this process as `main/cli.ts` would, on real files. Returns its exit code and all that it printed. */
export async function runInProcess(argv: readonly string[], options: InProcess) {
  const { home, workFolder, environment, input = '', clock = createClock(), columns } = options;
  const printed = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    Object.assign(new PassThrough(), columns === undefined ? {} : { isTTY: true, columns }).on(
      'data',
      (data) => (printed[name] += String(data)),
    );
  const streams = { input: Readable.from([input]), output: stream('out'), errors: stream('err'), environment };
  const terminal = createTerminal(streams as unknown as TerminalStreams);
  const { platform } = process;
  const dataFolder = dataFolderFor({ environment, platform, home });
  const context = createContext({
    shell: { environment, home, workFolder: path.resolve(workFolder), platform, dataFolder, programFolder: home },
    clock,
    terminal,
    version: () => '0.0.0',
    ...(await loadTerminalWords(languageOf(environment, () => 'en'))),
    timeZone: () => 'UTC',
    systemLocale: () => 'en',
  });
  const code = await runCommandLine(argv, context);
  return { code, ...printed };
}
