import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { FileRefused } from '../../ports/system.ts';
import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { reasonOf } from './read-version.ts';

/** Linux has the same limit of 40 links. */
const mostLinks = 40;

export type FileTarget =
  | { readonly kind: 'target'; readonly path: string }
  | { readonly kind: 'unreachable'; readonly reason: FileRefused['reason'] };

const unreachable: FileTarget = { kind: 'unreachable', reason: 'not-a-regular-file' };

/**
 * Finds the file that a write to `path` must change so that every link in the path stays a link. A dangling link, or a chain
 * of them, resolves to the file it names. A path is unreachable if it contains a loop, a folder that may not be entered
 * (`unreadable`), or a link into a missing folder, which may be an unmounted disk and is never created.
 */
export async function resolveFileTarget(operations: FileOperations, path: string): Promise<FileTarget> {
  let current = resolve(path);
  try {
    for (let links = 0; links <= mostLinks; links += 1) {
      const folder = await existingFolder(operations, dirname(current));
      if (folder === null) return links === 0 ? await futureTarget(operations, current) : unreachable;
      const unresolved = join(folder, basename(current));
      const link = await readLink(operations, unresolved);
      if (link === null) return { kind: 'target', path: unresolved };
      // The path is not normalised: after a linked folder, `..` means the parent of the link's target.
      current = isAbsolute(link) ? link : `${folder}${sep}${link}`;
    }
    return unreachable;
  } catch (error) {
    return { kind: 'unreachable', reason: reasonOf(systemErrorCode(error)) };
  }
}

/** Resolves the existing part of a path whose folder does not exist yet. */
async function futureTarget(operations: FileOperations, path: string): Promise<FileTarget> {
  const parent = dirname(path);
  const folder = await existingFolder(operations, parent);
  if (folder !== null) return { kind: 'target', path: join(folder, basename(path)) };
  if (parent === path || (await readLink(operations, parent)) !== null) return unreachable;
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
