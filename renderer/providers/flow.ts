import type {
  KeyPlacement,
  Protocol,
  ProviderOption,
  RecentProvider,
  RepairOffer,
  SettingsView,
} from '../../main/core/provider/model.ts';
import type { InUse } from '../../main/core/provider/precedence/in-use-schema.ts';
import type { KeyProblem, ProviderChoice, SwitchPreview, SwitchResult } from '../../main/core/provider/switch-model.ts';
import { recommendedPlacement } from '../../main/core/view/providers/key-place.ts';
import { keyInPaste } from '../../main/core/view/providers/pasted-key.ts';
import { findProvider } from '../../main/core/view/providers/provider-choice.ts';
import { rowOfProvider } from '../../main/core/view/providers/provider-rows.ts';
import { modelToOffer } from '../../main/core/view/providers/quick-switch.ts';
import type { SwitchGoal } from '../../main/core/view/providers/switch-check.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { BackupListView, BackupView } from '../../preload/contract.ts';

/** The entries of the form. A typed key is kept only here and is dropped with the form. */
export interface Draft {
  readonly model: string;
  readonly key: string;
  readonly replaceKey: boolean;
  readonly placement: KeyPlacement | 'as-now';
  readonly follow: boolean;
  readonly baseUrl: string;
  readonly protocol: Protocol;
  readonly keyVariable: string;
}

/** The provider to switch to, with the entries of the form. */
export interface Chosen {
  readonly option: ProviderOption;
  /** The same provider with each protocol it offers, including `option` itself. */
  readonly endpoints: readonly ProviderOption[];
  readonly draft: Draft;
}

/** The current step of the providers panel, with its data. */
export type Flow =
  | { readonly step: 'list' }
  /** `problem` is why main rejected an entry; null as soon as the user edits the form. */
  | ({ readonly step: 'form'; readonly problem: KeyProblem | null; readonly isBack?: true } & Chosen)
  | ({ readonly step: 'preview'; readonly preview: ShownPreview } & Chosen)
  | { readonly step: 'backups'; readonly list: BackupListView; readonly lookedAt?: BackupView | undefined }
  | { readonly step: 'restore'; readonly list: BackupListView; readonly backup: BackupView }
  | { readonly step: 'repair'; readonly repair: RepairOffer; readonly preview: SwitchPreview }
  | ({ readonly step: 'result' } & Ended);

/** Every preview that has a screen. A refused key has none, because the form shows that problem. */
export type ShownPreview = Exclude<SwitchPreview, { kind: 'key-refused' }>;

export const fieldOf = (problem: KeyProblem): 'key' | 'base-url' | 'variable-name' =>
  problem === 'base-url' || problem === 'variable-name' ? problem : 'key';

export interface Ended {
  readonly of: 'switch' | 'undo' | 'restore' | 'repair';
  readonly result: SwitchResult;
  /** What Qwen Code will use after the change; null if unknown or if nothing was changed. */
  readonly inUse: InUse | null;
  /** What the user switched to; null for changes that are not a switch. */
  readonly goal: SwitchGoal | null;
  readonly option: ProviderOption | null;
}

/** Where the form offers to keep the key: "as before" only if it is kept somewhere. */
export function placementsOf(option: ProviderOption, draft: Draft): readonly Draft['placement'][] {
  const isKnown = option.key.state === 'present' || draft.placement === 'as-now';
  return isKnown ? ['env-file', 'settings', 'as-now'] : ['env-file', 'settings'];
}

export const draftOf = (
  option: ProviderOption,
  currentModel: string | null,
  recent: readonly RecentProvider[] = [],
): Draft => ({
  model: modelToOffer(option, currentModel, recent),
  key: '',
  replaceKey: false,
  placement: recommendedPlacement(option),
  follow: false,
  baseUrl: option.baseUrl,
  protocol: option.protocol,
  keyVariable: option.keyVariable,
});

/** Finds a provider by its id or name and fills in its form; null if there is none, or more than one of that name. */
export function chosenAt(
  settings: Extract<SettingsView, { state: 'readable' }>,
  provider: string,
  recent: readonly RecentProvider[],
  words: Words,
): Chosen | null {
  const found = findProvider(settings.options, { text: provider, region: null, protocol: null });
  if (found.kind !== 'found') return null;
  const { option } = found;
  const endpoints = rowOfProvider(settings, option.id, words)?.endpoints ?? [option];
  return { option, endpoints, draft: draftOf(option, settings.currentModel, recent) };
}

/** Whether the preview can be requested without showing the form. */
export const isReady = ({ option, draft }: Chosen): boolean =>
  isComplete(option, draft) && (!asksForKey(option, draft) || draft.key.trim() !== '');

/** Changes the protocol. Keeps the entries, and the model if it is available with that protocol. */
export function withEndpoint({ endpoints, draft }: Chosen, option: ProviderOption): Chosen {
  const { model, protocol, keyVariable, baseUrl } = draftOf(option, null);
  const offered = option.models.some(({ id }) => id === draft.model);
  return {
    option,
    endpoints,
    draft: { ...draft, protocol, keyVariable, baseUrl, model: offered ? draft.model : model },
  };
}

/** Whether the form asks for a key: there is none yet, or the user wants to replace it. */
export const asksForKey = (option: ProviderOption, draft: Draft): boolean =>
  option.key.state === 'missing' || draft.replaceKey;

/** Converts the entries to main's input, without the fields that the form did not show. */
export function choiceOf(option: ProviderOption, draft: Draft): ProviderChoice {
  const key = keyInPaste(draft.key);
  const withKey = asksForKey(option, draft) && key !== '';
  return {
    providerId: option.id,
    model: draft.model.trim(),
    ...(withKey ? { key } : {}),
    ...(withKey && draft.placement !== 'as-now' ? { keyPlacement: draft.placement } : {}),
    ...(draft.follow ? { follow: 'all' as const } : {}),
    ...(option.custom === true ? customPart(draft) : {}),
  };
}

function customPart(draft: Draft): Pick<ProviderChoice, 'baseUrl' | 'protocol' | 'keyVariable'> {
  const baseUrl = draft.baseUrl.trim();
  const keyVariable = draft.keyVariable.trim();
  return {
    protocol: draft.protocol,
    ...(baseUrl === '' ? {} : { baseUrl }),
    ...(keyVariable === '' ? {} : { keyVariable }),
  };
}

/** Whether the form can be submitted. Main validates the entries in detail. */
export const isComplete = (option: ProviderOption, draft: Draft): boolean =>
  draft.model.trim() !== '' && (option.custom !== true || draft.baseUrl.trim() !== '');
