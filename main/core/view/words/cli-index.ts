import type { CliWords } from './cli.ts';
import { cliWordsEn } from './en/cli.ts';
import type { Language } from './words.ts';
import { cliWordsZhCn } from './zh-cn/cli.ts';

const catalogue: Record<Language, CliWords> = { en: cliWordsEn, 'zh-CN': cliWordsZhCn };

/** The command line's own words in one language. */
export const cliWordsFor = (language: Language): CliWords => catalogue[language];
