import type { ProviderOption, SettingsView } from './model.ts';

/** The provider that Qwen Code uses by the user's settings, and its model. */
export interface CurrentProvider extends Pick<ProviderOption, 'id' | 'label' | 'region' | 'protocol' | 'baseUrl'> {
  readonly model: string | null;
  /** Why Qwen Code does not start with it; left out: it does. */
  readonly startFault?: ProviderOption['startFault'];
}

/** What the settings choose, in a list or by variables; null: nothing, or that is not known. */
export function currentProvider(settings: SettingsView | undefined): CurrentProvider | null {
  if (settings?.state !== 'readable') return null;
  const option = settings.options.find(({ current }) => current);
  return option === undefined ? (settings.unlisted ?? null) : { ...option, model: settings.currentModel };
}
