import { blankComments, tooDeepAt, withoutDepths } from '../settings-text/client-json.ts';
import { isJsonObject, type JsonObject, valueAt } from '../settings-text/json.ts';
import { type Refusal, refusal, unreadFile } from './client-rules.ts';
import type { FileText, UnreadFile } from './facts.ts';
import { migrateFirstFormat } from './first-format.ts';

/**
 * The two sets of rules in use (docs/facts/qwen-code.md §2.4): "0.24" covers 0.21 and newer, "0.15" covers 0.15.10,
 * which npm installs on Node 20.
 */
export type ClientGeneration = '0.24' | '0.15';

export const layerNames = ['system-defaults', 'user', 'workspace', 'system'] as const;
/** The name of a settings file, lowest precedence first (docs/facts/qwen-code.md §1.1). */
export type LayerName = (typeof layerNames)[number];

/** One settings file, parsed before any client's rules are applied. */
export interface ParsedLayer {
  /** The JSON value without its comments; undefined where the text is not JSON or could not be read. */
  readonly value: unknown;
  readonly hasByteOrderMark: boolean;
  readonly unread?: UnreadFile;
}

/** null: the file does not exist. */
export type ParsedLayers = Readonly<Record<LayerName, ParsedLayer | null>>;

export type Layers = Readonly<Record<LayerName, JsonObject>>;

export interface MergedLayers {
  readonly layers: Layers;
  readonly merged: JsonObject;
  /** Whether the working folder's own files apply. */
  readonly isFolderTrusted: boolean;
}

const byteOrderMark = '\uFEFF';

export function parseLayer(text: FileText): ParsedLayer | null {
  if (text === null) return null;
  if (typeof text !== 'string') return { value: undefined, hasByteOrderMark: false, unread: text };
  const hasByteOrderMark = text.startsWith(byteOrderMark);
  try {
    const blanked = blankComments(hasByteOrderMark ? text.slice(1) : text);
    const value: unknown = JSON.parse(blanked);
    return { value: tooDeepAt(blanked) === null ? value : withoutDepths(value), hasByteOrderMark };
  } catch {
    return { value: undefined, hasByteOrderMark }; // Each client treats a broken file differently.
  }
}

/** Whether 0.15 takes the file for damaged JSON; it does not skip a byte order mark. */
const isDamagedFor15 = ({ value, hasByteOrderMark }: ParsedLayer): boolean => value === undefined || hasByteOrderMark;

/**
 * The layers after 0.15 has restored `settings.json.orig` over a user file that it cannot parse (docs/facts/qwen-code.md
 * §1.4); null: it restores nothing.
 */
export function restoredLayers(layers: ParsedLayers, savedUser: ParsedLayer | null): ParsedLayers | null {
  const isDamaged = layers.user !== null && layers.user.unread === undefined && isDamagedFor15(layers.user);
  return isDamaged && savedUser !== null && !isDamagedFor15(savedUser) ? { ...layers, user: savedUser } : null;
}

/** Reads a layer as the client does. The clients differ in which broken layers make them refuse to start. */
function readLayer(
  parsed: ParsedLayer | null,
  layer: LayerName,
  client: ClientGeneration,
): { readonly value: JsonObject } | Refusal {
  if (parsed === null) return { value: {} };
  if (parsed.unread !== undefined) return unreadFile(parsed.unread);
  const isBroken = client === '0.15' ? isDamagedFor15(parsed) : parsed.value === undefined;
  // 0.15 renames a broken file and starts without it; 0.24 does so for the workspace file only.
  if (isBroken && (client === '0.15' || layer === 'workspace')) return { value: {} };
  return isJsonObject(parsed.value) ? { value: parsed.value } : refusal('unreadable-layer', layer);
}

/**
 * Unwraps `{ protocol, models }` when the client does: for settings version 5 or without a version
 * (docs/facts/qwen-code.md §1.2). With version 4 the list stays wrapped and is ignored; 0.15 does not know the wrapped
 * form.
 */
