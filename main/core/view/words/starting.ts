import type { Language } from '../../language.ts';
import { startingEn } from './en/starting.ts';
import { startingZhCn } from './zh-cn/starting.ts';

const catalogue: Readonly<Record<Language, typeof startingEn>> = { en: startingEn, 'zh-CN': startingZhCn };

/** The few words of the start, without the rest of the catalogue: loading that takes longer than showing the tray. */
export const startingWordsFor = (language: Language): typeof startingEn => catalogue[language];
