import { randomInt } from 'node:crypto';
import { printable, unprintable } from '../core/text/printable.ts';
import { whenReaderIsGone } from './reader-gone.ts';
import { createScreen } from './screen.ts';
import { askLine, readAll, readHidden } from './terminal-input.ts';

const styleCodes = { bold: 1, dim: 2, red: 31, green: 32, amber: 33 } as const;
type TextStyle = keyof typeof styleCodes;

/** The terminal, or the streams of a program in its place. */
export interface Terminal {
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** The width in cells, which changes with the window; null if the output is no terminal. */
  readonly columns: number | null;
  /** Prints one line. Characters from outside that control a terminal or end a line are replaced. */
  out(line: string): void;
  err(line: string): void;
  /**
   * Whether something printed so far could not be written, as on a full disk. A reader that has seen enough
   * (`… | head -1`) loses nothing.
   */
  isOutputLost(): Promise<boolean>;
  /** Whether the reader of the output has gone, as `head` does. */
  isClosed(): boolean;
  /** From now on `isClosed` is told also when nothing is printed, where the system can tell. Returns what ends that. */
  watchReader(): () => void;
  /** Draws lines in place of those it drew before; null if the output has no cursor that could be moved. */
  readonly redraw: ((lines: readonly string[]) => void) | null;
  /** Returns the text in a style, or as it is if the output shows no styles. */
  paint(style: TextStyle, text: string): string;
  /** Asks for one line: '' if the input has ended, null if interrupted. Only if `isInteractive`. */
  ask(question: string): Promise<string | null>;
  /** Reads a secret from standard input: a line without echo, or all that is piped in. null if interrupted. */
  readSecret(prompt: string): Promise<string | null>;
}

export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const escapeCharacter = '\u001B';

/** The styles of one run. Their codes carry a number that no text from outside can know, so none can forge a style. */
function createStyles() {
  // Nine digits, by which a width is measured without the codes.
  const mark = randomInt(100_000_000, 1_000_000_000);
  const ours = new RegExp(`${escapeCharacter}\\[(\\d{1,2});${mark}m|${unprintable}`, 'gu');
  const codeOf = (code: number): string => `${escapeCharacter}[${code};${mark}m`;
  return {
    paint: (style: TextStyle, text: string): string => codeOf(styleCodes[style]) + text + codeOf(0),
    /** The line as the terminal gets it: styles of `paint`, and nothing else that controls it. */
    written: (line: string): string =>
      line.replace(ours, (_, code: string | undefined) =>
        code === undefined ? '\uFFFD' : `${escapeCharacter}[${code}m`,
      ),
  };
}

export function createTerminal({ input, output, errors, environment }: TerminalStreams): Terminal {
  const isInteractive = input.isTTY === true && errors.isTTY === true;
  const showsStyles = output.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const styles = createStyles();
  let isLost = false;
  let isClosed = false;
  for (const stream of [output, errors]) {
    stream.on('error', (error: Error) => {
      if (!('code' in error && error.code === 'EPIPE')) isLost = true;
      isClosed = true;
    });
  }
  const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
    new Promise((resolve) => void stream.write('', () => setImmediate(resolve)));
  return {
    isInteractive,
    get columns() {
      return output.isTTY === true && output.columns > 0 ? output.columns : null;
    },
    out: (line) => void output.write(`${styles.written(line)}\n`),
    err: (line) => void errors.write(`${styles.written(line)}\n`),
    async isOutputLost() {
      await Promise.all([flushed(output), flushed(errors)]);
      return isLost;
    },
    isClosed: () => isClosed,
    watchReader: () =>
      whenReaderIsGone(output, () => {
        isClosed = true;
      }),
    redraw: output.isTTY === true && environment['TERM'] !== 'dumb' ? createScreen(output, styles.written) : null,
    paint: (style, text) => (showsStyles ? styles.paint(style, text) : text),
    ask: (question) => askLine(input, errors, printable(question)),
    readSecret: (prompt) => (input.isTTY ? readHidden(input, errors, printable(prompt)) : readAll(input)),
  };
}
