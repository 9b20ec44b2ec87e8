import { type CurrentProvider, currentProvider } from '../../provider/current-provider.ts';
import type { ProviderOption, SettingsView } from '../../provider/model.ts';
import type { ProviderChoice, SwitchPreview, SwitchWarning } from '../../provider/switch-model.ts';
import type { Words } from '../words/index.ts';
import { idText, nameOf, pathText, regionText, summaryName } from './provider-text.ts';

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

interface Surroundings {
  /** The settings before the switch. */
  readonly settings: SettingsView;
  readonly home: string;
  readonly words: Words;
}

/** Says first in words what a planned switch will change. Pure. */
export function switchSummary(
  preview: Plan,
  chosen: { readonly option: ProviderOption } & Pick<ProviderChoice, 'model' | 'baseUrl'>,
  { settings, home, words }: Surroundings,
): SwitchSummary {
  const isUndecided = preview.warnings.some(
    ({ code, onlyInFolder }) => onlyInFolder !== true && undecided.includes(code),
  );
  const { names, uses } = words.switchSummary;
  const current = currentProvider(settings);
  const leftText = current === null ? null : leftTextOf(current, chosen, words);
  return {
    sentence: (isUndecided ? names : uses)(
      idText(chosen.model),
      summaryName(chosen.option, chosen.baseUrl ?? '', words),
      leftText,
    ),
    changesText: changesText(preview, home, words),
  };
}

/** What is left, by what differs from what is chosen: model, provider or both. null: nothing differs. */
function leftTextOf(
  current: CurrentProvider,
  { option, model }: Parameters<typeof switchSummary>[1],
  words: Words,
): string | null {
  const modelText = current.model === null || current.model === model ? null : idText(current.model);
  if (current.id === option.id) return modelText;
  const providerText = differingName(current, option, words);
  return modelText === null ? providerText : words.switchSummary.of(modelText, providerText);
}

/** The name of a provider with what it takes to tell it from another: its region, or else its protocol. */
function differingName(current: CurrentProvider, other: ProviderOption, words: Words): string {
  const name = nameOf(current, words);
  if (name !== nameOf(other, words)) return name;
  const isSameRegion = current.region === other.region;
  const detail = isSameRegion ? words.providers.protocolNames[current.protocol] : regionText(current, words);
  return [name, detail].filter((part) => part !== null).join(words.switchSummary.comma);
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
