import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { removeQuietly, type TempOwner, tempPathFor } from './temp-files.ts';

/** Second names of the old and of the new file, under which both can still be reached after the rename. */
export interface SecondNames {
  readonly old: string;
  readonly new: string;
}

/**
 * Copying rights takes a program and some ten milliseconds. Done before the rename, a client that saves often would always
 * save in between, so that no write would ever succeed. null: the disk has no hard links.
 */
export async function nameTwice(
  operations: FileOperations,
  owner: TempOwner,
  temp: string,
  target: string,
): Promise<SecondNames | null> {
  const names = { old: tempPathFor(target, owner), new: tempPathFor(target, owner) };
  try {
    operations.linkNow(target, names.old);
    operations.linkNow(temp, names.new);
    return names;
  } catch (error) {
    systemErrorCode(error);
    await removeNames(operations, names);
    return null;
  }
}

export async function removeNames(operations: FileOperations, names: SecondNames): Promise<void> {
  await removeQuietly(operations, names.old);
  await removeQuietly(operations, names.new);
}

/**
 * Copies the rights of the old file. Until then, and where it fails, the group has no access: with a list, the group bits of
 * the mode are its mask, and without the list they would become the right of the group.
 */
export async function copyRightsQuietly(operations: FileOperations, from: string, to: string): Promise<boolean> {
  try {
    return await operations.copyRights(from, to);
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
}
