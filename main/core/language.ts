/** The languages of the app, as `AppState.language` names them; also the BCP 47 tags given to `Intl`. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

const primarySubtag = (tag: string): string => tag.toLowerCase().split(/[-_.]/)[0] ?? '';

/** The first of the user's languages that the app has, else English. Takes BCP 47 tags and POSIX locales. Total. */
export function languageFor(tags: readonly string[]): Language {
  const spoken = tags.map((tag) => languages.find((language) => primarySubtag(language) === primarySubtag(tag)));
  return spoken.find((language) => language !== undefined) ?? 'en';
}

/** The language in force: the user's choice, or for `system` the first of the system's that the app has. */
export const languageInForce = (chosen: Language | 'system', systemTags: readonly string[]): Language =>
  chosen === 'system' ? languageFor(systemTags) : chosen;
