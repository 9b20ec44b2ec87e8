import { dirname } from 'node:path';
import { type FileOperations, type OpenFile, systemErrorCode } from './file-operations.ts';

/** Only this user may give files away, and only root's files in another user's folder lock that user out. */
const rootId = 0;

/**
 * Gives a new file to the owner of its folder if root creates it in another user's folder, as under sudo with HOME kept.
 * Otherwise that user could no longer read the file.
 */
export async function giveToFolderOwner(operations: FileOperations, file: OpenFile, folder: string): Promise<void> {
  const created = await file.stat();
  if (created.uid !== rootId) return;
  const { uid, gid } = await operations.stat(folder);
  if (uid !== rootId) await file.chown(uid, gid);
}

/** Creates a folder with mode 0700, with its parents, for the owner of the nearest folder that exists. */
export async function makeFolder(operations: FileOperations, folder: string): Promise<void> {
  const first = await operations.mkdir(folder, 0o700);
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await giveFolder(operations, made, dirname(first));
  }
}

async function giveFolder(operations: FileOperations, folder: string, parent: string): Promise<void> {
  const handle = await operations.openToRead(folder).catch((error: unknown) => {
    systemErrorCode(error); // Windows opens no folders, and has no root.
    return null;
  });
  if (handle === null) return;
  try {
    await giveToFolderOwner(operations, handle, parent);
  } finally {
    await handle.close();
  }
}

/** Whether files of this owner are as good as our own: root's, and those of the folder's owner. Always on Windows. */
export async function isTrustedOwner(operations: FileOperations, folder: string, uid: number): Promise<boolean> {
  const own = process.geteuid?.();
  if (own === undefined || uid === own || uid === rootId) return true;
  return uid === (await operations.stat(folder)).uid;
}
