import { cliWordsEn } from './en/cli.ts';
import type { Language } from './index.ts';
import { cliWordsZhCn } from './zh-cn/cli.ts';

/** The words of the command line alone; everything else it says stands in `Words`. */
export type CliWords = typeof cliWordsEn;

const catalogue: Readonly<Record<Language, CliWords>> = { en: cliWordsEn, 'zh-CN': cliWordsZhCn };

/** The command line's own words in one language. */
export const cliWordsFor = (language: Language): CliWords => catalogue[language];
