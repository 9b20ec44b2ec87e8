import type { ProviderOption, RecentProvider, SettingsView } from '../../provider/model.ts';
import type { ProviderChoice, SwitchPreview } from '../../provider/switch-model.ts';

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

interface Used {
  readonly providerId: string | null;
  readonly model: string | null;
}

/** The providers used before, newest first, each with the model last used with it. Pure. */
export function recentProviders(oldestFirst: readonly Used[]): readonly RecentProvider[] {
  const recent = new Map<string, string>();
  for (const { providerId, model } of oldestFirst.toReversed()) {
    if (providerId !== null && model !== null && !recent.has(providerId)) recent.set(providerId, model);
  }
  return [...recent].map(([providerId, model]) => ({ providerId, model }));
}

/**
 * The model to offer first: the current one, otherwise the last used one if still listed, otherwise the first listed;
 * empty: none.
 */
export function modelToOffer(
  option: ProviderOption,
  currentModel: string | null,
  recent: readonly RecentProvider[],
): string {
  if (option.current && currentModel !== null) return currentModel;
  const last = recent.find(({ providerId }) => providerId === option.id)?.model;
  const listed = option.models.find(({ id }) => id === last) ?? option.models[0];
  return listed?.id ?? '';
}

/** The favourites that still exist, in the order chosen by the user. */
export function favouriteOptions(settings: SettingsView, favouriteIds: readonly string[]): readonly ProviderOption[] {
  if (settings.state !== 'readable') return [];
  const options = new Map(settings.options.map((option) => [option.id, option]));
  return [...new Set(favouriteIds)].flatMap((id) => options.get(id) ?? []).filter(({ custom }) => custom !== true);
}

/** The first step of a switch by one click on the name of a provider. */
export type QuickStart =
  | { readonly kind: 'plan'; readonly choice: ProviderChoice }
  /** The user has to supply something that is missing. */
  | { readonly kind: 'ask' };

/**
 * Starts a switch to a provider with the model last used with it. Asks the user when the key or the model is missing.
 */
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

/** The next step for a plan; only a plan without warnings is confirmed without showing it. */
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
