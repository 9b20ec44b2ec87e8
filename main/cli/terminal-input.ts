import { createInterface } from 'node:readline/promises';

/** The longest key that the app accepts, with a line end. */
const secretAtMostBytes = 4096 + 2;

/**
 * Asks for one line: '' if the input has ended, null if interrupted. If the answer is not finished, the cursor moves to a
 * new line. A program that was stopped and goes on asks again.
 */
export async function askLine(
  input: NodeJS.ReadStream,
  errors: NodeJS.WriteStream,
  question: string,
): Promise<string | null> {
  const reader = createInterface({ input, output: errors });
  const unfinished = new Promise<string | null>((resolve) => {
    const end = (answer: string | null): void => {
      errors.write('\n');
      resolve(answer);
    };
    reader.once('SIGINT', () => end(null));
    reader.once('close', () => end(''));
  });
  reader.on('SIGCONT', () => reader.prompt(true));
  const answer = await Promise.race([reader.question(question), unfinished]);
  reader.removeAllListeners('close');
  reader.close();
  return answer;
}

/** Reads all that is piped in; '' if that is longer than any key, so that no part of it is used as one. */
export async function readAll(input: NodeJS.ReadStream): Promise<string> {
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
/** Ctrl-C, Ctrl-D and Ctrl-Z, which arrive as characters while the echo is off. */
const interruption = '\u0003';
const endOfInput = '\u0004';
const stop = '\u001A';

/** Reads one line without echo; null if interrupted. A program that was stopped and goes on asks again. */
export function readHidden(
  input: NodeJS.ReadStream,
  errors: NodeJS.WriteStream,
  prompt: string,
): Promise<string | null> {
  input.setRawMode(true);
  input.setEncoding('utf8');
  return new Promise((resolve) => {
    let typed = '';
    // The shell turns the echo on again while the program is stopped.
    const onContinued = (): void => {
      input.setRawMode(false);
      input.setRawMode(true);
      errors.write(prompt);
    };
    const end = (value: string | null): void => {
      input.off('data', onData);
      process.off('SIGCONT', onContinued);
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
        if (character === stop) {
          input.setRawMode(false);
          process.kill(process.pid, 'SIGTSTP');
          continue;
        }
        const isErasing = character === '\u007F' || character === '\b';
        typed = isErasing ? typed.slice(0, -1) : typed + character;
      }
    };
    process.on('SIGCONT', onContinued);
    input.on('data', onData);
    input.resume();
    // The prompt comes last, when the echo is off: an answer to it must not be shown.
    errors.write(prompt);
  });
}
