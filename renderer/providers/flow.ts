import type {
  KeyPlacement,
  Protocol,
  ProviderChoice,
  ProviderOption,
  SwitchPreview,
  SwitchResult,
} from '../../main/core/provider/model.ts';
import { firstModel } from '../../main/core/view/popover-providers.ts';

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

/** Where the user is between choosing and having switched. */
export type Flow =
  | { readonly step: 'list' }
  | { readonly step: 'form'; readonly option: ProviderOption; readonly draft: Draft }
  | {
      readonly step: 'preview';
      readonly option: ProviderOption;
      readonly draft: Draft;
      readonly preview: SwitchPreview;
    }
  | { readonly step: 'result'; readonly of: 'switch' | 'undo'; readonly result: SwitchResult };

export const draftOf = (option: ProviderOption, currentModel: string | null): Draft => ({
  model: firstModel(option, currentModel),
  key: '',
  replaceKey: false,
  placement: 'as-now',
  follow: false,
  baseUrl: option.baseUrl,
  protocol: option.protocol,
  keyVariable: option.keyVariable,
});

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
