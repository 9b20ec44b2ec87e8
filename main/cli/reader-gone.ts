import { spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';

/**
 * Calls back when the reader of a pipe has gone, without anything being written. Node tells that only of a write, which a
 * command that follows something may not have for hours; GNU's `tail` notices it and dies of it. Elsewhere nobody is called.
 * The returned function ends the watch.
 */
export function whenReaderIsGone(output: NodeJS.WriteStream, onGone: () => void): () => void {
  if (process.platform !== 'linux' || !('fd' in output) || typeof output.fd !== 'number' || !isPipe(output.fd)) {
    return () => undefined;
  }
  // It also ends when this program is killed, so that the pipe does not stay open.
  const tail = spawn('/usr/bin/tail', ['--pid', String(process.pid), '-f', '/dev/null'], {
    stdio: ['ignore', output.fd, 'ignore'],
  });
  tail.on('error', () => undefined); // It is not installed.
  tail.once('exit', (_code, signal) => {
    if (signal === 'SIGPIPE') onGone();
  });
  return () => void tail.kill();
}

function isPipe(fd: number): boolean {
  try {
    return fstatSync(fd).isFIFO();
  } catch {
    return false; // The caller closed it.
  }
}
