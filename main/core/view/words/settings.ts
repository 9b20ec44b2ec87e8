import type {
  KeyProblem,
  RepairOffer,
  SettingsProblem,
  SwitchPreview,
  SwitchResult,
  SwitchWarning,
} from '../../provider/model.ts';
import type { Explanation } from './problems.ts';

/** What a warning or a repair may name (`SwitchWarning.values`, `RepairOffer.values`); each sentence reads without. */
export interface SwitchValues {
  readonly variable?: string;
  /** A file, or the place inside the settings. */
  readonly path?: string;
  readonly baseUrl?: string;
  readonly enforced?: string;
  readonly type?: string;
  readonly used?: string;
  readonly wanted?: string;
  readonly others?: string;
  readonly count?: string;
  readonly folders?: string;
  readonly selector?: string;
  readonly model?: string;
  readonly follows?: string;
  readonly becomes?: string;
  readonly reason?: string;
  /** Why Qwen Code would not start, by name; `subject` is what that is about. */
  readonly refusal?: string;
  readonly subject?: string;
  readonly name?: string;
  readonly list?: string;
}

/** Words for what a settings file may hold, and for what became of a change. */
export interface SettingsWords {
  readonly settingsProblems: Readonly<Record<SettingsProblem['reason'], Explanation>>;
  readonly keyProblems: Readonly<Record<KeyProblem, Explanation>>;
  readonly switchWarnings: Readonly<Record<SwitchWarning['code'], (values: SwitchValues) => Explanation>>;
  readonly switchResults: Readonly<Record<SwitchResult['kind'], Explanation>>;
  readonly switchPreviews: Readonly<
    Record<Extract<SwitchPreview['kind'], 'nothing-to-do' | 'unknown-provider'>, Explanation>
  >;
  readonly repairs: Readonly<Record<RepairOffer['code'], (values: SwitchValues) => Explanation>>;
}
