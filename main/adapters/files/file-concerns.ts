import { basename, dirname, join } from 'node:path';
import type { FileConcern, FileVersion } from '../../ports/system.ts';
import { type FileOperations, systemErrorCode } from './file-operations.ts';

/** Works out what is lost when a file is replaced, and what else the user should know before. Writes nothing. */
export async function concernsOf(
  operations: FileOperations,
  platform: NodeJS.Platform,
  path: string,
  version: FileVersion,
): Promise<readonly FileConcern[]> {
  const hasGroupRights = (version.mode & 0o070) !== 0;
  const isRightsLost = hasGroupRights && !(keepsGroup(version) && (await operations.canCopyRights()));
  const isPosix = platform !== 'win32';
  return [
    ...(version.names > 1 ? (['second-name'] as const) : []),
    ...(isPosix && isRightsLost ? (['group-rights-lost'] as const) : []),
    ...((version.mode & 0o200) === 0 ? (['read-only'] as const) : []),
    ...((await isLinked(operations, path, version.target)) ? (['linked'] as const) : []),
  ];
}

/** Only root may give a file to any group; others only to a group they are in. */
function keepsGroup({ gid }: FileVersion): boolean {
  const groups = process.getgroups?.() ?? [];
  return process.geteuid?.() === 0 || process.getegid?.() === gid || groups.includes(gid);
}

/** Whether the file itself or its folder is a link. A link further up, as from /home to another disk, does not count. */
async function isLinked(operations: FileOperations, path: string, target: string): Promise<boolean> {
  const folder = dirname(path);
  try {
    const parent = await operations.realpath(dirname(folder));
    return join(parent, basename(folder), basename(path)) !== target;
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
}
