import type { Preferences } from '../core/preferences.ts';
import type { Language } from '../core/view/words/index.ts';

/** The language in force: the user's choice, else the first of the system's that the app speaks. Pure. */
export function languageInForce(chosen: Preferences['language'], systemLanguages: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  for (const tag of systemLanguages) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
