import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jsonOf } from '../../core/json.ts';
import { defaultPreferences, type Preferences, parsePreferences } from '../../core/preferences.ts';
import type { DataFiles } from '../../ports/system.ts';
import { systemErrorCode } from './file-operations.ts';
import { protectFolder } from './folder-protection.ts';

const name = 'preferences.json';

export interface PreferencesStore {
  current(): Preferences;
  /** False: it could not be written, but applies to this run all the same. */
  set(change: Partial<Preferences>): Promise<boolean>;
  /** Resolves once nothing is being written. */
  settled(): Promise<void>;
  /** The new name of a broken file that was renamed at the start, or null. */
  readonly keptAside: string | null;
  /** No run before this one kept anything here; false if this run cannot either. */
  readonly isFirstRun: boolean;
}

export interface PreferencesStoreDeps {
  readonly folder: string;
  /** The files of that folder. */
  readonly files: Pick<DataFiles, 'write'>;
  readonly nowMs: number;
}

/**
 * The preferences in `preferences.json` (0600) below `folder`. They are read at once, since they decide about the first
 * words on the screen. A broken file is renamed, never overwritten, and its valid fields are kept. A missing file is
 * created, empty, so that the next run is not the first. An unreadable one is left alone.
 */
export function openPreferences({ folder, files, nowMs }: PreferencesStoreDeps): PreferencesStore {
  const file = path.join(folder, name);
  const found = look(file);
  const { preferences, isWhole } = parse(found);
  const keptAside = isWhole ? null : setAside(file, nowMs);
  let current = preferences;
  if (keptAside !== null) create(folder, current);
  let writing: Promise<void> = Promise.resolve();

  /** Takes over what the file holds beside the change: fields of a newer version, and what was edited by hand. */
  async function write(change: Partial<Preferences>): Promise<boolean> {
    const fields = fieldsIn(look(file));
    return fields !== null && (await files.write(name, new TextEncoder().encode(textOf({ ...fields, ...change }))));
  }

  return {
    current: () => current,
    set(change) {
      current = { ...current, ...change };
      const written = writing.then(() => write(change));
      // A failure is the caller's to handle.
      writing = written.then(
        () => {},
        () => {},
      );
      return written;
    },
    settled: () => writing,
    keptAside: keptAside === null ? null : path.basename(keptAside),
    isFirstRun: found.kind === 'missing' && create(folder, {}),
  };
}

type Found =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** A folder, a pipe, a device, or far too large. */
  | { readonly kind: 'no-file' }
  | { readonly kind: 'unreadable' };

/** Far above any true file. A larger one, or a pipe or device in its place, would hold the app at its start. */
const fileCapBytes = 1024 * 1024;

function look(file: string): Found {
  try {
    const state = statSync(file);
    if (!state.isFile() || state.size > fileCapBytes) return { kind: 'no-file' };
    return { kind: 'text', text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { kind: systemErrorCode(error) === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

function parse(found: Found): ReturnType<typeof parsePreferences> {
  if (found.kind === 'text') return parsePreferences(jsonOf(found.text));
  // Of a missing or unreadable file nothing needs to be kept: the defaults apply.
  return { preferences: defaultPreferences, isWhole: found.kind !== 'no-file' };
}

/** Null: the file may not be overwritten, for it holds something else. */
function fieldsIn(found: Found): object | null {
  if (found.kind === 'missing') return {};
  const fields = found.kind === 'text' ? jsonOf(found.text) : null;
  return typeof fields === 'object' && !Array.isArray(fields) ? fields : null;
}

const textOf = (fields: object): string => `${JSON.stringify(fields, null, 2)}\n`;

/** False: it could not be created, or there is a file by now. */
function create(folder: string, fields: object): boolean {
  try {
    if (!protectFolder(folder)) return false;
    writeFileSync(path.join(folder, name), textOf(fields), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    systemErrorCode(error);
    return false;
  }
}

function setAside(file: string, nowMs: number): string | null {
  const aside = `${file}.broken-${nowMs}`;
  try {
    renameSync(file, aside);
    return aside;
  } catch {
    // It keeps its name and is not written to.
    return null;
  }
}
