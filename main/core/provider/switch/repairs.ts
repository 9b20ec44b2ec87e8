import { findEndpoint } from '../catalogue/catalogue.ts';
import type { RepairOffer, SettingsProblem } from '../model.ts';
import { qwenOAuth } from '../precedence/client-rules.ts';
import { isProtocol, readEntries, readLists } from '../precedence/entries.ts';
import type { SettingsFacts, UnreadFile } from '../precedence/facts.ts';
import { migrateFirstFormat, typePath } from '../precedence/first-format.ts';
import { type ArraySlot, arrangeArray } from '../settings-text/array-edit.ts';
import { changedSettings } from '../settings-text/changed-settings.ts';
import { type JsonObject, textAt, valueAt } from '../settings-text/json.ts';
import { setAt } from '../settings-text/jsonc-edit.ts';
import { settingsDiff } from '../settings-text/settings-diff.ts';
import { readSettings, type SettingsDocument, type SettingsRead } from '../settings-text/settings-text.ts';
import { sameBaseUrl } from '../url.ts';
import { envKeyOffers, nameEnvKeys } from './env-key-repair.ts';
import { applySwitch, runEdits, unwrapLists } from './plan-edits.ts';
import { mendEnvKeys, secretEnvKeyOffers } from './secret-env-key.ts';
import { notesOf } from './settings-notes.ts';
import type { SwitchPlan } from './switch-plan.ts';
import { targetsOf } from './targets.ts';

export type RepairCode = RepairOffer['code'];

const internationalId = 'coding-plan/international';
const metadata = ['providerMetadata', 'coding-plan'] as const;

/**
 * "Update all" of 0.24.4 moves an international Coding Plan to the China address but leaves `region: "global"`
 * (docs/facts/qwen-code.md §3.3). The combination of the two identifies the damage.
 */
function hasRegionBesideChinaUrl(settings: unknown): boolean {
  const china = findEndpoint('coding-plan/china')?.baseUrl ?? '';
  const baseUrl = textAt(settings, ...metadata, 'baseUrl') ?? '';
  return textAt(settings, ...metadata, 'region') === 'global' && sameBaseUrl(baseUrl, china);
}

const offer = (code: RepairCode, values: Record<string, string>, repairable = true): RepairOffer => ({
  code,
  values,
  repairable,
});

function typeOffers(settings: JsonObject): readonly RepairOffer[] {
  const type = textAt(migrateFirstFormat(settings), 'security', 'auth', 'selectedType');
  if (type === undefined || isProtocol(type)) return [];
  // Only the user can choose the provider that replaces Qwen OAuth.
  if (type === qwenOAuth) return [offer('qwen-oauth-ended', {}, false)];
  return [offer('unknown-selected-type', { type }, likelyType(settings) !== null)];
}

/**
 * The selected type that fits the file: that of the list with the chosen model, otherwise of the first list with
 * entries.
 */
function likelyType(settings: JsonObject): string | null {
  const entries = readEntries(settings);
  const model = textAt(migrateFirstFormat(settings), 'model', 'name');
  const entry = entries.find(({ id }) => id === model) ?? entries[0];
  return entry?.selectedType ?? null;
}

const lacksId = (item: unknown): boolean => textAt(item, 'id') === undefined;

/** Finds known damage in a settings file and files left over beside it, in a fixed order. */
export function findRepairs(document: SettingsDocument, facts: SettingsFacts): readonly RepairOffer[] {
  const settings = document.value;
  const lists = readLists(settings);
  const version = valueAt(settings, '$version');
  return [
    ...(hasRegionBesideChinaUrl(settings) ? [offer('region-beside-china-url', {})] : []),
    ...lists.flatMap(({ key, items }) => (items.some(lacksId) ? [offer('entry-without-id', { list: key })] : [])),
    ...envKeyOffers(document),
    ...typeOffers(settings),
    ...secretEnvKeyOffers(settings),
    ...lists.flatMap(({ key, canOpen }) =>
      canOpen
        ? [offer('wrapped-models', { list: key, version: typeof version === 'number' ? String(version) : '' })]
        : [],
    ),
    ...(document.hasByteOrderMark ? [offer('byte-order-mark', {})] : []),
    ...notesOf(settings),
    ...facts.leftOverFiles.map((name) => offer('left-over-file', { name }, false)),
    ...unreadFiles(facts).map((file) => offer('unread-file', { ...file }, false)),
  ];
}

