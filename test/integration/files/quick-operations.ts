import { fchmodSync, fstatSync } from 'node:fs';
import {
  type FileOperations,
  nodeFileOperations,
  type OpenFile,
} from '../../../main/adapters/files/file-operations.ts';

const withoutSync = (file: OpenFile): OpenFile => ({ ...file, sync: async () => undefined });

/**
 * The real file operations except the two slow ones: nothing waits for the disk, and the mode is copied without a program.
 * For tests that make many writes and are not about access lists or power cuts; file-rights.test.ts uses the real ones.
 */
export const quickOperations: FileOperations = {
  ...nodeFileOperations,
  openToRead: async (path) => withoutSync(await nodeFileOperations.openToRead(path)),
  openNew: async (path, mode) => withoutSync(await nodeFileOperations.openNew(path, mode)),
  openToAppend: async (path, mode) => withoutSync(await nodeFileOperations.openToAppend(path, mode)),
  canCopyRights: async () => true,
  async copyRights(fromDescriptor, toDescriptor) {
    fchmodSync(toDescriptor, fstatSync(fromDescriptor).mode);
    return true;
  },
};
