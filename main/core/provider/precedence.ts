import { defaultBaseUrls, defaultModels, protocolVariables, qwenOAuth, refusals } from './client-rules.ts';
import { isProtocol, type ModelEntry } from './entries.ts';
import { type Environment, effectiveEnvironment, homeVariables, type VariableSource } from './environment.ts';
import type { EnvFileText } from './facts.ts';
import { type JsonObject, textAt } from './json.ts';
import {
  type ClientGeneration,
  countsWorkspace,
  type LayerName,
  type Layers,
  type LayerTexts,
  layerOf,
  readLayers,
} from './layers.ts';
import { lastFour } from './mask.ts';
import type { Protocol } from './model.ts';
import {
  entryForModel,
  fatalListProblem,
  firstEntry,
  isServiceEntry,
  protocolFor,
  usableEntries,
} from './selection.ts';
import { shownUrl } from './url.ts';

/** The flags of `qwen` that bear on the provider. */
export interface Flags {
  readonly model: string | null;
  readonly authType: string | null;
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
}

export interface PrecedenceInput {
  readonly client: ClientGeneration;
  readonly processEnvironment: Readonly<Record<string, string>>;
  readonly envFiles: readonly EnvFileText[];
  readonly userText: string | null;
  readonly workspaceText: string | null;
  readonly systemText: string | null;
  readonly systemDefaultsText: string | null;
  readonly folderTrusted: boolean | null;
  readonly flags: Flags;
}

export const noFlags: Flags = { model: null, authType: null, apiKey: null, baseUrl: null };

export type ValueSource =
  | VariableSource
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'entry'; readonly layer: LayerName }
  | { readonly kind: 'setting'; readonly path: string; readonly layer: LayerName }
  | { readonly kind: 'default' };

/** What Qwen Code will use. Holds the key: it stays inside core and services and is never shown. */
export interface Resolved {
  readonly protocol: Protocol;
  readonly model: string;
  readonly baseUrl: string;
  readonly key: string;
  /** The variable the key really comes from; null where a flag or `security.auth.apiKey` gave it. */
  readonly keyVariable: string | null;
  /** The variable the entry asks for; differs where another provider's key stands in. */
  readonly wantedVariable: string;
  readonly entry: ModelEntry | null;
  /** The model is in no list and the first entry of the protocol answers instead. */
  readonly fellBack: boolean;
  readonly sources: {
    readonly protocol: ValueSource;
    readonly model: ValueSource;
    readonly baseUrl: ValueSource;
    readonly key: ValueSource | null;
  };
}

export type Resolution = { readonly refuses: string } | Resolved;

export const refusesToStart = (resolution: Resolution): resolution is { readonly refuses: string } =>
  'refuses' in resolution;

interface Context {
  readonly input: PrecedenceInput;
  readonly layers: Layers;
  readonly merged: JsonObject;
  readonly environment: Environment;
}

interface Found {
  readonly value: string;
  readonly source: ValueSource;
}

const variable = ({ environment }: Context, name: string | null): Found | null => {
  const found = name === null ? undefined : environment.get(name);
  return found === undefined || found.value === '' ? null : found;
};

function setting({ merged, layers }: Context, ...path: readonly string[]): Found | null {
  const value = textAt(merged, ...path);
  const layer = layerOf(layers, ...path) ?? 'user';
  return value === undefined ? null : { value, source: { kind: 'setting', path: path.join('.'), layer } };
}

const flag = (value: string | null, name: string): Found | null =>
  value === null || value === '' ? null : { value, source: { kind: 'flag', name } };

/** The protocol a bare environment implies (`qwen-code.md` §2.2). */
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

const selectedType = (context: Context): Found | null =>
  flag(context.input.flags.authType, '--auth-type') ??
  setting(context, 'security', 'auth', 'selectedType') ??
  implied(context);

interface WantedModel extends Found {
  readonly savedBaseUrl: string;
}

