import { constants } from 'node:fs';
import { lstat, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { redact } from '../core/redact.ts';
import { printable } from '../core/text/printable.ts';
import type { Clock, Log } from '../ports/system.ts';
import { systemErrorCode } from './files/file-operations.ts';

const fileName = 'log.txt';
const olderFileName = 'log.older.txt';
const largestBytes = 512 * 1024;

interface LogDeps {
  /** null: nothing is written to a file. */
  readonly folder: string | null;
  readonly clock: Clock;
  /** Folders to be written as `~`. */
  readonly homeFolders: readonly string[];
}

/**
 * A log file of at most 512 KiB, without secrets; the file before it is kept. In an unwritable folder, and where
 * the file is a link or a pipe, the lines are lost silently.
 */
export function createLog({ folder, clock, homeFolders }: LogDeps): Log & { flush(): Promise<void> } {
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    const text = waiting.join('');
    waiting = [];
    if (folder === null || text === '') return;
    try {
      await append(folder, text);
    } catch (error) {
      systemErrorCode(error); // These lines are lost; the next ones try again.
    }
  };
  const put = (level: string, line: string): void => {
    // Line breaks are replaced, so that no text from outside can forge a line of the log, nor control the terminal that shows it.
    const clean = printable(redact(line, homeFolders).replace(/[\r\n\u2028\u2029]+/g, ' ⏎ '));
    waiting.push(`${new Date(clock.now()).toISOString()} ${level} ${clean}\n`);
    if (waiting.length === 1) writing = writing.then(writeWaiting);
  };

  return {
    info: (line) => put('info', line),
    warn: (line) => put('warn', line),
    flush: () => writing,
  };
}

/** A link could lead to any file of the user, and opening a pipe without a reader would wait for one. */
const appendOnly =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

async function append(folder: string, text: string): Promise<void> {
  const path = join(folder, fileName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const size = await lstat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0, // Not there yet. Any other problem is reported by the open.
  );
  if (size > 0 && size + Buffer.byteLength(text) > largestBytes) await rename(path, join(folder, olderFileName));
  const file = await open(path, appendOnly, 0o600);
  try {
    if ((await file.stat()).isFile()) await file.appendFile(text);
  } finally {
    await file.close();
  }
}
