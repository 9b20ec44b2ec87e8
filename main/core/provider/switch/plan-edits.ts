import { entriesOf } from '../catalogue/catalogue.ts';
import type { EntryPlace } from '../catalogue/model-spec.ts';
import { entryFor } from '../catalogue/model-spec.ts';
import { readEntries, readLists } from '../precedence/entries.ts';
import { modelPath, typePath } from '../precedence/first-format.ts';
import { arrangeArray, type Place } from '../settings-text/array-edit.ts';
import { type JsonObject, textAt, valueAt } from '../settings-text/json.ts';
import { setAt } from '../settings-text/jsonc-edit.ts';
import { refuseObstacles } from '../settings-text/obstacles.ts';
import { readSettings, type SettingsDocument, type SettingsRead } from '../settings-text/settings-text.ts';
import { unwrapMember } from '../settings-text/unwrap-member.ts';
import { chosenEntry } from './plan-target.ts';
import { type StraySelector, straySelectors } from './selectors.ts';
import type { Target } from './targets.ts';

type Edit = (document: SettingsDocument) => SettingsRead;

/** Runs edits one after the other; the first outcome that could not be read again ends it. */
export function runEdits(document: SettingsDocument, edits: readonly Edit[]): SettingsRead {
  let read: SettingsRead = { ok: true, document };
  for (const edit of edits) if (read.ok) read = edit(read.document);
  return read;
}

/** Arrays are the one shape every client reads; wrapped lists are opened wherever that loses nothing. */
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

const placeOf = (target: Target): EntryPlace => ({
  protocol: target.protocol,
  baseUrl: target.baseUrl,
  keyVariable: target.keyVariable,
  namePrefix: target.endpoint?.namePrefix ?? '',
  customHeaders: target.endpoint?.customHeaders ?? null,
});

/** The entries a switch has to add: none where the chosen model is there, else it, and with a new provider all of it. */
function missingEntries(target: Target, model: string): readonly JsonObject[] {
  if (chosenEntry(target, model) !== undefined) return [];
  const place = placeOf(target);
  if (target.endpoint === null) return [entryFor({ id: model }, place)];
  if (target.group === null) return entriesOf(target.endpoint, model, place);
  const spec = target.endpoint.models.find(({ id }) => id === model) ?? { id: model };
  return [entryFor(spec, place)];
}

/**
 * The target's entries first, in their own order, then everything else as it was. Older clients take the first of
 * equal ids, so the order decides there; no entry's address is ever changed in place, because a running session would
 * send its old key to the new host (docs/facts/qwen-code.md §1.6).
 */
const putEntriesFirst =
  (target: Target, model: string): Edit =>
  (document) => {
    const added = missingEntries(target, model);
    const list = valueAt(document.value, 'modelProviders', target.listKey);
    if (!Array.isArray(list)) return setAt(document, ['modelProviders', target.listKey], added);
    const own = new Set((target.group?.entries ?? []).map(({ index }) => index));
    const existing = (index: number): Place => ({ kind: 'existing', index });
    const indexes = list.map((_, index) => index);
    const places: readonly Place[] = [
      ...added.map((value): Place => ({ kind: 'new', value })),
      ...indexes.filter((index) => own.has(index)).map(existing),
      ...indexes.filter((index) => !own.has(index)).map(existing),
    ];
    return arrangeArray(document, ['modelProviders', target.listKey], places);
  };

/** `model.baseUrl` picks among equal ids in newer clients; an entry without an address is picked by an empty one. */
const setModelBaseUrl =
  (target: Target): Edit =>
  (document) => {
    const hasPlace = modelPath(document.value).length > 1;
    const isNeeded = target.baseUrl !== '' || textAt(document.value, 'model', 'baseUrl') !== undefined;
    return hasPlace && isNeeded ? setAt(document, ['model', 'baseUrl'], target.baseUrl) : { ok: true, document };
  };

/** The selectors that stray after the lists were put in order. */
export function straysAfter(document: SettingsDocument, target: Target): readonly StraySelector[] {
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
      straysAfter(document, target).map(
        ({ name, followed }): Edit =>
          (current) =>
            setAt(current, [name], followed),
      ),
    );

export interface PlannedEdits {
  readonly target: Target;
  readonly model: string;
  /** A key for `env`, or null where it is not written there. */
  readonly settingsKey: string | null;
  readonly follow: boolean;
}

/** Every path the edits set; the list of entries too, where it is none that they would put in order. */
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
 * Every edit of a switch, in a fixed order. Paths that hold the wanted value already keep their bytes. The outcome is
 * read as strictly as a file would be.
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
