import type { ProviderChoice, SettingsView } from '../../provider/model.ts';
import type { InUse } from '../../provider/precedence/in-use.ts';
import type { Words } from '../words/index.ts';
import { inUseView } from './in-use-view.ts';
import { fullName } from './provider-text.ts';
import { goalOf } from './switch-check.ts';

/** The notice after a switch without a visible window. Each notice replaces the previous one. Pure. */
export function switchedNotice(
  settings: Extract<SettingsView, { state: 'readable' }>,
  choice: ProviderChoice,
  inUse: InUse,
  words: Words,
): { readonly tag: string; readonly title: string; readonly body: string } {
  const option = settings.options.find(({ id }) => id === choice.providerId);
  const name = option === undefined ? choice.providerId : fullName(option, [], words);
  const { tone, text } = inUseView(inUse, option === undefined ? null : goalOf(choice, option), words);
  const body = tone === 'good' ? words.notice.switchedBody(choice.model) : text;
  return { tag: 'switched', title: words.notice.switchedTitle(name), body };
}
