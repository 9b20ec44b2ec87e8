import { createInterface } from 'node:readline/promises';

const styleCodes = { bold: 1, dim: 2, red: 31, green: 32, amber: 33 } as const;
export type Style = keyof typeof styleCodes;

/** Where a person, or a program, reads and answers. */
export interface Terminal {
  /** Somebody is there to be asked. */
  readonly isInteractive: boolean;
  /** Cells in a line; null where the output is no terminal. */
  readonly columns: number | null;
  out(line: string): void;
  err(line: string): void;
  /** The text in that style, where the output shows styles. */
  paint(style: Style, text: string): string;
  /** One line, or null: the input has ended. Only where somebody is there. */
  ask(question: string): Promise<string | null>;
  /** A secret from standard input: one line that is not shown, or all that is piped in. */
  readSecret(prompt: string): Promise<string>;
}

export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const escapeCharacter = '\u001B';
/** The longest key that the app takes, and a line end. */
const secretAtMostBytes = 4096 + 2;

/** What comes from a file must not steer the terminal: control characters are shown as unknown, our own styles stay. */
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
    async ask(question) {
      const reader = createInterface({ input, output: errors });
      const ended = new Promise<null>((resolve) => reader.once('close', () => resolve(null)));
      const answer = await Promise.race([reader.question(printable(question)), ended]);
      reader.close();
      return answer;
    },
    readSecret: (prompt) => (input.isTTY ? readHidden(input, errors, prompt) : readAll(input)),
  };
}

/** All that is piped in; nothing where it is more than any key, so that no part of it is taken for one. */
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
/** Ctrl-C and Ctrl-D: without echo the terminal hands them over as characters. */
const interruptions = new Set(['\u0003', '\u0004']);

/** Reads one line without echo; an interruption ends it with nothing. */
function readHidden(input: NodeJS.ReadStream, errors: NodeJS.WriteStream, prompt: string): Promise<string> {
  errors.write(prompt);
  input.setRawMode(true);
  input.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    const end = (value: string): void => {
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
        if (interruptions.has(character)) {
          end('');
          return;
        }
        const isErasing = character === '\u007F' || character === '\b';
        typed = isErasing ? typed.slice(0, -1) : typed + character;
      }
    };
    input.on('data', onData);
    input.resume();
  });
}
