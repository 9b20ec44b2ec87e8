/** The calls that the reader process answers, one after another. */
export type ReaderCall =
  | { readonly name: 'list' | 'facts' | 'realPath' | 'open'; readonly path: string }
  | { readonly name: 'read'; readonly file: number; readonly length: number; readonly offset: number }
  | { readonly name: 'close' | 'openFacts'; readonly file: number }
  /** Unlike the other calls, it reports the code of a failure. */
  | { readonly name: 'operation'; readonly operation: PathOperation; readonly path: string };

export type PathOperation = 'lstat' | 'stat' | 'readlink' | 'realpath' | 'readdir' | 'openToRead';

/**
 * The program of the reader process, as the function that answers a call. It runs as the text of this function, so it uses
 * nothing from outside of it. Its calls are synchronous: the first call without a result is the one that does not return.
 */
export function readerProgram(): (call: unknown) => unknown {
  const fs = process.getBuiltinModule('node:fs');
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = fs.constants;
  const mostNames = 20_000;

  function open(path: string): object | null {
    if (!fs.lstatSync(path).isFile()) return null;
    // A pipe that took the file's place meanwhile would block without O_NONBLOCK.
    const file = fs.openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
    const status = fs.fstatSync(file);
    if (status.isFile()) return { file, size: status.size };
    fs.closeSync(file);
    return null;
  }

  function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): string {
    if (entry.isFile()) return 'file';
    return entry.isDirectory() ? 'folder' : 'other';
  }

  function list(path: string): readonly object[] {
    const folder = fs.opendirSync(path);
    const entries: object[] = [];
    for (let entry = folder.readSync(); entry !== null && entries.length < mostNames; entry = folder.readSync()) {
      entries.push({ name: entry.name, kind: kindOf(entry) });
    }
    folder.closeSync();
    return entries;
  }

  function operate(operation: PathOperation, path: string): unknown {
    switch (operation) {
      case 'lstat':
        return { ...fs.lstatSync(path) };
      case 'stat':
        return { ...fs.statSync(path) };
      case 'readlink':
        return fs.readlinkSync(path);
      case 'realpath':
        return fs.realpathSync.native(path);
      case 'readdir':
        return fs.readdirSync(path);
      case 'openToRead':
        return fs.openSync(path, O_RDONLY | O_NONBLOCK);
    }
  }

  function outcomeOf(operation: PathOperation, path: string): object {
    try {
      return { value: operate(operation, path) };
    } catch (error) {
      return { code: error instanceof Error && 'code' in error ? error.code : 'EIO' };
    }
  }

  function answer(call: ReaderCall): unknown {
    switch (call.name) {
      case 'list':
        return list(call.path);
      case 'facts': {
        const status = fs.lstatSync(call.path);
        return { kind: kindOf(status), size: status.size, changedAtMs: status.mtimeMs };
      }
      case 'realPath':
        return fs.realpathSync.native(call.path);
      case 'open':
        return open(call.path);
      case 'read': {
        const buffer = Buffer.allocUnsafe(call.length);
        return buffer.subarray(0, fs.readSync(call.file, buffer, 0, call.length, call.offset));
      }
      case 'close':
        fs.closeSync(call.file);
        return null;
      case 'openFacts':
        return { ...fs.fstatSync(call.file) };
      case 'operation':
        return outcomeOf(call.operation, call.path);
    }
  }

  function isCall(message: unknown): message is ReaderCall {
    return typeof message === 'object' && message !== null && 'name' in message;
  }

  return (call) => {
    try {
      return isCall(call) ? answer(call) : null;
    } catch {
      return null; // Missing or unreadable.
    }
  };
}
