import { constants, type Dirent, type Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import type { FileReader, FolderEntry } from '../../ports/foreign-files.ts';
import type { RemoteMounts } from './remote-mounts.ts';

/**
 * Reads the user's own folders. Here links are followed, because users move folders to other disks. What lies on a remote
 * mount is read as a foreign place is, so that it can be given up.
 */
export function createOwnFiles(mounts: RemoteMounts, foreign: (place: string) => FileReader): FileReader {
  /** Runs `read` on the reader of the path and on the path without links; null: there is nothing. */
  async function on<Value, None>(
    path: string,
    none: None,
    read: (files: FileReader, real: string) => Promise<Value>,
  ): Promise<Value | None> {
    const place = mounts.on(path);
    if (place === null) return read(localFiles, path);
    const real = await foreign(place).realPath(path);
    return real === null ? none : read(foreign(place), real);
  }
  return {
    list: (folder) => on(folder, [], (files, real) => files.list(real)),
    facts: (path) => on(path, null, (files, real) => files.facts(real)),
    realPath: (path) => on(path, null, (files, real) => files.realPath(real)),
    open: (path) => on(path, null, (files, real) => files.open(real)),
  };
}

const localFiles: FileReader = {
  async list(folder) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // missing or unreadable
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  async facts(path) {
    const status = await stat(path).catch(() => null); // missing, or deleted a moment ago
    return status === null ? null : { kind: kindOf(status), size: status.size, changedAtMs: status.mtimeMs };
  },
  realPath: (path) => realpath(path).catch(() => null),
  async open(path) {
    // O_NONBLOCK keeps a pipe in the file's place from blocking. The flag does not exist on Windows.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
    if (handle === null) return null;
    const status = await handle.stat().catch(() => null);
    if (status?.isFile() !== true) {
      await handle.close();
      return null;
    }
    return {
      size: status.size,
      read: async (buffer, offset) => (await handle.read(buffer, 0, buffer.length, offset)).bytesRead,
      close: () => handle.close(),
    };
  },
};

function kindOf(entry: Dirent | Stats): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}
