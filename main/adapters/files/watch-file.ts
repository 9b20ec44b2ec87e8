import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import type { FileTarget } from './file-target.ts';

const settleMs = 200;
/** A folder that is not there yet, or was replaced, is looked for again this often. */
const rearmEveryMs = 30_000;

interface WatchDependencies {
  readonly clock: Clock;
  resolve(path: string): Promise<FileTarget>;
}

/**
 * Watches the folders of the path and of the file it leads to: a file that is replaced by renaming keeps no watcher of its
 * own. Where the system cannot watch, nothing is called, and every other way of noticing a change still works.
 */
export function watchFile({ clock, resolve }: WatchDependencies, path: string, onChange: () => void): () => void {
  let watchers: FSWatcher[] = [];
  const settling = createTimer(clock);
  const rearming = createTimer(clock);
  let ended = false;

  const settle = (): void => settling.set(settleMs, onChange);
  const drop = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  const arm = async (): Promise<void> => {
    const target = await resolve(path);
    if (ended) return;
    drop();
    const files = target.kind === 'target' && target.path !== path ? [path, target.path] : [path];
    let missing = false;
    for (const file of files) {
      const watcher = watchFolder(file, settle, rearm);
      if (watcher === null) missing = true;
      else watchers.push(watcher);
    }
    if (missing) rearming.set(rearmEveryMs, rearm);
  };
  const rearm = (): void => {
    rearming.cancel();
    if (!ended) void arm();
  };

  rearm();
  return () => {
    ended = true;
    settling.cancel();
    rearming.cancel();
    drop();
  };
}

function watchFolder(file: string, onEvent: () => void, onGone: () => void): FSWatcher | null {
  const folder = dirname(file);
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === null || name === basename(file)) onEvent();
      // The folder itself was moved or removed: this watcher is deaf from now on.
      else if (name === basename(folder)) {
        onEvent();
        onGone();
      }
    });
    watcher.on('error', onGone);
    return watcher;
  } catch {
    return null; // Not there, or the system's limit on watchers is reached: the next attempt may do better.
  }
}
