import type { SettingsProblem, SettingsView } from '../../core/provider/model.ts';
import { parseFiles } from '../../core/provider/precedence/client-files.ts';
import { contextOf } from '../../core/provider/precedence/context.ts';
import type { SettingsFacts } from '../../core/provider/precedence/facts.ts';
import { type InUse, inUseOf } from '../../core/provider/precedence/in-use.ts';
import { type ClientGeneration, parseLayer } from '../../core/provider/precedence/layers.ts';
import type { Flags } from '../../core/provider/precedence/resolution.ts';
import type { JsonObject } from '../../core/provider/settings-text/json.ts';
import { viewSettings } from '../../core/provider/switch/settings-view.ts';
import type { FileMissing, FileState, Files, FileVersion } from '../../ports/system.ts';
import type { ProviderKeys } from './provider-keys.ts';

/** Where the settings lie, and what surrounds them. An adapter answers; nothing of it is ever logged. */
export interface Surroundings {
  settingsPath(): Promise<string>;
  /** The files a switch may write: the settings, and the `.env` file of keys. */
  watchedPaths(): Promise<readonly string[]>;
  gather(question: {
    /** The folder `qwen` would be started in; null: none in particular. */
    readonly workFolder: string | null;
    /**
     * The user's settings, which say where running sessions are recorded. null: sessions are not looked for, which reads
     * many small files.
     */
    readonly sessionsOf: JsonObject | null;
  }): Promise<Omit<SettingsFacts, 'vaultKeys'>>;
}

export type TextRead =
  | { readonly ok: true; readonly version: FileVersion | FileMissing; readonly text: string | null }
  | { readonly ok: false; readonly problem: SettingsProblem };

const problemOf = (reason: SettingsProblem['reason']): SettingsProblem => ({
  reason,
  line: null,
  column: null,
  excerpt: null,
});

/** The text, if these bytes are UTF-8: encoded again it is the same bytes, byte order mark and all. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // Not UTF-8: whatever was written from it would not be what it was.
  }
}

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads a text file of the user's with the version it has, or says why it is left alone. */
export async function readTextVersion(files: Files, path: string): Promise<TextRead> {
  const version = await files.readVersion(path, 'may-be-missing');
  if (version.kind === 'refused') return { ok: false, problem: problemOf(version.reason) };
  if (version.kind === 'missing') return { ok: true, version, text: null };
  const text = decodeText(version.bytes);
  return text === null ? { ok: false, problem: problemOf('not-utf8') } : { ok: true, version, text };
}

export interface SettingsReadingDependencies {
  readonly files: Files;
  readonly surroundings: Surroundings;
  readonly keys: ProviderKeys;
}

/** What Qwen Code would use as the settings stand, for lists and for the history. */
export interface InForce {
  readonly providerId: string | null;
  readonly model: string | null;
  readonly baseUrl: string | null;
  /** In words; empty where nothing can be told. */
  readonly label: string;
}

/** The facts of this moment, with the keys that are kept. */
export async function gatherAll(
  { surroundings, keys }: SettingsReadingDependencies,
  question: Parameters<Surroundings['gather']>[0],
): Promise<SettingsFacts> {
  const facts = await surroundings.gather(question);
  return { ...facts, vaultKeys: await keys.all() };
}

export async function viewNow(dependencies: SettingsReadingDependencies): Promise<SettingsView> {
  const path = await dependencies.surroundings.settingsPath();
  const read = await readTextVersion(dependencies.files, path);
  if (!read.ok) return { state: 'refused', path, problem: read.problem };
  return viewSettings({
    path,
    text: read.text,
    facts: await gatherAll(dependencies, { workFolder: null, sessionsOf: null }),
  });
}

/** How Qwen Code would be started; left out: 0.24, in no folder in particular, without flags. */
export interface InUseQuestion {
  readonly workFolder?: string;
  readonly client?: ClientGeneration;
  readonly flags?: Flags;
}

export interface InUseReading {
  readonly settingsPath: string;
  /** The user has a settings file at all. */
  readonly settingsExist: boolean;
  readonly inUse: InUse;
}

/** Works out what Qwen Code would use with the files as they are now. */
export async function readInUse(
  { files, surroundings }: SettingsReadingDependencies,
  { workFolder, client = '0.24', flags }: InUseQuestion,
): Promise<InUseReading> {
  const settingsPath = await surroundings.settingsPath();
  const text = textForClient(await files.readVersion(settingsPath, 'may-be-missing'));
  const facts = await surroundings.gather({ workFolder: workFolder ?? null, sessionsOf: null });
  const context = contextOf(parseFiles(facts, parseLayer(text)), client, flags);
  return { settingsPath, settingsExist: text !== null, inUse: inUseOf(context) };
}

/** Qwen Code reads bytes that are not UTF-8 too. What is no readable file is broken settings to it, as an empty text is. */
function textForClient(state: FileState): string | null {
  if (state.kind === 'missing') return null;
  return state.kind === 'file' ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(state.bytes) : '';
}

export function inForce(view: SettingsView): InForce {
  const current = view.state === 'readable' ? view.options.find((option) => option.current) : undefined;
  const model = view.state === 'readable' ? view.currentModel : null;
  return {
    providerId: current?.id ?? null,
    model,
    baseUrl: current?.baseUrl ?? null,
    label: [current?.label, current?.region, model].filter((part) => part !== null && part !== undefined).join(' · '),
  };
}
