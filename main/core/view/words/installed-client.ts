import type { Explanation } from './problems.ts';

/** The words of asking the user's own Qwen Code what it would use. */
export interface InstalledClientWords {
  readonly question: Explanation;
  readonly yes: string;
  readonly no: string;
  readonly asking: string;
  /** In one line: what it would use. */
  readonly uses: (modelText: string, addressText: string, variableText: string | null) => string;
  readonly same: string;
  readonly differs: (usesText: string) => Explanation;
  readonly doesNotTell: (modelText: string | null) => string;
  readonly refuses: (reasonText: string) => Explanation;
  readonly noAnswer: Explanation;
  readonly askAgain: string;
  /** In the preferences. */
  readonly preference: string;
  readonly preferenceHint: string;
}
