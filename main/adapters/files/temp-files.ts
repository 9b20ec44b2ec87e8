import { basename, dirname, join } from 'node:path';
import { type FileOperations, type OpenFile, systemErrorCode } from './file-operations.ts';

/** What this process is, for naming temporary files and telling its own from those of a dead one. */
export interface TempOwner {
  readonly pid: number;
  /** Milliseconds since the epoch: an older file with our number is of an earlier process. */
  readonly startedAtMs: number;
  isAlive(pid: number): boolean;
  /** Lower-case hex, new with each call. */
  randomHex(): string;
}

/**
 * Never one of the client's names: `.tmp`, `.orig` and `.corrupted*` after the file's own name are its
 * (docs/facts/qwen-code.md §1.4).
 */
export const tempPathFor = (target: string, owner: TempOwner): string =>
  join(dirname(target), `.${basename(target)}.qwen-gauge-${owner.pid}-${owner.randomHex()}.tmp`);

/** A write takes moments. What is this much older than we are has lost its process, whoever has the number now. */
const longestWriteMs = 3_600_000;

const tempName = /^\.(.+)\.qwen-gauge-(\d+)-[0-9a-f]+\.tmp$/;

/** Opens, fills and flushes a new file; `dress` sets mode and owner before the flush. On failure nothing is left, if it can be helped. */
export async function writeTemp(
  operations: FileOperations,
  path: string,
  bytes: Uint8Array,
  dress: (file: OpenFile) => Promise<void>,
): Promise<void> {
  const file = await operations.openNew(path, 0o600);
  try {
    await file.write(bytes);
    await dress(file);
    await file.sync();
  } catch (error) {
    await file.close().catch(() => undefined); // The first failure is the one to tell.
    await removeQuietly(operations, path);
    throw error;
  }
  await file.close().catch(async (error: unknown) => {
    await removeQuietly(operations, path);
    throw error;
  });
}

/** A temporary file that cannot be removed now is left to the sweep of the next start. */
export async function removeQuietly(operations: FileOperations, path: string): Promise<void> {
  await operations.unlink(path).catch((error: unknown) => {
    systemErrorCode(error);
  });
}

/** Makes a rename durable. Windows and some network disks cannot: there the file is whole all the same. */
export async function syncFolder(operations: FileOperations, folder: string): Promise<void> {
  try {
    const handle = await operations.openToRead(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    systemErrorCode(error);
  }
}

/**
 * Removes temporary files of ours in a folder: those of dead processes, and those from before we started where the process
 * of that number cannot be theirs.
 * `isOurs` is asked with the name of the file each was made for. Answers how many were removed.
 */
export async function sweepTemps(
  operations: FileOperations,
  folder: string,
  owner: TempOwner,
  isOurs: (fileName: string) => boolean,
): Promise<number> {
  const names = await operations.readdir(folder).catch((error: unknown) => {
    systemErrorCode(error);
    return [];
  });
  let removed = 0;
  for (const name of names) {
    const match = tempName.exec(name);
    if (match?.[1] === undefined || !isOurs(match[1])) continue;
    if (await sweepOne(operations, join(folder, name), Number(match[2]), owner)) removed += 1;
  }
  return removed;
}

async function sweepOne(operations: FileOperations, path: string, pid: number, owner: TempOwner): Promise<boolean> {
  try {
    const found = await operations.lstat(path);
    if (!found.isFile()) return false;
    const isOlder = (leewayMs: number): boolean => found.mtimeMs < owner.startedAtMs - leewayMs;
    const abandoned = isOlder(pid === owner.pid ? 0 : longestWriteMs) || !owner.isAlive(pid);
    if (!abandoned) return false;
    await operations.unlink(path);
    return true;
  } catch (error) {
    systemErrorCode(error); // Another start may have swept it first; the next start tries again.
    return false;
  }
}
