import type { Protocol } from '../model.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';
import { defaultModels, protocolVariables, qwenOAuth, type Refusal } from './client-rules.ts';
import { type Environment, effectiveEnvironment, homeVariables } from './environment.ts';
import { countsWorkspace, type Layers, type LayerTexts, layerOf, readLayers } from './layers.ts';
import type { PrecedenceInput, ValueSource } from './resolution.ts';

/** All a resolution looks at: the layers as read, and the environment they and the files make. */
export interface Context {
  readonly input: PrecedenceInput;
  readonly layers: Layers;
  readonly merged: JsonObject;
  readonly environment: Environment;
}

/** A value and where it was found. */
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

/** The protocol a bare environment implies (docs/facts/qwen-code.md §2.2). */
function implied(context: Context): Found | null {
  const first = (...names: readonly string[]): Found | null =>
    names.map((name) => variable(context, name)).find((found) => found !== null) ?? null;
  const openAiModels = context.input.client === '0.24' ? ['OPENAI_MODEL', 'QWEN_MODEL'] : ['OPENAI_MODEL'];
  const rules: readonly (readonly [string, readonly (Found | null)[]])[] = [
    [qwenOAuth, [first('QWEN_OAUTH')]],
    ['openai', [first('OPENAI_API_KEY'), first(...openAiModels), first('OPENAI_BASE_URL')]],
    ['gemini', [first('GEMINI_API_KEY'), first('GEMINI_MODEL')]],
    ['vertex-ai', [first('GOOGLE_API_KEY'), first('GOOGLE_MODEL')]],
    ['vertex-ai', [first('GOOGLE_CLOUD_PROJECT'), first('GOOGLE_MODEL')]],
    ['anthropic', [first('ANTHROPIC_API_KEY'), first('ANTHROPIC_MODEL'), first('ANTHROPIC_BASE_URL')]],
  ];
  for (const [protocol, needed] of rules) {
    const lead = needed[0];
    if (lead !== null && lead !== undefined && needed.every((found) => found !== null)) {
      return { value: protocol, source: lead.source };
    }
  }
  return null;
}

export const selectedType = (context: Context): Found | null =>
  flag(context.input.flags.authType, '--auth-type') ??
  setting(context, 'security', 'auth', 'selectedType') ??
  implied(context);

export interface WantedModel extends Found {
  readonly savedBaseUrl: string;
}

export function wantedModel(context: Context, protocol: Protocol): WantedModel {
  const { client, flags } = context.input;
  const named = flag(flags.model, '--model');
  if (named !== null) return { ...named, savedBaseUrl: '' };
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

export function contextOf(input: PrecedenceInput): Context | Refusal {
  const texts: LayerTexts = {
    'system-defaults': input.systemDefaultsText,
    user: input.userText,
    workspace: input.workspaceText,
    system: input.systemText,
  };
  const layerContext = {
    client: input.client,
    processEnvironment: input.processEnvironment,
    homeVariables: homeVariables(input.envFiles),
    folderTrusted: input.folderTrusted,
  };
  const read = readLayers(texts, layerContext);
  if (!read.ok) return read.refusal;
  const environment = effectiveEnvironment({
    client: input.client,
    processEnvironment: input.processEnvironment,
    envFiles: input.envFiles,
    layers: read.layers,
    merged: read.merged,
    trusted: countsWorkspace(read.layers, layerContext),
  });
  return { input, layers: read.layers, merged: read.merged, environment };
}
