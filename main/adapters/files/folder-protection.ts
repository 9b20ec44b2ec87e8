import { chmodSync, statSync } from 'node:fs';
import { systemErrorCode } from './file-operations.ts';

/**
 * Takes the right to write to the app's own folder away from everybody but its owner. Returns false if that is not
 * possible, so that nothing may be kept there: the folder belongs to another user, or it is one that all users share (with
 * the sticky bit, as /tmp). A folder that does not exist yet is safe. Does nothing on Windows.
 */
export function protectFolder(folder: string): boolean {
  const own = process.geteuid?.();
  if (own === undefined) return true;
  try {
    const { mode, uid } = statSync(folder);
    // Root acts for the owner of the folder, as under sudo, and could write to any folder of anybody.
    if (uid !== own && uid !== 0 && own !== 0) return false;
    if ((mode & 0o022) === 0) return true;
    if ((mode & 0o1000) !== 0) return false;
    chmodSync(folder, mode & 0o7755);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR';
  }
}
