import { isProtocol, type ModelEntry } from '../precedence/entries.ts';
import { selectEntry } from '../precedence/selection.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';
import type { Target } from './targets.ts';

/** The entry Qwen Code would use if this file alone decided; null: it would use none of them. */
export function currentEntry(migrated: JsonObject): ModelEntry | null {
  const selectedType = textAt(migrated, 'security', 'auth', 'selectedType');
  if (!isProtocol(selectedType)) return null;
  const model = textAt(migrated, 'model', 'name') ?? '';
  const savedBaseUrl = textAt(migrated, 'model', 'baseUrl') ?? '';
  const hasOwnKey = textAt(migrated, 'security', 'auth', 'apiKey') !== undefined;
  return selectEntry(migrated, { client: '0.24', selectedType, model, savedBaseUrl }, () => hasOwnKey).entry;
}

export const containsEntry = (target: Target, current: ModelEntry | null): boolean =>
  current !== null &&
  (target.group?.entries ?? []).some(({ listKey, index }) => listKey === current.listKey && index === current.index);
