import { largestSettingsBytes } from '../../core/provider/settings-text/largest.ts';
import type { FileRefused } from '../../ports/system.ts';
import { patientOperations } from '../foreign-files/patient-operations.ts';
import { type FileOperations, systemErrorCode } from './file-operations.ts';
import { readOnce } from './read-version.ts';

export interface TextFiles {
  /** Returns the text, null if there is no file, or why the file could not be read. */
  read(path: string): Promise<string | null | FileRefused>;
  /** The same for callers that treat an unreadable file like a missing one. */
  readText(path: string): Promise<string | null>;
  /** True also for a path on a mount that does not answer: reading it then reports that. */
  exists(path: string): Promise<boolean>;
  realPath(path: string): Promise<string | null>;
  list(folder: string): Promise<readonly string[]>;
}

export function createTextFiles(operations: FileOperations = patientOperations): TextFiles {
  const orElse = async <Value, Other>(value: Promise<Value>, other: Other): Promise<Value | Other> => {
    try {
      return await value;
    } catch (error) {
      systemErrorCode(error);
      return other;
    }
  };
  const read: TextFiles['read'] = async (path) => {
    const found = await readOnce(operations, path, largestSettingsBytes);
    if (found.kind !== 'file') return found.kind === 'missing' ? null : found;
    // Decoded as Qwen Code does: invalid UTF-8 becomes the replacement character, and a byte order mark stays.
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(found.bytes);
  };
  return {
    read,
    async readText(path) {
      const found = await read(path);
      return typeof found === 'string' ? found : null;
    },
    async exists(path) {
      try {
        await operations.stat(path);
        return true;
      } catch (error) {
        return systemErrorCode(error) === 'ETIMEDOUT';
      }
    },
    realPath: (path) => orElse(operations.realpath(path), null),
    list: (folder) => orElse<readonly string[], readonly string[]>(operations.readdir(folder), []),
  };
}
