import type { Protocol } from '../model.ts';
import { protocols } from '../protocols.ts';
import { isJsonObject, type JsonObject, objectAt, textAt, valueAt } from '../settings-text/json.ts';
import { protocolVariables } from './client-rules.ts';

export const isProtocol = (value: unknown): value is Protocol => protocols.some((known) => known === value);

/** Flags of entries that serve one special purpose and are never used as the main model. */
const serviceFlags = ['imageOnly', 'voiceOnly', 'realtimeOnly', 'fastOnly', 'visionOnly'] as const;

/**
 * A present `envKey` that names no variable. `empty`: Qwen Code finds no key for the entry, not even under the
 * protocol's own variable, which is used where `envKey` is absent; `not-text`: it crashes (docs/facts/qwen-code.md
 * §2.3).
 */
type EnvKeyFault = 'empty' | 'not-text';

function envKeyFaultOf(entry: JsonObject): EnvKeyFault | null {
  const value = valueAt(entry, 'envKey');
  if (value === undefined || textAt(entry, 'envKey') !== undefined) return null;
  if (value !== '' && value !== null && value !== false && value !== 0) return 'not-text';
  // Without an address of its own, an entry falls back to the protocol's variable here too.
  return textAt(entry, 'baseUrl') === undefined ? null : 'empty';
}

/** One entry of `modelProviders`. */
export interface ModelEntry {
  /** The key of `modelProviders` that holds it; the user may have invented the name. */
  readonly listKey: string;
  readonly index: number;
  /** The `security.auth.selectedType` that selects it. */
  readonly selectedType: Protocol;
  /** The protocol of its requests: `wireApi` can change an OpenAI list to Responses and back. */
  readonly protocol: Protocol;
  readonly id: string;
  readonly name: string;
  /** As written; empty where the entry has none. */
  readonly baseUrl: string;
  /** As written; empty where the entry has none. */
  readonly envKey: string;
  readonly envKeyFault: EnvKeyFault | null;
  /** The variable that supplies the key: `envKey`, otherwise the default of the protocol. */
  readonly keyVariable: string;
  readonly serviceOnly: boolean;
  readonly value: JsonObject;
}

/** A list of `modelProviders`; `wrapped` where it is the short-lived `{ protocol, models }` of settings version 5. */
export interface ModelList {
  readonly key: string;
  /** null: the protocol is unknown, so Qwen Code ignores the list. */
  readonly protocol: Protocol | null;
  readonly wrapped: boolean;
  /**
   * Whether the list is wrapped and can be unwrapped without losing anything. Lists of an unknown protocol stay
   * wrapped, because every client ignores them.
   */
  readonly canOpen: boolean;
  readonly items: readonly unknown[];
}

const wrapperKeys = new Set(['protocol', 'models']);

/** The lists of a settings value; those that are wrapped are unwrapped for reading. */
export function readLists(settings: unknown): readonly ModelList[] {
  const mapping = objectAt(settings, 'providerProtocol');
  return Object.entries(objectAt(settings, 'modelProviders')).flatMap(([key, value]): readonly ModelList[] => {
    const named = Object.hasOwn(mapping, key) ? mapping[key] : key;
    const protocol = isProtocol(named) ? named : null;
    if (Array.isArray(value)) return [{ key, protocol, wrapped: false, canOpen: false, items: value }];
    if (!isJsonObject(value)) return [];
    const models = valueAt(value, 'models');
    const isKnownShape =
      (models === undefined || Array.isArray(models)) && Object.keys(value).every((name) => wrapperKeys.has(name));
    const items = Array.isArray(models) ? models : [];
    return [{ key, protocol, wrapped: true, canOpen: isKnownShape && protocol !== null, items }];
  });
}

function wireProtocol(listProtocol: Protocol, entry: JsonObject): Protocol {
  const isOpenAi = listProtocol === 'openai' || listProtocol === 'openai-responses';
  const wireApi = valueAt(entry, 'wireApi');
  if (!isOpenAi || wireApi === undefined) return listProtocol;
  return wireApi === 'responses' ? 'openai-responses' : 'openai';
}

/** Every entry Qwen Code could use, in file order; entries without an id are left out. */
export function readEntries(settings: unknown): readonly ModelEntry[] {
  return readLists(settings).flatMap(({ key, protocol, items }) => {
    if (protocol === null) return [];
    return items.flatMap((item, index): readonly ModelEntry[] => {
      const id = textAt(item, 'id');
      if (id === undefined || !isJsonObject(item)) return [];
      const wire = wireProtocol(protocol, item);
      const envKey = textAt(item, 'envKey') ?? '';
      return [
        {
          listKey: key,
          index,
          selectedType: protocol,
          protocol: wire,
          id,
          name: textAt(item, 'name') ?? id,
          baseUrl: textAt(item, 'baseUrl') ?? '',
          envKey,
          envKeyFault: envKeyFaultOf(item),
          keyVariable: envKey === '' ? protocolVariables[wire].key : envKey,
          serviceOnly: serviceFlags.some((flag) => valueAt(item, flag) === true),
          value: item,
        },
      ];
    });
  });
}

/** Entries of one list with the same endpoint and key variable: one provider the user can switch to. */
export interface EntryGroup {
  readonly id: string;
  readonly listKey: string;
  readonly selectedType: Protocol;
  readonly protocol: Protocol;
  readonly baseUrl: string;
  readonly keyVariable: string;
  readonly entries: readonly ModelEntry[];
}

/** A short hash that does not reveal the text (32-bit FNV-1a, hexadecimal). */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

/**
 * The id of a group, derived from its list, protocol, address and variable. The same before and after the group is
 * written to the file.
 */
export const groupIdOf = (place: Pick<EntryGroup, 'listKey' | 'protocol' | 'baseUrl' | 'keyVariable'>): string =>
  `file/${place.protocol}/${hashOf([place.listKey, place.protocol, place.baseUrl, place.keyVariable].join('\0'))}`;

/** Groups entries in the order in which each group first appears. Reordering the file does not change their ids. */
export function groupEntries(entries: readonly ModelEntry[]): readonly EntryGroup[] {
  const groups = new Map<string, EntryGroup & { readonly entries: ModelEntry[] }>();
  for (const entry of entries) {
    const { listKey, selectedType, protocol, baseUrl, keyVariable } = entry;
    const id = groupIdOf(entry);
    const group = groups.get(id);
    if (group === undefined)
      groups.set(id, { id, listKey, selectedType, protocol, baseUrl, keyVariable, entries: [entry] });
    else group.entries.push(entry);
  }
  return [...groups.values()];
}
