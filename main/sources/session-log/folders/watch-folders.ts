import { type FSWatcher, watch } from 'node:fs';

/** Watches a changing set of folders. */
export interface FolderWatch {
  /**
   * From now on these and no others. What cannot be watched is passed over and tried again at the next call. Returns whether
   * there are any and all of them are watched.
   */
  set(folders: readonly string[]): boolean;
  close(): void;
}

/** Calls for each sign of a change, many times for one; silent where the system cannot watch. */
export function createFolderWatch(onSign: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, onSign);
      watcher.on('error', () => drop(folder));
      watchers.set(folder, watcher);
    } catch {
      // Gone, or the system's limit is reached: the timer looks there all the same.
    }
  }

  return {
    set(folders) {
      for (const folder of [...watchers.keys()]) if (!folders.includes(folder)) drop(folder);
      for (const folder of folders) if (!watchers.has(folder)) add(folder);
      return folders.length > 0 && folders.every((folder) => watchers.has(folder));
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
