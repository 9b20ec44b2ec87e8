import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ipcMain } from 'electron';
import Store from 'electron-store';
import { jsonOf } from '../../core/json.ts';
import { defaultPreferences, type Preferences, parsePreferences, preferencesVersion } from '../../core/preferences.ts';

const name = 'preferences';

export interface PreferencesStore {
  current(): Preferences;
  /** False: it could not be written, but applies to this run all the same. */
  set(change: Partial<Preferences>): boolean;
  /** Writes this text beside them, for a later import; false: it could not be written. */
  keep(text: string): boolean;
  /** The new name of a broken file that was renamed at the start, or null. */
  readonly keptAside: string | null;
  /** No run before this one kept anything here; false if this run cannot either. */
  readonly isFirstRun: boolean;
}

type Read = ReturnType<typeof parsePreferences> & { readonly isMissing: boolean };

/**
 * The preferences in `preferences.json` (0600) below `folder`. A broken file is renamed, never overwritten, and its valid
 * fields are kept. A missing file is created, empty, so that the next run is not the first. An unreadable one is left alone.
 */
export function openPreferences(folder: string, nowMs: number): PreferencesStore {
  const { preferences, isWhole, isMissing } = readPreferences(path.join(folder, `${name}.json`));
  const keptAside = isWhole ? null : setAside(folder, nowMs);
  let current = preferences;
  // What could not be renamed is left alone: electron-store would read it.
  const store = isWhole || keptAside !== null ? createStore(folder) : null;

  function write(change: Partial<Preferences>): boolean {
    if (store === null) return false;
    try {
      store.set({ ...migrated(store, current), ...change });
      return true;
    } catch {
      // The disk is full or read-only, and the file is unchanged.
      return false;
    }
  }
  if (keptAside !== null) write(current);
  const isFirstRun = isMissing && write({});

  return {
    current: () => current,
    set(change) {
      current = { ...current, ...change };
      return write(change);
    },
    keep: (text) => keepBeside(folder, text),
    keptAside,
    isFirstRun,
  };
}

/** What the first write adds to a file without a version: its number, and what earlier versions stored by another name. */
function migrated(store: Store, { warnAtUsedPercents }: Preferences): Readonly<Record<string, unknown>> {
  if (store.has('version')) return {};
  const taken = store.has('warnAtUsedPercent') ? { warnAtUsedPercents } : {};
  return { version: preferencesVersion, ...taken };
}

function keepBeside(folder: string, text: string): boolean {
  const file = path.join(folder, `${name}-before.json`);
  try {
    writeFileSync(`${file}.tmp`, text, { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
    return true;
  } catch {
    // The disk is full or read-only, and nothing of the preferences can be written either.
    return false;
  }
}

/** Far above any true file. A larger one, or a pipe or device in its place, would hold the app at its start. */
const fileCapBytes = 1024 * 1024;

function isPlainFile(file: string): boolean {
  const found = statSync(file);
  return found.isFile() && found.size <= fileCapBytes;
}

function readPreferences(file: string): Read {
  let text: string;
  try {
    if (!isPlainFile(file)) return { preferences: defaultPreferences, isWhole: false, isMissing: false };
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // There is no file yet, or it is unreadable: the defaults apply and nothing needs to be kept.
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { preferences: defaultPreferences, isWhole: true, isMissing };
  }
  return { ...parsePreferences(jsonOf(text)), isMissing: false };
}

function setAside(folder: string, nowMs: number): string | null {
  const aside = `${name}.json.broken-${nowMs}`;
  try {
    renameSync(path.join(folder, `${name}.json`), path.join(folder, aside));
    return aside;
  } catch {
    // It keeps its name and is not written to.
    return null;
  }
}

function createStore(folder: string): Store | null {
  try {
    return new Store({ cwd: folder, name, configFileMode: 0o600, accessPropertiesByDotNotation: false });
  } catch {
    // The folder cannot be used, so preferences stay in memory.
    return null;
  } finally {
    // electron-store opens a channel to every renderer; ours may use only those of the contract.
    ipcMain.removeAllListeners('electron-store-get-data');
  }
}
