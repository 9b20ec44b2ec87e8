import type { Protocol } from '../model.ts';
import { isJsonObject, type JsonObject, textAt, valueAt } from '../settings-text/json.ts';
import { type ModelEntry, readEntries, readLists } from './entries.ts';
import type { ClientGeneration } from './layers.ts';

/** The entries a client generation can use, in the order in which it searches them. */
function usableEntries(settings: JsonObject, client: ClientGeneration): readonly ModelEntry[] {
  const open = readLists(settings).filter(({ wrapped }) => !wrapped);
  const entries = readEntries(settings).filter(({ listKey }) => open.some(({ key }) => key === listKey));
  if (client === '0.24') return entries;
  return entries
    .filter(({ listKey, selectedType }) => listKey === selectedType && listKey !== 'openai-responses')
    .map((entry) => ({ ...entry, protocol: entry.selectedType }));
}

/** The problem in the lists that keeps the client from starting, or null. */
export function fatalListProblem(
  settings: JsonObject,
  client: ClientGeneration,
): 'missing-id' | 'bad-wire-api' | 'wrapped-models' | null {
  for (const { key, protocol, wrapped, items } of readLists(settings)) {
    const isRead = protocol !== null && (client === '0.24' || key === protocol);
    if (!isRead) continue;
    if (wrapped) {
      if (client === '0.15') return 'wrapped-models';
      continue;
    }
    for (const item of items) {
      if (textAt(item, 'id') === undefined) return 'missing-id';
      if (client === '0.24' && isJsonObject(item) && hasBadWireApi(protocol, item)) return 'bad-wire-api';
    }
  }
  return null;
}

function hasBadWireApi(protocol: Protocol, item: JsonObject): boolean {
  const wireApi = valueAt(item, 'wireApi');
  if (wireApi === undefined) return false;
  const isOpenAi = protocol === 'openai' || protocol === 'openai-responses';
  return !isOpenAi || (wireApi !== 'chat-completions' && wireApi !== 'responses');
}

/** The model and type requested by settings, flags and variables. */
export interface Selection {
  readonly client: ClientGeneration;
  readonly selectedType: Protocol;
  readonly model: string;
  /** `model.baseUrl`, which applies only when `model.name` names the model; empty otherwise. */
  readonly savedBaseUrl: string;
}

/**
 * The effective protocol. In 0.24, when an OpenAI type is selected, the `wireApi` of an entry with the requested id
 * decides between chat completions and responses.
 */
function protocolFor(entries: readonly ModelEntry[], selection: Selection): Protocol {
  const isOpenAi = (protocol: Protocol): boolean => protocol === 'openai' || protocol === 'openai-responses';
  if (selection.client === '0.15' || !isOpenAi(selection.selectedType)) return selection.selectedType;
  const candidates = entries.filter(
    (entry) =>
      entry.id === selection.model &&
      (entry.protocol === selection.selectedType ||
        (isOpenAi(entry.protocol) &&
          (valueAt(entry.value, 'wireApi') !== undefined || entry.selectedType === 'openai-responses'))),
  );
  const preferredOf = (choices: readonly ModelEntry[]): ModelEntry | undefined =>
    choices.find((entry) => entry.protocol === selection.selectedType) ?? choices[0];
  const exact = preferredOf(candidates.filter((entry) => entry.baseUrl === selection.savedBaseUrl));
  return (exact ?? preferredOf(candidates))?.protocol ?? selection.selectedType;
}

/**
 * The entry for the requested model. 0.24 prefers the one at `model.baseUrl`, otherwise uses the first with that id;
 * 0.15 ignores `model.baseUrl` (docs/facts/qwen-code.md §2.3). undefined: no list contains the id.
 */
function entryForModel(
  entries: readonly ModelEntry[],
  selection: Selection,
  protocol: Protocol,
): ModelEntry | undefined {
  const matching = entries.filter((entry) => entry.protocol === protocol && entry.id === selection.model);
  if (selection.client === '0.15' || selection.savedBaseUrl === '') return matching[0];
  return matching.find((entry) => entry.baseUrl === selection.savedBaseUrl) ?? matching[0];
}

const refusedFlags = ['imageOnly', 'voiceOnly', 'realtimeOnly'] as const;

/** Whether Qwen Code refuses the entry as the main model; 0.15 does not know these flags and uses the entry. */
export const isServiceEntry = (entry: ModelEntry, client: ClientGeneration): boolean =>
  client === '0.24' && refusedFlags.some((flag) => valueAt(entry.value, flag) === true);

export interface SelectedEntry {
  readonly protocol: Protocol;
  /** null: no entry is used, only what is configured outside the lists. */
  readonly entry: ModelEntry | null;
  /** Whether the first entry of the protocol is used because no list contains the model. */
  readonly fellBack: boolean;
}

/**
 * Selects the entry for a request. For a model that no list contains, this is the first entry, unless a key or an
 * address is configured outside the lists.
 */
export function selectEntry(
  settings: JsonObject,
  selection: Selection,
  hasOwnCredentials: (protocol: Protocol) => boolean,
): SelectedEntry {
  const entries = usableEntries(settings, selection.client);
  const protocol = protocolFor(entries, selection);
  const listed = entryForModel(entries, selection, protocol);
  if (listed !== undefined) return { protocol, entry: listed, fellBack: false };
  const first = hasOwnCredentials(protocol)
    ? undefined
    : entries.find((entry) => entry.protocol === protocol && !isServiceEntry(entry, selection.client));
  return { protocol, entry: first ?? null, fellBack: first !== undefined };
}
