import {
  type BigIntStats,
  closeSync,
  constants,
  fchmodSync,
  openSync,
  renameSync,
  type Stats,
  statSync,
} from 'node:fs';
import * as fs from 'node:fs/promises';
import { canCopyRights, copiesRights, copyRights } from './file-rights.ts';
import type { SwapFiles } from './swap-files.ts';

/** What is read of a file's attributes. */
export type FileStatus = Pick<
  Stats,
  'mode' | 'size' | 'uid' | 'gid' | 'nlink' | 'ino' | 'mtimeMs' | 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO'
>;

/** The operations on an open file that reading and safe writing need. */
export interface OpenFile {
  stat(): Promise<FileStatus>;
  read(buffer: Uint8Array, offset: number, length: number): Promise<number>;
  write(bytes: Uint8Array): Promise<void>;
  chmod(mode: number): Promise<void>;
  chown(uid: number, gid: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Every system call used for reading and safe writing, as one method each, so that a test can make each of them fail. */
export interface FileOperations {
  lstat(path: string): Promise<FileStatus>;
  stat(path: string): Promise<FileStatus>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  /** Creates a folder and its parents. Returns the first one created; undefined if none was. */
  mkdir(path: string, mode: number): Promise<string | undefined>;
  openToRead(path: string): Promise<OpenFile>;
  /** Creates a file. Fails if anything with that name exists, including a link planted by another user. */
  openNew(path: string, mode: number): Promise<OpenFile>;
  /** Opens or creates a regular file whose end is written to. Follows no link. Fails with ENOTSUP on a remote mount. */
  openToAppend(path: string, mode: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Removes an empty folder. */
  rmdir(path: string): Promise<void>;
  /** Whether this system needs {@link copyRights}, which takes the place of setting the rights of the group. */
  readonly copiesRights: boolean;
  /** Copies mode, access control list and extended attributes between open files. false: the list could not be copied. */
  copyRights(fromDescriptor: number, toDescriptor: number): Promise<boolean>;
  canCopyRights(): Promise<boolean>;
  /** The steps of a write that another process must make, because the file lies on a mount that may stop answering; else null. */
  elsewhere(path: string): SwapFiles | null;
  /** The process of a change that was given up and may still take effect, at the place of a path or anywhere; null: none. */
  pendingWriter(path: string | null): number | null;
  /** These are synchronous, so that they can run in one turn of the event loop. */
  openNow(path: string): number;
  closeNow(descriptor: number): void;
  chmodNow(descriptor: number, mode: number): void;
  statNow(path: string): BigIntStats;
  renameNow(from: string, to: string): void;
}

const openFileOf = (handle: fs.FileHandle): OpenFile => ({
  stat: () => handle.stat(),
  read: async (buffer, offset, length) => (await handle.read(buffer, offset, length, null)).bytesRead,
  write: (bytes) => handle.writeFile(bytes),
  chmod: (mode) => handle.chmod(mode),
  chown: (uid, gid) => handle.chown(uid, gid),
  sync: () => handle.sync(),
  close: () => handle.close(),
});

// O_NOFOLLOW and O_NONBLOCK do not exist on Windows.
const appendFlags =
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_WRONLY |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

export const nodeFileOperations: FileOperations = {
  lstat: (path) => fs.lstat(path),
  stat: (path) => fs.stat(path),
  readlink: (path) => fs.readlink(path),
  realpath: (path) => fs.realpath(path),
  readdir: (path) => fs.readdir(path),
  mkdir: (path, mode) => fs.mkdir(path, { recursive: true, mode }),
  // O_NONBLOCK keeps a pipe in the file's place from blocking us. The flag does not exist on Windows.
  openToRead: async (path) => openFileOf(await fs.open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))),
  openNew: async (path, mode) => openFileOf(await fs.open(path, 'wx', mode)),
  openToAppend: async (path, mode) => openFileOf(await fs.open(path, appendFlags, mode)),
  rename: (from, to) => fs.rename(from, to),
  link: (from, to) => fs.link(from, to),
  unlink: (path) => fs.unlink(path),
  rmdir: (path) => fs.rmdir(path),
  copiesRights,
  copyRights,
  canCopyRights,
  elsewhere: () => null,
  pendingWriter: () => null,
  openNow: (path) => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)),
  closeNow: closeSync,
  chmodNow: fchmodSync,
  statNow: (path) => statSync(path, { bigint: true }),
  renameNow: (from, to) => renameSync(from, to),
};

/** Returns the code of a system error ("ENOENT"). Any other error is a bug and is thrown again. */
export function systemErrorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
