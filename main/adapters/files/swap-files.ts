import type { BigIntStats } from 'node:fs';
import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { keepRights } from './kept-rights.ts';

export interface SwapRequest {
  /** The new file, which lies in the folder of the target. */
  readonly temp: string;
  readonly target: string;
  /** The identity that the target must still have; null: it had none, and nothing is done. */
  readonly identity: string | null;
  /** The mode of the target, if the new file gets its rights; null: the rights are not copied. */
  readonly mode: number | null;
}

/** The steps of a write between which no other program can write. Each throws the system's errors. */
export interface SwapFiles {
  /** A text that changes with every write to the file; null: there is no file. */
  identity(path: string): Promise<string | null>;
  /** Renames the new file to the target. false: the target no longer has the identity, and nothing was done. */
  replace(request: SwapRequest): Promise<boolean>;
  /** Removes the file. false: it no longer has the identity, and nothing was done. */
  remove(path: string, identity: string | null): Promise<boolean>;
}

/** The steps for files on a disk of this machine. Comparison and rename run in one turn of the event loop. */
export function swapFilesHere(operations: FileOperations): SwapFiles {
  const identityNow = (path: string): string | null => {
    try {
      return identityOf(operations.statNow(path));
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return null;
      throw error;
    }
  };
  const isSame = (path: string, identity: string | null): boolean =>
    identity !== null && identityNow(path) === identity;

  return {
    identity: async (path) => identityNow(path),
    async replace({ temp, target, identity, mode }) {
      const rights = mode === null ? null : keepRights(operations, { temp, target, mode });
      try {
        rights?.open();
        if (!isSame(target, identity)) return false;
        operations.renameNow(temp, target);
        await rights?.copy();
        return true;
      } finally {
        rights?.close();
      }
    },
    async remove(path, identity) {
      if (!isSame(path, identity)) return false;
      await operations.unlink(path);
      return true;
    },
  };
}

/** Identity, size and times show any write since the contents were compared. */
const identityOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(' ');
