import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import type { FileMissing, FileVersion, FileWriteResult } from '../../ports/system.ts';
import { type FileOperations, type OpenFile, systemErrorCode } from './file-operations.ts';
import { removeQuietly, syncFolder, type TempOwner, tempPathFor, writeTemp } from './temp-files.ts';

export interface WriteContext {
  readonly operations: FileOperations;
  readonly owner: TempOwner;
  readonly platform: NodeJS.Platform;
  pause(delayMs: number): Promise<void>;
}

/** Compares the file with what was expected: null when it is that, else how the write ends. */
type Settle = () => Promise<FileWriteResult | null>;

/** Disks without hard links (FAT, some network file systems) say so in one of these words. */
const cannotLink = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Windows refuses to replace a file that another program, often a virus scanner, has open for a moment. */
const windowsBusy = { codes: ['EPERM', 'EACCES', 'EBUSY'], tries: 10, everyMs: 50 };

/**
 * Replaces the file whole or leaves it as it was, whatever fails. The last comparison and the rename have no turn of the
 * event loop between them; a writer who hits the microseconds left is the reason for backup, read-back and undo.
 */
export async function replaceFile(
  context: WriteContext,
  bytes: Uint8Array,
  expected: FileVersion | FileMissing,
  settle: Settle,
): Promise<FileWriteResult> {
  const { operations, owner } = context;
  const temp = tempPathFor(expected.target, owner);
  try {
    if (expected.kind === 'missing') await operations.mkdir(dirname(expected.target), 0o700);
    await writeTemp(operations, temp, bytes, (file) => dress(file, expected, context.platform));
  } catch (error) {
    return { kind: 'failed', code: systemErrorCode(error) };
  }
  try {
    const result =
      expected.kind === 'missing'
        ? await putNew(operations, temp, expected.target, settle)
        : await putOver(context, temp, expected.target, settle);
    if (result.kind !== 'done') await removeQuietly(operations, temp);
    else await syncFolder(operations, dirname(expected.target));
    return result;
  } catch (error) {
    await removeQuietly(operations, temp);
    return { kind: 'failed', code: systemErrorCode(error) };
  }
}

/** Removes the file if it still is what was expected. */
export async function removeFile(
  context: WriteContext,
  expected: FileVersion,
  settle: Settle,
): Promise<FileWriteResult> {
  const { operations } = context;
  try {
    const before = lookAt(operations, expected.target);
    const otherwise = await settle();
    if (otherwise !== null) return otherwise;
    if (!sameFile(before, lookAt(operations, expected.target))) return { kind: 'conflict' };
    await operations.unlink(expected.target);
  } catch (error) {
    return { kind: 'failed', code: systemErrorCode(error) };
  }
  await syncFolder(operations, dirname(expected.target));
  return { kind: 'done' };
}

/** Owner first: changing it may take mode bits away. Another's file that cannot stay theirs is left alone. */
async function dress(file: OpenFile, expected: FileVersion | FileMissing, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32' || expected.kind === 'missing') return;
  const ours = await file.stat();
  if (ours.uid !== expected.uid) await file.chown(expected.uid, expected.gid);
  const keepsGroup = ours.uid !== expected.uid || ours.gid === expected.gid || (await tryToOwn(file, expected));
  // A group that could not be kept must not hand the file to our own group instead.
  await file.chmod(keepsGroup ? expected.mode : expected.mode & ~0o070);
}

async function tryToOwn(file: OpenFile, expected: FileVersion): Promise<boolean> {
  try {
    await file.chown(expected.uid, expected.gid);
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EINVAL') return false;
    throw error;
  }
}

/** A link fails where a file has appeared, which a rename would overwrite. */
async function putNew(
  operations: FileOperations,
  temp: string,
  target: string,
  settle: Settle,
): Promise<FileWriteResult> {
  const otherwise = await settle();
  if (otherwise !== null) return otherwise;
  try {
    await operations.link(temp, target);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'EEXIST') return { kind: 'conflict' };
    if (!cannotLink.includes(code)) throw error;
    if ((await settle()) !== null) return { kind: 'conflict' };
    operations.renameNow(temp, target);
    return { kind: 'done' };
  }
  await removeQuietly(operations, temp);
  return { kind: 'done' };
}

async function putOver(context: WriteContext, temp: string, target: string, settle: Settle): Promise<FileWriteResult> {
  const { operations, platform } = context;
  for (let attempt = 1; ; attempt += 1) {
    const before = lookAt(operations, target);
    const otherwise = await settle();
    if (otherwise !== null) return otherwise;
    try {
      if (!sameFile(before, lookAt(operations, target))) return { kind: 'conflict' };
      operations.renameNow(temp, target);
      return { kind: 'done' };
    } catch (error) {
      const busy = platform === 'win32' && windowsBusy.codes.includes(systemErrorCode(error));
      if (!busy || attempt === windowsBusy.tries) throw error;
      await context.pause(windowsBusy.everyMs);
    }
  }
}

/** null: there is none, as in the gap of the client's own save. */
function lookAt(operations: FileOperations, path: string): BigIntStats | null {
  try {
    return operations.statNow(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Not the contents, which were compared: whether anything at all happened to the file since. */
const sameFile = (before: BigIntStats | null, now: BigIntStats | null): boolean =>
  before !== null &&
  now !== null &&
  before.dev === now.dev &&
  before.ino === now.ino &&
  before.size === now.size &&
  before.mtimeNs === now.mtimeNs &&
  before.ctimeNs === now.ctimeNs;
