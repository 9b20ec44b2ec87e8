import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { Clock, DataFiles } from '../../ports/system.ts';
import { type FileOperations, nodeFileOperations, systemErrorCode } from './file-operations.ts';
import { readOnce } from './read-version.ts';
import { removeQuietly, sweepTemps, syncFolder, type TempOwner, tempPathFor, writeTemp } from './temp-files.ts';

export interface DataFilesDependencies {
  readonly folder: string;
  readonly clock: Clock;
  readonly owner: TempOwner;
  readonly operations?: FileOperations;
}

/**
 * Reads and writes the app's own files below `folder`, which is created with mode 0700 at the first write. A name may contain
 * folders ("backups/1.bin") but may not leave `folder`. A full or read-only disk is a return value, never an exception.
 */
export function createDataFiles(dependencies: DataFilesDependencies): DataFiles {
  const { folder, clock, owner, operations = nodeFileOperations } = dependencies;
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

  async function setAside(name: string): Promise<string | null> {
    const aside = `${name}.broken-${clock.now()}`;
    try {
      await operations.rename(pathOf(name), pathOf(aside));
      return aside;
    } catch (error) {
      systemErrorCode(error);
      return null;
    }
  }

  /** Files that exist but could not be read. The next write must set them aside instead of overwriting them. */
  const unreadable = new Set<string>();

  return {
    async read(name) {
      const found = await readOnce(operations, pathOf(name), Number.MAX_SAFE_INTEGER);
      if (found.kind === 'refused') unreadable.add(name);
      return found.kind === 'file' ? found.bytes : null;
    },
    async write(name, bytes) {
      const path = pathOf(name);
      await sweepOnce(dirname(path));
      if (unreadable.delete(name)) await setAside(name);
      return writeWhole(operations, owner, path, bytes);
    },
    remove: (name) => removeQuietly(operations, pathOf(name)),
    setAside,
  };
}

async function writeWhole(
  operations: FileOperations,
  owner: TempOwner,
  path: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const temp = tempPathFor(path, owner);
  try {
    await operations.mkdir(dirname(path), 0o700);
    await writeTemp(operations, temp, bytes, async () => undefined);
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
  try {
    await operations.rename(temp, path);
  } catch (error) {
    await removeQuietly(operations, temp);
    systemErrorCode(error);
    return false;
  }
  await syncFolder(operations, dirname(path));
  return true;
}
