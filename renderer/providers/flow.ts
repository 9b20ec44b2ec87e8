import type {
  KeyPlacement,
  KeyProblem,
  Protocol,
  ProviderChoice,
  ProviderOption,
  RecentProvider,
  RepairOffer,
  SettingsView,
  SwitchPreview,
  SwitchResult,
} from '../../main/core/provider/model.ts';
import type { InUse } from '../../main/core/provider/precedence/in-use.ts';
import { rowOfProvider } from '../../main/core/view/providers/provider-rows.ts';
import { modelToOffer } from '../../main/core/view/providers/recent.ts';
import type { SwitchGoal } from '../../main/core/view/providers/switch-check.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { BackupView } from '../../preload/contract.ts';

/** What is being filled in. The key lives here and nowhere else, and goes when the form does. */
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

/** What is being switched to. */
export interface Chosen {
  readonly option: ProviderOption;
  /** The other protocols the same provider can be spoken to by, this one among them. */
  readonly endpoints: readonly ProviderOption[];
  readonly draft: Draft;
}

/** Where the user is between choosing and having switched. */
export type Flow =
  | { readonly step: 'list' }
  /** `problem`: what main refused of what was filled in; null once something else is typed. */
  | ({ readonly step: 'form'; readonly problem: KeyProblem | null } & Chosen)
  | ({ readonly step: 'preview'; readonly preview: ShownPreview } & Chosen)
  | { readonly step: 'backups'; readonly backups: readonly BackupView[] }
  | { readonly step: 'restore'; readonly backups: readonly BackupView[]; readonly backup: BackupView }
  | { readonly step: 'repair'; readonly repair: RepairOffer; readonly preview: SwitchPreview }
  | ({ readonly step: 'result' } & Ended);

/** What a preview screen shows: a refused key is told where it was typed. */
export type ShownPreview = Exclude<SwitchPreview, { kind: 'key-refused' }>;

/** Which field of the form a problem is about. */
export const fieldOf = (problem: KeyProblem): 'key' | 'base-url' | 'variable-name' =>
  problem === 'base-url' || problem === 'variable-name' ? problem : 'key';

/** A change that was carried out, or not. */
export interface Ended {
  readonly of: 'switch' | 'undo' | 'restore' | 'repair';
  readonly result: SwitchResult;
  /** What Qwen Code will use since; null: not known, or nothing was changed. */
  readonly inUse: InUse | null;
  /** What was chosen; null: nothing in particular. */
  readonly goal: SwitchGoal | null;
}

export const draftOf = (
  option: ProviderOption,
  currentModel: string | null,
  recent: readonly RecentProvider[] = [],
): Draft => ({
  model: modelToOffer(option, currentModel, recent),
  key: '',
  replaceKey: false,
  placement: 'as-now',
  follow: false,
  baseUrl: option.baseUrl,
  protocol: option.protocol,
  keyVariable: option.keyVariable,
});

/** A choice that begins with a provider's name alone; null: there is none by that name. */
export function chosenAt(
  settings: Extract<SettingsView, { state: 'readable' }>,
  providerId: string,
  recent: readonly RecentProvider[],
  words: Words,
): Chosen | null {
  const endpoints = rowOfProvider(settings, providerId, words)?.endpoints ?? [];
  const option = endpoints.find(({ id }) => id === providerId);
  return option === undefined ? null : { option, endpoints, draft: draftOf(option, settings.currentModel, recent) };
}

/** Nothing is left to be asked: the plan can be shown. */
export const isReady = ({ option, draft }: Chosen): boolean =>
  isComplete(option, draft) && (!asksForKey(option, draft) || draft.key.trim() !== '');

/** The same choice by another protocol: what was typed stays, the model as far as it is offered there. */
export function withEndpoint({ endpoints, draft }: Chosen, option: ProviderOption): Chosen {
  const { model, protocol, keyVariable, baseUrl } = draftOf(option, null);
  const offered = option.models.some(({ id }) => id === draft.model);
  return {
    option,
    endpoints,
    draft: { ...draft, protocol, keyVariable, baseUrl, model: offered ? draft.model : model },
  };
}

/** A key is asked for where there is none, and where the user wants another. */
export const asksForKey = (option: ProviderOption, draft: Draft): boolean =>
  option.key.state === 'missing' || draft.replaceKey;

/** The choice as main takes it; nothing in it that was not asked for. */
export function choiceOf(option: ProviderOption, draft: Draft): ProviderChoice {
  const key = draft.key.trim();
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

/** The form can be sent: main checks the rest and says why not in words. */
export const isComplete = (option: ProviderOption, draft: Draft): boolean =>
  draft.model.trim() !== '' && (option.custom !== true || draft.baseUrl.trim() !== '');
