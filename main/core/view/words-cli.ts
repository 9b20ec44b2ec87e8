import type { CliWords } from './words/cli.ts';
import { cliWordsEn } from './words/en/cli.ts';
import type { Language } from './words/words.ts';
import { cliWordsZhCn } from './words/zh-cn/cli.ts';

const catalogue: Record<Language, CliWords> = { en: cliWordsEn, 'zh-CN': cliWordsZhCn };

/** The command line's own words in one language. */
export const cliWordsFor = (language: Language): CliWords => catalogue[language];
