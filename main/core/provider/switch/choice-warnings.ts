import { addressFault } from '../catalogue/known-addresses.ts';
import { endOfModel, mayBeUnpurchased } from '../catalogue/model-facts.ts';
import { endpointKindOf, keyKindOf } from '../keys.ts';
import type { Resolution } from '../precedence/resolution.ts';
import type { ProviderChoice, SwitchWarning } from '../switch-model.ts';
import { isUnencrypted, sameBaseUrl, shownUrl } from '../url.ts';
import { warning } from './shadow-warnings.ts';
import type { Target } from './targets.ts';

interface Chosen {
  readonly choice: ProviderChoice;
  readonly target: Target;
  /** The key the switch intends to use; empty: none. */
  readonly key: string;
}

/** Warns of a model that ended, or that the plan at this address may refuse. */
function modelWarnings({ choice: { model }, target }: Chosen): readonly SwitchWarning[] {
  const { baseUrl, keyVariable } = target;
  const ended = endOfModel(model, baseUrl);
  if (ended !== null) return [warning('model-ended', { model, date: ended })];
  return mayBeUnpurchased(model, baseUrl, keyVariable) ? [warning('model-unpurchased', { model })] : [];
}

/** Warns when the address is not the one the user entered, and of an address that cannot work. */
function addressWarnings({ choice, target }: Chosen, resolved: Resolution): readonly SwitchWarning[] {
  const typed = (choice.baseUrl ?? '').trim();
  const isShortened = typed !== '' && !sameBaseUrl(typed, target.baseUrl);
  const used = resolved.state === 'uses' && target.baseUrl.includes('$') ? resolved.baseUrl : target.baseUrl;
  const fault = used === '' ? null : addressFault(target.protocol, used);
  return [
    ...(isShortened
      ? [warning('address-shortened', { baseUrl: shownUrl(typed), becomes: shownUrl(target.baseUrl) })]
      : []),
    ...(isUnencrypted(used) ? [warning('unencrypted-address', { baseUrl: shownUrl(used) })] : []),
    ...(fault === null ? [] : [warning(fault.code, { ...fault.values })]),
  ];
}

/** Warns of a key without the prefix of plan keys, where Qwen Code asks for none and so the app refuses none. */
const keyFormWarnings = ({ target, key }: Chosen): readonly SwitchWarning[] =>
  key !== '' && endpointKindOf(target.baseUrl) === 'plan' && keyKindOf(key) !== 'plan'
    ? [warning('not-a-plan-key', { baseUrl: shownUrl(target.baseUrl) })]
    : [];

/** Warnings of what was chosen or entered, whatever else the files hold. */
export const choiceWarnings = (chosen: Chosen, resolved: Resolution): readonly SwitchWarning[] => [
  ...modelWarnings(chosen),
  ...addressWarnings(chosen, resolved),
  ...keyFormWarnings(chosen),
];
