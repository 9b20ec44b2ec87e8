import type { ProviderOption, SettingsView } from '../../provider/model.ts';
import type { InUse, ValueSource } from '../../provider/precedence/in-use-schema.ts';
import type { ProviderChoice } from '../../provider/switch-model.ts';
import { sameBaseUrl } from '../../provider/url.ts';
import type { Words } from '../words/index.ts';
import { fullName, hostOf, pathText, summaryName } from './provider-text.ts';
import { checkSwitch, goalOf, type SwitchGoal } from './switch-check.ts';

export interface InUseView {
  readonly tone: 'good' | 'amber';
  readonly text: string;
  /** How far the text can be relied on. */
  readonly note: string;
  /** Whether Qwen Code will use something other than what was chosen. */
  readonly differs: boolean;
}

interface Place {
  readonly words: Words;
  readonly home: string;
  /** What may be in use: its address gives the provider its name; the first that fits counts. */
  readonly options: readonly ProviderOption[];
}

/** Words what Qwen Code will use, for the popover and its notices. `goal` is null when nothing was chosen. */
export function inUseView(inUse: InUse, goal: SwitchGoal | null, { words, home, options }: Place): InUseView {
  const { uses, refuses, checked, differs: differsNote } = words.providers.inUse;
  if (inUse.state === 'refuses' && inUse.unread !== undefined) {
    const { what, wayOut } = words.repairs['unread-file'](inUse.unread);
    return { tone: 'amber', text: what, note: wayOut, differs: false };
  }
  if (inUse.state === 'refuses') {
    return { tone: 'amber', text: refuses(words.refusals[inUse.code](inUse.subject)), note: checked, differs: false };
  }
  const { model, baseUrl, sources } = inUse;
  const differs = goal !== null && checkSwitch(inUse, goal) !== 'as-chosen';
  const option = options.find((one) => one.protocol === inUse.protocol && sameBaseUrl(one.baseUrl, baseUrl));
  const providerText = option === undefined ? hostOf(baseUrl) : summaryName(option, baseUrl, words);
  const text = uses(model, providerText, keyText(sources.key, home, words));
  const unread = inUse.warnings.find(({ code }) => code === 'unread-file');
  if (unread !== undefined && !differs) {
    const { what, wayOut } = words.repairs['unread-file'](unread.values);
    return { tone: 'amber', text: what, note: wayOut, differs };
  }
  return { tone: differs ? 'amber' : 'good', text, note: differs ? differsNote : checked, differs };
}

function keyText(source: ValueSource, home: string, { providers: { inUse } }: Words): string {
  if (source.kind === 'env-file') return inUse.keyFromFile(pathText(source.path, home));
  return inUse.keyFrom[source.kind === 'entry' || source.kind === 'setting' ? 'settings' : source.kind];
}

/** The notice after a switch without a visible window. Each notice replaces the previous one. Pure. */
export function switchedNotice(
  settings: Extract<SettingsView, { state: 'readable' }>,
  choice: ProviderChoice,
  inUse: InUse,
  { words, home }: Omit<Place, 'options'>,
): { readonly tag: string; readonly title: string; readonly body: string } {
  const option = settings.options.find(({ id }) => id === choice.providerId);
  const name = option === undefined ? choice.providerId : fullName(option, [], words);
  const { tone, text } = inUseView(inUse, option === undefined ? null : goalOf(choice, option), {
    words,
    home,
    options: settings.options,
  });
  const body = tone === 'good' ? words.notice.switchedBody(choice.model) : text;
  return { tag: 'switched', title: words.notice.switchedTitle(name), body };
}
