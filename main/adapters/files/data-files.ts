import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { Clock, DataFiles, DataRead, FileRefused } from '../../ports/system.ts';
import { pause } from '../../ports/timer.ts';
import { patientOperations } from '../foreign-files/patient-operations.ts';
import { addToEnd } from './add-to-end.ts';
import type { WriteContext } from './atomic-replace.ts';
import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { giveToFolderOwner, isTrustedOwner, makeFolder } from './folder-owner.ts';
import { protectFolder } from './folder-protection.ts';
import { onceNotHeldOpen } from './held-open.ts';
import { readOnce, reasonOf } from './read-version.ts';
import { removeQuietly, sweepTemps, syncFolder, type TempOwner, tempPathFor, writeTemp } from './temp-files.ts';

export interface DataFilesDependencies {
  readonly folder: string;
  readonly clock: Clock;
  readonly owner: TempOwner;
  readonly platform?: NodeJS.Platform;
  readonly operations?: FileOperations;
}

/** A file of ours is far smaller. A larger one was not written by the app. */
const largestBytes = 64 * 1024 * 1024;

/** A lack of file descriptors or a hiccup of the disk is usually over this soon. */
const again = { tries: 3, everyMs: 100 };
const passingReasons: readonly FileRefused['reason'][] = ['read-failed', 'held-open'];

/**
 * Reads and writes the app's own files below `folder`, which is created with mode 0700 at the first write. A name may contain
 * folders ("backups/1.bin") but may not leave `folder`. A full or read-only disk is a return value, never an exception.
 */
export function createDataFiles(dependencies: DataFilesDependencies): DataFiles {
  const { folder, clock, owner, platform = process.platform, operations = patientOperations } = dependencies;
  const context = { operations, owner, platform, pause: (delayMs: number) => pause(clock, delayMs) };
  const root = resolve(folder);

  const pathOf = (name: string): string => {
    const path = resolve(root, name);
    if (isAbsolute(name) || !path.startsWith(`${root}${sep}`))
      throw new RangeError(`not below the data folder: ${name}`);
    return path;
  };

  /** A temporary file left by a killed run may contain a key, so each folder is swept before its first write. */
  const sweptFolders = new Set<string>();
  const sweepOnce = async (targetFolder: string): Promise<void> => {
    if (sweptFolders.has(targetFolder)) return;
    sweptFolders.add(targetFolder);
    await sweepTemps(operations, targetFolder, owner, () => true);
  };

  async function setAside(name: string, why: 'broken' | 'newer' = 'broken'): Promise<string | null> {
    const aside = `${name}.${why}-${clock.now()}`;
    try {
      await operations.rename(pathOf(name), pathOf(aside));
      return aside;
    } catch (error) {
      systemErrorCode(error);
      return null;
    }
  }

  /** Files that exist and whose last read was refused. */
  const unread = new Map<string, FileRefused['reason']>();

  async function read(name: string): Promise<DataRead> {
    const path = pathOf(name);
    for (let attempt = 1; ; attempt += 1) {
      const found = await readOwn(path);
      if (found.kind !== 'refused') {
        unread.delete(name);
        return found.kind === 'file' ? { kind: 'file', bytes: found.bytes } : { kind: 'missing' };
      }
      if (found.reason === 'not-a-regular-file' && (await isInsideFile(operations, path))) return { kind: 'missing' };
      unread.set(name, found.reason);
      if (!passingReasons.includes(found.reason) || attempt === again.tries) return { ...found, path };
      await pause(clock, again.everyMs);
    }
  }

  /** Refuses another user's file, which may have been put there while the folder was open to others. */
  async function readOwn(path: string): ReturnType<typeof readOnce> {
    const found = await readOnce(operations, path, largestBytes);
    if (found.kind !== 'file') return found;
    try {
      return (await isTrustedOwner(operations, root, found.uid)) ? found : { kind: 'refused', reason: 'unreadable' };
    } catch (error) {
      return { kind: 'refused', reason: reasonOf(systemErrorCode(error)) };
    }
  }

  /** Whether the file may be overwritten. One that cannot be read for good is set aside, so that its content is kept. */
  async function makeRoom(name: string): Promise<boolean> {
    const reason = unread.get(name);
    if (reason === undefined) return true;
    const isFree = [...passingReasons, 'no-answer'].includes(reason) ? false : (await setAside(name)) !== null;
    if (isFree) unread.delete(name);
    return isFree;
  }

  return {
    read,
    async list(name) {
      const path = pathOf(name);
      try {
        return await operations.readdir(path);
      } catch (error) {
        const code = systemErrorCode(error);
        return code === 'ENOENT' ? [] : { kind: 'refused', reason: reasonOf(code), path };
      }
    },
    async write(name, bytes) {
      const path = pathOf(name);
      if (!protectFolder(root)) return false;
      await sweepOnce(dirname(path));
      return (await makeRoom(name)) && writeWhole(context, path, bytes);
    },
    async append(name, text, header) {
      const path = pathOf(name);
      if (!protectFolder(root)) return false;
      const isAdded = await addToEnd(operations, path, text, header);
      if (isAdded !== 'not-supported') return isAdded;
      const found = await read(name);
      if (found.kind === 'refused') return false;
      const before = found.kind === 'file' ? found.bytes : Buffer.from(header);
      return writeWhole(context, path, Buffer.concat([before, Buffer.from(text)]));
    },
    remove: (name) => removeQuietly(operations, pathOf(name)),
    async removeFolder(name) {
      try {
        const path = pathOf(name);
        if (await isBehindLink(operations, root, path)) return false;
        await removeWithContent(operations, path);
        return true;
      } catch (error) {
        return systemErrorCode(error) === 'ENOENT';
      }
    },
    setAside,
  };
}

/** Whether there is a file where the folder of `path` should be, so that nothing of ours can be there. */
async function isInsideFile(operations: FileOperations, path: string): Promise<boolean> {
  try {
    return !(await operations.stat(dirname(path))).isDirectory();
  } catch (error) {
    return systemErrorCode(error) === 'ENOTDIR';
  }
}

/** Whether a folder between `root` and `path` is a link, so that `path` may be another's. */
async function isBehindLink(operations: FileOperations, root: string, path: string): Promise<boolean> {
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    if ((await operations.lstat(folder)).isSymbolicLink()) return true;
  }
  return false;
}

/** A link is removed, and what it leads to is left alone. */
async function removeWithContent(operations: FileOperations, path: string): Promise<void> {
  if (!(await operations.lstat(path)).isDirectory()) return operations.unlink(path);
  for (const name of await operations.readdir(path)) await removeWithContent(operations, join(path, name));
  await operations.rmdir(path);
}

async function writeWhole(context: WriteContext, path: string, bytes: Uint8Array): Promise<boolean> {
  const { operations, owner } = context;
  const temp = tempPathFor(path, owner);
  try {
    await makeFolder(operations, dirname(path));
    await writeTemp(operations, temp, bytes, (file) => giveToFolderOwner(operations, file, dirname(path)));
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
  if (!(await moved(context, temp, path))) {
    await removeQuietly(operations, temp);
    return false;
  }
  await syncFolder(operations, dirname(path));
  return true;
}

async function moved(context: WriteContext, temp: string, path: string): Promise<boolean> {
  try {
    const result = await onceNotHeldOpen(context, path, async () => {
      await context.operations.rename(temp, path);
      return { kind: 'done' };
    });
    return result.kind === 'done';
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
}
