import { wordsEn } from './en/words.ts';
import { wordsZhCn } from './zh-cn/words.ts';

/** The languages the app speaks, as `AppState.language` names them; also the BCP 47 tags given to `Intl`. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/**
 * Every word a user can see outside the terminal. English is the model: a word missing or left over in another language
 * does not compile. Arguments named `…Text` arrive formatted (`view/format`); numbers are formatted by the catalogue.
 */
export type Words = typeof wordsEn & { readonly language: Language };

const catalogue: Readonly<Record<Language, Words>> = {
  en: { ...wordsEn, language: 'en' },
  'zh-CN': { ...wordsZhCn, language: 'zh-CN' },
};

/** The catalogue of one language. */
export const wordsFor = (language: Language): Words => catalogue[language];
