import { dirname } from 'node:path';
import type { FileMissing, FileVersion, FileWriteResult } from '../../ports/system.ts';
import { type FileOperations, type OpenFile, systemErrorCode } from './file-operations.ts';
import { giveToFolderOwner, makeFolder } from './folder-owner.ts';
import { onceNotHeldOpen } from './held-open.ts';
import { type SwapFiles, swapFilesHere } from './swap-files.ts';
import { removeQuietly, syncFolder, type TempOwner, tempPathFor, writeTemp } from './temp-files.ts';

export interface WriteContext {
  readonly operations: FileOperations;
  readonly owner: TempOwner;
  readonly platform: NodeJS.Platform;
  pause(delayMs: number): Promise<void>;
}

/** Compares the file with the expected version. Returns null if they match, else the result of the write. */
type CheckExpected = () => Promise<FileWriteResult | null>;

/** The error codes of file systems without hard links (FAT, some network disks). */
const noHardLinkCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/**
 * Replaces the whole file, or leaves it unchanged if anything fails. The last comparison and the rename run in the same turn
 * of the event loop. Backup, read-back and undo cover another program that writes in the microseconds between them.
 */
export async function replaceFile(
  context: WriteContext,
  bytes: Uint8Array,
  expected: FileVersion | FileMissing,
  checkExpected: CheckExpected,
): Promise<FileWriteResult> {
  const { operations, owner } = context;
  const temp = tempPathFor(expected.target, owner);
  let keepsGroup = false;
  try {
    if (expected.kind === 'missing') await makeFolder(operations, dirname(expected.target));
    await writeTemp(operations, temp, bytes, async (file) => {
      if (expected.kind === 'missing') await giveToFolderOwner(operations, file, dirname(expected.target));
      else keepsGroup = await copyOwner(context, file, expected);
    });
  } catch (error) {
    return { kind: 'failed', code: systemErrorCode(error) };
  }
  try {
    const result =
      expected.kind === 'missing'
        ? await createTarget(operations, temp, expected.target, checkExpected)
        : await replaceTarget(context, temp, expected, checkExpected, keepsGroup);
    if (result.kind !== 'done') await removeQuietly(operations, temp);
    else await syncFolder(operations, dirname(expected.target));
    return result;
  } catch (error) {
    await removeQuietly(operations, temp);
    return { kind: 'failed', code: systemErrorCode(error) };
  }
}

/** Removes the file if it still is the expected version. */
export async function removeFile(
  context: WriteContext,
  expected: FileVersion,
  checkExpected: CheckExpected,
): Promise<FileWriteResult> {
  const { operations } = context;
  try {
    const swap = swapFilesOf(operations, expected.target);
    const result = await onceNotHeldOpen(context, expected.target, async () => {
      const identity = await swap.identity(expected.target);
      const mismatch = await checkExpected();
      if (mismatch !== null) return mismatch;
      return { kind: (await swap.remove(expected.target, identity)) ? 'done' : 'conflict' };
    });
    if (result.kind === 'done') await syncFolder(operations, dirname(expected.target));
    return result;
  } catch (error) {
    return { kind: 'failed', code: systemErrorCode(error) };
  }
}

/**
 * Gives the new file the owner and the mode of the old one, without the rights of the group where {@link replaceTarget}
 * adds them. The owner comes first because changing it can clear mode bits. Returns whether the group was kept: our own
 * group must not get the access that was meant for another. Throws if the owner cannot be kept, so that the file is not
 * replaced.
 */
async function copyOwner(
  { operations, platform }: WriteContext,
  file: OpenFile,
  expected: FileVersion,
): Promise<boolean> {
  if (platform === 'win32') return false;
  const created = await file.stat();
  if (created.uid !== expected.uid) await file.chown(expected.uid, expected.gid);
  const keepsGroup =
    created.uid !== expected.uid || created.gid === expected.gid || (await tryToChangeOwner(file, expected));
  await file.chmod(keepsGroup && !operations.copiesRights ? expected.mode : expected.mode & ~0o070);
  return keepsGroup;
}

async function tryToChangeOwner(file: OpenFile, expected: FileVersion): Promise<boolean> {
  try {
    await file.chown(expected.uid, expected.gid);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EINVAL') return false;
    throw error;
  }
}

/** Uses a hard link because it fails if a file has appeared meanwhile. A rename would overwrite that file. */
async function createTarget(
  operations: FileOperations,
  temp: string,
  target: string,
  checkExpected: CheckExpected,
): Promise<FileWriteResult> {
  const mismatch = await checkExpected();
  if (mismatch !== null) return mismatch;
  try {
    await operations.link(temp, target);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST') return { kind: 'conflict' };
    if (!noHardLinkCodes.includes(code)) throw error;
    if ((await checkExpected()) !== null) return { kind: 'conflict' };
    await operations.rename(temp, target);
    return { kind: 'done' };
  }
  await removeQuietly(operations, temp);
  return { kind: 'done' };
}

/** Replaces the file, and gives the new one the mode, access control list and extended attributes of the old one. */
async function replaceTarget(
  context: WriteContext,
  temp: string,
  { target, mode }: FileVersion,
  checkExpected: CheckExpected,
  keepsGroup: boolean,
): Promise<FileWriteResult> {
  const { operations } = context;
  const swap = swapFilesOf(operations, target);
  return onceNotHeldOpen(context, target, async () => {
    const identity = await swap.identity(target);
    const mismatch = await checkExpected();
    if (mismatch !== null) return mismatch;
    const request = { temp, target, identity, mode: keepsGroup && operations.copiesRights ? mode : null };
    return { kind: (await swap.replace(request)) ? 'done' : 'conflict' };
  });
}

const swapFilesOf = (operations: FileOperations, target: string): SwapFiles =>
  operations.elsewhere(target) ?? swapFilesHere(operations);
