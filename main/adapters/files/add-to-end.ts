import { dirname } from 'node:path';
import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { giveToFolderOwner, makeFolder } from './folder-owner.ts';

/** Adds text to the end of a file, which begins with `header` if it is new. `not-supported`: not on this file system. */
export async function addToEnd(
  operations: FileOperations,
  path: string,
  text: string,
  header: string,
): Promise<boolean | 'not-supported'> {
  try {
    await makeFolder(operations, dirname(path));
    const file = await operations.openToAppend(path, 0o600);
    try {
      const status = await file.stat();
      if (!status.isFile()) return false;
      if (status.size === 0) await giveToFolderOwner(operations, file, dirname(path));
      await file.write(new TextEncoder().encode(status.size === 0 ? header + text : text));
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'ENOTSUP' ? 'not-supported' : false;
  }
}
