import type { ModelEntry } from '../precedence/entries.ts';
import { isProtocol } from '../precedence/entries.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';

/** Settings besides the main model that name a model requests are sent to (docs/facts/qwen-code.md §1.3, §2.5). */
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

/** A selector that would continue to use another provider after the switch. */
export interface StraySelector {
  readonly name: SelectorName;
  /** The value as written, without the address that some selectors carry after a NUL character. */
  readonly shown: string;
  /**
   * The new value if the selector follows the switch. Empty: Qwen Code uses the main model, or turns the feature off.
   */
  readonly followed: string;
}

interface SelectorParts {
  readonly id: string;
  readonly protocol: string | null;
  readonly baseUrl: string | null;
}

/** Parses "model" or "protocol:model", each with an optional address after a NUL character. */
function parseSelector(selector: string): SelectorParts {
  const [plain = '', baseUrl] = selector.split('\0');
  const colon = plain.indexOf(':');
  const prefix = colon === -1 ? '' : plain.slice(0, colon);
  const protocol = isProtocol(prefix) ? prefix : null;
  return { id: protocol === null ? plain.trim() : plain.slice(colon + 1).trim(), protocol, baseUrl: baseUrl ?? null };
}

/** The first entry that a selector can refer to; `entries` are in the order in which Qwen Code searches them. */
function entryOf(selector: string, entries: readonly ModelEntry[], mainProtocol: string): ModelEntry | undefined {
  const { id, protocol, baseUrl } = parseSelector(selector);
  const fits = entries.filter((entry) => entry.id === id && (baseUrl === null || entry.baseUrl === baseUrl));
  return (
    fits.find((entry) => entry.protocol === (protocol ?? mainProtocol)) ?? (protocol === null ? fits[0] : undefined)
  );
}

/** The models that the selectors name, in the order of the names. */
export const selectorModels = (settings: JsonObject): readonly string[] =>
  selectorNames.flatMap((name) => partsOf(name, textAt(settings, name) ?? '').map((part) => parseSelector(part).id));

/** The selectors in the value of one setting: `modelFallbacks` lists several. */
const partsOf = (name: SelectorName, value: string): readonly string[] =>
  (name === 'modelFallbacks' ? value.split(',').map((part) => part.trim()) : [value]).filter((part) => part !== '');

/**
 * The selectors that would still use another provider once the chosen entries are first. `isChosen` tests whether an
 * entry belongs to the provider switched to.
 */
export function straySelectors(
  settings: JsonObject,
  entries: readonly ModelEntry[],
  mainProtocol: string,
  isChosen: (entry: ModelEntry) => boolean,
): readonly StraySelector[] {
  const usesChosen = (selector: string): boolean => {
    const entry = entryOf(selector, entries, mainProtocol);
    return entry !== undefined && isChosen(entry);
  };
  return selectorNames.flatMap((name): readonly StraySelector[] => {
    const value = textAt(settings, name);
    if (value === undefined || value.trim() === '') return [];
    const parts = partsOf(name, value);
    const followed = parts.filter(usesChosen);
    if (followed.length === parts.length) return [];
    return [{ name, shown: value.split('\0')[0] ?? '', followed: followed.join(',') }];
  });
}
