import { createInterface } from 'node:readline/promises';

const styleCodes = { bold: 1, dim: 2, red: 31, green: 32, amber: 33 } as const;
type TextStyle = keyof typeof styleCodes;

/** The terminal, or the streams of a program in its place. */
export interface Terminal {
  /** Whether a person can be asked. */
  readonly isInteractive: boolean;
  /** The width in cells; null if the output is no terminal. */
  readonly columns: number | null;
  out(line: string): void;
  err(line: string): void;
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
/** The longest key that the app accepts, with a line end. */
const secretAtMostBytes = 4096 + 2;

/** Replaces control characters, so that text from a file cannot control the terminal. Our own style codes stay. */
export const printable = (text: string): string =>
  text.replace(/(\p{Cc})(\[\d{1,2}m)?/gu, (whole, control: string, rest: string | undefined) => {
    const isOurs = control === '\n' || control === '\t' || (control === escapeCharacter && rest !== undefined);
    return isOurs ? whole : `\uFFFD${rest ?? ''}`;
  });

export function createTerminal({ input, output, errors, environment }: TerminalStreams): Terminal {
  const isInteractive = input.isTTY === true && errors.isTTY === true;
  const showsStyles = output.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return {
    isInteractive,
    columns: output.isTTY === true && output.columns > 0 ? output.columns : null,
    out: (line) => void output.write(`${printable(line)}\n`),
    err: (line) => void errors.write(`${printable(line)}\n`),
    paint: (style, text) =>
      showsStyles ? `${escapeCharacter}[${styleCodes[style]}m${text}${escapeCharacter}[0m` : text,
    ask: (question) => askLine(input, errors, printable(question)),
    readSecret: (prompt) => (input.isTTY ? readHidden(input, errors, prompt) : readAll(input)),
  };
}

/** Asks for one line. If the answer is not finished, the cursor moves to a new line. */
async function askLine(input: NodeJS.ReadStream, errors: NodeJS.WriteStream, question: string): Promise<string | null> {
  const reader = createInterface({ input, output: errors });
  const unfinished = new Promise<string | null>((resolve) => {
    const end = (answer: string | null): void => {
      errors.write('\n');
      resolve(answer);
    };
    reader.once('SIGINT', () => end(null));
    reader.once('close', () => end(''));
  });
  const answer = await Promise.race([reader.question(question), unfinished]);
  reader.removeAllListeners('close');
  reader.close();
  return answer;
}

/** Reads all that is piped in; '' if that is longer than any key, so that no part of it is used as one. */
async function readAll(input: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > secretAtMostBytes) return '';
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const endings = new Set(['\r', '\n']);
/** Ctrl-C and Ctrl-D, which arrive as characters while the echo is off. */
const interruption = '\u0003';
const endOfInput = '\u0004';

/** Reads one line without echo; null if interrupted. */
function readHidden(input: NodeJS.ReadStream, errors: NodeJS.WriteStream, prompt: string): Promise<string | null> {
  input.setRawMode(true);
  input.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const end = (value: string | null): void => {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
      errors.write('\n');
      resolve(value);
    };
    const onData = (data: string): void => {
      for (const character of data) {
        if (endings.has(character)) {
          end(typed);
          return;
        }
        if (character === interruption || character === endOfInput) {
          end(character === interruption ? null : '');
          return;
        }
        const isErasing = character === '\u007F' || character === '\b';
        typed = isErasing ? typed.slice(0, -1) : typed + character;
      }
    };
    input.on('data', onData);
    input.resume();
    // The prompt comes last, when the echo is off: an answer to it must not be shown.
    errors.write(prompt);
  });
}
