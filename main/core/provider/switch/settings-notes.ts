import { endOfModel } from '../catalogue/model-facts.ts';
import type { RepairOffer } from '../model.ts';
import { type ModelEntry, readEntries } from '../precedence/entries.ts';
import { migrateFirstFormat } from '../precedence/first-format.ts';
import { type JsonObject, textAt, valueAt } from '../settings-text/json.ts';
import { urlParts } from '../url.ts';
import { selectorModels } from './selectors.ts';

const note = (code: RepairOffer['code'], values: Record<string, string>): RepairOffer => ({
  code,
  values,
  repairable: false,
});

/** The models the settings name that ended at every address at which an entry offers them. */
function endedModels(settings: JsonObject, entries: readonly ModelEntry[], model: string): readonly RepairOffer[] {
  const named = new Set([model, ...selectorModels(settings)]);
  return [...named].flatMap((id) => {
    const ends = entries.filter((entry) => entry.id === id).map(({ baseUrl }) => endOfModel(id, baseUrl));
    const [date] = ends;
    return typeof date === 'string' && !ends.includes(null) ? [note('model-ended', { model: id, date })] : [];
  });
}

/** Whether `bl config agent` of Alibaba's own command line wrote the entry (docs/facts/qwen-code.md §6). */
const isFromBailianCli = ({ envKey, name }: ModelEntry): boolean =>
  envKey === 'BAILIAN_CLI_API_KEY' || name === 'bailian-cli' || name.startsWith('[Bailian] ');

/**
 * Notes what other programs did to the settings. It is no damage, but explains a change the user did not make:
 * `bl config agent` replaces `model` and `security.auth` whole, and "Update all" of Qwen Code empties `model.baseUrl`,
 * so that of several entries with one id the first decides (docs/facts/qwen-code.md §3.3, §6).
 */
function writtenByOthers(settings: JsonObject, entries: readonly ModelEntry[], model: string): readonly RepairOffer[] {
  const selectedType = textAt(settings, 'security', 'auth', 'selectedType');
  const named = entries.filter((entry) => entry.id === model && entry.selectedType === selectedType);
  const [first] = named;
  if (first === undefined) return [];
  const isUndecided =
    valueAt(settings, 'model', 'baseUrl') === '' && new Set(named.map(({ baseUrl }) => baseUrl)).size > 1;
  return [
    ...(isFromBailianCli(first) ? [note('written-by-bailian-cli', { model })] : []),
    ...(isUndecided ? [note('first-of-equal-models', { model, name: urlParts(first.baseUrl)?.host ?? '' })] : []),
  ];
}

/** What the user should know about the settings as they are, and no repair can mend. */
export function notesOf(document: JsonObject): readonly RepairOffer[] {
  const settings = migrateFirstFormat(document);
  const entries = readEntries(settings);
  const model = textAt(settings, 'model', 'name') ?? '';
  return [...endedModels(settings, entries, model), ...writtenByOthers(settings, entries, model)];
}
