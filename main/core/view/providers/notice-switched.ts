import type { ProviderChoice, SettingsView } from '../../provider/model.ts';
import type { Words } from '../words/index.ts';
import { fullName } from './provider-text.ts';

/** What is said after a switch that nobody watched. Each replaces the one before. Pure. */
export function switchedNotice(
  settings: Extract<SettingsView, { state: 'readable' }>,
  { providerId, model }: Pick<ProviderChoice, 'providerId' | 'model'>,
  words: Words,
): { readonly tag: string; readonly title: string; readonly body: string } {
  const option = settings.options.find(({ id }) => id === providerId);
  const name = option === undefined ? providerId : fullName(option, [], words);
  return { tag: 'switched', title: words.notice.switchedTitle(name), body: words.notice.switchedBody(model) };
}
