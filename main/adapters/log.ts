import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Log } from '../ports/system.ts';
import { systemErrorCode } from './files/file-operations.ts';

const fileName = 'log.txt';
const olderFileName = 'log.older.txt';

export interface LogDependencies {
  /** null: nothing is written to a file. */
  readonly folder: string | null;
  readonly clock: Clock;
  /** Takes what is secret out of a line. Nothing goes anywhere before it has passed here. */
  redact(line: string): string;
  /** Gets each line as well, for a terminal. */
  readonly also?: (line: string) => void;
  readonly largestBytes?: number;
}

/** A log file of bounded size, with the one before it kept. An unwritable folder costs the file, never the app. */
export function createLog(dependencies: LogDependencies): Log & { flush(): Promise<void> } {
  const { folder, clock, redact, also, largestBytes = 512 * 1024 } = dependencies;
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    const text = waiting.join('');
    waiting = [];
    if (folder === null || text === '') return;
    try {
      await append(folder, text, largestBytes);
    } catch (error) {
      systemErrorCode(error); // These lines are lost; the next ones try again.
    }
  };
  const put = (level: string, line: string): void => {
    // One line each, whatever was in it: a log that can be forged line by line proves nothing.
    const clean = redact(line).replace(/[\r\n\u2028\u2029]+/g, ' ⏎ ');
    const whole = `${new Date(clock.now()).toISOString()} ${level} ${clean}\n`;
    also?.(whole);
    waiting.push(whole);
    if (waiting.length === 1) writing = writing.then(writeWaiting);
  };

  return {
    info: (line) => put('info', line),
    warn: (line) => put('warn', line),
    flush: () => writing,
  };
}

async function append(folder: string, text: string, largestBytes: number): Promise<void> {
  const path = join(folder, fileName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const size = await stat(path).then(
    (found) => found.size,
    () => 0, // Not there yet; what else is wrong with it, the append will say.
  );
  if (size > 0 && size + Buffer.byteLength(text) > largestBytes) await rename(path, join(folder, olderFileName));
  await appendFile(path, text, { mode: 0o600 });
}
