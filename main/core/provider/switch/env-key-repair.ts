import type { RepairOffer } from '../model.ts';
import { type ModelEntry, readEntries, readLists } from '../precedence/entries.ts';
import { applyTextEdits, nodeAt, propertyOf, type TextEdit } from '../settings-text/jsonc-edit.ts';
import type { SettingsDocument, SettingsRead } from '../settings-text/settings-text.ts';

const damaged = ({ value }: SettingsDocument): readonly ModelEntry[] =>
  readEntries(value).filter(({ envKeyFault }) => envKeyFault !== null);

/** Offers to mend every `envKey` that names no variable. */
export const envKeyOffers = (document: SettingsDocument): readonly RepairOffer[] =>
  damaged(document).map(({ id, keyVariable }) => ({
    code: 'env-key-names-nothing',
    values: { model: id, variable: keyVariable },
    repairable: true,
  }));

/** The edit that names `variable` in the `envKey` of an entry, in a plain list or a wrapped one; none where there is no `envKey`. */
export function envKeyEdit(
  document: SettingsDocument,
  { listKey, index }: ModelEntry,
  variable: string,
): readonly TextEdit[] {
  const isWrapped = readLists(document.value).some(({ key, wrapped }) => key === listKey && wrapped);
  const list = nodeAt(document.root, ['modelProviders', listKey, ...(isWrapped ? ['models'] : [])]);
  const entry = list?.children?.[index];
  const value = entry === undefined ? undefined : propertyOf(entry, 'envKey')?.children?.[1];
  return value === undefined ? [] : [{ offset: value.offset, length: value.length, text: JSON.stringify(variable) }];
}

/** Writes the protocol's own variable in place of every `envKey` that names none. */
export function nameEnvKeys(document: SettingsDocument): SettingsRead {
  const edits = damaged(document).flatMap((entry) => envKeyEdit(document, entry, entry.keyVariable));
  return edits.length === 0 ? { ok: true, document } : applyTextEdits(document, edits);
}
