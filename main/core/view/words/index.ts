import { wordsEn } from './en/words.ts';
import type { Language, Words } from './words.ts';
import { wordsZhCn } from './zh-cn/words.ts';

export { type Language, languages, type Words } from './words.ts';

const catalogue: Record<Language, Words> = { en: wordsEn, 'zh-CN': wordsZhCn };

/** The catalogue of one language. */
export const wordsFor = (language: Language): Words => catalogue[language];
