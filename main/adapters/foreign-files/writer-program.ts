import type { SwapRequest } from '../files/swap-files.ts';

/** The changes that the writer process makes, one after another. */
export type Change =
  | { readonly name: 'openNew' | 'mkdir'; readonly path: string; readonly mode: number }
  | { readonly name: 'openFolder' | 'unlink' | 'identity'; readonly path: string }
  | { readonly name: 'rename' | 'link'; readonly from: string; readonly to: string }
  | { readonly name: 'openFacts' | 'sync' | 'close'; readonly file: number }
  | { readonly name: 'write'; readonly file: number; readonly bytes: Uint8Array }
  | { readonly name: 'chmod'; readonly file: number; readonly mode: number }
  | { readonly name: 'chown'; readonly file: number; readonly uid: number; readonly gid: number }
  | { readonly name: 'remove'; readonly path: string; readonly identity: string | null }
  | { readonly name: 'replace'; readonly request: SwapRequest; readonly copier: RightsCopier };

/** The program that copies the rights of the open file 3 to the open file 4. */
interface RightsCopier {
  readonly program: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

/**
 * The program of the writer process, as the function that answers a call with a value or with the code of a failure. It runs
 * as the text of this function, so it uses nothing from outside of it. Its calls are synchronous: once the process is killed,
 * nothing but the call that does not return can still happen.
 */
export function writerProgram(): (call: unknown) => unknown {
  const fs = process.getBuiltinModule('node:fs');
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { O_RDONLY, O_NONBLOCK = 0 } = fs.constants;

  function codeOf(error: unknown): unknown {
    return error instanceof Error && 'code' in error ? error.code : 'EIO';
  }

  function identity(path: string): string | null {
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = fs.statSync(path, { bigint: true });
      return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  function openQuietly(path: string): number | null {
    try {
      return fs.openSync(path, O_RDONLY | O_NONBLOCK);
    } catch {
      return null;
    }
  }

  function copyRights(from: number, to: number, mode: number, { program, args, timeoutMs }: RightsCopier): void {
    const { status } = spawnSync(program, args, {
      ...{ env: { LC_ALL: 'C' }, timeout: timeoutMs, killSignal: 'SIGKILL' },
      stdio: ['ignore', 'ignore', 'ignore', from, to],
    });
    if (status !== 0) fs.fchmodSync(to, mode & ~0o070);
  }

  function replace({ temp, target, identity: expected, mode }: SwapRequest, copier: RightsCopier): boolean {
    const files = mode === null ? [] : [openQuietly(target), openQuietly(temp)];
    try {
      if (expected === null || identity(target) !== expected) return false;
      fs.renameSync(temp, target);
      const [from = null, to = null] = files;
      try {
        if (from !== null && to !== null && mode !== null) copyRights(from, to, mode, copier);
      } catch {
        // Without the copy, the group stays without access.
      }
      return true;
    } finally {
      for (const file of files) if (file !== null) fs.closeSync(file);
    }
  }

  function remove(path: string, expected: string | null): boolean {
    if (expected === null || identity(path) !== expected) return false;
    fs.unlinkSync(path);
    return true;
  }

  function write(file: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(file, bytes, done);
  }

  function make(change: Change): unknown {
    switch (change.name) {
      case 'openNew':
        return fs.openSync(change.path, 'wx', change.mode);
      case 'mkdir':
        return fs.mkdirSync(change.path, { recursive: true, mode: change.mode });
      case 'openFolder':
        return fs.openSync(change.path, O_RDONLY);
      case 'unlink':
        return fs.unlinkSync(change.path);
      case 'identity':
        return identity(change.path);
      case 'rename':
        return fs.renameSync(change.from, change.to);
      case 'link':
        return fs.linkSync(change.from, change.to);
      case 'openFacts':
        return { ...fs.fstatSync(change.file) };
      case 'sync':
        return fs.fsyncSync(change.file);
      case 'close':
        return fs.closeSync(change.file);
      case 'write':
        return write(change.file, change.bytes);
      case 'chmod':
        return fs.fchmodSync(change.file, change.mode);
      case 'chown':
        return fs.fchownSync(change.file, change.uid, change.gid);
      case 'remove':
        return remove(change.path, change.identity);
      case 'replace':
        return replace(change.request, change.copier);
    }
  }

  function isChange(call: unknown): call is Change {
    return typeof call === 'object' && call !== null && 'name' in call;
  }

  return (call) => {
    try {
      return isChange(call) ? { value: make(call) } : { code: 'EINVAL' };
    } catch (error) {
      return { code: codeOf(error) };
    }
  };
}
