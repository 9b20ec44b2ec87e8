import { groupEntries, readEntries } from './entries.ts';
import { effectiveEnvironment, homeVariables, type VariableSource } from './environment.ts';
import type { EnvFileText, SettingsFacts } from './facts.ts';
import { sameJson, textAt, valueAt } from './json.ts';
import { endpointKindOf, keyKindOf, spillsIntoBilling } from './keys.ts';
import { type ClientGeneration, countsWorkspace, type LayerContext, type LayerName, readLayers } from './layers.ts';
import type { KeyPlacement, SwitchWarning } from './model.ts';
import { straysAfter } from './plan-edits.ts';
import { noFlags, type PrecedenceInput, type Resolution, refusesToStart, resolveProvider } from './precedence.ts';
import type { SettingsDocument } from './settings-text.ts';
import type { Target } from './targets.ts';
import { sameBaseUrl, shownUrl } from './url.ts';

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
  readonly envFilesAfter: readonly EnvFileText[];
}

const warning = (code: SwitchWarning['code'], values: Record<string, string> = {}): SwitchWarning => ({ code, values });

const precedenceInput = (input: WarningInput, client: ClientGeneration): PrecedenceInput => ({
  client,
  processEnvironment: input.facts.processEnvironment,
  envFiles: input.envFilesAfter,
  userText: input.after.source,
  workspaceText: input.facts.workspaceText,
  systemText: input.facts.systemText,
  systemDefaultsText: input.facts.systemDefaultsText,
  folderTrusted: input.facts.folderTrusted,
  flags: noFlags,
});

const shadowCode: Readonly<Record<LayerName, SwitchWarning['code'] | null>> = {
  'system-defaults': null,
  user: null,
  workspace: 'shadowed-by-workspace',
  system: 'shadowed-by-system',
};

/** Settings of higher layers that stand over what the switch wrote, and variables that stand over its key. */
function shadows(input: WarningInput): readonly SwitchWarning[] {
  const { facts, target, key } = input;
  const context: LayerContext = {
    client: '0.24',
    processEnvironment: facts.processEnvironment,
    homeVariables: homeVariables(input.envFilesAfter),
    folderTrusted: facts.folderTrusted,
  };
  const texts = {
    'system-defaults': facts.systemDefaultsText,
    user: input.after.source,
    workspace: facts.workspaceText,
    system: facts.systemText,
  };
  const read = readLayers(texts, context);
  if (!read.ok) return [];
  const { layers, merged } = read;
  const paths = [
    ['security', 'auth', 'selectedType'],
    ['model', 'name'],
    ['model', 'baseUrl'],
    ['modelProviders', target.listKey],
  ];
  const found: SwitchWarning[] = [];
  for (const layer of ['workspace', 'system'] as const) {
    const code = shadowCode[layer];
    const hidden = paths.filter((path) => {
      const value = valueAt(layers[layer], ...path);
      return value !== undefined && !sameJson(value, valueAt(layers.user, ...path));
    });
    if (code !== null) found.push(...hidden.map((path) => warning(code, { path: path.join('.') })));
  }
  const enforced = textAt(merged, 'security', 'auth', 'enforcedType');
  if (enforced !== undefined && enforced !== target.protocol) {
    found.push(warning('enforced-type', { enforced, chosen: target.protocol }));
  }
  const environment = effectiveEnvironment({
    client: '0.24',
    processEnvironment: facts.processEnvironment,
    envFiles: input.envFilesAfter,
    layers,
    merged,
    trusted: countsWorkspace(layers, context),
  });
  const variable = environment.get(target.keyVariable);
  if (variable !== undefined && key !== '' && variable.value !== key)
    found.push(...shadowedKey(variable.source, target));
  return found;
}

function shadowedKey(source: VariableSource, { keyVariable }: Target): readonly SwitchWarning[] {
  switch (source.kind) {
    case 'environment':
      return [warning('shadowed-by-environment', { variable: keyVariable })];
    case 'env-file':
      return [warning('shadowed-by-env-file', { variable: keyVariable, path: source.path })];
    case 'settings': {
      const code = shadowCode[source.layer];
      return code === null ? [] : [warning(code, { path: `env.${keyVariable}` })];
    }
  }
}

/** The key sent is not the variable's own: another provider's key goes to this address (`qwen-code.md` §2.3). */
function keyLeaks(resolved: Resolution): readonly SwitchWarning[] {
  if (refusesToStart(resolved) || resolved.entry === null || resolved.entry.envKey === '') return [];
  if (resolved.keyVariable === resolved.wantedVariable) return [];
  const used = resolved.keyVariable ?? 'security.auth.apiKey';
  const values = { used, wanted: resolved.wantedVariable, baseUrl: shownUrl(resolved.baseUrl) };
  return [warning('key-leak-openai-api-key', values)];
}

function isAsPlanned(input: WarningInput, resolved: Resolution): boolean {
  if (refusesToStart(resolved)) return false;
  const { target, model, key } = input;
  const isSamePlace = target.baseUrl === '' || resolved.entry?.baseUrl === undefined || sameAddress(resolved, target);
  return (
    resolved.protocol === target.protocol &&
    resolved.model === model &&
    isSamePlace &&
    resolved.entry !== null &&
    (key === '' || resolved.key === key)
  );
}

/** Addresses may hold variables: then only the entry's own text can be compared, and it was chosen by that text. */
const sameAddress = (resolved: Exclude<Resolution, { readonly refuses: string }>, target: Target): boolean =>
  target.baseUrl.includes('$') || sameBaseUrl(resolved.baseUrl, target.baseUrl);

function outcomeValues(resolved: Resolution): Record<string, string> {
  if (refusesToStart(resolved)) return { reason: resolved.refuses };
  return { protocol: resolved.protocol, model: resolved.model, baseUrl: shownUrl(resolved.baseUrl) };
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
  const older = resolveProvider(precedenceInput(input, '0.15'));
  const over = shadows(input);
  const leaks = keyLeaks(resolved);
  const isPlanned = isAsPlanned(input, resolved);
  const unexplained = !isPlanned && over.length === 0 && leaks.length === 0;
  return [
    ...leaks,
    ...over,
    ...(unexplained ? [warning('switch-without-effect', outcomeValues(resolved))] : []),
    ...(isPlanned && !isAsPlanned(input, older) ? [warning('older-client-differs', outcomeValues(older))] : []),
    ...spill(input),
    ...sharedKey(input),
    ...selectors(input),
    ...sessions(input),
    ...(input.written === 'settings' ? [warning('key-in-plain-text', { variable: input.target.keyVariable })] : []),
  ];
}
