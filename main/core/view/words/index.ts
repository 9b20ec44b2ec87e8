import type { Language } from '../../language.ts';
import { wordsEn } from './en/words.ts';
import { wordsZhCn } from './zh-cn/words.ts';

export { type Language, languageFor, languages } from '../../language.ts';

/**
 * Every word a user can see outside the terminal. English is the model: a word missing or left over in another language
 * does not compile. Arguments named `…Text` arrive formatted (`view/format`); numbers are formatted by the catalogue.
 */
export type Words = typeof wordsEn & { readonly language: Language };

const catalogue: Readonly<Record<Language, Words>> = {
  en: { ...wordsEn, language: 'en' },
  'zh-CN': { ...wordsZhCn, language: 'zh-CN' },
};

export const wordsFor = (language: Language): Words => catalogue[language];
