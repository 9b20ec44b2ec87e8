import { isProtocol, type ModelEntry } from '../precedence/entries.ts';
import { migrate } from '../precedence/layers.ts';
import { selectEntry } from '../precedence/selection.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';
import { maskKeys } from '../settings-text/mask.ts';
import { type Target, targetsOf } from './targets.ts';

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

export interface Current {
  readonly model: string | null;
  /** null: none that the file declares. */
  readonly target: Target | null;
}

/** What the user's settings choose, of all that their view tells. No secret stands in the model, but in `target`. */
export function currentOf(settings: JsonObject): Current {
  const migrated = migrate(settings, '0.24');
  const entry = currentEntry(migrated);
  const model = textAt(migrated, 'model', 'name');
  return {
    model: model === undefined ? null : maskKeys(model),
    target: entry === null ? null : (targetsOf(settings).find((target) => containsEntry(target, entry)) ?? null),
  };
}
