import { basename, dirname, join } from 'node:path';
import { largestSettingsBytes } from '../../core/provider/settings-text/largest.ts';
import type {
  Clock,
  FileConcern,
  FileMissing,
  FileState,
  Files,
  FileVersion,
  FileWriteResult,
} from '../../ports/system.ts';
import { pause } from '../../ports/timer.ts';
import { patientOperations } from '../foreign-files/patient-operations.ts';
import { removeFile, replaceFile } from './atomic-replace.ts';
import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { resolveFileTarget } from './file-target.ts';
import { readOnce } from './read-version.ts';
import { sweepTemps, type TempOwner } from './temp-files.ts';
import { watchFile } from './watch-file.ts';

/**
 * Qwen Code's save renames the old file away before it renames the new one into place, so for a moment no file exists
 * (docs/facts/qwen-code.md §1.5). A file that another program shares with nobody is asked for again just as long.
 */
const saveGap = { tries: 11, everyMs: 100 };

export interface FilesDependencies {
  readonly clock: Clock;
  readonly owner: TempOwner;
  readonly platform: NodeJS.Platform;
  readonly operations?: FileOperations;
}

/** Reads and safely writes the user's own files. Expected failures are values. */
export function createFiles({ clock, owner, platform, operations = patientOperations }: FilesDependencies): Files {
  const context = { operations, owner, platform, pause: (delayMs: number) => pause(clock, delayMs) };

  const readResolved = async (path: string): Promise<FileState> => {
    const target = await resolveFileTarget(operations, path);
    if (target.kind === 'unreachable') return { kind: 'refused', reason: target.reason };
    // What it holds now may be replaced at any moment.
    if (operations.pendingWriter(target.path) !== null) return { kind: 'refused', reason: 'no-answer' };
    return readOnce(operations, target.path, largestSettingsBytes);
  };

  const readVersion: Files['readVersion'] = async (path, expectation) => {
    for (let attempt = 1; ; attempt += 1) {
      const state = await readResolved(path);
      if (attempt === saveGap.tries) return state;
      if (state.kind === 'refused' && state.reason === 'held-open') {
        await pause(clock, saveGap.everyMs);
        continue;
      }
      if (state.kind !== 'missing') return state;
      // Qwen Code's temporary file beside it means that a save is in progress, or has just ended: read the file once more.
      const expected = expectation === 'should-exist' || (await exists(operations, `${state.target}.tmp`));
      if (!expected && attempt > 1) return state;
      if (expected) await pause(clock, saveGap.everyMs);
    }
  };

  const checkExpected = async (path: string, expected: FileVersion | FileMissing): Promise<FileWriteResult | null> => {
    const now = await readVersion(path, expected.kind === 'file' ? 'should-exist' : 'may-be-missing');
    if (now.kind === 'refused') return { kind: 'failed', code: now.reason };
    return isSameVersion(now, expected) ? null : { kind: 'conflict' };
  };

  return {
    readVersion,
    replace: (path, bytes, expected) => replaceFile(context, bytes, expected, () => checkExpected(path, expected)),
    remove: (path, expected) => removeFile(context, expected, () => checkExpected(path, expected)),
    async sweep(path, own) {
      const target = await resolveFileTarget(operations, path);
      if (target.kind === 'unreachable') return 0;
      return sweepTemps(operations, dirname(target.path), owner, (name) => name === basename(target.path), own);
    },
    concernsOf: (path, version) => concernsOf(operations, platform, path, version),
    watch: (path, onChange) =>
      watchFile({ clock, resolve: (file) => resolveFileTarget(operations, file) }, path, onChange),
  };
}

const isSameVersion = (now: FileVersion | FileMissing, expected: FileVersion | FileMissing): boolean => {
  if (now.target !== expected.target) return false;
  if (now.kind === 'missing' || expected.kind === 'missing') return now.kind === expected.kind;
  return (
    now.sha256 === expected.sha256 && now.mode === expected.mode && now.uid === expected.uid && now.gid === expected.gid
  );
};

async function exists(operations: FileOperations, path: string): Promise<boolean> {
  try {
    await operations.lstat(path);
    return true;
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
}

/** Works out what is lost when a file is replaced, and what else the user should know before. Writes nothing. */
async function concernsOf(
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
