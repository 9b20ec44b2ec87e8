import { endpointKindOf, keyKindOf, spillsIntoBilling } from '../keys.ts';
import type { KeyPlacement } from '../model.ts';
import { type ClientFiles, hasFolder, withoutFolder } from '../precedence/client-files.ts';
import type { Refusal } from '../precedence/client-rules.ts';
import { type Context, contextOf } from '../precedence/context.ts';
import { groupEntries, readEntries } from '../precedence/entries.ts';
import { unreadBefore } from '../precedence/environment.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { otherKeyOf } from '../precedence/in-use.ts';
import type { Resolution } from '../precedence/resolution.ts';
import { resolveProvider } from '../precedence/resolve-provider.ts';
import { secretMask } from '../precedence/secret-mask.ts';
import { sameJson } from '../settings-text/json.ts';
import { maskKeys } from '../settings-text/mask.ts';
import type { SettingsDocument } from '../settings-text/settings-text.ts';
import type { ProviderChoice, SwitchWarning } from '../switch-model.ts';
import { isRequestedAddress, sameBaseUrl, shownUrl } from '../url.ts';
import { choiceWarnings } from './choice-warnings.ts';
import { straySelectorsAfter } from './plan-edits.ts';
import { shadowWarnings, warning } from './shadow-warnings.ts';
import type { Target } from './targets.ts';

/** A planned switch with everything the warnings depend on. */
export interface WarningInput {
  readonly before: SettingsDocument;
  readonly after: SettingsDocument;
  readonly target: Target;
  readonly choice: ProviderChoice;
  readonly key: string;
  /** Where the plan writes the key; null: nowhere. */
  readonly written: KeyPlacement | null;
  readonly facts: SettingsFacts;
  /** The files Qwen Code will read after the plan is written. */
  readonly filesAfter: ClientFiles;
}

/**
 * Warns when the key sent comes from another variable: another provider's key would go to this address
 * (docs/facts/qwen-code.md §2.3).
 */
function keyLeakWarnings(resolved: Resolution): readonly SwitchWarning[] {
  const otherKey = resolved.state === 'refuses' ? null : otherKeyOf(resolved);
  return otherKey === null ? [] : [warning('key-leak-openai-api-key', otherKey)];
}

const isAsPlanned = (input: WarningInput, resolved: Resolution): boolean =>
  resolved.state === 'uses' &&
  resolved.entry !== null &&
  resolved.protocol === input.target.protocol &&
  resolved.model === input.choice.model &&
  isRequestedAddress(input.target.baseUrl, resolved.baseUrl) &&
  (input.key === '' || resolved.key === input.key);

function outcomeValues(resolved: Resolution): Record<string, string> {
  if (resolved.state === 'refuses') return { refusal: resolved.code, subject: resolved.subject };
  return { protocol: resolved.protocol, model: resolved.model, baseUrl: shownUrl(resolved.baseUrl) };
}

/**
 * Warns when client 0.15 would use something else. That client sends the key for an Anthropic-compatible endpoint as
 * `x-api-key`, which plans reject (docs/facts/qwen-code.md §2.3, docs/facts/plans.md §3).
 */
function olderClientWarnings(input: WarningInput, files: ClientFiles): readonly SwitchWarning[] {
  const older = resolveProvider(contextOf(files, '0.15'));
  if (!isAsPlanned(input, older)) return [warning('older-client-differs', outcomeValues(older))];
  const { protocol, baseUrl } = input.target;
  if (protocol !== 'anthropic' || endpointKindOf(baseUrl) !== 'plan') return [];
  return [warning('older-client-differs', { refusal: 'x-api-key', subject: '' })];
}

/** Warns a user who has a plan about an endpoint that bills by use. */
function billingWarnings(input: WarningInput): readonly SwitchWarning[] {
  const { after, facts, target } = input;
  const usesPlan = readEntries(after.value).some(({ baseUrl }) => endpointKindOf(baseUrl) === 'plan');
  const holdsPlanKey = [...Object.values(facts.vaultKeys), ...Object.values(facts.processEnvironment)].some(
    (value) => keyKindOf(value) === 'plan',
  );
  const isSpill = spillsIntoBilling(target.baseUrl, usesPlan || holdsPlanKey);
  return isSpill ? [warning('billed-endpoint', { baseUrl: shownUrl(target.baseUrl) })] : [];
}

/**
 * Warns when other addresses read the same variable: a new key would be sent to them too, and an existing key may not
 * be meant for this address.
 */
