import type { cliWordsEn } from './en/cli.ts';
import type { Language, Words } from './index.ts';

/** The words of the command line alone; everything else it says stands in `Words`. */
export type CliWords = typeof cliWordsEn;

/** All that the command line can say, in one language. */
interface TerminalWords {
  readonly words: Words;
  readonly cliWords: CliWords;
}

const catalogue: Readonly<Record<Language, () => Promise<TerminalWords>>> = {
  async en() {
    const [{ wordsEn }, { cliWordsEn }] = await Promise.all([import('./en/words.ts'), import('./en/cli.ts')]);
    return { words: { ...wordsEn, language: 'en' }, cliWords: cliWordsEn };
  },
  async 'zh-CN'() {
    const [{ wordsZhCn }, { cliWordsZhCn }] = await Promise.all([import('./zh-cn/words.ts'), import('./zh-cn/cli.ts')]);
    return { words: { ...wordsZhCn, language: 'zh-CN' }, cliWords: cliWordsZhCn };
  },
};

/** Loads the words of one language. A command speaks only one, and the others take as long to load. */
export const loadTerminalWords = (language: Language): Promise<TerminalWords> => catalogue[language]();
