import type { CountedWords } from './words-counted.ts';
import { wordsEn } from './words-en.ts';
import type { HistoryWords } from './words-history.ts';
import type { InstalledClientWords } from './words-installed-client.ts';
import type { ProblemWords } from './words-problems.ts';
import type { ProviderWords } from './words-providers.ts';
import type { RefusalWords } from './words-refusals.ts';
import type { ReportWords } from './words-report.ts';
import type { ScreenWords } from './words-screens.ts';
import type { SettingsWords } from './words-settings.ts';
import type { SwitchFailureWords } from './words-switch-failures.ts';
import { wordsZhCn } from './words-zh-cn.ts';

/** The languages the app speaks, as `AppState.language` names them; also the BCP 47 tags given to `Intl`. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** Every word a user can see. One object per language with the same keys: the compiler refuses a missing one. */
export interface Words extends ScreenWords, ProblemWords, SettingsWords {
  readonly language: Language;
  readonly history: HistoryWords;
  readonly providers: ProviderWords;
  readonly installedClient: InstalledClientWords;
  readonly refusals: RefusalWords;
  readonly report: ReportWords;
  readonly counted: CountedWords;
  readonly switchFailures: SwitchFailureWords;
}

const catalogue: Record<Language, Words> = { en: wordsEn, 'zh-CN': wordsZhCn };

/** The catalogue of one language. */
export const wordsFor = (language: Language): Words => catalogue[language];
