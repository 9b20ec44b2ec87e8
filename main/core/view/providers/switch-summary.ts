import type { ProviderOption } from '../../provider/model.ts';
import type { ProviderChoice, SwitchPreview, SwitchWarning } from '../../provider/switch-model.ts';
import type { Words } from '../words/index.ts';
import { pathText, summaryName } from './provider-text.ts';

type Plan = Extract<SwitchPreview, { kind: 'plan' }>;

/** What a switch will change, in words. */
export interface SwitchSummary {
  /** What Qwen Code will use. */
  readonly sentence: string;
  /** How much changes, and where the key goes. */
  readonly changesText: string;
}

/** Warnings that something other than the settings may decide what Qwen Code uses. */
const undecided: readonly SwitchWarning['code'][] = [
  'switch-without-effect',
  'enforced-type',
  'shadowed-by-environment',
  'shadowed-by-env-file',
  'shadowed-by-workspace',
  'shadowed-by-system',
  'key-leak-openai-api-key',
  'unread-file',
];

/** Says first in words what a planned switch will change. Pure. */
export function switchSummary(
  preview: Plan,
  option: ProviderOption,
  { model, baseUrl }: Pick<ProviderChoice, 'model' | 'baseUrl'>,
  home: string,
  words: Words,
): SwitchSummary {
  const isUndecided = preview.warnings.some(
    ({ code, onlyInFolder }) => onlyInFolder !== true && undecided.includes(code),
  );
  const { names, uses } = words.switchSummary;
  return {
    sentence: (isUndecided ? names : uses)(model, summaryName(option, baseUrl ?? '', words)),
    changesText: changesText(preview, home, words),
  };
}

/** How many settings a plan changes, and into which file a key goes. */
export function changesText({ changed, path, envFile }: Plan, home: string, { switchSummary }: Words): string {
  const keys = changed.filter((place) => place.startsWith('env.'));
  const count = changed.length - keys.length;
  const keyPath = envFile?.path ?? (keys.length > 0 ? path : null);
  if (keyPath === null) return count === 0 ? switchSummary.formOnly : switchSummary.settings(count);
  const fileText = pathText(keyPath, home);
  return count === 0 ? switchSummary.keyOnly(fileText) : switchSummary.settingsAndKey(count, fileText);
}
