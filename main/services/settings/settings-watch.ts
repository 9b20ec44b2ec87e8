import type { Files } from '../../ports/system.ts';
import type { QwenEnvironment } from './settings-reading.ts';

export interface SettingsWatchDependencies {
  readonly files: Files;
  readonly qwenEnvironment: QwenEnvironment;
  /** Adds a change that another program may have made to the history. */
  note(): Promise<void>;
}

/** Calls `onChange` once a change by any program is in the history. The returned function ends the watch. */
export function watchSettings(
  { qwenEnvironment, files, note }: SettingsWatchDependencies,
  onChange: () => void,
): () => void {
  let ended = false;
  const stopWatching: (() => void)[] = [];
  const handleEvent = (): void => {
    void note().then(() => {
      if (!ended) onChange();
    });
  };
  void qwenEnvironment.watchedPaths().then((paths) => {
    if (!ended) for (const path of paths) stopWatching.push(files.watch(path, handleEvent));
  });
  return () => {
    ended = true;
    for (const stop of stopWatching) stop();
  };
}
