import type { Protocol } from '../model.ts';
import { textAt, valueAt } from '../settings-text/json.ts';
import type { ClientFiles } from './client-files.ts';
import { defaultModels, protocolVariables, qwenOAuth, type Refusal } from './client-rules.ts';
import { type Environment, effectiveEnvironment, homeVariables } from './environment.ts';
import type { ValueSource } from './in-use-schema.ts';
import { type ClientGeneration, layerOf, type MergedLayers, mergeLayers, restoredLayers } from './layers.ts';
import { type Flags, noFlags } from './resolution.ts';

/** All input of a resolution: the layers as one client merges them, and the environment that results from them. */
export interface Context extends MergedLayers {
  readonly client: ClientGeneration;
  readonly flags: Flags;
  readonly files: ClientFiles;
  readonly environment: Environment;
  /** Whether the client puts `settings.json.orig` in place of the user's damaged file. */
  readonly restoresSaved: boolean;
}

/** Whether Qwen Code ignores all files: with `--bare`, or with the variable (docs/facts/qwen-code.md §2.2). */
const isBare = ({ processEnvironment }: ClientFiles, flags: Flags): boolean =>
  flags.bare || /^\s*(?:1|true|yes|on)\s*$/i.test(textAt(processEnvironment, 'QWEN_CODE_SIMPLE') ?? '');

const bareFiles = (files: ClientFiles): ClientFiles => ({
  ...files,
  envFiles: [],
  layers: { 'system-defaults': null, user: null, workspace: null, system: null },
});

/** Applies one client's rules to the files; returns a refusal when that client would not start with them. */
export function contextOf(all: ClientFiles, client: ClientGeneration, flags: Flags = noFlags): Context | Refusal {
  const files = isBare(all, flags) ? bareFiles(all) : all;
  const { processEnvironment, envFiles, folderTrusted } = files;
  const variables = client === '0.24' ? { ...homeVariables(envFiles), ...processEnvironment } : processEnvironment;
  const restored = client === '0.15' ? restoredLayers(files.layers, files.savedUser) : null;
  const read = mergeLayers(restored ?? files.layers, { client, variables, folderTrusted });
  if ('code' in read) return read;
  return {
    ...read,
    client,
    flags,
    files,
    environment: effectiveEnvironment(client, files, read),
    restoresSaved: restored !== null,
  };
}

export interface Found {
  readonly value: string;
  readonly source: ValueSource;
}

export const variable = ({ environment }: Context, name: string | null): Found | null => {
  const found = name === null ? undefined : environment.get(name);
  return found === undefined || found.value === '' ? null : found;
};

export function setting({ merged, layers }: Context, ...path: readonly string[]): Found | null {
  const value = textAt(merged, ...path);
  const layer = layerOf(layers, ...path) ?? 'user';
  return value === undefined ? null : { value, source: { kind: 'setting', path: path.join('.'), layer } };
}

export const flag = (value: string | null, name: string): Found | null =>
  value === null || value === '' ? null : { value, source: { kind: 'flag', name } };

/** The protocol implied by environment variables when nothing selects one (docs/facts/qwen-code.md §2.2). */
function impliedProtocol(context: Context): Found | null {
  const first = (...names: readonly string[]): Found | null =>
    names.map((name) => variable(context, name)).find((found) => found !== null) ?? null;
  const openAiModels = context.client === '0.24' ? ['OPENAI_MODEL', 'QWEN_MODEL'] : ['OPENAI_MODEL'];
  const rules: readonly (readonly [string, readonly (Found | null)[]])[] = [
    [qwenOAuth, [first('QWEN_OAUTH')]],
    ['openai', [first('OPENAI_API_KEY'), first(...openAiModels), first('OPENAI_BASE_URL')]],
    ['gemini', [first('GEMINI_API_KEY'), first('GEMINI_MODEL')]],
    ['vertex-ai', [first('GOOGLE_API_KEY'), first('GOOGLE_MODEL')]],
    ['vertex-ai', [first('GOOGLE_CLOUD_PROJECT'), first('GOOGLE_MODEL')]],
    ['anthropic', [first('ANTHROPIC_API_KEY'), first('ANTHROPIC_MODEL'), first('ANTHROPIC_BASE_URL')]],
  ];
  for (const [protocol, needed] of rules) {
    const decisive = needed[0];
    if (decisive !== null && decisive !== undefined && needed.every((found) => found !== null)) {
      return { value: protocol, source: decisive.source };
    }
  }
  return null;
}

export const selectedType = (context: Context): Found | null =>
  flag(context.flags.authType, '--auth-type') ??
  setting(context, 'security', 'auth', 'selectedType') ??
  impliedProtocol(context);

export interface RequestedModel extends Found {
  /** `model.baseUrl`, which applies only when `model.name` names the model; empty otherwise. */
  readonly savedBaseUrl: string;
}

/** Whether a value is there and no text; the clients ignore `null`, `false`, 0 and an empty text. */
export const isWrongType = (value: unknown): boolean => Boolean(value) && typeof value !== 'string';

/** A model that is no text: 0.15 finds it in no list, and 0.24 crashes before it looks. */
const unlisted: RequestedModel = {
  value: '',
  source: { kind: 'setting', path: 'model.name', layer: 'user' },
  savedBaseUrl: '',
};

/** The requested model, whether or not any list contains it; empty when nothing names one. */
export function requestedModel(context: Context, protocol: Protocol): RequestedModel {
  const { client, flags } = context;
  const named = flag(flags.model, '--model');
  if (named !== null) return { ...named, savedBaseUrl: '' };
  if (isWrongType(valueAt(context.merged, 'model', 'name'))) return unlisted;
  const saved = setting(context, 'model', 'name');
  if (saved !== null) {
    const value = client === '0.24' ? saved.value.replace(/^\$runtime\|[^|]*\|/, '') : saved.value;
    return { value, source: saved.source, savedBaseUrl: textAt(context.merged, 'model', 'baseUrl') ?? '' };
  }
  for (const name of protocolVariables[protocol].models) {
    const found = variable(context, name);
    if (found !== null) return { ...found, savedBaseUrl: '' };
  }
  const isOpenAi = protocol === 'openai';
  return { value: isOpenAi ? defaultModels[client] : '', source: { kind: 'default' }, savedBaseUrl: '' };
}
