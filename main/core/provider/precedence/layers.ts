import { jsonOf } from '../../json.ts';
import { blankComments } from '../settings-text/client-json.ts';
import { isJsonObject, type JsonObject, valueAt } from '../settings-text/json.ts';
import { type Refusal, refusals } from './client-rules.ts';
import type { EnvFileText } from './facts.ts';
import { raiseFirstFormat } from './first-format.ts';

/**
 * The two behaviours in use (docs/facts/qwen-code.md §2.4): '0.24' stands for 0.21 and newer, '0.15' for 0.15.10, which
 * npm installs on Node 20.
 */
export type ClientGeneration = '0.24' | '0.15';

export const layerNames = ['system-defaults', 'user', 'workspace', 'system'] as const;
/** A settings file, lowest precedence first (docs/facts/qwen-code.md §1.1). */
export type LayerName = (typeof layerNames)[number];

export type Layers = Readonly<Record<LayerName, JsonObject>>;

export type LayerTexts = Readonly<Record<LayerName, string | null>>;

export type LayersRead =
  | { readonly ok: true; readonly layers: Layers; readonly merged: JsonObject }
  | { readonly ok: false; readonly refusal: Refusal };

const byteOrderMark = '\uFEFF';

type ParsedLayer = { readonly value: JsonObject } | Refusal;

/** Reads a layer as the client does: who refuses to start and who silently starts with nothing differs. */
function parseLayer(text: string | null, layer: LayerName, client: ClientGeneration): ParsedLayer {
  if (text === null) return { value: {} };
  const stripped = client === '0.24' && text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const value = jsonOf(blankComments(stripped));
  if (value === undefined) {
    // Broken JSON: 0.15 puts the file aside and starts empty, 0.24 does so for the workspace's file alone.
    const startsEmpty = client === '0.15' || layer === 'workspace';
    return startsEmpty ? { value: {} } : refusals.unreadableLayer(layer, 'not valid JSON');
  }
  if (!isJsonObject(value)) return refusals.unreadableLayer(layer, 'not a JSON object');
  return { value };
}

/**
 * Opens `{ protocol, models }` where the client does: settings version 5, or none (docs/facts/qwen-code.md §1.2). With
 * version 4 the list stays closed and is ignored; 0.15 knows nothing of it.
 */
export function migrate(settings: JsonObject, client: ClientGeneration): JsonObject {
  const version = valueAt(settings, '$version');
  const raised = raiseFirstFormat(settings);
  if (client === '0.15' || (version !== undefined && version !== 5)) return raised;
  const providers = valueAt(raised, 'modelProviders');
  if (!isJsonObject(providers)) return raised;
  const opened = Object.entries(providers).map(([key, value]) => {
    if (!isJsonObject(value)) return [key, value] as const;
    const models = valueAt(value, 'models');
    return [key, Array.isArray(models) ? models : []] as const;
  });
  return { ...raised, modelProviders: Object.fromEntries(opened) };
}

const reserved = new Set(['SESSION_ID', 'QWEN_CODE_SESSION_ID']);

/**
 * Replaces `$NAME` and `${NAME}` in every string of a value; unset names stay as they are (docs/facts/qwen-code.md
 * §1.4).
 */
export function interpolate(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('$')) return value;
    return value.replace(/\$(?:(\w+)|\{([^}]+)\})/g, (whole, bare?: string, braced?: string) => {
      const name = bare ?? braced ?? '';
      const isKnown = Object.hasOwn(variables, name) && !reserved.has(name.toUpperCase());
      return isKnown ? (variables[name] ?? whole) : whole;
    });
  }
  if (Array.isArray(value)) return value.map((item) => interpolate(item, variables));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, interpolate(inner, variables)]));
}

const skipped = new Set(['__proto__', 'constructor', 'prototype']);

function mergeInto(low: JsonObject, high: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...low };
  for (const [key, value] of Object.entries(high)) {
    if (skipped.has(key)) continue;
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = isJsonObject(value) ? mergeInto(isJsonObject(below) ? below : {}, value) : value;
  }
  return merged;
}

export interface LayerContext {
  readonly client: ClientGeneration;
  readonly processEnvironment: Readonly<Record<string, string>>;
  readonly homeVariables: Readonly<Record<string, string>>;
  readonly folderTrusted: boolean | null;
}

/**
 * Whether the working folder's own files count: always, unless folder trust is switched on (docs/facts/qwen-code.md
 * §1.1).
 */
export function countsWorkspace(layers: Layers, context: LayerContext): boolean {
  const trustLayers =
    context.client === '0.24' ? [layers['system-defaults'], layers.user, layers.system] : [layers.system, layers.user];
  const merged = trustLayers.reduce(mergeInto, {});
  if (valueAt(merged, 'security', 'folderTrust', 'enabled') !== true) return true;
  return context.client === '0.24' ? context.folderTrusted === true : context.folderTrusted !== false;
}

/** Reads, migrates, fills in variables and merges: system defaults < user < workspace < system; arrays are replaced. */
export function readLayers(texts: LayerTexts, context: LayerContext): LayersRead {
  const variables =
    context.client === '0.24'
      ? { ...context.homeVariables, ...context.processEnvironment }
      : context.processEnvironment;
  const layers: Record<LayerName, JsonObject> = { 'system-defaults': {}, user: {}, workspace: {}, system: {} };
  for (const name of layerNames) {
    const parsed = parseLayer(texts[name], name, context.client);
    if ('refuses' in parsed) return { ok: false, refusal: parsed };
    const filled = interpolate(migrate(parsed.value, context.client), variables);
    layers[name] = isJsonObject(filled) ? filled : {};
  }
  if (!countsWorkspace(layers, context)) layers.workspace = {};
  return { ok: true, layers, merged: layerNames.map((name) => layers[name]).reduce(mergeInto, {}) };
}

/** The layer whose value stands at `path`, or null. */
export const layerOf = (layers: Layers, ...path: readonly string[]): LayerName | null =>
  layerNames.findLast((name) => valueAt(layers[name], ...path) !== undefined) ?? null;

export const isHomeFile = ({ place }: EnvFileText): boolean => place !== 'project';
