import { customProviderId, endpointAt, isImageModel, supportsModel } from '../catalogue/catalogue.ts';
import { isVariableName, variableForHost } from '../keys.ts';
import { groupIdOf, type ModelEntry } from '../precedence/entries.ts';
import type { JsonObject } from '../settings-text/json.ts';
import type { KeyProblem, ProviderChoice } from '../switch-model.ts';
import { sameBaseUrl, typedBaseUrl, urlParts } from '../url.ts';
import { customTarget, endpointTarget, type Target, targetsOf } from './targets.ts';

export type TargetFound =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'key-refused'; readonly problem: KeyProblem }
  | { readonly kind: 'unknown-provider' };

function customChoice(settings: JsonObject, choice: ProviderChoice): TargetFound {
  const protocol = choice.protocol ?? 'openai';
  const typed = choice.baseUrl ?? '';
  const parts = urlParts(typed);
  const isUsable = parts !== null && /^https?$/.test(parts.scheme) && !/[\s"'`$]/.test(typed.trim());
  if (!isUsable) return { kind: 'key-refused', problem: 'base-url' };
  const baseUrl = typedBaseUrl(protocol, typed);
  const present = targetsOf(settings).find(
    (target) =>
      target.protocol === protocol &&
      sameBaseUrl(target.baseUrl, baseUrl) &&
      (choice.keyVariable === undefined || choice.keyVariable === target.keyVariable),
  );
  if (present !== undefined) return { kind: 'target', target: present };
  const keyVariable = choice.keyVariable ?? variableForHost(parts.host);
  if (!isVariableName(keyVariable)) return { kind: 'key-refused', problem: 'variable-name' };
  return {
    kind: 'target',
    target: {
      ...customTarget(protocol, baseUrl, keyVariable),
      endpoint: endpointAt(protocol, baseUrl, keyVariable) ?? null,
    },
  };
}

/** A catalogue provider with a key variable chosen by the user, so that two accounts can exist side by side. */
function withChosenVariable(settings: JsonObject, target: Target, keyVariable: string): TargetFound {
  if (target.keyVariable === keyVariable) return { kind: 'target', target };
  if (!isVariableName(keyVariable)) return { kind: 'key-refused', problem: 'variable-name' };
  const present = targetsOf(settings).find(
    (other) =>
      other.group !== null &&
      other.protocol === target.protocol &&
      other.keyVariable === keyVariable &&
      sameBaseUrl(other.baseUrl, target.baseUrl),
  );
  if (present !== undefined) return { kind: 'target', target: present };
  const base = target.endpoint === null ? target : endpointTarget(target.endpoint);
  return { kind: 'target', target: { ...base, id: groupIdOf({ ...base, keyVariable }), group: null, keyVariable } };
}

/** Finds the target of a choice; refuses a model that may not be used there. */
export function findTarget(settings: JsonObject, choice: ProviderChoice): TargetFound {
  const found = choice.providerId === customProviderId ? customChoice(settings, choice) : namedTarget(settings, choice);
  if (found.kind !== 'target') return found;
  const { endpoint, group } = found.target;
  const serviceOnly = (group?.entries ?? []).filter(({ id }) => id === choice.model);
  const isService = serviceOnly.length > 0 && serviceOnly.every((entry) => entry.serviceOnly);
  if (isService || isImageModel(choice.model) || /^\s*$/.test(choice.model)) return { kind: 'unknown-provider' };
  return endpoint === null || supportsModel(endpoint, choice.model) ? found : { kind: 'unknown-provider' };
}

function namedTarget(settings: JsonObject, choice: ProviderChoice): TargetFound {
  const target = targetsOf(settings).find(({ id }) => id === choice.providerId);
  if (target === undefined) return { kind: 'unknown-provider' };
  return choice.keyVariable === undefined
    ? { kind: 'target', target }
    : withChosenVariable(settings, target, choice.keyVariable);
}

/** The entry for the chosen model, if the file already has one. */
export const chosenEntry = (target: Target, model: string): ModelEntry | undefined =>
  target.group?.entries.find((entry) => entry.id === model && !entry.serviceOnly);
