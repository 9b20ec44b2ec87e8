import { currentProvider } from '../../core/provider/current-provider.ts';
import type { SettingsProblem, SettingsView } from '../../core/provider/model.ts';
import type { SettingsFacts } from '../../core/provider/precedence/facts.ts';
import type { JsonObject } from '../../core/provider/settings-text/json.ts';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';
import { viewSettings } from '../../core/provider/switch/settings-view.ts';
import type { FileMissing, Files, FileVersion } from '../../ports/system.ts';
import type { ProviderKeys } from './provider-keys.ts';

/** Locates Qwen Code's files and gathers everything else that decides what it uses. The results must never be logged. */
export interface QwenEnvironment {
  settingsPath(): Promise<string>;
  /** The files that a switch may write: the settings file, and the `.env` file for keys. */
  watchedPaths(): Promise<readonly string[]>;
  gather(question: {
    /** The folder that `qwen` would be started in; null for no particular folder. */
    readonly workFolder: string | null;
    /**
     * The user's settings, which name the folder of the session records. null skips the search for running sessions, which
     * reads many small files.
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

/** Decodes UTF-8 and keeps a byte order mark, so that encoding restores the same bytes. Returns null if it is not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // Writing text decoded from other bytes would change parts that nobody edited.
  }
}

/** Guesses which of Qwen Code's files some bytes were read from: settings are an object in JSON, anything else is a `.env` file. */
export const guessPathIn =
  ({ watchedPaths }: Pick<QwenEnvironment, 'watchedPaths'>) =>
  async (bytes: Uint8Array): Promise<string> => {
    const [settingsPath = '', envPath = ''] = await watchedPaths();
    return readSettings(decodeText(bytes)).ok ? settingsPath : envPath;
  };

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Reads one of the user's text files with its version, or returns why the app must not change it. */
export async function readTextVersion(files: Files, path: string): Promise<TextRead> {
  const version = await files.readVersion(path, 'may-be-missing');
  if (version.kind === 'refused') return { ok: false, problem: problemOf(version.reason) };
  if (version.kind === 'missing') return { ok: true, version, text: null };
  const text = decodeText(version.bytes);
  return text === null ? { ok: false, problem: problemOf('not-utf8') } : { ok: true, version, text };
}

export interface SettingsReadingDependencies {
  readonly files: Files;
  readonly qwenEnvironment: QwenEnvironment;
  readonly keys: ProviderKeys;
}

/** What Qwen Code uses with the current settings, for the backup list and the history. */
export interface InForce {
  readonly providerId: string | null;
  readonly model: string | null;
  readonly baseUrl: string | null;
  /** Display text; empty if nothing is known. */
  readonly label: string;
}

/** Gathers the current facts, with the keys from the vault. */
export async function gatherAll(
  { qwenEnvironment, keys }: SettingsReadingDependencies,
  question: Parameters<QwenEnvironment['gather']>[0],
): Promise<SettingsFacts> {
  const facts = await qwenEnvironment.gather(question);
  return { ...facts, vaultKeys: await keys.all() };
}

export async function viewNow(
  dependencies: SettingsReadingDependencies,
  workFolder: string | null,
): Promise<SettingsView> {
  const path = await dependencies.qwenEnvironment.settingsPath();
  const read = await readTextVersion(dependencies.files, path);
  if (!read.ok) return { state: 'refused', path, problem: read.problem };
  return viewSettings({
    path,
    text: read.text,
    facts: await gatherAll(dependencies, { workFolder, sessionsOf: null }),
  });
}

export function inForce(view: SettingsView): InForce {
  const current = currentProvider(view);
  const model = current?.model ?? (view.state === 'readable' ? view.currentModel : null);
  return {
    providerId: view.state === 'readable' && view.unlisted === undefined ? (current?.id ?? null) : null,
    model,
    baseUrl: current?.baseUrl ?? null,
    label: [current?.label, current?.region, model].filter((part) => part !== null && part !== undefined).join(' · '),
  };
}
