import { endpointKindOf, keyKindOf, spillsIntoBilling } from '../keys.ts';
import type { KeyPlacement, SwitchWarning } from '../model.ts';
import { type ClientFiles, hasFolder, withoutFolder } from '../precedence/client-files.ts';
import { contextOf } from '../precedence/context.ts';
import { groupEntries, readEntries } from '../precedence/entries.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { otherKeyOf } from '../precedence/in-use.ts';
import type { Resolution } from '../precedence/resolution.ts';
import { resolveProvider } from '../precedence/resolve-provider.ts';
import { sameJson } from '../settings-text/json.ts';
import type { SettingsDocument } from '../settings-text/settings-text.ts';
import { isAddressAsked, sameBaseUrl, shownUrl } from '../url.ts';
import { straysAfter } from './plan-edits.ts';
import { shadowWarnings, warning } from './shadow-warnings.ts';
import type { Target } from './targets.ts';

/** A planned switch and everything around it. */
export interface WarningInput {
  readonly before: SettingsDocument;
  readonly after: SettingsDocument;
  readonly target: Target;
  readonly model: string;
  /** The key that is meant to be used. */
  readonly key: string;
  /** Where the plan writes it, or null. */
  readonly written: KeyPlacement | null;
  readonly follows: boolean;
  readonly facts: SettingsFacts;
  /** What Qwen Code will find once the plan is written. */
  readonly filesAfter: ClientFiles;
}

/**
 * The key sent is not the variable's own: another provider's key goes to this address (docs/facts/qwen-code.md §2.3).
 */
function keyLeaks(resolved: Resolution): readonly SwitchWarning[] {
  const otherKey = resolved.state === 'refuses' ? null : otherKeyOf(resolved);
  return otherKey === null ? [] : [warning('key-leak-openai-api-key', otherKey)];
}

const isAsPlanned = (input: WarningInput, resolved: Resolution): boolean =>
  resolved.state === 'uses' &&
  resolved.entry !== null &&
  resolved.protocol === input.target.protocol &&
  resolved.model === input.model &&
  isAddressAsked(input.target.baseUrl, resolved.baseUrl) &&
  (input.key === '' || resolved.key === input.key);

function outcomeValues(resolved: Resolution): Record<string, string> {
  if (resolved.state === 'refuses') return { refusal: resolved.code, subject: resolved.subject };
  return { protocol: resolved.protocol, model: resolved.model, baseUrl: shownUrl(resolved.baseUrl) };
}

/**
 * Where client 0.15 would end up. To an Anthropic-compatible endpoint it sends the key as `x-api-key`, which plans do
 * not take (docs/facts/qwen-code.md §2.3, docs/facts/plans.md §3).
 */
function olderClient(input: WarningInput, files: ClientFiles): readonly SwitchWarning[] {
  const older = resolveProvider(contextOf(files, '0.15'));
  if (!isAsPlanned(input, older)) return [warning('older-client-differs', outcomeValues(older))];
  const { protocol, baseUrl } = input.target;
  if (protocol !== 'anthropic' || endpointKindOf(baseUrl) !== 'plan') return [];
  return [warning('older-client-differs', { refusal: 'x-api-key', subject: '' })];
}

/** Somebody who has a plan is about to pay by use. */
function spill(input: WarningInput): readonly SwitchWarning[] {
  const { after, facts, target } = input;
  const usesPlan = readEntries(after.value).some(({ baseUrl }) => endpointKindOf(baseUrl) === 'plan');
  const holdsPlanKey = [...Object.values(facts.vaultKeys), ...Object.values(facts.processEnvironment)].some(
    (value) => keyKindOf(value) === 'plan',
  );
  const spills = spillsIntoBilling(target.baseUrl, usesPlan || holdsPlanKey);
  return spills ? [warning('billed-endpoint', { baseUrl: shownUrl(target.baseUrl) })] : [];
}

/** Other addresses read the same variable: a new key would go to them too, and an old one may not be meant for this. */
function sharedKey(input: WarningInput): readonly SwitchWarning[] {
  const { before, target, written } = input;
  const others = groupEntries(readEntries(before.value)).filter(
    (group) => group.keyVariable === target.keyVariable && !sameBaseUrl(group.baseUrl, target.baseUrl),
  );
  const isNewHere = target.group === null;
  if (others.length === 0 || (written === null && !isNewHere)) return [];
  const addresses = [...new Set(others.map(({ baseUrl }) => shownUrl(baseUrl)))];
  return [warning('key-shared', { variable: target.keyVariable, others: addresses.join(', ') })];
}

function sessions({ facts }: WarningInput): readonly SwitchWarning[] {
  const count = facts.runningSessions.length;
  if (count === 0) return [];
  const folders = [...new Set(facts.runningSessions.map(({ workFolder }) => workFolder))];
  return [warning('running-sessions', { count: String(count), folders: folders.join(', ') })];
}

function selectors(input: WarningInput): readonly SwitchWarning[] {
  const strays = straysAfter(
    { ...input.after, value: { ...input.after.value, ...selectorsBefore(input) } },
    input.target,
  );
  return strays.map(({ name, shown, followed }) =>
    warning('other-selector', {
      selector: name,
      model: shown,
      follows: input.follows ? 'yes' : 'no',
      becomes: followed,
    }),
  );
}

/** Followed selectors are changed in the text already; what they were is what has to be said. */
const selectorsBefore = ({ before, after }: WarningInput): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(before.value)
      .filter((key) => !sameJson(before.value[key], after.value[key]) && /(?:Model|Fallbacks)$/.test(key))
      .map((key) => [key, before.value[key]]),
  );

/** Whether Qwen Code will use what was chosen, and what keeps it from doing so. */
function outcomeWarnings(input: WarningInput, files: ClientFiles): readonly SwitchWarning[] {
  const context = contextOf(files, '0.24');
  const resolved = resolveProvider(context);
  const found = [...keyLeaks(resolved), ...shadowWarnings(context, input.target, input.key)];
  if (isAsPlanned(input, resolved)) return [...found, ...olderClient(input, files)];
  return found.length > 0 ? found : [warning('switch-without-effect', outcomeValues(resolved))];
}

/** What holds in the working folder alone, whose files a plan for every folder does not count. */
function folderWarnings(input: WarningInput, known: readonly SwitchWarning[]): readonly SwitchWarning[] {
  if (!hasFolder(input.filesAfter)) return [];
  return outcomeWarnings(input, input.filesAfter)
    .filter((found) => !known.some((one) => sameJson(one, found)))
    .map((found) => ({ ...found, onlyInFolder: true }));
}

/** Everything a user should know before saying yes, worst first; what concerns one folder alone comes last. */
export function switchWarnings(input: WarningInput): readonly SwitchWarning[] {
  const outcome = outcomeWarnings(input, withoutFolder(input.filesAfter));
  return [
    ...outcome,
    ...spill(input),
    ...sharedKey(input),
    ...selectors(input),
    ...sessions(input),
    ...(input.written === 'settings' ? [warning('key-in-plain-text', { variable: input.target.keyVariable })] : []),
    ...folderWarnings(input, outcome),
  ];
}
