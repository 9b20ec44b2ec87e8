import { readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { ipcMain } from 'electron';
import Store from 'electron-store';
import { jsonOf } from '../../core/json.ts';
import { defaultPreferences, type Preferences, parsePreferences } from '../../core/preferences.ts';

const name = 'preferences';

export interface PreferencesStore {
  current(): Preferences;
  /** False: could not be written; the choice holds for this run all the same. */
  set(change: Partial<Preferences>): boolean;
  /** The name a broken file was kept under at the start, or null. */
  readonly keptAside: string | null;
}

type Parsed = ReturnType<typeof parsePreferences>;

/**
 * The user's choices in `preferences.json` (0600) below `folder`. A broken file is renamed, never overwritten, and
 * what could be read of it is kept field by field. A file that cannot be read at all counts as none.
 */
export function openPreferences(folder: string, nowMs: number): PreferencesStore {
  const { preferences, isWhole } = readPreferences(path.join(folder, `${name}.json`));
  const keptAside = isWhole ? null : setAside(folder, nowMs);
  let current = preferences;
  const store = createStore(folder);

  function write(change: Partial<Preferences>): boolean {
    if (store === null || (!isWhole && keptAside === null)) return false;
    try {
      store.set(change);
      return true;
    } catch {
      // Full or read-only: the file holds what it held.
      return false;
    }
  }
  if (keptAside !== null) write(current);

  return {
    current: () => current,
    set(change) {
      current = { ...current, ...change };
      return write(change);
    },
    keptAside,
  };
}

function readPreferences(file: string): Parsed {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // None yet, or none that may be read: the defaults hold and nothing needs keeping.
    return { preferences: defaultPreferences, isWhole: true };
  }
  return parsePreferences(jsonOf(text));
}

function setAside(folder: string, nowMs: number): string | null {
  const aside = `${name}.json.broken-${nowMs}`;
  try {
    renameSync(path.join(folder, `${name}.json`), path.join(folder, aside));
    return aside;
  } catch {
    // It stays where it is and is not written to.
    return null;
  }
}

function createStore(folder: string): Store | null {
  try {
    return new Store({ cwd: folder, name, configFileMode: 0o600, accessPropertiesByDotNotation: false });
  } catch {
    // The folder cannot be used: choices live in memory.
    return null;
  } finally {
    // electron-store opens a channel of its own to every renderer; ours may use the contract alone.
    ipcMain.removeAllListeners('electron-store-get-data');
  }
}
