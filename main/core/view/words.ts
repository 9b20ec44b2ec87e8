import { wordsEn } from './words/en/words.ts';
import type { Language, Words } from './words/words.ts';
import { wordsZhCn } from './words/zh-cn/words.ts';

export { type Language, languages, type Words } from './words/words.ts';

const catalogue: Record<Language, Words> = { en: wordsEn, 'zh-CN': wordsZhCn };

/** The catalogue of one language. */
export const wordsFor = (language: Language): Words => catalogue[language];