function sharedKeyWarnings(input: WarningInput): readonly SwitchWarning[] {
  const { before, target, written } = input;
  const others = groupEntries(readEntries(before.value)).filter(
    (group) => group.keyVariable === target.keyVariable && !sameBaseUrl(group.baseUrl, target.baseUrl),
  );
  const isNewHere = target.group === null;
  if (others.length === 0 || (written === null && !isNewHere)) return [];
  const addresses = [...new Set(others.map(({ baseUrl }) => shownUrl(baseUrl)))];
  return [warning('key-shared', { variable: target.keyVariable, others: addresses.join(', ') })];
}

function sessionWarnings({ facts }: WarningInput): readonly SwitchWarning[] {
  const count = facts.runningSessions.length;
  if (count === 0) return [];
  const folders = [...new Set(facts.runningSessions.map(({ workFolder }) => workFolder))];
  return [warning('running-sessions', { count: String(count), folders: folders.join(', ') })];
}

function selectorWarnings(input: WarningInput): readonly SwitchWarning[] {
  const strays = straySelectorsAfter(
    { ...input.after, value: { ...input.after.value, ...selectorsBefore(input) } },
    input.target,
  );
  return strays.map(({ name, shown, followed }) =>
    warning('other-selector', {
      selector: name,
      model: shown,
      follows: input.choice.follow === 'all' ? 'yes' : 'no',
      becomes: followed,
    }),
  );
}

/** The selectors as they were before the edits: the warning names their old values. */
const selectorsBefore = ({ before, after }: WarningInput): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(before.value)
      .filter((key) => !sameJson(before.value[key], after.value[key]) && /(?:Model|Fallbacks)$/.test(key))
      .map((key) => [key, before.value[key]]),
  );

function withoutSecrets(warnings: readonly SwitchWarning[], context: Context | Refusal): readonly SwitchWarning[] {
  const mask = 'code' in context ? maskKeys : secretMask(context);
  return warnings.map(({ values, ...rest }) => ({
    ...rest,
    values: Object.fromEntries(Object.entries(values).map(([name, text]) => [name, mask(text)])),
  }));
}

/** Warns of a `.env` file that the app cannot read and that may override what is written. */
function unreadWarnings(context: ReturnType<typeof contextOf>, resolved: Resolution): readonly SwitchWarning[] {
  if ('code' in context) return context.unread === undefined ? [] : [warning('unread-file', { ...context.unread })];
  const unread = unreadBefore(context, resolved.state === 'uses' ? resolved.sources.key : null);
  return unread === null ? [] : [warning('unread-file', { ...unread })];
}

/** What the current client would use with some files. */
interface Outcome {
  readonly files: ClientFiles;
  readonly context: Context | Refusal;
  readonly resolved: Resolution;
}

function outcomeOf(files: ClientFiles): Outcome {
  const context = contextOf(files, '0.24');
  return { files, context, resolved: resolveProvider(context) };
}

/** Warns when Qwen Code will not use what was chosen, with the reasons. */
function outcomeWarnings(input: WarningInput, { files, context, resolved }: Outcome): readonly SwitchWarning[] {
  const found = [
    ...keyLeakWarnings(resolved),
    ...shadowWarnings(context, input.target, input.key),
    ...unreadWarnings(context, resolved),
  ];
  if (isAsPlanned(input, resolved)) return [...found, ...olderClientWarnings(input, files)];
  return found.length > 0 ? found : [warning('switch-without-effect', outcomeValues(resolved))];
}

/** The warnings that apply only in the working folder; plans for all folders ignore its files. */
function folderWarnings(
  input: WarningInput,
  inFolder: Outcome | null,
  known: readonly SwitchWarning[],
): readonly SwitchWarning[] {
  if (inFolder === null) return [];
  return outcomeWarnings(input, inFolder)
    .filter((found) => !known.some((one) => sameJson(one, found)))
    .map((found) => ({ ...found, onlyInFolder: true }));
}

/** Everything the user should know before confirming, worst first; warnings for one folder only come last. */
export function switchWarnings(input: WarningInput): readonly SwitchWarning[] {
  const everywhere = outcomeOf(withoutFolder(input.filesAfter));
  const inFolder = hasFolder(input.filesAfter) ? outcomeOf(input.filesAfter) : null;
  const outcome = outcomeWarnings(input, everywhere);
  const all = [
    ...outcome,
    ...choiceWarnings(input, everywhere.resolved),
    ...billingWarnings(input),
    ...sharedKeyWarnings(input),
    ...selectorWarnings(input),
    ...sessionWarnings(input),
    ...(input.written === 'settings' ? [warning('key-in-plain-text', { variable: input.target.keyVariable })] : []),
    ...folderWarnings(input, inFolder, outcome),
  ];
  return withoutSecrets(all, (inFolder ?? everywhere).context);
}
