import { type BigIntStats, constants, renameSync, type Stats, statSync } from 'node:fs';
import * as fs from 'node:fs/promises';

/** An open file, as far as the careful write needs one. */
export interface OpenFile {
  stat(): Promise<Stats>;
  read(buffer: Uint8Array, offset: number, length: number): Promise<number>;
  write(bytes: Uint8Array): Promise<void>;
  chmod(mode: number): Promise<void>;
  chown(uid: number, gid: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Every call the careful write makes of the system, one field each, so that a test can make each of them fail. */
export interface FileOperations {
  lstat(path: string): Promise<Stats>;
  stat(path: string): Promise<Stats>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  mkdir(path: string, mode: number): Promise<void>;
  openToRead(path: string): Promise<OpenFile>;
  /** Fails where anything of that name exists, a planted link included. */
  openNew(path: string, mode: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** The synchronous pair: between the last look and the rename no turn of the event loop passes. */
  statNow(path: string): BigIntStats;
  renameNow(from: string, to: string): void;
}

const wrap = (handle: fs.FileHandle): OpenFile => ({
  stat: () => handle.stat(),
  read: async (buffer, offset, length) => (await handle.read(buffer, offset, length, null)).bytesRead,
  write: (bytes) => handle.writeFile(bytes),
  chmod: (mode) => handle.chmod(mode),
  chown: (uid, gid) => handle.chown(uid, gid),
  sync: () => handle.sync(),
  close: () => handle.close(),
});

export const nodeFileOperations: FileOperations = {
  lstat: (path) => fs.lstat(path),
  stat: (path) => fs.stat(path),
  readlink: (path) => fs.readlink(path),
  realpath: (path) => fs.realpath(path),
  readdir: (path) => fs.readdir(path),
  mkdir: async (path, mode) => {
    await fs.mkdir(path, { recursive: true, mode });
  },
  // A pipe put in the file's place must not hold us up; the flag does not exist on Windows.
  openToRead: async (path) => wrap(await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))),
  openNew: async (path, mode) => wrap(await fs.open(path, 'wx', mode)),
  rename: (from, to) => fs.rename(from, to),
  link: (from, to) => fs.link(from, to),
  unlink: (path) => fs.unlink(path),
  statNow: (path) => statSync(path, { bigint: true }),
  renameNow: (from, to) => renameSync(from, to),
};

/** The system's word for what went wrong ("ENOENT"). Anything that is no system error is a bug and goes on. */
export function systemErrorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
