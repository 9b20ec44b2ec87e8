import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import type { FileTarget } from './file-target.ts';

const settleMs = 200;
/** How often the watch is retried for a folder that is missing, was replaced, or lies on a mount that does not answer. */
const rearmEveryMs = 30_000;

interface WatchDependencies {
  readonly clock: Clock;
  resolve(path: string): Promise<FileTarget>;
}

/**
 * Watches the folder of `path` and, if it is a link, the folder of its target. A watcher on the file itself would be lost when
 * the file is replaced by a rename. If the system cannot watch, `onChange` is never called. On a mount that does not answer
 * nothing is watched, because the call would hold up the whole app; once it answers, `onChange` is called. The returned
 * function ends the watch.
 */
export function watchFile({ clock, resolve }: WatchDependencies, path: string, onChange: () => void): () => void {
  let watchers: FSWatcher[] = [];
  const settling = createTimer(clock);
  const rearming = createTimer(clock);
  let ended = false;
  let isSilent = false;

  const scheduleChange = (): void => settling.set(settleMs, onChange);
  const closeWatchers = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  const arm = async (): Promise<void> => {
    const target = await resolve(path);
    if (ended) return;
    closeWatchers();
    const wasSilent = isSilent;
    isSilent = target.kind === 'unreachable' && target.reason === 'no-answer';
    if (isSilent) return rearming.set(rearmEveryMs, rearm);
    if (wasSilent) scheduleChange();
    const files = target.kind === 'target' && target.path !== path ? [path, target.path] : [path];
    let missing = false;
    for (const file of files) {
      const watcher = watchFolder(file, scheduleChange, rearm);
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
    closeWatchers();
  };
}

function watchFolder(file: string, onEvent: () => void, onGone: () => void): FSWatcher | null {
  const folder = dirname(file);
  try {
    const watcher = watch(folder, { persistent: false }, (_event, name) => {
      if (name === null || name === basename(file)) onEvent();
      // The folder itself was moved or removed, so this watcher reports no further events.
      else if (name === basename(folder)) {
        onEvent();
        onGone();
      }
    });
    watcher.on('error', onGone);
    return watcher;
  } catch {
    return null; // The folder is missing or the system's limit on watchers is reached; a later attempt may succeed.
  }
}
