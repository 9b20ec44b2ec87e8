import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { type FileOperations, systemErrorCode } from './file-operations.ts';

/** Linux gives up at 40 as well. */
const mostLinks = 40;

export type FileTarget =
  | { readonly kind: 'target'; readonly path: string }
  | { readonly kind: 'unreachable'; readonly reason: 'not-a-regular-file' | 'unreadable' };

const nowhere: FileTarget = { kind: 'unreachable', reason: 'not-a-regular-file' };

/** What stands on the way and is no folder, or leads round in a circle; anything else is a matter of permissions. */
const notAWay = ['ENOTDIR', 'ELOOP'];

/**
 * Where a write to `path` has to land so that every link on the way stays a link. A dangling link, or a chain of them,
 * leads to the file it names. Unreachable: a loop, a folder that may not be entered, a link into a folder that is not there
 * (perhaps an unmounted disk: nothing is made below it); `reason` tells the last from a lack of permission.
 */
export async function resolveFileTarget(operations: FileOperations, path: string): Promise<FileTarget> {
  let current = resolve(path);
  try {
    for (let links = 0; links <= mostLinks; links += 1) {
      const folder = await existingFolder(operations, dirname(current));
      if (folder === null) return links === 0 ? await futureTarget(operations, current) : nowhere;
      const named = join(folder, basename(current));
      const link = await readLink(operations, named);
      if (link === null) return { kind: 'target', path: named };
      // Not normalised: `..` after a linked folder means the parent of where that link leads, which only the system knows.
      current = isAbsolute(link) ? link : `${folder}${sep}${link}`;
    }
    return nowhere;
  } catch (error) {
    return notAWay.includes(systemErrorCode(error)) ? nowhere : { kind: 'unreachable', reason: 'unreadable' };
  }
}

/** A file whose folder is still to be made, named by the part of its path that is there. */
async function futureTarget(operations: FileOperations, path: string): Promise<FileTarget> {
  const parent = dirname(path);
  const folder = await existingFolder(operations, parent);
  if (folder !== null) return { kind: 'target', path: join(folder, basename(path)) };
  if (parent === path || (await readLink(operations, parent)) !== null) return nowhere;
  const future = await futureTarget(operations, parent);
  return future.kind === 'target' ? { kind: 'target', path: join(future.path, basename(path)) } : future;
}

async function existingFolder(operations: FileOperations, folder: string): Promise<string | null> {
  try {
    return await operations.realpath(folder);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function readLink(operations: FileOperations, path: string): Promise<string | null> {
  try {
    const found = await operations.lstat(path);
    return found.isSymbolicLink() ? await operations.readlink(path) : null;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
