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
 * The app's own files below `folder` (made 0700 when first written to). A name may hold folders ("backups/1.bin") but not leave
 * the folder. A full or read-only disk is an answer, never an exception.
 */
export function createDataFiles(dependencies: DataFilesDependencies): DataFiles {
  const { folder, clock, owner, operations = nodeFileOperations } = dependencies;
  const root = resolve(folder);

  const at = (name: string): string => {
    const path = resolve(root, name);
    if (isAbsolute(name) || !path.startsWith(`${root}${sep}`))
      throw new RangeError(`not below the data folder: ${name}`);
    return path;
  };

  /** What a killed run left of a write may hold a key: it goes before the first write of this one. */
  const swept = new Set<string>();
  const sweepOnce = async (where: string): Promise<void> => {
    if (swept.has(where)) return;
    swept.add(where);
    await sweepTemps(operations, where, owner, () => true);
  };

  async function setAside(name: string): Promise<string | null> {
    const aside = `${name}.broken-${clock.now()}`;
    try {
      await operations.rename(at(name), at(aside));
      return aside;
    } catch (error) {
      systemErrorCode(error);
      return null;
    }
  }

  /** There, but not to be read by us: what is written next must not take its place. */
  const refused = new Set<string>();

  return {
    async read(name) {
      const found = await readOnce(operations, at(name), Number.MAX_SAFE_INTEGER);
      if (found.kind === 'refused') refused.add(name);
      return found.kind === 'file' ? found.bytes : null;
    },
    async write(name, bytes) {
      const path = at(name);
      await sweepOnce(dirname(path));
      if (refused.delete(name)) await setAside(name);
      return writeWhole(operations, owner, path, bytes);
    },
    remove: (name) => removeQuietly(operations, at(name)),
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
