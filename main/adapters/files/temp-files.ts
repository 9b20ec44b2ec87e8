import { basename, dirname, join } from 'node:path';
import { type FileOperations, type OpenFile, systemErrorCode } from './file-operations.ts';

/** Identifies this process, to name its temporary files and to recognise those of dead processes. */
export interface TempOwner {
  readonly pid: number;
  /** Milliseconds since the epoch. An older file with our process id belongs to an earlier process. */
  readonly startedAtMs: number;
  isAlive(pid: number): boolean;
  /** Returns new lower-case hex digits at each call. */
  randomHex(): string;
}

/**
 * Returns a name that Qwen Code never uses: it appends `.tmp`, `.orig` and `.corrupted*` to the file's own name
 * (docs/facts/qwen-code.md §1.4).
 */
export const tempPathFor = (target: string, owner: Pick<TempOwner, 'pid' | 'randomHex'>): string =>
  join(dirname(target), `.${basename(target)}.qwen-gauge-${owner.pid}-${owner.randomHex()}.tmp`);

/** No write takes this long. A file this much older than our start is abandoned, even if its process id is in use again. */
const longestWriteMs = 3_600_000;

const tempName = /^\.(.+)\.qwen-gauge-(\d+)-[0-9a-f]+\.tmp$/;

/**
 * Creates, fills and flushes a file; `setAttributes` sets its mode and owner before the flush. Removes the file on failure, if
 * possible, and throws the error.
 */
export async function writeTemp(
  operations: FileOperations,
  path: string,
  bytes: Uint8Array,
  setAttributes: (file: OpenFile) => Promise<void>,
): Promise<void> {
  const file = await operations.openNew(path, 0o600);
  try {
    await file.write(bytes);
    await setAttributes(file);
    await file.sync();
  } catch (error) {
    await file.close().catch(() => undefined); // The first failure is the one to report.
    await removeQuietly(operations, path);
    throw error;
  }
  await file.close().catch(async (error: unknown) => {
    await removeQuietly(operations, path);
    throw error;
  });
}

/** Removes a file. One that cannot be removed now is left for the sweep at the next start. */
export async function removeQuietly(operations: FileOperations, path: string): Promise<void> {
  await operations.unlink(path).catch((error: unknown) => {
    systemErrorCode(error);
  });
}

/** Makes a rename durable. Where the system cannot do so (Windows, some network disks), the file is whole all the same. */
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
 * Removes this app's abandoned temporary files in a folder: those of dead processes, and those so old that their process id
 * must have been reused. `isSwept` gets the name of the file that each was made for. With `own`, those of this process are
 * removed too, so no write may be in progress. Returns how many were removed.
 */
export async function sweepTemps(
  operations: FileOperations,
  folder: string,
  owner: TempOwner,
  isSwept: (fileName: string) => boolean,
  own?: 'own',
): Promise<number> {
  const names = await operations.readdir(folder).catch((error: unknown) => {
    systemErrorCode(error);
    return [];
  });
  let removed = 0;
  for (const name of names) {
    const match = tempName.exec(name);
    if (match?.[1] === undefined || !isSwept(match[1])) continue;
    if (await sweepOne(operations, join(folder, name), Number(match[2]), owner, own)) removed += 1;
  }
  return removed;
}

async function sweepOne(
  operations: FileOperations,
  path: string,
  pid: number,
  owner: TempOwner,
  own: 'own' | undefined,
): Promise<boolean> {
  try {
    const found = await operations.lstat(path);
    if (!found.isFile()) return false;
    const isOlderThanUs = (leewayMs: number): boolean => found.mtimeMs < owner.startedAtMs - leewayMs;
    const isOwn = pid === owner.pid && own !== undefined;
    const isAbandoned = isOwn || isOlderThanUs(pid === owner.pid ? 0 : longestWriteMs) || !owner.isAlive(pid);
    if (!isAbandoned) return false;
    await operations.unlink(path);
    return true;
  } catch (error) {
    systemErrorCode(error); // Another process may have removed it first. If not, the next start tries again.
    return false;
  }
}
