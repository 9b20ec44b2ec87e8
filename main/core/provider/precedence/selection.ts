import type { Protocol } from '../model.ts';
import { isJsonObject, type JsonObject, textAt, valueAt } from '../settings-text/json.ts';
import { type ModelEntry, readEntries, readLists } from './entries.ts';
import type { ClientGeneration } from './layers.ts';

/** Entries a client generation can use, in the order in which it looks at them. */
function usableEntries(settings: JsonObject, client: ClientGeneration): readonly ModelEntry[] {
  const open = readLists(settings).filter(({ wrapped }) => !wrapped);
  const entries = readEntries(settings).filter(({ listKey }) => open.some(({ key }) => key === listKey));
  if (client === '0.24') return entries;
  return entries
    .filter(({ listKey, selectedType }) => listKey === selectedType && listKey !== 'openai-responses')
    .map((entry) => ({ ...entry, protocol: entry.selectedType }));
}

/** What is wrong with the lists so that the client does not even start, or null. */
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

/** What the settings, flags and variables ask for. */
export interface Selection {
  readonly client: ClientGeneration;
  readonly selectedType: Protocol;
  readonly model: string;
  /** `model.baseUrl`, which counts only where `model.name` named the model; empty where there is none. */
  readonly savedBaseUrl: string;
}

/**
 * The protocol in force: with OpenAI selected, an entry of that id with its own `wireApi` decides between chat
 * completions and responses (0.24).
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
  const preferred = (among: readonly ModelEntry[]): ModelEntry | undefined =>
    among.find((entry) => entry.protocol === selection.selectedType) ?? among[0];
  const exact = preferred(candidates.filter((entry) => entry.baseUrl === selection.savedBaseUrl));
  return (exact ?? preferred(candidates))?.protocol ?? selection.selectedType;
}

/**
 * The entry that answers for a model: with 0.24 the one at `model.baseUrl`, else the first of that id; 0.15 does not
 * know `model.baseUrl` (docs/facts/qwen-code.md §2.3). undefined: the id is in no list.
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

const neverMain = ['imageOnly', 'voiceOnly', 'realtimeOnly'] as const;

/** Entries Qwen Code refuses as the main model; 0.15 does not know their flags and uses them. */
export const isServiceEntry = (entry: ModelEntry, client: ClientGeneration): boolean =>
  client === '0.24' && neverMain.some((flag) => valueAt(entry.value, flag) === true);

export interface SelectedEntry {
  readonly protocol: Protocol;
  /** null: no entry answers, and what stands beside the lists does. */
  readonly entry: ModelEntry | null;
  /** The model is in no list and the first entry of the protocol answers instead. */
  readonly fellBack: boolean;
}

/**
 * The entry that answers for what is asked for. The first entry stands in for a model in no list, unless a key or an
 * address stands beside the lists.
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
