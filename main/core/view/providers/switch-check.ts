import type { Protocol, ProviderOption } from '../../provider/model.ts';
import type { InUse } from '../../provider/precedence/in-use-schema.ts';
import { lastFour } from '../../provider/settings-text/mask.ts';
import type { ProviderChoice } from '../../provider/switch-model.ts';
import { isRequestedAddress, typedBaseUrl } from '../../provider/url.ts';

/** What Qwen Code should use after a switch. */
export interface SwitchGoal {
  readonly protocol: Protocol;
  readonly model: string;
  readonly baseUrl: string;
  /** The last characters of the key the user entered; null: any key is accepted. */
  readonly keyLast4: string | null;
}

export const goalOf = (
  { model, protocol, baseUrl, key }: ProviderChoice,
  option: Pick<ProviderOption, 'protocol' | 'baseUrl'>,
): SwitchGoal => ({
  protocol: protocol ?? option.protocol,
  model,
  baseUrl: baseUrl === undefined ? option.baseUrl : typedBaseUrl(protocol ?? option.protocol, baseUrl),
  keyLast4: key === undefined ? null : lastFour(key),
});

export type SwitchCheck = 'as-chosen' | 'other-provider' | 'other-key' | 'refuses';

/** Compares what Qwen Code will use with what was chosen. Pure. */
export function checkSwitch(inUse: InUse, goal: SwitchGoal): SwitchCheck {
  if (inUse.state === 'refuses') return 'refuses';
  const { model, protocol, baseUrl, keyLast4 } = inUse;
  const isChosen = model === goal.model && protocol === goal.protocol && isRequestedAddress(goal.baseUrl, baseUrl);
  if (!isChosen) return 'other-provider';
  return goal.keyLast4 === null || goal.keyLast4 === keyLast4 ? 'as-chosen' : 'other-key';
}
