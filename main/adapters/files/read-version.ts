import { createHash } from 'node:crypto';
import type { FileMissing, FileRefused, FileVersion } from '../../ports/system.ts';
import { type FileOperations, type OpenFile, systemErrorCode } from './file-operations.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files in /proc report the size 0, so the buffer needs a minimum size. */
const minimumBufferBytes = 4096;

/** Reads the whole file at `target`, which must not be a link. Refuses a file larger than `mostBytes`. */
export async function readOnce(
  operations: FileOperations,
  target: string,
  mostBytes: number,
): Promise<FileVersion | FileMissing | FileRefused> {
  try {
    // The type is checked before opening: opening a device can have side effects, and opening a pipe can block.
    const before = await operations.stat(target);
    if (!before.isFile()) return { kind: 'refused', reason: before.isFIFO() ? 'pipe' : 'not-a-regular-file' };
    const file = await operations.openToRead(target);
    try {
      return await readOpen(file, target, mostBytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = systemErrorCode(error);
    return code === 'ENOENT' ? { kind: 'missing', target } : { kind: 'refused', reason: reasonOf(code) };
  }
}

export function reasonOf(code: string): FileRefused['reason'] {
  if (code === 'EACCES' || code === 'EPERM') return 'unreadable';
  if (code === 'EBUSY') return 'held-open';
  if (code === 'ETIMEDOUT') return 'no-answer';
  return code === 'ENOTDIR' || code === 'ELOOP' ? 'not-a-regular-file' : 'read-failed';
}

async function readOpen(file: OpenFile, target: string, mostBytes: number): Promise<FileVersion | FileRefused> {
  const found = await file.stat();
  if (!found.isFile()) return { kind: 'refused', reason: 'not-a-regular-file' };
  const bytes = found.size > mostBytes ? null : await readAll(file, found.size, mostBytes);
  if (bytes === null) return { kind: 'refused', reason: 'too-large' };
  // A part of a file must pass for no whole one: the system failed, or another program is writing in place.
  if (bytes.length < found.size) return { kind: 'refused', reason: 'read-failed' };
  return {
    kind: 'file',
    target,
    bytes,
    sha256: sha256(bytes),
    mode: found.mode & 0o7777,
    uid: found.uid,
    gid: found.gid,
    names: found.nlink,
  };
}

/** Returns null if the file is larger than `mostBytes`. The reported size may be outdated, so it only sizes the first buffer. */
async function readAll(file: OpenFile, likelySize: number, mostBytes: number): Promise<Uint8Array | null> {
  let buffer = new Uint8Array(Math.max(likelySize + 1, minimumBufferBytes));
  let filled = 0;
  for (;;) {
    const count = await file.read(buffer, filled, buffer.length - filled);
    if (count === 0) return buffer.slice(0, filled);
    filled += count;
    if (filled > mostBytes) return null;
    if (filled === buffer.length) {
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
    }
  }
}
