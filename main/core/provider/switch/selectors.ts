import type { ModelEntry } from '../precedence/entries.ts';
import { isProtocol } from '../precedence/entries.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';

/** Other settings that also send requests, each a model of its own (docs/facts/qwen-code.md §1.3, §2.5). */
const selectorNames = [
  'fastModel',
  'modelFallbacks',
  'advisorModel',
  'visionModel',
  'compactionModel',
  'imageModel',
  'voiceModel',
] as const;
type SelectorName = (typeof selectorNames)[number];

/** A selector that would go on using another provider. */
export interface StraySelector {
  readonly name: SelectorName;
  /** As written, without the address some selectors carry behind a NUL. */
  readonly shown: string;
  /** What it becomes where it follows the switch. Empty: Qwen Code uses the main model, or leaves that feature out. */
  readonly followed: string;
}

interface Wanted {
  readonly id: string;
  readonly protocol: string | null;
  readonly baseUrl: string | null;
}

/** "model", "protocol:model", and with an address behind a NUL. */
function wantedBy(selector: string): Wanted {
  const [plain = '', baseUrl] = selector.split('\0');
  const colon = plain.indexOf(':');
  const prefix = colon === -1 ? '' : plain.slice(0, colon);
  const protocol = isProtocol(prefix) ? prefix : null;
  return { id: protocol === null ? plain.trim() : plain.slice(colon + 1).trim(), protocol, baseUrl: baseUrl ?? null };
}

/** The first entry a selector can mean; entries are in the order Qwen Code looks at them. */
function entryOf(selector: string, entries: readonly ModelEntry[], mainProtocol: string): ModelEntry | undefined {
  const { id, protocol, baseUrl } = wantedBy(selector);
  const fits = entries.filter((entry) => entry.id === id && (baseUrl === null || entry.baseUrl === baseUrl));
  return (
    fits.find((entry) => entry.protocol === (protocol ?? mainProtocol)) ?? (protocol === null ? fits[0] : undefined)
  );
}

/**
 * The selectors that would still go elsewhere once the chosen entries stand first. `isChosen` tells the entries of
 * the provider switched to.
 */
export function straySelectors(
  settings: JsonObject,
  entries: readonly ModelEntry[],
  mainProtocol: string,
  isChosen: (entry: ModelEntry) => boolean,
): readonly StraySelector[] {
  const stays = (selector: string): boolean => {
    const entry = entryOf(selector, entries, mainProtocol);
    return entry !== undefined && isChosen(entry);
  };
  return selectorNames.flatMap((name): readonly StraySelector[] => {
    const value = textAt(settings, name);
    if (value === undefined || value.trim() === '') return [];
    const parts = name === 'modelFallbacks' ? value.split(',').map((part) => part.trim()) : [value];
    const followed = parts.filter((part) => part !== '' && stays(part));
    if (followed.length === parts.filter((part) => part !== '').length) return [];
    return [{ name, shown: value.split('\0')[0] ?? '', followed: followed.join(',') }];
  });
}
