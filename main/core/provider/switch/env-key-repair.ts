import type { RepairOffer } from '../model.ts';
import { type ModelEntry, readEntries } from '../precedence/entries.ts';
import { applyTextEdits, nodeAt, propertyOf } from '../settings-text/jsonc-edit.ts';
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

/** Writes the protocol's own variable in place of every `envKey` that names none. */
export function nameEnvKeys(document: SettingsDocument): SettingsRead {
  const edits = damaged(document).flatMap(({ listKey, index, keyVariable }) => {
    const entry = nodeAt(document.root, ['modelProviders', listKey])?.children?.[index];
    const value = entry === undefined ? undefined : propertyOf(entry, 'envKey')?.children?.[1];
    return value === undefined
      ? []
      : [{ offset: value.offset, length: value.length, text: JSON.stringify(keyVariable) }];
  });
  return edits.length === 0 ? { ok: true, document } : applyTextEdits(document, edits);
}
