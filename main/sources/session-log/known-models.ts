import { catalogue } from '../../core/provider/catalogue/catalogue.ts';
import type { SettingsView } from '../../core/provider/model.ts';

/**
 * Returns the name of a model if the app's catalogue or the user's settings list it, otherwise null. A log may contain any
 * text in place of a model's name, so other names must not reach a notice.
 */
export function knownModel(model: string | null, settings: SettingsView): string | null {
  const own = settings.state === 'readable' ? settings.options.flatMap(({ models }) => models) : [];
  const isKnown = [...catalogue.flatMap(({ models }) => models), ...own].some(({ id }) => id === model);
  return isKnown ? model : null;
}
