import type { CountedWords } from './counted.ts';
import type { HistoryWords } from './history.ts';
import type { InstalledClientWords } from './installed-client.ts';
import type { ProblemWords } from './problems.ts';
import type { ProviderWords } from './providers.ts';
import type { RefusalWords } from './refusals.ts';
import type { ReportWords } from './report.ts';
import type { ScreenWords } from './screens.ts';
import type { SettingsWords } from './settings.ts';
import type { SwitchFailureWords } from './switch-failures.ts';

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
