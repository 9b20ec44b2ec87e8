import { type FSWatcher, watch } from 'node:fs';

/** Watches a changing set of folders. */
export interface FolderWatch {
  /** From now on these and no others. What cannot be watched is passed over and tried again at the next call. */
  set(folders: readonly string[]): Watched;
  close(): void;
}

interface Watched {
  /** There are folders, and all of them are watched. */
  readonly isWhole: boolean;
  /** Some were not watched before: what changed there until now was not reported. */
  readonly hasNew: boolean;
}

/** Calls for each sign of a change, many times for one; silent where the system cannot watch. */
export function createFolderWatch(onSign: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  /** The folders of the last call that were watched at some time, so that one whose watching fails again and again is not new. */
  const known = new Set<string>();

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
      for (const folder of known) if (!folders.includes(folder)) known.delete(folder);
      for (const folder of folders) if (!watchers.has(folder)) add(folder);
      const added = folders.filter((folder) => watchers.has(folder) && !known.has(folder));
      for (const folder of added) known.add(folder);
      return {
        isWhole: folders.length > 0 && folders.every((folder) => watchers.has(folder)),
        hasNew: added.length > 0,
      };
    },
    close() {
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}
