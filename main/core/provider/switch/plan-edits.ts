import { entriesOf } from '../catalogue/catalogue.ts';
import type { EntryConnection } from '../catalogue/model-spec.ts';
import { entryFor } from '../catalogue/model-spec.ts';
import { readEntries, readLists } from '../precedence/entries.ts';
import { modelPath, typePath } from '../precedence/first-format.ts';
import { type ArraySlot, arrangeArray } from '../settings-text/array-edit.ts';
import { type JsonObject, textAt, valueAt } from '../settings-text/json.ts';
import { setAt } from '../settings-text/jsonc-edit.ts';
import { refuseObstacles } from '../settings-text/obstacles.ts';
import { readSettings, type SettingsDocument, type SettingsRead } from '../settings-text/settings-text.ts';
import { unwrapMember } from '../settings-text/unwrap-member.ts';
import { chosenEntry } from './plan-target.ts';
import { type StraySelector, straySelectors } from './selectors.ts';
import type { Target } from './targets.ts';

type Edit = (document: SettingsDocument) => SettingsRead;

/** Runs edits in order and stops at the first one whose result is refused. */
export function runEdits(document: SettingsDocument, edits: readonly Edit[]): SettingsRead {
  let read: SettingsRead = { ok: true, document };
  for (const edit of edits) if (read.ok) read = edit(read.document);
  return read;
}

/** Replaces wrapped lists by plain arrays, the only shape every client reads, wherever nothing is lost by it. */
export const unwrapLists: Edit = (document) =>
  runEdits(
    document,
    readLists(document.value)
      .filter(({ canOpen }) => canOpen)
      .map(
        ({ key }): Edit =>
          (current) =>
            unwrapMember(current, ['modelProviders', key], 'models'),
      ),
  );

const connectionOf = (target: Target): EntryConnection => ({
  protocol: target.protocol,
  baseUrl: target.baseUrl,
  keyVariable: target.keyVariable,
  namePrefix: target.endpoint?.namePrefix ?? '',
  customHeaders: target.endpoint?.customHeaders ?? null,
});

/**
 * The entries a switch has to add: none when the chosen model is already listed, only that model for a provider in the
 * file, and all models of a provider that is new to the file.
 */
function missingEntries(target: Target, model: string): readonly JsonObject[] {
  if (chosenEntry(target, model) !== undefined) return [];
  const connection = connectionOf(target);
  if (target.endpoint === null) return [entryFor({ id: model }, connection)];
  if (target.group === null) return entriesOf(target.endpoint, model, connection);
  const spec = target.endpoint.models.find(({ id }) => id === model) ?? { id: model };
  return [entryFor(spec, connection)];
}

/**
 * Moves the target's entries to the front, in their own order, and keeps the order of all others. Older clients use the
 * first entry among equal ids, so the order matters. Never changes an entry's address in place: a running session would
 * send its old key to the new host (docs/facts/qwen-code.md §1.6).
 */
const putEntriesFirst =
  (target: Target, model: string): Edit =>
  (document) => {
    const added = missingEntries(target, model);
    const list = valueAt(document.value, 'modelProviders', target.listKey);
    if (!Array.isArray(list)) return setAt(document, ['modelProviders', target.listKey], added);
    const own = new Set((target.group?.entries ?? []).map(({ index }) => index));
    const existing = (index: number): ArraySlot => ({ kind: 'existing', index });
    const indexes = list.map((_, index) => index);
    const slots: readonly ArraySlot[] = [
      ...added.map((value): ArraySlot => ({ kind: 'new', value })),
      ...indexes.filter((index) => own.has(index)).map(existing),
      ...indexes.filter((index) => !own.has(index)).map(existing),
    ];
    return arrangeArray(document, ['modelProviders', target.listKey], slots);
  };

/**
 * Newer clients use `model.baseUrl` to choose among entries with equal ids; an empty text selects an entry without an
 * address.
 */
const setModelBaseUrl =
  (target: Target): Edit =>
  (document) => {
    const hasPlace = modelPath(document.value).length > 1;
    const isNeeded = target.baseUrl !== '' || textAt(document.value, 'model', 'baseUrl') !== undefined;
    return hasPlace && isNeeded ? setAt(document, ['model', 'baseUrl'], target.baseUrl) : { ok: true, document };
  };

/** The selectors that would still use another provider after the lists have been reordered. */
export function straySelectorsAfter(document: SettingsDocument, target: Target): readonly StraySelector[] {
  const entries = readEntries(document.value);
  return straySelectors(
    document.value,
    entries,
    target.protocol,
    (entry) => entry.baseUrl === target.baseUrl && entry.keyVariable === target.keyVariable,
  );
}

const followSwitch =
  (target: Target): Edit =>
  (document) =>
    runEdits(
      document,
      straySelectorsAfter(document, target).map(
        ({ name, followed }): Edit =>
          (current) =>
            setAt(current, [name], followed),
      ),
    );

export interface PlannedEdits {
  readonly target: Target;
  readonly model: string;
  /** The key to write into `env`; null: no key is written there. */
  readonly settingsKey: string | null;
  readonly follow: boolean;
}

/** Every path the edits write to. Includes the list of entries when it is no array that could be reordered. */
function writtenPaths(
  { value }: SettingsDocument,
  { target, settingsKey }: PlannedEdits,
): readonly (readonly string[])[] {
  const list = readLists(value).find(({ key }) => key === target.listKey);
  const isArranged = list !== undefined && (!list.wrapped || list.canOpen);
  return [
    ...(isArranged ? [] : [['modelProviders', target.listKey]]),
    typePath(value),
    modelPath(value),
    ['model', 'baseUrl'],
    ...(settingsKey === null ? [] : [['env', target.keyVariable]]),
  ];
}

/**
 * Applies every edit of a switch in a fixed order. Paths that already hold the planned value keep their bytes. The
 * result is validated as strictly as a file read from disk.
 */
export function applySwitch(document: SettingsDocument, planned: PlannedEdits): SettingsRead {
  const { target, model, settingsKey, follow } = planned;
  const free = refuseObstacles(document, writtenPaths(document, planned));
  if (!free.ok) return free;
  const edits: Edit[] = [
    unwrapLists,
    putEntriesFirst(target, model),
    (current) => setAt(current, typePath(document.value), target.selectedType),
    (current) => setAt(current, modelPath(document.value), model),
    setModelBaseUrl(target),
  ];
  if (settingsKey !== null) edits.push((current) => setAt(current, ['env', target.keyVariable], settingsKey));
  if (follow) edits.push(followSwitch(target));
  const edited = runEdits(document, edits);
  if (!edited.ok) return edited;
  const checked = readSettings(edited.document.source);
  return checked.ok ? { ok: true, document: { ...checked.document, exists: document.exists } } : checked;
}
