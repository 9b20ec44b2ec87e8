import type { Files } from '../../ports/system.ts';
import type { Surroundings } from './settings-reading.ts';

export interface SettingsWatchDependencies {
  readonly files: Files;
  readonly surroundings: Surroundings;
  /** Writes down what another program may have changed. */
  note(): Promise<void>;
}

/** Calls once a change of the user's files, by whomever, is written down. Silent from the answer's call on. */
export function watchSettings(
  { surroundings, files, note }: SettingsWatchDependencies,
  onChange: () => void,
): () => void {
  let ended = false;
  const endings: (() => void)[] = [];
  const tell = (): void => {
    void note().then(() => {
      if (!ended) onChange();
    });
  };
  void surroundings.watchedPaths().then((paths) => {
    if (!ended) for (const path of paths) endings.push(files.watch(path, tell));
  });
  return () => {
    ended = true;
    for (const end of endings) end();
  };
}