function wantedModel(context: Context, protocol: Protocol): WantedModel {
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

function contextOf(input: PrecedenceInput): Context | { readonly refuses: string } {
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
  if (!read.ok) return { refuses: read.refuses };
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

const knownToClient = (type: string, client: ClientGeneration): type is Protocol =>
  isProtocol(type) && !(client === '0.15' && type === 'openai-responses');

/**
 * What Qwen Code would use, or why it would not start (headless). Follows the real client, case by case
 * (`samples/precedence/cases.json`), not the documents, which differ from it.
 */
export function resolveProvider(input: PrecedenceInput): Resolution {
  const context = contextOf(input);
  if ('refuses' in context) return context;
  const fatal = fatalListProblem(context.merged, input.client);
  if (fatal === 'missing-id') return { refuses: refusals.missingId };
  if (fatal === 'bad-wire-api') return { refuses: refusals.badWireApi };
  if (fatal === 'wrapped') return { refuses: refusals.wrappedModels };

  const type = selectedType(context);
  if (type === null) return { refuses: refusals.noProtocol };
  if (type.value === qwenOAuth) return { refuses: refusals.qwenOAuthEnded };
  if (!knownToClient(type.value, input.client)) return { refuses: refusals.unknownType(type.value) };
  return resolveModel(context, type.value, type.source);
}

function resolveModel(context: Context, selected: Protocol, source: ValueSource): Resolution {
  const { client } = context.input;
  const model = wantedModel(context, selected);
  const entries = usableEntries(context.merged, client);
  const wanted = { client, selectedType: selected, model: model.value, savedBaseUrl: model.savedBaseUrl };
  const protocol = protocolFor(entries, wanted);
  const enforced = textAt(context.merged, 'security', 'auth', 'enforcedType');
  if (enforced !== undefined && enforced !== protocol) return { refuses: refusals.enforced(enforced, protocol) };

  const listed = entryForModel(entries, wanted, protocol);
  const choice: Choice = { context, protocol, protocolSource: source, model };
  if (listed !== undefined) return fromEntry(choice, listed, false);
  const beside = besideLists(choice);
  if (beside.key !== null || beside.baseUrl !== null) return fromCredentials(choice, beside);
  const first = firstEntry(entries, protocol);
  return first === undefined ? fromCredentials(choice, beside) : fromEntry(choice, first, true);
}

interface Choice {
  readonly context: Context;
  readonly protocol: Protocol;
  readonly protocolSource: ValueSource;
  readonly model: Found;
}

interface Credentials {
  readonly key: Found | null;
  readonly keyVariable: string | null;
  readonly baseUrl: Found | null;
}

/** Key and address that stand beside the lists: flags, the protocol's own variables, `security.auth.*`. */
function besideLists({ context, protocol }: Choice): Credentials {
  const { flags } = context.input;
  const names = protocolVariables[protocol];
  const flagKey = flag(flags.apiKey, '--openai-api-key');
  const variableKey = variable(context, names.key);
  return {
    key: flagKey ?? variableKey ?? setting(context, 'security', 'auth', 'apiKey'),
    keyVariable: flagKey === null && variableKey !== null ? names.key : null,
    baseUrl:
      flag(flags.baseUrl, '--openai-base-url') ??
      variable(context, names.baseUrl) ??
      setting(context, 'security', 'auth', 'baseUrl'),
  };
}

function fromEntry(choice: Choice, entry: ModelEntry, fellBack: boolean): Resolution {
  const { context, protocol } = choice;
  if (isServiceEntry(entry)) return { refuses: refusals.serviceModel(entry.id) };
  if (protocol === 'anthropic' && entry.baseUrl === '') return { refuses: refusals.missingBaseUrl };
  const beside = besideLists(choice);
  const own = entry.envKey === '' ? null : variable(context, entry.envKey);
  const key = own ?? beside.key;
  if (key === null) return { refuses: refusals.missingKey(entry.keyVariable) };
  const layer = layerOf(context.layers, 'modelProviders', entry.listKey) ?? 'user';
  const entrySource: ValueSource = { kind: 'entry', layer };
  const fallbackUrl = context.input.client === '0.24' ? beside.baseUrl : null;
  const baseUrl: Found =
    entry.baseUrl === ''
      ? (fallbackUrl ?? { value: defaultBaseUrls[protocol], source: { kind: 'default' } })
      : { value: entry.baseUrl, source: entrySource };
  return {
    protocol,
    model: entry.id,
    baseUrl: baseUrl.value,
    key: key.value,
    keyVariable: own === null ? beside.keyVariable : entry.envKey,
    wantedVariable: entry.keyVariable,
    entry,
    fellBack,
    sources: {
      protocol: choice.protocolSource,
      model: fellBack ? entrySource : choice.model.source,
      baseUrl: baseUrl.source,
      key: key.source,
    },
  };
}

function fromCredentials(choice: Choice, beside: Credentials): Resolution {
  const { context, protocol, model } = choice;
  const names = protocolVariables[protocol];
  if (beside.key === null) return { refuses: refusals.missingKey(names.key) };
  if (protocol === 'anthropic' && variable(context, names.baseUrl) === null)
    return { refuses: refusals.missingBaseUrl };
  const baseUrl: Found = beside.baseUrl ?? { value: defaultBaseUrls[protocol], source: { kind: 'default' } };
  return {
    protocol,
    model: model.value,
    baseUrl: baseUrl.value,
    key: beside.key.value,
    keyVariable: beside.keyVariable,
    wantedVariable: names.key,
    entry: null,
    fellBack: false,
    sources: { protocol: choice.protocolSource, model: model.source, baseUrl: baseUrl.source, key: beside.key.source },
  };
}

/** A source in words for a terminal: a layer, a file, a flag. */
export function sourceText(source: ValueSource | null): string {
  if (source === null) return 'none';
  switch (source.kind) {
    case 'environment':
      return 'environment';
    case 'env-file':
      return source.path;
    case 'settings':
      return `${source.layer} settings env`;
    case 'flag':
      return source.name;
    case 'entry':
      return `${source.layer} settings modelProviders`;
    case 'setting':
      return `${source.layer} settings ${source.path}`;
    case 'default':
      return 'default';
  }
}

export interface ExplanationWarning {
  readonly code: 'other-key-stands-in' | 'first-entry-answers' | 'not-in-a-list';
  readonly values: Readonly<Record<string, string>>;
}

/** What `qwen-gauge explain` prints: no key, only its last characters. */
export type Explanation =
  | { readonly refuses: string }
  | {
      readonly protocol: Protocol;
      readonly model: string;
      readonly baseUrl: string;
      readonly keyVariable: string | null;
      readonly keySource: string;
      readonly keyLast4: string;
      readonly sources: {
        readonly protocol: string;
        readonly model: string;
        readonly baseUrl: string;
        readonly key: string;
      };
      readonly warnings: readonly ExplanationWarning[];
    };

function explanationWarnings(resolved: Resolved): readonly ExplanationWarning[] {
  const warnings: ExplanationWarning[] = [];
  const { entry, keyVariable, wantedVariable, model, baseUrl } = resolved;
  if (entry !== null && entry.envKey !== '' && keyVariable !== wantedVariable) {
    warnings.push({
      code: 'other-key-stands-in',
      values: {
        wanted: wantedVariable,
        used: keyVariable ?? sourceText(resolved.sources.key),
        baseUrl: shownUrl(baseUrl),
      },
    });
  }
  if (resolved.fellBack) warnings.push({ code: 'first-entry-answers', values: { model } });
  if (entry === null) warnings.push({ code: 'not-in-a-list', values: { model } });
  return warnings;
}

/** `resolveProvider` as it may be printed. */
export function explain(input: PrecedenceInput): Explanation {
  const resolved = resolveProvider(input);
  if (refusesToStart(resolved)) return resolved;
  const { sources } = resolved;
  return {
    protocol: resolved.protocol,
    model: resolved.model,
    baseUrl: shownUrl(resolved.baseUrl),
    keyVariable: resolved.keyVariable,
    keySource: sourceText(sources.key),
    keyLast4: lastFour(resolved.key),
    sources: {
      protocol: sourceText(sources.protocol),
      model: sourceText(sources.model),
      baseUrl: sourceText(sources.baseUrl),
      key: sourceText(sources.key),
    },
    warnings: explanationWarnings(resolved),
  };
}
