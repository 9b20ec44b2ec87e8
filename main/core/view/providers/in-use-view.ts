import type { InUse } from '../../provider/precedence/in-use.ts';
import type { ValueSource } from '../../provider/precedence/resolution.ts';
import type { Words } from '../words/index.ts';
import { hostOf } from './provider-text.ts';
import { checkSwitch, type SwitchGoal } from './switch-check.ts';

export interface InUseView {
  readonly tone: 'good' | 'amber';
  readonly text: string;
  /** Whether Qwen Code will use something other than what was chosen. */
  readonly differs: boolean;
}

/** Words what Qwen Code will use, for the popover and its notices. `goal` is null when nothing was chosen. */
export function inUseView(inUse: InUse, goal: SwitchGoal | null, words: Words): InUseView {
  const { uses, refuses, keyFrom } = words.providers.inUse;
  if (inUse.state === 'refuses') {
    return { tone: 'amber', text: refuses(words.refusals[inUse.code](inUse.subject)), differs: false };
  }
  const { model, baseUrl, sources } = inUse;
  const differs = goal !== null && checkSwitch(inUse, goal) !== 'as-chosen';
  const text = uses(model, hostOf(baseUrl), keyFrom[keySourceName(sources.key)]);
  return { tone: differs ? 'amber' : 'good', text, differs };
}

function keySourceName({ kind }: ValueSource): keyof Words['providers']['inUse']['keyFrom'] {
  return kind === 'entry' || kind === 'setting' ? 'settings' : kind;
}
