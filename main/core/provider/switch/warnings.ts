import { endpointKindOf, keyKindOf, spillsIntoBilling } from '../keys.ts';
import type { SwitchWarning } from '../model.ts';
import { groupEntries, readEntries } from '../precedence/entries.ts';
import { type Resolution, type Resolved, refusesToStart } from '../precedence/resolution.ts';
import { resolveProvider } from '../precedence/resolve-provider.ts';
import { sameJson } from '../settings-text/json.ts';
import { sameBaseUrl, shownUrl } from '../url.ts';
import { straysAfter } from './plan-edits.ts';
import { precedenceInput, shadows, type WarningInput, warning } from './shadow-warnings.ts';

/**
 * The key sent is not the variable's own: another provider's key goes to this address (docs/facts/qwen-code.md §2.3).
 */
function keyLeaks(resolved: Resolution): readonly SwitchWarning[] {
  if (refusesToStart(resolved) || resolved.entry === null || resolved.entry.envKey === '') return [];
  if (resolved.keyVariable === resolved.wantedVariable) return [];
  const used = resolved.keyVariable ?? 'security.auth.apiKey';
  const values = { used, wanted: resolved.wantedVariable, baseUrl: shownUrl(resolved.baseUrl) };
  return [warning('key-leak-openai-api-key', values)];
}

/** Addresses may hold variables: then only the entry's own text can be compared, and it was chosen by that text. */
const isSamePlace = (resolved: Resolved, { target }: WarningInput): boolean =>
  target.baseUrl === '' || target.baseUrl.includes('$') || sameBaseUrl(resolved.baseUrl, target.baseUrl);

const isAsPlanned = (input: WarningInput, resolved: Resolution): boolean =>
  !refusesToStart(resolved) &&
  resolved.entry !== null &&
  resolved.protocol === input.target.protocol &&
  resolved.model === input.model &&
  isSamePlace(resolved, input) &&
  (input.key === '' || resolved.key === input.key);

function outcomeValues(resolved: Resolution): Record<string, string> {
  if (refusesToStart(resolved)) return { reason: resolved.refuses, refusal: resolved.code, subject: resolved.subject };
  return { protocol: resolved.protocol, model: resolved.model, baseUrl: shownUrl(resolved.baseUrl) };
}

/**
 * Where client 0.15 would end up. To an Anthropic-compatible endpoint it sends the key as `x-api-key`, which plans do
 * not take (docs/facts/qwen-code.md §2.3, docs/facts/plans.md §3).
 */
function olderClient(input: WarningInput): readonly SwitchWarning[] {
  const older = resolveProvider(precedenceInput(input, '0.15'));
  if (!isAsPlanned(input, older)) return [warning('older-client-differs', outcomeValues(older))];
  const { protocol, baseUrl } = input.target;
  if (protocol !== 'anthropic' || endpointKindOf(baseUrl) !== 'plan') return [];
  const reason = 'It sends the key as x-api-key, which this plan does not take.';
  return [warning('older-client-differs', { reason, refusal: 'x-api-key', subject: '' })];
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

/** Everything a user should know before saying yes, worst first. */
export function switchWarnings(input: WarningInput): readonly SwitchWarning[] {
  const resolved = resolveProvider(precedenceInput(input, '0.24'));
  const over = shadows(input);
  const leaks = keyLeaks(resolved);
  const isPlanned = isAsPlanned(input, resolved);
  const unexplained = !isPlanned && over.length === 0 && leaks.length === 0;
  return [
    ...leaks,
    ...over,
    ...(unexplained ? [warning('switch-without-effect', outcomeValues(resolved))] : []),
    ...(isPlanned ? olderClient(input) : []),
    ...spill(input),
    ...sharedKey(input),
    ...selectors(input),
    ...sessions(input),
    ...(input.written === 'settings' ? [warning('key-in-plain-text', { variable: input.target.keyVariable })] : []),
  ];
}