function unreadFiles({
  envFiles,
  workspaceText,
  systemText,
  systemDefaultsText,
}: SettingsFacts): readonly UnreadFile[] {
  const layers = [workspaceText, systemDefaultsText, systemText].flatMap((text) =>
    text === null || typeof text === 'string' ? [] : [text],
  );
  const unread = envFiles.flatMap(({ path, unread: reason }) => (reason === undefined ? [] : [{ path, reason }]));
  return [...unread, ...layers];
}

/** Removes entries without an id, which crash Qwen Code at start, together with the comments beside them. */
const dropEntriesWithoutId = (document: SettingsDocument): SettingsRead =>
  runEdits(
    document,
    readLists(document.value)
      .filter(({ wrapped, items }) => !wrapped && items.some(lacksId))
      .map(({ key, items }) => (current: SettingsDocument): SettingsRead => {
        const slots = items.flatMap((item, index): readonly ArraySlot[] =>
          lacksId(item) ? [] : [{ kind: 'existing', index }],
        );
        return arrangeArray(current, ['modelProviders', key], slots);
      }),
  );

/**
 * Restores the international address: moves its entries to the front and corrects the address that the next client
 * update reads.
 */
function returnToInternational(document: SettingsDocument): SettingsRead {
  const target = targetsOf(document.value).find(({ id }) => id === internationalId);
  if (target === undefined) return { ok: true, document };
  const model = textAt(migrateFirstFormat(document.value), 'model', 'name') ?? '';
  const offered = target.endpoint?.models.some(({ id }) => id === model) === true;
  const first = target.endpoint?.models[0]?.id ?? model;
  const switched = applySwitch(document, { target, model: offered ? model : first, settingsKey: null, follow: false });
  return switched.ok ? setAt(switched.document, [...metadata, 'baseUrl'], target.baseUrl) : switched;
}

function repair(document: SettingsDocument, code: RepairCode): SettingsRead {
  switch (code) {
    case 'region-beside-china-url':
      return hasRegionBesideChinaUrl(document.value) ? returnToInternational(document) : { ok: true, document };
    case 'entry-without-id':
      return dropEntriesWithoutId(document);
    case 'env-key-names-nothing':
      return nameEnvKeys(document);
    case 'unknown-selected-type': {
      const type = likelyType(document.value);
      const isDamaged = typeOffers(document.value).some((found) => found.code === code);
      if (type === null || !isDamaged) return { ok: true, document };
      return setAt(document, typePath(document.value), type);
    }
    case 'key-in-env-key':
    case 'reference-in-env-key':
      return mendEnvKeys(document, code);
    case 'wrapped-models':
      return unwrapLists(document);
    case 'byte-order-mark':
      return { ok: true, document: { ...document, source: document.text, hasByteOrderMark: false } };
    case 'qwen-oauth-ended':
    case 'model-ended':
    case 'written-by-bailian-cli':
    case 'first-of-equal-models':
    case 'empty-file':
    case 'left-over-file':
    case 'unread-file':
      return { ok: true, document };
  }
}

export type RepairPlan =
  | ({ readonly kind: 'plan'; readonly after: string } & Pick<SwitchPlan, 'diff' | 'changed'>)
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'settings-refused'; readonly problem: SettingsProblem };

/** Plans one repair without changing anything. Pure; planned again on its own result there is nothing to do. */
export function planRepair({ text, code }: { readonly text: string | null; readonly code: RepairCode }): RepairPlan {
  const read = readSettings(text);
  if (!read.ok) return { kind: 'settings-refused', problem: read.problem };
  const repaired = repair(read.document, code);
  if (!repaired.ok) return { kind: 'settings-refused', problem: repaired.problem };
  const after = repaired.document.source;
  if (!read.document.exists || after === read.document.source) return { kind: 'nothing-to-do' };
  const diff = settingsDiff(read.document, repaired.document);
  return { kind: 'plan', after, diff, changed: changedSettings(read.document.value, repaired.document.value) };
}