export function migrate(settings: JsonObject, client: ClientGeneration): JsonObject {
  const version = valueAt(settings, '$version');
  const nested = migrateFirstFormat(settings);
  if (client === '0.15' || (version !== undefined && version !== 5)) return nested;
  const providers = valueAt(nested, 'modelProviders');
  if (!isJsonObject(providers)) return nested;
  const opened = Object.entries(providers).map(([key, value]) => {
    if (!isJsonObject(value)) return [key, value] as const;
    const models = valueAt(value, 'models');
    return [key, Array.isArray(models) ? models : []] as const;
  });
  return { ...nested, modelProviders: Object.fromEntries(opened) };
}

const reserved = new Set(['SESSION_ID', 'QWEN_CODE_SESSION_ID']);

function hasReference(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('$');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasReference);
}

/**
 * Replaces `$NAME` and `${NAME}` in every string of a value; unset names stay as they are (docs/facts/qwen-code.md
 * §1.4).
 */
export const interpolate = (value: unknown, variables: Readonly<Record<string, string>>): unknown =>
  // Most settings have no references, and copying large ones takes longer than looking for a reference.
  hasReference(value) ? filled(value, variables) : value;

function filled(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('$')) return value;
    return value.replace(/\$(?:(\w+)|\{([^}]+)\})/g, (whole, bare?: string, braced?: string) => {
      const name = bare ?? braced ?? '';
      const isKnown = Object.hasOwn(variables, name) && !reserved.has(name.toUpperCase());
      return isKnown ? (variables[name] ?? whole) : whole;
    });
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, variables));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, variables)]));
}

const skipped = new Set(['__proto__', 'constructor', 'prototype']);

const hasSkipped = (value: unknown): boolean =>
  isJsonObject(value) && Object.keys(value).some((key) => skipped.has(key) || hasSkipped(value[key]));

const isEmpty = (value: JsonObject): boolean => Object.keys(value).length === 0;

function mergeInto(low: JsonObject, high: JsonObject): JsonObject {
  if (isEmpty(high)) return low;
  // Most settings have nothing to leave out, and copying large ones takes longer than looking for it.
  if (isEmpty(low) && !hasSkipped(high)) return high;
  const merged: Record<string, unknown> = { ...low };
  for (const [key, value] of Object.entries(high)) {
    if (skipped.has(key)) continue;
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = isJsonObject(value) ? mergeInto(isJsonObject(below) ? below : {}, value) : value;
  }
  return merged;
}

export interface LayerRules {
  readonly client: ClientGeneration;
  /** The values of `$NAME` in settings. */
  readonly variables: Readonly<Record<string, string>>;
  readonly folderTrusted: boolean | null;
}

/** The part of a layer that decides on trust; merging only this part keeps large settings fast. */
const securityOf = (layer: JsonObject): JsonObject =>
  Object.hasOwn(layer, 'security') ? { security: layer['security'] } : {};

/**
 * Whether the working folder's own files apply: always, unless folder trust is enabled (docs/facts/qwen-code.md §1.1).
 */
function isFolderTrusted(layers: Layers, { client, folderTrusted }: LayerRules): boolean {
  const deciding =
    client === '0.24' ? [layers['system-defaults'], layers.user, layers.system] : [layers.system, layers.user];
  const merged = deciding.map(securityOf).reduce(mergeInto, {});
  if (valueAt(merged, 'security', 'folderTrust', 'enabled') !== true) return true;
  return client === '0.24' ? folderTrusted === true : folderTrusted !== false;
}

/**
 * Migrates the layers, interpolates variables and merges: system defaults < user < workspace < system. Arrays are
 * replaced, not merged.
 */
export function mergeLayers(parsed: ParsedLayers, rules: LayerRules): MergedLayers | Refusal {
  const layers: Record<LayerName, JsonObject> = { 'system-defaults': {}, user: {}, workspace: {}, system: {} };
  for (const name of layerNames) {
    const read = readLayer(parsed[name], name, rules.client);
    if ('code' in read) return read;
    const settings = interpolate(migrate(read.value, rules.client), rules.variables);
    layers[name] = isJsonObject(settings) ? settings : {};
  }
  const trusted = isFolderTrusted(layers, rules);
  if (!trusted) layers.workspace = {};
  return { layers, merged: layerNames.map((name) => layers[name]).reduce(mergeInto, {}), isFolderTrusted: trusted };
}

/** The highest layer with a value at `path`, or null. */
export const layerOf = (layers: Layers, ...path: readonly string[]): LayerName | null =>
  layerNames.findLast((name) => valueAt(layers[name], ...path) !== undefined) ?? null;
