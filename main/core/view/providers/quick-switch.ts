import type {
  ProviderChoice,
  ProviderOption,
  RecentProvider,
  SettingsView,
  SwitchPreview,
} from '../../provider/model.ts';
import { modelToOffer } from './recent.ts';

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

/** The favourites there still are, in the order the user chose them. */
export function favouriteOptions(settings: SettingsView, favouriteIds: readonly string[]): readonly ProviderOption[] {
  if (settings.state !== 'readable') return [];
  const options = new Map(settings.options.map((option) => [option.id, option]));
  return [...new Set(favouriteIds)].flatMap((id) => options.get(id) ?? []).filter(({ custom }) => custom !== true);
}

/** What one click on a provider's name begins with. */
export type QuickStart =
  | { readonly kind: 'plan'; readonly choice: ProviderChoice }
  /** Something is missing that only the user can say. */
  | { readonly kind: 'ask' };

/** Nothing but a provider is named: the model is the one it was used with last. Without a key or a model it has to be asked. */
export function startQuickSwitch(
  { options, currentModel }: ReadableSettings,
  recent: readonly RecentProvider[],
  providerId: string,
): QuickStart {
  const option = options.find(({ id }) => id === providerId);
  if (option === undefined || option.key.state === 'missing') return { kind: 'ask' };
  const model = modelToOffer(option, currentModel, recent);
  return model === '' ? { kind: 'ask' } : { kind: 'plan', choice: { providerId, model } };
}

/** What to do with the plan: only one that gives nothing to think about is carried out unseen. */
export type QuickEnd =
  | { readonly kind: 'confirm'; readonly hash: string }
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'show' };

export function endQuickSwitch(preview: SwitchPreview): QuickEnd {
  switch (preview.kind) {
    case 'plan':
      return preview.warnings.length === 0 ? { kind: 'confirm', hash: preview.hash } : { kind: 'show' };
    case 'nothing-to-do':
      return { kind: 'nothing-to-do' };
    case 'settings-refused':
    case 'key-refused':
    case 'unknown-provider':
      return { kind: 'show' };
  }
}
