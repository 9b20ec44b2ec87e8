import { containsKey } from '../../secrets.ts';
import { endpointAt } from '../catalogue/catalogue.ts';
import { isVariableName, referencedVariable, shownVariable, variableForHost } from '../keys.ts';
import type { RepairOffer } from '../model.ts';
import { type ModelEntry, readEntries } from '../precedence/entries.ts';
import { type JsonObject, textAt } from '../settings-text/json.ts';
import { applyTextEdits, setAt } from '../settings-text/jsonc-edit.ts';
import type { SettingsDocument, SettingsRead } from '../settings-text/settings-text.ts';
import { urlParts } from '../url.ts';
import { envKeyEdit } from './env-key-repair.ts';

type EnvKeyCode = 'key-in-env-key' | 'reference-in-env-key';

/** What `envKey` holds in place of a variable's name; null: a name, or a text that `env` sets like one. */
function damageOf({ envKey }: ModelEntry, settings: JsonObject): EnvKeyCode | null {
  if (envKey === '') return null;
  if (referencedVariable(envKey) !== null) return 'reference-in-env-key';
  const isUsedAsName = isVariableName(envKey) || textAt(settings, 'env', envKey) !== undefined;
  return isUsedAsName && !containsKey(envKey) ? null : 'key-in-env-key';
}

/** Whether the entry's variable is not usable as it is: a switch there would make a key the name of a variable. */
export const isKeyOrReference = (keyVariable: string): boolean =>
  containsKey(keyVariable) || referencedVariable(keyVariable) !== null;

/** A variable for the key of an entry: the catalogue's, or one named after the host; with a number when it is taken. */
function freeVariable({ protocol, baseUrl }: ModelEntry, key: string, settings: JsonObject): string {
  const usual = endpointAt(protocol, baseUrl)?.keyVariable ?? variableForHost(urlParts(baseUrl)?.host ?? protocol);
  const isFree = (name: string): boolean => [undefined, key].includes(textAt(settings, 'env', name));
  let name = usual;
  for (let count = 2; !isFree(name); count += 1) name = `${usual}_${count}`;
  return name;
}

interface Mend {
  readonly code: EnvKeyCode;
  readonly entry: ModelEntry;
  readonly variable: string;
  /** The key to move to `env`; null for a reference. */
  readonly key: string | null;
}

function mendsOf(settings: JsonObject): readonly Mend[] {
  return readEntries(settings).flatMap((entry): readonly Mend[] => {
    const code = damageOf(entry, settings);
    if (code === null) return [];
    if (code === 'reference-in-env-key') {
      return [{ code, entry, variable: referencedVariable(entry.envKey) ?? '', key: null }];
    }
    // A switch of an earlier version may have set the key as if it were the name of a variable.
    const key = textAt(settings, 'env', entry.envKey) ?? entry.envKey;
    return [{ code, entry, variable: freeVariable(entry, key, settings), key }];
  });
}

/** One offer for each key or reference found in `envKey`. The key itself is not part of it. */
export function secretEnvKeyOffers(settings: JsonObject): readonly RepairOffer[] {
  const offers = new Map(
    mendsOf(settings).map(({ code, entry, variable }) => {
      const values = { shown: shownVariable(entry.envKey), variable };
      return [entry.envKey, { code, values, repairable: true }] as const;
    }),
  );
  return [...offers.values()];
}

/** Names the variable in each damaged `envKey`, and moves a key found there to `env`. */
export function mendEnvKeys(document: SettingsDocument, code: EnvKeyCode): SettingsRead {
  let read: SettingsRead = { ok: true, document };
  // One after the other: each takes a name that the ones before left free.
  for (const { entry } of mendsOf(document.value).filter((mend) => mend.code === code)) {
    if (!read.ok) return read;
    const current: SettingsDocument = read.document;
    const mend = mendsOf(current.value).find(
      (one) => one.entry.listKey === entry.listKey && one.entry.index === entry.index,
    );
    if (mend === undefined) continue;
    const named = applyTextEdits(current, envKeyEdit(current, mend.entry, mend.variable));
    read = named.ok && mend.key !== null ? setAt(named.document, ['env', mend.variable], mend.key) : named;
  }
  return read;
}
